// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/points.h"

#include <algorithm>
#include <tuple>

namespace spanloupe::charts {

PointSummary summarise(const PointSet& set, const std::stop_token& stop) {
  PointSummary summary;
  summary.firstStart = std::numeric_limits<std::uint64_t>::max();
  std::int64_t shortest = std::numeric_limits<std::int64_t>::max();
  forEachPoint(set, stop, [&](std::uint32_t at) {
    if (!set.isShown(at)) {
      ++summary.untimed;
      return;
    }
    ++summary.shown;
    if (set.isError(at)) ++summary.failed;
    summary.firstStart = std::min(summary.firstStart, set.start[at]);
    summary.lastStart = std::max(summary.lastStart, set.start[at]);
    const std::int64_t duration = set.duration[at];
    if (duration <= 0) {
      ++summary.zeros;
    } else {
      shortest = std::min(shortest, duration);
      summary.longest = std::max(summary.longest, duration);
    }
  });
  if (summary.shown == 0) summary.firstStart = 0;
  summary.shortest = summary.longest == 0 ? 0 : shortest;
  return summary;
}

BoxCount countIn(const PointSet& set, const TimeBox& box, const std::stop_token& stop) {
  BoxCount count;
  forEachPoint(set, stop, [&](std::uint32_t at) {
    if (!set.isShown(at) || !box.contains(set.start[at], std::max<std::int64_t>(0, set.duration[at]))) return;
    ++count.points;
    if (set.isError(at)) ++count.failed;
  });
  return count;
}

std::optional<std::uint32_t> neighbour(const PointSet& set, std::optional<std::uint32_t> from,
                                       PointStep step) {
  const bool byTime = step == PointStep::Earlier || step == PointStep::Later;
  const bool forward = step == PointStep::Later || step == PointStep::Longer;
  // Ties are told apart by the other figure, then by position, so that every point is reached.
  const auto key = [&](std::uint32_t at) {
    const auto duration = static_cast<std::uint64_t>(std::max<std::int64_t>(0, set.duration[at]));
    return byTime ? std::tuple(set.start[at], duration, at) : std::tuple(duration, set.start[at], at);
  };
  std::optional<std::uint32_t> best;
  forEachPoint(set, {}, [&](std::uint32_t at) {
    if (!set.isShown(at)) return;
    if (from && (forward ? key(at) <= key(*from) : key(at) >= key(*from))) return;
    if (!best || (forward ? key(at) < key(*best) : key(at) > key(*best))) best = at;
  });
  return best;
}

}  // namespace spanloupe::charts
