// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/clock_axis.h"

#include <QDateTime>
#include <algorithm>
#include <array>

namespace spanloupe::charts {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kMinute = 60 * kSecond;
constexpr std::uint64_t kHour = 60 * kMinute;
constexpr std::uint64_t kDay = 24 * kHour;
constexpr std::array<std::uint64_t, 17> kClockSteps = {
    kSecond, 2 * kSecond, 5 * kSecond, 10 * kSecond, 15 * kSecond, 30 * kSecond,
    kMinute, 2 * kMinute, 5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute,
    kHour,   2 * kHour,   3 * kHour,   6 * kHour,    12 * kHour};
constexpr std::uint64_t kLargestStep = std::uint64_t{1} << 62;

/// 1, 2, 5 of a power of ten of `unit`, at least `least`.
std::uint64_t roundStep(std::uint64_t least, std::uint64_t unit) {
  for (std::uint64_t power = unit; power < kLargestStep / 10; power *= 10)
    for (const std::uint64_t factor : {1, 2, 5})
      if (power * factor >= least) return power * factor;
  return kLargestStep;
}

std::uint64_t stepFor(std::uint64_t least) {
  if (least <= kSecond / 2) return roundStep(std::max<std::uint64_t>(1, least), 1);
  for (const std::uint64_t step : kClockSteps)
    if (step >= least) return step;
  return roundStep(least, kDay);
}

/// Nanoseconds to add to UTC. Times here are below 2^63.
std::int64_t offsetAt(std::uint64_t time, ui::TimeZone zone) {
  if (zone == ui::TimeZone::Utc) return 0;
  const auto seconds = static_cast<qint64>(time / kSecond);
  return std::int64_t{QDateTime::fromSecsSinceEpoch(seconds, Qt::LocalTime).offsetFromUtc()} *
         static_cast<std::int64_t>(kSecond);
}

std::uint64_t toWall(std::uint64_t time, std::int64_t offset) {
  return time + static_cast<std::uint64_t>(offset);
}

/// The moment at which a clock shows `wall`; `guess` is an offset of about that time.
std::uint64_t fromWall(std::uint64_t wall, std::int64_t guess, ui::TimeZone zone) {
  const std::uint64_t about = wall - static_cast<std::uint64_t>(guess);
  return wall - static_cast<std::uint64_t>(offsetAt(about, zone));
}

int fractionDigits(std::uint64_t step) {
  int digits = 0;
  for (std::uint64_t unit = kSecond; step % unit != 0 && digits < 9; unit /= 10) ++digits;
  return digits;
}

QString labelOf(std::uint64_t wall, std::uint64_t time, std::uint64_t step, ui::TimeZone zone) {
  const Timestamp at = timestampFromNanos(time);
  if (wall % kDay == 0) return ui::formatDateTime(at, zone, 0).left(10);
  const QString clock = ui::formatTimeOfDay(at, zone, step < kSecond ? fractionDigits(step) : 0);
  return step % kMinute == 0 ? clock.left(5) : clock;
}

}  // namespace

TimeBuckets timeBuckets(std::uint64_t first, std::uint64_t last, int most, ui::TimeZone zone) {
  const auto wanted = static_cast<std::uint64_t>(std::max(1, most));
  const std::int64_t offset = offsetAt(first, zone);
  // All at one moment: a second around it, so that there is something to see.
  std::uint64_t least = last == first ? kSecond / 10 : (last - first) / wanted + 1;
  for (;;) {
    const std::uint64_t step = stepFor(least);
    const std::uint64_t wall = toWall(first, offset);
    std::uint64_t from = wall - wall % step;
    std::uint64_t count = (toWall(last, offset) - from) / step + 1;
    if (last == first) {
      from -= 4 * step;
      count = 10;
    }
    if (count <= std::max<std::uint64_t>(wanted, 10) || step >= kLargestStep)
      // East of Greenwich the first step may begin before the epoch.
      return {offset > 0 && from < static_cast<std::uint64_t>(offset)
                  ? 0
                  : from - static_cast<std::uint64_t>(offset),
              step, static_cast<int>(count)};
    least = step + 1;
  }
}

std::vector<ClockTick> clockTicks(std::uint64_t from, std::uint64_t to, std::uint64_t leastGap,
                                  ui::TimeZone zone) {
  constexpr std::uint64_t kMostTicks = 400;  // A screen has fewer.
  std::vector<ClockTick> ticks;
  if (to <= from) return ticks;
  const std::uint64_t step = stepFor(std::max<std::uint64_t>(1, leastGap));
  const std::int64_t offset = offsetAt(from, zone);
  const std::uint64_t firstWall = toWall(from, offset);
  std::uint64_t wall = firstWall / step * step;
  if ((to - from) / step > kMostTicks) return ticks;
  for (; ticks.size() <= kMostTicks; wall += step) {
    // From an hour on, a tick belongs to what the clock shows, also behind a change to summer time.
    const std::uint64_t time =
        step >= kHour ? fromWall(wall, offset, zone) : wall - static_cast<std::uint64_t>(offset);
    if (time > to) break;
    if (time >= from) ticks.push_back({time, labelOf(wall, time, step, zone)});
  }
  return ticks;
}

}  // namespace spanloupe::charts
