// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/analysis/trace_tree.h"

// From the end of the root backwards: what a span did last before it ended was wait for the child that ended
// last, so the path goes into that child; before the child started the span was in its own work or in another
// child that had ended by then. A child still running when the present point is reached was not waited for.
//
// Every interval is first clipped to that of its parent on the path: a child that outlives its parent was
// waited for until the parent's end at most. Of children that end together the longest explains most and is
// taken. What has no length after clipping (calls after the parent's end, empty spans) cannot be on a path
// and is left out.

namespace spanloupe::analysis {
namespace {

class PathWalk {
 public:
  PathWalk(const TraceTree& tree, const DrawnTimes& times) : m_tree(tree), m_times(times) {}

  std::vector<CriticalSegment> walk(SpanIndex root) {
    enter(root, m_times.start[root], m_times.end[root]);
    while (!m_open.empty()) step();
    if (m_path.empty()) m_path.push_back({root, m_times.start[root], m_times.end[root]});
    std::reverse(m_path.begin(), m_path.end());
    return std::move(m_path);
  }

 private:
  struct Candidate {
    Timestamp start;
    Timestamp end;
    SpanIndex span = kNoSpan;
  };
  /// A span on the path with the children that have not been looked at yet: those from firstChild to the end
  /// of m_children, for the innermost span is at the end of both lists.
  struct Open {
    SpanIndex span = kNoSpan;
    Timestamp start;
    Timestamp now;
    std::size_t firstChild = 0;
  };

  void enter(SpanIndex span, Timestamp start, Timestamp end) {
    m_open.push_back({span, start, end, m_children.size()});
    for (SpanIndex child = m_tree.firstChild[span]; child != kNoSpan; child = m_tree.nextSibling[child]) {
      const Candidate clipped{std::max(m_times.start[child], start), std::min(m_times.end[child], end),
                              child};
      if (clipped.start < clipped.end) m_children.push_back(clipped);
    }
    // The best candidate last.
    std::sort(m_children.begin() + static_cast<std::ptrdiff_t>(m_open.back().firstChild), m_children.end(),
              [](const Candidate& a, const Candidate& b) {
                if (a.end != b.end) return a.end < b.end;
                return a.start != b.start ? a.start > b.start : a.span > b.span;
              });
  }

  void step() {
    Open& open = m_open.back();
    while (m_children.size() > open.firstChild) {
      const Candidate child = m_children.back();
      m_children.pop_back();
      if (child.end > open.now) continue;
      add(open.span, child.end, open.now);
      // The span goes on where the child began.
      open.now = child.start;
      enter(child.span, child.start, child.end);
      return;
    }
    add(open.span, open.start, open.now);
    m_open.pop_back();
  }

  void add(SpanIndex span, Timestamp from, Timestamp to) {
    if (from < to) m_path.push_back({span, from, to});
  }

  const TraceTree& m_tree;
  const DrawnTimes& m_times;
  std::vector<Open> m_open;
  std::vector<Candidate> m_children;
  std::vector<CriticalSegment> m_path;  ///< Descending until the end.
};

}  // namespace

std::vector<CriticalSegment> criticalPath(const TraceTree& tree, const DrawnTimes& times) {
  if (tree.root == kNoSpan) return {};
  return PathWalk(tree, times).walk(tree.root);
}

}  // namespace spanloupe::analysis
