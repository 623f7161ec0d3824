// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/analysis/saturating.h"
#include "core/analysis/trace_tree.h"

namespace spanloupe::analysis {
namespace {

/// Where one span is drawn before the end of the trace is known.
struct Placed {
  Timestamp start;
  Timestamp end;
  bool reachesEnd = false;  ///< Its end is the trace's.
};

class Placing {
 public:
  Placing(const Trace& trace, const TraceTree& tree)
      : m_trace(trace), m_tree(tree), m_allAbsurd(isAbsurd(tree.start)) {}

  [[nodiscard]] Placed place(SpanIndex span, Timestamp parentStart, Duration shift) const {
    const Timestamp start = m_trace.start[span];
    const Timestamp end = m_trace.end[span];
    Placed placed;
    placed.start = isUsable(start) ? moved(start, shift) : parentStart;
    // Zero says that the span has not ended; an end after 2262 cannot be drawn to scale with anything else.
    placed.reachesEnd = nanosOf(end) == 0 || (end > start && !isUsable(end));
    placed.end = placed.reachesEnd ? placed.start : std::max(placed.start, moved(end, shift));
    return placed;
  }

 private:
  /// In a trace of nothing but absurd times (milliseconds in place of nanoseconds) they are still good among
  /// themselves.
  [[nodiscard]] bool isUsable(Timestamp time) const { return m_allAbsurd || !isAbsurd(time); }

  const Trace& m_trace;
  const TraceTree& m_tree;
  bool m_allAbsurd;
};

}  // namespace

DrawnTimes drawnTimes(const Trace& trace, const TraceTree& tree, const SkewEstimate* skew) {
  DrawnTimes times;
  times.start.resize(trace.size());
  times.end.resize(trace.size());
  times.unfinished.assign(trace.size(), 0);
  times.traceStart = tree.start;
  times.traceEnd = tree.start;
  const Placing placing(trace, tree);
  std::vector<SpanIndex> open;
  bool first = true;
  for (const SpanIndex span : tree.preorder) {
    const SpanIndex parent = tree.parent[span];
    const Timestamp parentStart = parent == kNoSpan ? tree.start : times.start[parent];
    const Placed placed =
        placing.place(span, parentStart, skew != nullptr ? skew->shift[span] : Duration::zero());
    times.start[span] = placed.start;
    times.end[span] = placed.end;
    times.unfinished[span] = nanosOf(trace.end[span]) == 0 ? 1 : 0;
    if (placed.reachesEnd) open.push_back(span);
    times.traceStart = first ? placed.start : std::min(times.traceStart, placed.start);
    times.traceEnd = std::max(times.traceEnd, placed.end);
    first = false;
  }
  for (const SpanIndex span : open) times.end[span] = times.traceEnd;
  return times;
}

}  // namespace spanloupe::analysis
