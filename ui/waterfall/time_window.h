// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a trace that is on screen, and how zooming and panning change it. Nanoseconds from the start of
// the trace. Pure; any thread.
#pragma once

namespace spanloupe::waterfall {

/// Nanoseconds from the start of the trace, as drawn.
struct Interval {
  double from = 0;
  double to = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

using TimeWindow = Interval;

inline constexpr double kSmallestWindow = 20;

[[nodiscard]] double middleOf(const Interval& interval);
/// Not shorter than kSmallestWindow, not longer than `whole`, nowhere outside 0 … `whole`.
[[nodiscard]] TimeWindow clamped(TimeWindow window, double whole);
/// What was at `time` stays where it is; a factor below 1 zooms in.
[[nodiscard]] TimeWindow zoomed(TimeWindow window, double factor, double time);
/// By a share of its length, later in time when positive.
[[nodiscard]] TimeWindow panned(TimeWindow window, double share);
/// A span with a little room on both sides.
[[nodiscard]] TimeWindow around(const Interval& span);
/// Unchanged while any of `span` is in view, else with the span in the middle.
[[nodiscard]] TimeWindow movedTo(TimeWindow window, const Interval& span);

}  // namespace spanloupe::waterfall
