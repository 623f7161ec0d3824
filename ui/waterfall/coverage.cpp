// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/coverage.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

constexpr std::size_t kMostIntervals = 4'000'000;  // 64 MB.

}  // namespace

std::vector<Interval> merged(std::vector<Interval> intervals, Interval bounds) {
  const auto byStart = [](const Interval& a, const Interval& b) { return a.from < b.from; };
  if (!std::is_sorted(intervals.begin(), intervals.end(), byStart)) {
    std::sort(intervals.begin(), intervals.end(), byStart);
  }
  std::size_t kept = 0;
  for (const Interval& one : intervals) {
    const Interval clipped{std::max(one.from, bounds.from), std::min(one.to, bounds.to)};
    if (clipped.to <= clipped.from) continue;
    if (kept > 0 && clipped.from <= intervals[kept - 1].to) {
      intervals[kept - 1].to = std::max(intervals[kept - 1].to, clipped.to);
    } else {
      intervals[kept++] = clipped;
    }
  }
  intervals.resize(kept);
  return intervals;
}

const std::vector<Interval>& Coverage::childrenOf(SpanIndex span) {
  const auto found = m_known.find(span);
  if (found != m_known.end()) return found->second;
  if (m_intervals > kMostIntervals) {
    m_known.clear();
    m_intervals = 0;
  }
  std::vector<Interval> intervals;
  const analysis::TraceTree& tree = m_document->tree;
  for (SpanIndex child = tree.firstChild[span]; child != kNoSpan; child = tree.nextSibling[child]) {
    intervals.push_back(m_document->drawn(child));
  }
  intervals = merged(std::move(intervals), m_document->drawn(span));
  intervals.shrink_to_fit();
  m_intervals += intervals.size() + 1;
  return m_known.emplace(span, std::move(intervals)).first->second;
}

}  // namespace spanloupe::waterfall
