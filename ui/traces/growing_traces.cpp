// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/growing_traces.h"

#include <algorithm>

namespace spanloupe::traces {

// A segment that was merged of several also holds what came long before its end: in that the end of the trace
// tells, by the clock of whoever sent it.
std::chrono::nanoseconds growsFor(const store::TraceRow& trace, const store::SegmentStamp& stamp,
                                  std::chrono::nanoseconds now, std::chrono::nanoseconds time) {
  using std::chrono::nanoseconds;
  if (trace.missingParents == 0 || stamp.lastAt == 0) return {};
  // What is said to come later than that comes of a clock that was set.
  const auto left = [&](std::int64_t at) {
    const nanoseconds rest = time - (now - nanoseconds(at));
    return rest > 2 * time ? nanoseconds() : rest;
  };
  const auto end = static_cast<std::int64_t>(nanosOf(trace.start)) + trace.duration.count();
  return std::min(left(stamp.lastAt), std::max(left(stamp.firstAt), left(end)));
}

}  // namespace spanloupe::traces
