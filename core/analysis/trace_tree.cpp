// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_tree.h"

#include <algorithm>
#include <functional>

#include "core/analysis/span_table.h"

namespace spanloupe::analysis {
namespace {

/// How far ahead of its use a slot of the table is fetched; measured best between 8 and 32.
constexpr std::size_t kAhead = 16;

/// Fills TraceTree step by step; each step needs the ones before it.
class TreeBuilder {
 public:
  explicit TreeBuilder(const Trace& trace) : m_trace(trace), m_size(static_cast<SpanIndex>(trace.size())) {
    m_tree.parent.assign(m_size, kNoSpan);
    m_tree.rootReason.assign(m_size, RootReason::NotRoot);
    m_tree.duplicateId.assign(m_size, 0);
  }

  TraceTree build() {
    findParents();
    cutCycles();
    linkChildren();
    walk();
    sumUp();
    chooseRoot();
    findExtent();
    return std::move(m_tree);
  }

 private:
  void findParents();
  void groupOrphans(const std::vector<SpanIndex>& orphans);
  void cutCycles();
  void cutCycleAt(SpanIndex onCycle);
  void linkChildren();
  void walk();
  void sumUp();
  void chooseRoot();
  void findExtent();

  const Trace& m_trace;
  const SpanIndex m_size;
  TraceTree m_tree;
};

void TreeBuilder::findParents() {
  const std::vector<SpanId>& ids = m_trace.spanId;
  SpanTable table(m_size);
  for (SpanIndex i = 0; i < m_size; ++i) {
    if (i + kAhead < m_size) table.prefetch(ids[i + kAhead]);
    if (ids[i].isZero()) continue;
    const SpanIndex owner = table.insert(ids, i);
    if (owner != i) m_tree.duplicateId[owner] = m_tree.duplicateId[i] = 1;
  }
  std::vector<SpanIndex> orphans;
  for (SpanIndex i = 0; i < m_size; ++i) {
    if (i + kAhead < m_size) table.prefetch(m_trace.parentId[i + kAhead]);
    const SpanId parentId = m_trace.parentId[i];
    if (parentId.isZero()) {
      m_tree.rootReason[i] = RootReason::NoParentId;
      ++m_tree.rootCount;
      continue;
    }
    m_tree.parent[i] = table.find(ids, parentId);
    if (m_tree.parent[i] != kNoSpan) continue;
    m_tree.rootReason[i] = RootReason::MissingParent;
    orphans.push_back(i);
  }
  groupOrphans(orphans);
}

void TreeBuilder::groupOrphans(const std::vector<SpanIndex>& orphans) {
  // The same table again, over the ids that are missing.
  const std::vector<SpanId>& ids = m_trace.parentId;
  SpanTable table(orphans.size());
  std::vector<std::uint32_t> groupOf(orphans.empty() ? 0 : m_size);
  for (std::size_t i = 0; i < orphans.size(); ++i) {
    if (i + kAhead < orphans.size()) table.prefetch(ids[orphans[i + kAhead]]);
    const SpanIndex orphan = orphans[i];
    const SpanIndex first = table.insert(ids, orphan);
    if (first == orphan) {
      groupOf[orphan] = static_cast<std::uint32_t>(m_tree.missingParents.size());
      m_tree.missingParents.push_back({ids[orphan], {}});
    }
    m_tree.missingParents[groupOf[first]].children.push_back(orphan);
  }
}

// Following parents from any span ends at root level or in a cycle. A cycle has at least one span that does
// not stand after its parent, and few spans of ordinary traces are like that, so only these walk. Marks say
// which walk has been where; meeting an own mark is a cycle, a foreign one was settled.
void TreeBuilder::cutCycles() {
  std::vector<SpanIndex> mark;
  for (SpanIndex i = 0; i < m_size; ++i) {
    if (m_tree.parent[i] == kNoSpan || m_tree.parent[i] < i) continue;
    if (mark.empty()) mark.assign(m_size, kNoSpan);
    SpanIndex at = i;
    while (at != kNoSpan && mark[at] == kNoSpan) {
      mark[at] = i;
      at = m_tree.parent[at];
    }
    if (at != kNoSpan && mark[at] == i) cutCycleAt(at);
  }
}

void TreeBuilder::cutCycleAt(SpanIndex onCycle) {
  SpanIndex earliest = onCycle;
  for (SpanIndex at = m_tree.parent[onCycle]; at != onCycle; at = m_tree.parent[at])
    earliest = std::min(earliest, at);
  m_tree.parent[earliest] = kNoSpan;
  m_tree.rootReason[earliest] = RootReason::CycleCut;
  ++m_tree.cyclesCut;
}

void TreeBuilder::linkChildren() {
  m_tree.firstChild.assign(m_size, kNoSpan);
  m_tree.nextSibling.assign(m_size, kNoSpan);
  // Backwards, so that putting each in front leaves them in order of start.
  for (SpanIndex i = m_size; i-- > 0;) {
    const SpanIndex parent = m_tree.parent[i];
    SpanIndex& first = parent == kNoSpan ? m_tree.firstRoot : m_tree.firstChild[parent];
    m_tree.nextSibling[i] = first;
    first = i;
  }
}

void TreeBuilder::walk() {
  m_tree.depth.assign(m_size, 0);
  m_tree.preorder.reserve(m_size);
  for (SpanIndex at = m_tree.firstRoot; at != kNoSpan;) {
    const SpanIndex parent = m_tree.parent[at];
    if (parent != kNoSpan) {
      m_tree.depth[at] = m_tree.depth[parent] + 1;
    } else if (m_tree.rootReason[at] == RootReason::MissingParent) {
      m_tree.depth[at] = 1;
    }
    m_tree.maxDepth = std::max(m_tree.maxDepth, m_tree.depth[at]);
    m_tree.preorder.push_back(at);
    SpanIndex next = m_tree.firstChild[at];
    while (next == kNoSpan && at != kNoSpan) {
      next = m_tree.nextSibling[at];
      at = m_tree.parent[at];
    }
    at = next;
  }
}

void TreeBuilder::sumUp() {
  m_tree.descendants.assign(m_size, 0);
  m_tree.errorsBelow.assign(m_size, 0);
  for (auto at = m_tree.preorder.rbegin(); at != m_tree.preorder.rend(); ++at) {
    const std::uint32_t failed = m_trace.isError(*at) ? 1 : 0;
    m_tree.errorCount += failed;
    const SpanIndex parent = m_tree.parent[*at];
    if (parent == kNoSpan) continue;
    m_tree.descendants[parent] += m_tree.descendants[*at] + 1;
    m_tree.errorsBelow[parent] += m_tree.errorsBelow[*at] + failed;
  }
}

void TreeBuilder::chooseRoot() {
  // Spans at root level come in order of start; the first of the best kind with a believable start is it.
  const auto rank = [this](SpanIndex span) {
    const int kind = static_cast<int>(m_tree.rootReason[span]);
    return 2 * kind + (isAbsurd(m_trace.start[span]) ? 1 : 0);
  };
  for (SpanIndex at = m_tree.firstRoot; at != kNoSpan; at = m_tree.nextSibling[at]) {
    if (m_tree.root == kNoSpan || rank(at) < rank(m_tree.root)) m_tree.root = at;
  }
}

void TreeBuilder::findExtent() {
  if (m_size == 0) return;
  const auto extreme = [](const std::vector<Timestamp>& times, auto better) {
    Timestamp best = times.front();
    for (const Timestamp time : times) {
      const bool sameKind = isAbsurd(time) == isAbsurd(best);
      if (sameKind ? better(time, best) : isAbsurd(best)) best = time;
    }
    return best;
  };
  m_tree.start = extreme(m_trace.start, std::less<>());
  m_tree.end = std::max(m_tree.start, extreme(m_trace.end, std::greater<>()));
  // Nothing has ended yet: an absurd end must not stretch a believable start.
  if (isAbsurd(m_tree.end) && !isAbsurd(m_tree.start)) m_tree.end = m_tree.start;
}

}  // namespace

TraceTree buildTree(const Trace& trace) { return TreeBuilder(trace).build(); }

}  // namespace spanloupe::analysis
