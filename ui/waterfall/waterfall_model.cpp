// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_model.h"

#include <algorithm>

namespace spanloupe::waterfall {

WaterfallModel::WaterfallModel(std::shared_ptr<const TraceDocument> document)
    : m_document(std::move(document)), m_collapsed(m_document->nodeCount()) {
  rebuild();
}

void WaterfallModel::setRedrawn(std::shared_ptr<const TraceDocument> document) {
  m_document = std::move(document);
  applyRules();  // The critical path is another one.
}

void WaterfallModel::applyRules() {
  m_shown = countShown(*m_document, m_visibility, m_found);
  rebuild();
}

void WaterfallModel::rebuild() {
  const TraceDocument& doc = *m_document;
  struct Open {
    std::uint32_t end;
    RowIndex row;
    RowIndex lastChild;
  };
  // The shown ancestors of the present position; the first stands for the trace itself.
  std::vector<Open> open{{static_cast<std::uint32_t>(doc.nodeCount()) + 1, kNoRow, kNoRow}};
  m_rows.clear();
  m_rowOf.assign(doc.nodeCount(), kNoRow);
  m_visibleSpans = m_foldedSpans = 0;
  std::uint32_t at = m_visibility.focus == kNoNode ? 0 : doc.position[m_visibility.focus];
  const auto last = m_visibility.focus == kNoNode ? static_cast<std::uint32_t>(doc.nodeCount())
                                                  : doc.subtreeEnd[doc.position[m_visibility.focus]];
  std::uint32_t placeholders = 0;
  while (at < last) {
    const std::uint32_t end = doc.subtreeEnd[at];
    if (!isShown(at)) {
      at = m_shown[end] == m_shown[at] ? end : at + 1;
      continue;
    }
    while (open.back().end <= at) open.pop_back();
    const auto row = static_cast<RowIndex>(m_rows.size());
    m_rowOf[at] = row;
    const auto depth = static_cast<std::uint32_t>(open.size() - 1);
    m_rows.push_back({at, open.back().row, depth & 0x7fffffffU, 0});
    if (open.back().lastChild != kNoRow) m_rows[open.back().lastChild].hasNext = 1;
    open.back().lastChild = row;
    if (depth == 0 && doc.isPlaceholder(doc.order[at])) ++placeholders;
    if (m_collapsed[at] != 0) {
      m_foldedSpans += m_shown.empty() ? end - at - 1 : m_shown[end] - m_shown[at + 1];
      at = end;
    } else {
      if (end > at + 1) open.push_back({end, row, kNoRow});
      ++at;
    }
  }
  m_visibleSpans = rowCount() - placeholders;
}

RowIndex WaterfallModel::rowOf(NodeIndex node) const {
  return m_document != nullptr && node < m_document->position.size() ? m_rowOf[m_document->position[node]]
                                                                     : kNoRow;
}

RowIndex WaterfallModel::nearestRow(NodeIndex node) const {
  while (node != kNoNode && rowOf(node) == kNoRow) node = m_document->parent(node);
  return node == kNoNode ? kNoRow : rowOf(node);
}

std::uint32_t WaterfallModel::hiddenSpans() const {
  return m_document == nullptr
             ? 0
             : static_cast<std::uint32_t>(m_document->spanCount()) - m_visibleSpans - m_foldedSpans;
}

std::uint32_t WaterfallModel::shownBelow(NodeIndex node) const {
  const std::uint32_t at = m_document->position[node];
  const std::uint32_t end = m_document->subtreeEnd[at];
  return m_shown.empty() ? end - at - 1 : m_shown[end] - m_shown[at + 1];
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
  if (!m_found.isActive()) visibility.onlyMatches = false;
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
  m_visibility.onlyMatches = m_found.isActive();
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
    if (!hasNextSibling(row)) return kNoNode;
    RowIndex at = row + 1;
    while (m_rows[at].depth > depth) ++at;
    return nodeAt(at);
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

std::uint32_t WaterfallModel::spansIn(double from, double to) const {
  const std::vector<Timestamp>& starts = m_document->sortedStarts;
  const auto before = [this](Timestamp start, double limit) { return m_document->offset(start) < limit; };
  const auto first = std::lower_bound(starts.begin(), starts.end(), from, before);
  return static_cast<std::uint32_t>(std::lower_bound(first, starts.end(), std::max(from, to), before) -
                                    first);
}

}  // namespace spanloupe::waterfall
