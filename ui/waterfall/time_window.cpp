// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/time_window.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

constexpr double kRoomShare = 0.05;

}  // namespace

double middleOf(const Interval& interval) { return interval.from + (interval.to - interval.from) / 2; }

TimeWindow clamped(TimeWindow window, double whole) {
  const double most = std::max(kSmallestWindow, whole);
  const double length = std::clamp(window.to - window.from, kSmallestWindow, most);
  const double from = std::clamp(window.from, 0.0, most - length);
  return {from, from + length};
}

TimeWindow zoomed(TimeWindow window, double factor, double time) {
  return {time - (time - window.from) * factor, time + (window.to - time) * factor};
}

TimeWindow panned(TimeWindow window, double share) {
  const double by = (window.to - window.from) * share;
  return {window.from + by, window.to + by};
}

TimeWindow around(const Interval& span) {
  const double room = std::max((span.to - span.from) * kRoomShare, kSmallestWindow);
  return {span.from - room, span.to + room};
}

TimeWindow movedTo(TimeWindow window, const Interval& span) {
  if (span.to >= window.from && span.from <= window.to) return window;
  const double by = middleOf(span) - middleOf(window);
  return {window.from + by, window.to + by};
}

}  // namespace spanloupe::waterfall
