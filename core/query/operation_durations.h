// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the spans of one operation took in a whole session: where does one of them stand? Reads the name
// and resource codes of every segment, and durations only of blocks that have the operation. Immutable once
// made; any thread.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/store/reader.h"

namespace spanloupe::query {

class DurationDistribution {
 public:
  /// `duration` in nanoseconds; negative ones (unfinished spans, clocks that ran back) are only counted.
  void add(std::int64_t duration, bool isError);
  /// Once, after the last add().
  void finish();

  [[nodiscard]] std::uint64_t count() const { return m_count; }
  [[nodiscard]] std::uint64_t errors() const { return m_errors; }
  [[nodiscard]] std::uint64_t unfinished() const { return m_unfinished; }
  [[nodiscard]] Duration min() const { return Duration(m_min); }
  [[nodiscard]] Duration max() const { return Duration(m_max); }
  [[nodiscard]] Duration median() const { return quantile(0.5); }
  /// The smallest duration that the share `q` of all does not exceed.
  [[nodiscard]] Duration quantile(double q) const;
  /// How many took less; exact as long as isExact().
  [[nodiscard]] std::uint64_t below(Duration duration) const;
  /// The share of all others that took less, 0 to 1; 1 for the longest of several.
  [[nodiscard]] double rank(Duration duration) const;
  /// Counts of `bins` ranges of equal ratio from min() to max(); one bin when they are equal.
  [[nodiscard]] std::vector<std::uint64_t> histogram(std::size_t bins) const;
  /// Where `duration` stands on that axis, 0 to 1.
  [[nodiscard]] double axisShare(Duration duration) const;
  /// Up to kExact spans every duration is kept, beyond that they are known to less than one percent.
  [[nodiscard]] bool isExact() const { return m_fine.empty(); }
  [[nodiscard]] std::size_t byteSize() const {
    return m_sorted.capacity() * sizeof(std::int64_t) + m_fine.capacity() * sizeof(std::uint64_t);
  }

  static constexpr std::size_t kExact = 500'000;

 private:
  void toFine();

  std::uint64_t m_count = 0;
  std::uint64_t m_errors = 0;
  std::uint64_t m_unfinished = 0;
  std::int64_t m_min = 0;
  std::int64_t m_max = 0;
  std::vector<std::int64_t> m_sorted;  ///< By finish().
  std::vector<std::uint64_t> m_fine;   ///< 128 bins for each doubling.
};

/// Of all spans with that service (empty: none) and name. Empty when there are none.
[[nodiscard]] Result<DurationDistribution> operationDurations(store::Reader& reader,
                                                              const store::Snapshot& snapshot,
                                                              const std::string& service,
                                                              const std::string& name, std::stop_token stop);

}  // namespace spanloupe::query
