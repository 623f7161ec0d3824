// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How fast an import goes and how long it will take: a moving average over the last few seconds, so that the
// figure neither jumps nor lags. A value fed by its owner; any one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace spanloupe::session {

class ImportRate {
 public:
  using Clock = std::chrono::steady_clock;

  void add(Clock::time_point now, std::uint64_t bytes, std::uint64_t spans);

  /// 0 until there is something to measure.
  [[nodiscard]] std::uint64_t spansPerSecond() const;
  /// Nothing while the size is unknown or nothing has been measured.
  [[nodiscard]] std::optional<std::chrono::seconds> timeLeft(std::uint64_t totalBytes) const;

 private:
  struct Sample {
    Clock::time_point at;
    std::uint64_t bytes;
    std::uint64_t spans;
  };
  [[nodiscard]] double secondsCovered() const;

  std::deque<Sample> m_samples;
};

}  // namespace spanloupe::session
