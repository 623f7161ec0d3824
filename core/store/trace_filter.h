// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which traces a list shows. A trace is judged as its row reads, also when it lies in several segments.
// Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/trace_list.h"

namespace spanloupe::store {

struct TraceFilter {
  /// Words; each must occur in the root's name, its service or one of the services, or the trace id begins
  /// with it, when it is of six hexadecimal digits or more. ASCII letters of either case are equal, other
  /// bytes must be the same. The first 64 different words count.
  std::string text;
  std::optional<Timestamp> from;  ///< The trace starts in [from, to).
  std::optional<Timestamp> to;
  std::optional<Duration> shortest;  ///< Both inclusive.
  std::optional<Duration> longest;
  bool onlyErrors = false;

  /// Every trace matches.
  [[nodiscard]] bool isEmpty() const;
  friend bool operator==(const TraceFilter&, const TraceFilter&) = default;
};

/// The words of a filter, ready to be looked for. One thread at a time.
class FilterWords {
 public:
  explicit FilterWords(std::string_view text);

  /// A bit per word.
  [[nodiscard]] std::uint64_t all() const { return m_all; }
  /// Those that occur in `value`.
  [[nodiscard]] std::uint64_t in(std::string_view value);
  /// Those that `id` begins with.
  [[nodiscard]] std::uint64_t in(TraceId id) const;

  /// The ids that begin with a word: all from `first` to `last`.
  struct IdRange {
    std::uint64_t word = 0;
    TraceId first, last;
  };
  [[nodiscard]] const std::vector<IdRange>& idRanges() const { return m_ids; }

 private:
  std::vector<std::string> m_words;  ///< Lower case.
  std::vector<IdRange> m_ids;
  std::uint64_t m_all = 0;
  std::string m_lower;  ///< Of the value that is looked at; kept for its room.
};

[[nodiscard]] bool matches(const TraceFilter& filter, FilterWords& words, const TraceRow& row);

}  // namespace spanloupe::store
