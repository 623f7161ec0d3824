// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Wall-clock time along an axis: equal buckets that begin at round times, and ticks at round times with the
// shortest label that tells them apart. ISO dates, 24 hours. Pure; any thread.
#pragma once

#include <QString>
#include <vector>

#include "core/base/time.h"
#include "ui/common/format.h"

namespace spanloupe::charts {

/// Equal pieces of time one after the other.
struct TimeBuckets {
  std::uint64_t from = 0;  ///< Nanoseconds since the epoch.
  std::uint64_t step = 1;
  int count = 1;

  [[nodiscard]] std::uint64_t length() const { return step * static_cast<std::uint64_t>(count); }
  [[nodiscard]] std::uint64_t to() const { return from + length(); }
  /// Of a time in [from, to).
  [[nodiscard]] int indexOf(std::uint64_t time) const { return static_cast<int>((time - from) / step); }
};
/// About `most` buckets, at most, that hold every time from first to last. Both must not be absurd.
[[nodiscard]] TimeBuckets timeBuckets(std::uint64_t first, std::uint64_t last, int most, ui::TimeZone zone);

struct ClockTick {
  std::uint64_t time = 0;
  QString label;
};
/// Ticks in [from, to], at least `leastGap` apart; "14:02", "14:02:30", "2026-03-12" at midnight.
[[nodiscard]] std::vector<ClockTick> clockTicks(std::uint64_t from, std::uint64_t to, std::uint64_t leastGap,
                                                ui::TimeZone zone);

}  // namespace spanloupe::charts
