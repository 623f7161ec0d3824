// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_model.h"

#include <algorithm>

namespace spanloupe::waterfall {

WaterfallModel::WaterfallModel(std::shared_ptr<const TraceDocument> document)
    : m_document(std::move(document)), m_collapsed(m_document->nodeCount()) {
  rebuild();
}

void WaterfallModel::rebuild() {
  const TraceDocument& doc = *m_document;
  m_rows.clear();
  m_rowOf.assign(doc.nodeCount(), kNoRow);
  m_visibleSpans = 0;
  for (std::size_t at = 0; at < doc.order.size();) {
    const NodeIndex node = doc.order[at];
    m_rowOf[node] = static_cast<RowIndex>(m_rows.size());
    m_rows.push_back(node);
    if (!doc.isPlaceholder(node)) ++m_visibleSpans;
    at += m_collapsed[node] != 0 ? std::size_t{1} + doc.descendants(node) : 1;
  }
}

RowIndex WaterfallModel::rowOf(NodeIndex node) const {
  return node < m_rowOf.size() ? m_rowOf[node] : kNoRow;
}

void WaterfallModel::setCollapsed(NodeIndex node, bool collapsed) {
  if (!isExpandable(node) || isCollapsed(node) == collapsed) return;
  m_collapsed[node] = collapsed ? 1 : 0;
  rebuild();
}

void WaterfallModel::setSubtreeCollapsed(NodeIndex node, bool collapsed) {
  const TraceDocument& doc = *m_document;
  const std::size_t begin = doc.position[node];
  for (std::size_t i = begin; i <= begin + doc.descendants(node); ++i) {
    m_collapsed[doc.order[i]] = collapsed && isExpandable(doc.order[i]) ? 1 : 0;
  }
  rebuild();
}

void WaterfallModel::collapseAll() { expandToDepth(0); }

void WaterfallModel::expandAll() {
  std::fill(m_collapsed.begin(), m_collapsed.end(), std::uint8_t{0});
  rebuild();
}

void WaterfallModel::expandToDepth(std::uint32_t depth) {
  for (const NodeIndex node : m_document->order) {
    m_collapsed[node] = m_document->depth(node) >= depth && isExpandable(node) ? 1 : 0;
  }
  rebuild();
}

bool WaterfallModel::reveal(NodeIndex node) {
  bool changed = false;
  for (NodeIndex above = m_document->parent(node); above != kNoNode; above = m_document->parent(above)) {
    if (m_collapsed[above] == 0) continue;
    m_collapsed[above] = 0;
    changed = true;
  }
  if (changed) rebuild();
  return changed;
}

NodeIndex WaterfallModel::firstChild(NodeIndex node) const {
  return isExpandable(node) ? m_document->order[m_document->position[node] + 1] : kNoNode;
}

NodeIndex WaterfallModel::nextError(NodeIndex node, bool forward) const {
  const TraceDocument& doc = *m_document;
  const std::size_t count = doc.order.size();
  if (doc.tree.errorCount == 0 || count == 0) return kNoNode;
  const std::size_t step = forward ? 1 : count - 1;
  std::size_t at = node < count ? doc.position[node] : (forward ? count - 1 : 0);
  for (std::size_t i = 0; i < count; ++i) {
    at = (at + step) % count;
    const NodeIndex candidate = doc.order[at];
    if (!doc.isPlaceholder(candidate) && doc.trace->isError(candidate)) return candidate;
  }
  return kNoNode;
}

std::uint32_t WaterfallModel::spansIn(double from, double to) const {
  const std::vector<Timestamp>& starts = m_document->sortedStarts;
  const auto before = [this](Timestamp start, double limit) { return m_document->offset(start) < limit; };
  const auto first = std::lower_bound(starts.begin(), starts.end(), from, before);
  return static_cast<std::uint32_t>(std::lower_bound(first, starts.end(), std::max(from, to), before) -
                                    first);
}

}  // namespace spanloupe::waterfall
