// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_model.h"

#include <algorithm>
#include <cmath>

namespace spanloupe::waterfall {

WaterfallModel::WaterfallModel(std::shared_ptr<const TraceDocument> document)
    : m_document(std::move(document)), m_collapsed(m_document->nodeCount()) {
  rebuild();
}

void WaterfallModel::setRedrawn(std::shared_ptr<const TraceDocument> document) {
  m_document = std::move(document);
  applyRules();  // The critical path is another one.
}

void WaterfallModel::setGrown(std::shared_ptr<const TraceDocument> document, const NodeMatch& match) {
  std::vector<std::uint8_t> collapsed(document->nodeCount());
  for (std::size_t at = 0; at < m_collapsed.size(); ++at) {
    const NodeIndex node = m_collapsed[at] != 0 ? match.of(m_document->order[at]) : kNoNode;
    if (node != kNoNode) collapsed[document->position[node]] = 1;
  }
  m_collapsed = std::move(collapsed);
  m_visibility = matched(m_visibility, match, *m_document, *document);
  m_found =
      FoundSpans(*document, matched(m_found.isActive() ? &m_found.matches() : nullptr, match, *document));
  std::vector<NodeIndex> selected;
  for (const NodeIndex node : m_selection.nodes())
    if (match.of(node) != kNoNode) selected.push_back(match.of(node));
  const NodeIndex current = match.of(m_selection.current());
  m_selection.clear();
  if (!selected.empty()) m_selection.selectRange(selected, current != kNoNode ? current : selected.front());
  m_document = std::move(document);
  applyRules();
}

void WaterfallModel::applyRules() {
  m_shown = countShown(*m_document, m_visibility, m_found);
  rebuild();
}

template <typename IsShown>
void WaterfallModel::buildRows(std::uint32_t first, std::uint32_t last, IsShown isShown) {
  const std::uint32_t* parentAt = m_document->parentAt.data();
  const std::uint32_t* subtreeEnd = m_document->subtreeEnd.data();
  const std::uint8_t* collapsed = m_collapsed.data();
  RowIndex* nearest = m_nearest.data();
  Row* rows = m_rows.data();
  RowIndex count = 0;
  std::uint32_t foldedUntil = 0;
  for (std::uint32_t at = first; at < last; ++at) {
    const RowIndex up = nearest[parentAt[at]];
    const bool isRow = static_cast<int>(isShown(at)) & static_cast<int>(at >= foldedUntil);
    // Written always and counted when it is one: whether it is cannot be foreseen.
    rows[count] = {at, up, up == kNoRow ? 0 : rows[up].depth + 1};
    nearest[at] = isRow ? count : up;
    foldedUntil =
        static_cast<int>(isRow) & static_cast<int>(collapsed[at] != 0) ? subtreeEnd[at] : foldedUntil;
    count += isRow ? 1 : 0;
  }
  m_rowCount = count;
}

void WaterfallModel::rebuild() {
  const TraceDocument& doc = *m_document;
  const auto nodes = static_cast<std::uint32_t>(doc.nodeCount());
  const bool hasFocus = m_visibility.focus != kNoNode;
  const std::uint32_t first = hasFocus ? doc.position[m_visibility.focus] : 0;
  const std::uint32_t last = hasFocus ? doc.subtreeEnd[first] : nodes;
  m_rows.resize(nodes + std::size_t{1});
  m_nearest.resize(nodes + std::size_t{1});
  std::fill(m_nearest.begin(), m_nearest.begin() + first, kNoRow);
  std::fill(m_nearest.begin() + last, m_nearest.end(), kNoRow);
  if (m_shown.empty()) {
    buildRows(first, last, [](std::uint32_t) { return true; });
  } else {
    buildRows(first, last, [shown = m_shown.data()](std::uint32_t at) { return shown[at + 1] != shown[at]; });
  }
  std::uint32_t placeholders = 0;
  for (std::size_t i = 0; i < doc.tree.missingParents.size(); ++i) {
    if (rowOf(static_cast<NodeIndex>(doc.spanCount() + i)) != kNoRow) ++placeholders;
  }
  m_visibleSpans = m_rowCount - placeholders;
  m_foldedSpans = shownBetween(first, last) - m_rowCount;
}

RowIndex WaterfallModel::rowOf(NodeIndex node) const {
  if (m_document == nullptr || node >= m_document->position.size()) return kNoRow;
  const std::uint32_t at = m_document->position[node];
  const RowIndex row = m_nearest[at];
  return row != kNoRow && m_rows[row].position == at ? row : kNoRow;
}

RowIndex WaterfallModel::nearestRow(NodeIndex node) const {
  return node == kNoNode ? kNoRow : m_nearest[m_document->position[node]];
}

/// The first row after its subtree, if that has the same parent.
RowIndex WaterfallModel::nextSibling(RowIndex row) const {
  const auto rows = m_rows.begin();
  const std::uint32_t end = m_document->subtreeEnd[m_rows[row].position];
  const auto next = std::partition_point(rows + row + 1, rows + m_rowCount,
                                         [end](const Row& one) { return one.position < end; });
  return next != rows + m_rowCount && next->parent == m_rows[row].parent ? static_cast<RowIndex>(next - rows)
                                                                         : kNoRow;
}

std::uint32_t WaterfallModel::hiddenSpans() const {
  return m_document == nullptr
             ? 0
             : static_cast<std::uint32_t>(m_document->spanCount()) - m_visibleSpans - m_foldedSpans;
}

std::uint32_t WaterfallModel::shownBelow(NodeIndex node) const {
  const std::uint32_t at = m_document->position[node];
  return shownBetween(at + 1, m_document->subtreeEnd[at]);
}

void WaterfallModel::setCollapsed(NodeIndex node, bool collapsed) {
  if ((collapsed && !isExpandable(node)) || isCollapsed(node) == collapsed) return;
  m_collapsed[m_document->position[node]] = collapsed ? 1 : 0;
  rebuild();
}

void WaterfallModel::setSubtreeCollapsed(NodeIndex node, bool collapsed) {
  const TraceDocument& doc = *m_document;
  const std::uint32_t begin = doc.position[node];
  for (std::uint32_t at = begin; at < doc.subtreeEnd[begin]; ++at) {
    m_collapsed[at] = collapsed && doc.subtreeEnd[at] > at + 1 ? 1 : 0;
  }
  rebuild();
}

void WaterfallModel::collapseSiblings(NodeIndex node) {
  const TraceDocument& doc = *m_document;
  const NodeIndex parent = doc.parent(node);
  std::uint32_t at = parent == kNoNode ? 0 : doc.position[parent] + 1;
  const std::uint32_t end =
      parent == kNoNode ? static_cast<std::uint32_t>(doc.nodeCount()) : doc.subtreeEnd[doc.position[parent]];
  for (; at < end; at = doc.subtreeEnd[at]) m_collapsed[at] = doc.subtreeEnd[at] > at + 1 ? 1 : 0;
  rebuild();
}

void WaterfallModel::collapseAll() { expandToDepth(0); }

void WaterfallModel::expandAll() {
  std::fill(m_collapsed.begin(), m_collapsed.end(), std::uint8_t{0});
  rebuild();
}

void WaterfallModel::expandToDepth(std::uint32_t depth) {
  const TraceDocument& doc = *m_document;
  const std::uint32_t top = m_visibility.focus == kNoNode ? 0 : doc.depth(m_visibility.focus);
  for (std::uint32_t at = 0; at < doc.nodeCount(); ++at) {
    m_collapsed[at] = doc.subtreeEnd[at] > at + 1 && doc.depth(doc.order[at]) >= top + depth ? 1 : 0;
  }
  rebuild();
}

bool WaterfallModel::reveal(NodeIndex node) {
  if (rowOf(node) != kNoRow) return false;
  const TraceDocument& doc = *m_document;
  Visibility lifted = liftedFor(doc, m_visibility, m_found, node);
  bool changed = lifted != m_visibility;
  if (changed) {
    m_visibility = std::move(lifted);
    m_shown = countShown(doc, m_visibility, m_found);
  }
  for (NodeIndex above = doc.parent(node); above != kNoNode; above = doc.parent(above)) {
    std::uint8_t& collapsed = m_collapsed[doc.position[above]];
    if (collapsed == 0) continue;
    collapsed = 0;
    changed = true;
  }
  if (changed) rebuild();
  return changed;
}

void WaterfallModel::setVisibility(Visibility visibility) {
  if (m_found.count() == 0) visibility.onlyMatches = false;
  if (visibility == m_visibility) return;
  const bool sameRules = visibility.hiddenServices == m_visibility.hiddenServices &&
                         visibility.onlyErrors == m_visibility.onlyErrors &&
                         visibility.onlyCritical == m_visibility.onlyCritical &&
                         visibility.onlyMatches == m_visibility.onlyMatches;
  m_visibility = std::move(visibility);
  if (sameRules) {
    rebuild();  // The focus alone changed.
  } else {
    applyRules();
  }
}

void WaterfallModel::setMatches(std::shared_ptr<const SpanMatches> matches) {
  m_found = FoundSpans(*m_document, std::move(matches));
  if (!m_visibility.onlyMatches) return;
  m_visibility.onlyMatches = m_found.count() > 0;  // A miss hides nothing.
  applyRules();
}

std::vector<NodeIndex> WaterfallModel::nodesBetween(RowIndex a, RowIndex b) const {
  std::vector<NodeIndex> nodes;
  if (a == kNoRow || b == kNoRow) return nodes;
  nodes.reserve(std::max(a, b) - std::min(a, b) + std::size_t{1});
  for (RowIndex row = std::min(a, b); row <= std::max(a, b); ++row) nodes.push_back(nodeAt(row));
  return nodes;
}

NodeIndex WaterfallModel::firstChild(NodeIndex node) const {
  const RowIndex row = rowOf(node);
  const bool hasOne = row != kNoRow && row + 1 < rowCount() && m_rows[row + 1].parent == row;
  return hasOne ? nodeAt(row + 1) : kNoNode;
}

NodeIndex WaterfallModel::sibling(NodeIndex node, bool forward) const {
  const RowIndex row = rowOf(node);
  if (row == kNoRow) return kNoNode;
  const std::uint32_t depth = m_rows[row].depth;
  if (forward) {
    const RowIndex next = nextSibling(row);
    return next == kNoRow ? kNoNode : nodeAt(next);
  }
  for (RowIndex at = row; at-- > 0 && m_rows[at].depth >= depth;) {
    if (m_rows[at].depth == depth) return nodeAt(at);
  }
  return kNoNode;
}

NodeIndex WaterfallModel::next(NodeIndex node, bool forward,
                               const std::function<bool(NodeIndex)>& isWanted) const {
  if (isEmpty()) return kNoNode;
  const TraceDocument& doc = *m_document;
  const std::size_t count = doc.order.size();
  const std::size_t step = forward ? 1 : count - 1;
  std::size_t at = node < count ? doc.position[node] : (forward ? count - 1 : 0);
  for (std::size_t i = 0; i < count; ++i) {
    at = (at + step) % count;
    if (isWanted(doc.order[at])) return doc.order[at];
  }
  return kNoNode;
}

NodeIndex WaterfallModel::nextError(NodeIndex node, bool forward) const {
  if (isEmpty() || m_document->tree.errorCount == 0) return kNoNode;
  return next(node, forward, [&doc = *m_document](NodeIndex one) {
    return !doc.isPlaceholder(one) && doc.trace->isError(one);
  });
}

NodeIndex WaterfallModel::deepestError() const {
  if (isEmpty() || m_document->tree.errorCount == 0) return kNoNode;
  const TraceDocument& doc = *m_document;
  NodeIndex deepest = kNoNode;
  for (const NodeIndex node : doc.order) {
    if (doc.isPlaceholder(node) || !doc.trace->isError(node)) continue;
    if (deepest == kNoNode || doc.depth(node) > doc.depth(deepest)) deepest = node;
  }
  return deepest;
}

std::uint32_t WaterfallModel::spansIn(double from, double to) const {
  if (m_document == nullptr || from > to) return 0;
  const analysis::DrawnTimes& times = m_document->times;
  const auto at = [&](double offset) {
    return times.traceStart + Timestamp::duration(static_cast<std::uint64_t>(std::max(0.0, offset)));
  };
  const Timestamp first = at(std::floor(from));
  const Timestamp last = at(std::ceil(to));
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < times.start.size(); ++i) {
    count += static_cast<std::uint32_t>(times.start[i] <= last) &
             static_cast<std::uint32_t>(times.end[i] >= first);
  }
  return count;
}

}  // namespace spanloupe::waterfall
