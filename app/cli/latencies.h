// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Durations counted in classes that are at most 1.6 % wide, so that percentiles of any number of them take
// the same memory. Values; one thread at a time.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace spanloupe::cli {

class Latencies {
 public:
  void add(std::chrono::nanoseconds duration);
  void merge(const Latencies& other);
  [[nodiscard]] std::uint64_t count() const { return m_count; }
  /// The upper end of the class that `share` of all durations do not exceed; zero when there are none.
  [[nodiscard]] std::chrono::nanoseconds percentile(double share) const;
  [[nodiscard]] std::chrono::nanoseconds longest() const { return m_longest; }

 private:
  static constexpr std::size_t kSteps = 64;  ///< Per power of two.
  [[nodiscard]] static std::size_t classOf(std::uint64_t nanos);
  [[nodiscard]] static std::uint64_t endOf(std::size_t index);

  std::array<std::uint64_t, 59 * kSteps> m_classes{};
  std::uint64_t m_count = 0;
  std::chrono::nanoseconds m_longest{0};
};

}  // namespace spanloupe::cli
