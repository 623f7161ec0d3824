// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/time_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ui/common/format.h"

namespace spanloupe::ui {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

constexpr std::array<std::int64_t, 13> kLongSteps = {
    kMinute,   2 * kMinute, 5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute, kHour,
    2 * kHour, 3 * kHour,   6 * kHour,   12 * kHour,   kDay,         2 * kDay};
constexpr double kLargest = 9.2e18;  // What fits a Duration.
constexpr int kMostMajors = 400;     // A screen has fewer; guards against absurd requests.

std::int64_t floorDiv(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

double widestLabel(const AxisRequest& request, const DurationFormat& format, std::int64_t step) {
  const Duration first(request.from.count() / step * step);
  const Duration last(request.to.count() / step * step);
  return std::max(request.labelWidth(format.text(first)), request.labelWidth(format.text(last)));
}

Duration largestOf(const AxisRequest& request) {
  return std::max(request.to,
                  request.from.count() < 0 && request.from != Duration::min() ? -request.from : request.from);
}

/// The smallest step whose labels keep their distance.
std::int64_t stepFor(const AxisRequest& request, double nanosPerPixel) {
  std::int64_t step =
      niceStep(Duration(static_cast<std::int64_t>(std::max(1.0, request.fewestPixels * nanosPerPixel))))
          .count();
  for (int i = 0; i < 64; ++i) {
    const DurationFormat format = DurationFormat::forAxis(largestOf(request), Duration(step));
    const double needed = widestLabel(request, format, step) + request.labelGap;
    if (static_cast<double>(step) / nanosPerPixel >= needed) break;
    const std::int64_t next = niceStep(Duration(step + 1)).count();
    if (next <= step) break;
    step = next;
  }
  return step;
}

/// Five spaces per major tick (four lines between two); none where they would stand closer than 4 px.
int minorsFor(std::int64_t step, double nanosPerPixel) {
  constexpr int kSpaces = 5;
  return step % kSpaces == 0 && static_cast<double>(step) / kSpaces / nanosPerPixel >= 4.0 ? kSpaces : 1;
}

}  // namespace

Duration niceStep(Duration least) {
  const std::int64_t wanted = std::max<std::int64_t>(1, least.count());
  if (wanted > 30 * kSecond) {
    for (const std::int64_t step : kLongSteps) {
      if (step >= wanted) return Duration(step);
    }
  }
  const std::int64_t unit = wanted > 2 * kDay ? kDay : 1;
  std::int64_t power = unit;
  while (power <= std::numeric_limits<std::int64_t>::max() / 1000) {
    for (const std::int64_t factor : {1, 2, 5}) {
      if (power * factor >= wanted) return Duration(power * factor);
      // 250 µs, 250 ms: quarters of the next unit read better than 200 and 500 alone.
      const bool isHundred = unit == 1 && (power == 100 || power == 100'000 || power == 100'000'000);
      if (factor == 2 && isHundred && power / 2 * 5 >= wanted) return Duration(power / 2 * 5);
    }
    power *= 10;
  }
  return Duration(power);
}

std::vector<AxisTick> timeTicks(const AxisRequest& request) {
  std::vector<AxisTick> ticks;
  const double length = static_cast<double>(request.to.count()) - static_cast<double>(request.from.count());
  if (length <= 0 || request.width < 1 || !request.labelWidth) return ticks;
  const double nanosPerPixel = length / request.width;
  const std::int64_t step = stepFor(request, nanosPerPixel);
  if (length / static_cast<double>(step) > kMostMajors) return ticks;

  const DurationFormat format = DurationFormat::forAxis(largestOf(request), Duration(step));
  const int spaces = minorsFor(step, nanosPerPixel);
  const std::int64_t minor = step / spaces;
  const std::int64_t first = floorDiv(request.from.count(), minor);
  const auto count = static_cast<std::int64_t>(length / static_cast<double>(minor)) + 2;
  for (std::int64_t i = first; i <= first + count; ++i) {
    const double at = static_cast<double>(i) * static_cast<double>(minor);
    const double x = (at - static_cast<double>(request.from.count())) / nanosPerPixel;
    if (x < -0.001 || x > request.width + 0.001 || std::abs(at) > kLargest) continue;
    AxisTick tick{x, {}, i % spaces == 0};
    if (tick.isMajor) tick.label = i == 0 ? QStringLiteral("0") : format.text(Duration(i * minor));
    ticks.push_back(std::move(tick));
  }
  return ticks;
}

}  // namespace spanloupe::ui
