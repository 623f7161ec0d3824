// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/analysis/trace_tree.h"

namespace spanloupe::analysis {
namespace {

/// The part of a span that children cover, fed with children in order of their drawn start.
class Cover {
 public:
  Cover(Timestamp start, Timestamp end)
      : m_reached(start), m_end(end), m_left(nanosOf(end) - nanosOf(start)) {}

  void add(Timestamp from, Timestamp to) {
    const Timestamp begin = std::max(from, m_reached);
    const Timestamp end = std::min(to, m_end);
    if (end <= begin) return;
    m_left -= nanosOf(end) - nanosOf(begin);
    m_reached = end;
  }
  /// What is not covered.
  [[nodiscard]] Duration left() const { return elapsed(Timestamp(), timestampFromNanos(m_left)); }

 private:
  Timestamp m_reached;
  Timestamp m_end;
  std::uint64_t m_left;
};

}  // namespace

std::vector<Duration> selfTimes(const TraceTree& tree, const DrawnTimes& times) {
  std::vector<Duration> result(times.start.size());
  std::vector<SpanIndex> sorted;
  for (SpanIndex span = 0; span < result.size(); ++span) {
    Cover cover(times.start[span], times.end[span]);
    bool inOrder = true;
    Timestamp last;
    for (SpanIndex child = tree.firstChild[span]; child != kNoSpan; child = tree.nextSibling[child]) {
      inOrder = inOrder && times.start[child] >= last;
      last = times.start[child];
      cover.add(times.start[child], times.end[child]);
    }
    if (!inOrder) {
      // Skew correction or a missing start changed the order of the children.
      sorted.clear();
      for (SpanIndex child = tree.firstChild[span]; child != kNoSpan; child = tree.nextSibling[child])
        sorted.push_back(child);
      std::sort(sorted.begin(), sorted.end(),
                [&](SpanIndex a, SpanIndex b) { return times.start[a] < times.start[b]; });
      cover = Cover(times.start[span], times.end[span]);
      for (const SpanIndex child : sorted) cover.add(times.start[child], times.end[child]);
    }
    result[span] = cover.left();
  }
  return result;
}

}  // namespace spanloupe::analysis
