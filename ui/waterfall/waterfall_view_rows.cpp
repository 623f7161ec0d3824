// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a WaterfallView does to rows and selection: revealing, moving, going to the next of something.
#include <algorithm>
#include <utility>

#include "ui/waterfall/waterfall_accessible.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

void WaterfallView::onSelectionChanged() {
  const NodeSelection& selection = m_model.selection();
  m_state.selected = selection.current();
  m_state.ringsCurrent = selection.count() > 1;
  invalidate();
  notifyRowFocused(this, m_model.rowOf(selection.current()));
  const auto spans =
      m_model.isEmpty() ? SpanIndex{0} : static_cast<SpanIndex>(m_model.document().spanCount());
  emit spanSelected(selection.current() < spans ? selection.current() : kNoSpan);
  const std::vector<NodeIndex>& nodes = selection.nodes();
  emit selectionChanged({nodes.begin(), std::lower_bound(nodes.begin(), nodes.end(), spans)});
}

void WaterfallView::select(NodeIndex node) {
  if (m_model.isEmpty() || node >= m_model.document().nodeCount()) return;
  const Visibility before = m_model.visibility();
  if (m_model.reveal(node)) onRowsChanged();
  m_model.select(node);
  ensureVisible(m_model.rowOf(node));
  onSelectionChanged();
  if (before == m_model.visibility()) return;
  m_shownBefore.add(before, m_model.visibility());
  emit visibilityChanged();
}

void WaterfallView::toggleSelected(NodeIndex node) {
  if (m_model.isEmpty() || node >= m_model.document().nodeCount()) return;
  m_model.selection().toggle(node);
  onSelectionChanged();
}

void WaterfallView::extendSelection(NodeIndex node) {
  const RowIndex from = m_model.rowOf(m_model.selection().anchor());
  if (from == kNoRow) return select(node);
  m_model.selection().selectRange(m_model.nodesBetween(from, m_model.rowOf(node)), node);
  ensureVisible(m_model.rowOf(node));
  onSelectionChanged();
}

void WaterfallView::selectAll() {
  if (m_model.rowCount() == 0) return;
  const NodeIndex current =
      m_model.rowOf(m_model.selected()) != kNoRow ? m_model.selected() : m_model.nodeAt(0);
  m_model.selection().selectRange(m_model.nodesBetween(0, m_model.rowCount() - 1), current);
  onSelectionChanged();
}

bool WaterfallView::reduceSelection() {
  if (m_model.selection().count() < 2) return false;
  m_model.select(m_model.selected());
  onSelectionChanged();
  return true;
}

void WaterfallView::moveSelection(std::int64_t rows, bool extends) {
  if (m_model.rowCount() == 0) return;
  const RowIndex current = m_model.rowOf(m_model.selected());
  const auto last = static_cast<std::int64_t>(m_model.rowCount()) - 1;
  // Nothing selected: any step begins at the first row, the one to the end at the last.
  const std::int64_t target = current != kNoRow ? static_cast<std::int64_t>(current) + rows
                              : rows > last     ? last
                                                : 0;
  const NodeIndex node = m_model.nodeAt(static_cast<RowIndex>(std::clamp<std::int64_t>(target, 0, last)));
  if (extends) {
    extendSelection(node);
  } else {
    select(node);
  }
}

void WaterfallView::goTo(NodeIndex node) {
  if (node == kNoNode) return;
  select(node);
  setWindow(movedTo(m_view.window, m_model.document().drawn(node)));
}

void WaterfallView::goToError(bool forward) {
  if (m_model.isEmpty()) return;
  const NodeIndex selected = m_model.selected();
  const TraceDocument& doc = m_model.document();
  const bool isAtError = selected < doc.spanCount() && doc.trace->isError(selected);
  const bool isFirst = !std::exchange(m_wentToError, true);
  const NodeIndex error =
      isFirst && forward && !isAtError ? m_model.deepestError() : m_model.nextError(selected, forward);
  if (error == kNoNode) return;
  goTo(error);
  if (m_model.isCollapsed(error)) setCollapsed(error, false);
  showWithContext(m_model.rowOf(error));
}

void WaterfallView::goToNext(const std::function<bool(NodeIndex)>& isWanted) {
  goTo(m_model.next(m_model.selected(), true, isWanted));
}

void WaterfallView::goToMatch(bool forward) {
  if (m_model.isEmpty() || m_model.found().count() == 0) return;
  const TraceDocument& doc = m_model.document();
  const NodeIndex current = m_model.selected();
  const FoundSpans& found = m_model.found();
  // Without a selection the first (or last) one: a position before the first and after the last of all.
  const std::uint32_t at = current != kNoNode ? found.next(doc.position[current], forward)
                           : forward          ? found.positions().front()
                                              : found.positions().back();
  goTo(doc.order[at]);
}

void WaterfallView::goToFirstMatch(NodeIndex from) {
  if (m_model.isEmpty() || m_model.found().count() == 0) return;
  const TraceDocument& doc = m_model.document();
  const NodeIndex selected = m_model.selected();
  if (selected != kNoNode && m_model.isMatch(selected)) return;
  const std::vector<std::uint32_t>& found = m_model.found().positions();
  const std::uint32_t at = from < doc.nodeCount() ? doc.position[from] : 0;
  const auto first = std::lower_bound(found.begin(), found.end(), at);
  const auto isRow = [&](std::uint32_t position) { return m_model.rowOf(doc.order[position]) != kNoRow; };
  auto shown = std::find_if(first, found.end(), isRow);
  if (shown == found.end()) shown = std::find_if(found.begin(), first, isRow);
  if (shown != found.end() && isRow(*shown)) return goTo(doc.order[*shown]);
  // All are folded away or hidden. Folds open by themselves, rules only when the user goes there.
  if (m_model.hiddenSpans() == 0) goTo(doc.order[first != found.end() ? *first : found.front()]);
}

/// What is hidden cannot stay selected: its nearest visible ancestor takes over.
void WaterfallView::keepSelectionShown() {
  const NodeIndex selected = m_model.selected();
  if (selected == kNoNode) return;
  const RowIndex row = m_model.nearestRow(selected);
  if (row == kNoRow) {
    m_model.selection().clear();
    onSelectionChanged();
  } else if (m_model.nodeAt(row) != selected) {
    select(m_model.nodeAt(row));
  } else {
    ensureVisible(row);
  }
}

void WaterfallView::setCollapsed(NodeIndex node, bool collapsed) {
  m_model.setCollapsed(node, collapsed);
  onRowsChanged();
  if (m_model.selected() != kNoNode && m_model.rowOf(m_model.selected()) == kNoRow) keepSelectionShown();
}

void WaterfallView::setSubtreeCollapsed(NodeIndex node, bool collapsed) {
  m_model.setSubtreeCollapsed(node, collapsed);
  onRowsChanged();
  keepSelectionShown();
}

void WaterfallView::collapseSiblings(NodeIndex node) {
  m_model.collapseSiblings(node);
  onRowsChanged();
  keepSelectionShown();
}

void WaterfallView::collapseAll() { expandToDepth(0); }

void WaterfallView::expandAll() {
  if (m_model.isEmpty()) return;
  m_model.expandAll();
  onRowsChanged();
  keepSelectionShown();
}

void WaterfallView::expandToDepth(std::uint32_t depth) {
  if (m_model.isEmpty()) return;
  m_model.expandToDepth(depth);
  onRowsChanged();
  keepSelectionShown();
}

void WaterfallView::setVisibility(Visibility visibility) {
  if (m_model.isEmpty() || visibility == m_model.visibility()) return;
  m_shownBefore.add(m_model.visibility(), visibility);
  apply(visibility);
}

void WaterfallView::apply(const Visibility& visibility) {
  m_model.setVisibility(visibility);
  onRowsChanged();
  keepSelectionShown();
  emit visibilityChanged();
}

bool WaterfallView::undoVisibility() {
  const std::optional<Visibility> before = m_shownBefore.back(m_model.visibility());
  if (before) apply(*before);
  return before.has_value();
}

bool WaterfallView::liftNewestRule() {
  const std::optional<Visibility> wider = m_shownBefore.lifted(m_model.visibility());
  if (wider) apply(*wider);
  return wider.has_value();
}

void WaterfallView::setMatches(std::shared_ptr<const SpanMatches> matches) {
  if (m_model.isEmpty()) return;
  const bool hadRule = m_model.visibility().onlyMatches;
  m_model.setMatches(std::move(matches));
  onRowsChanged();
  if (hadRule) keepSelectionShown();
  if (hadRule != m_model.visibility().onlyMatches) emit visibilityChanged();
  const FoundSpans& found = m_model.found();
  const std::vector<RowLayout>& rows = frame().rows;
  const bool isOneSeen =
      std::any_of(rows.begin(), rows.end(), [&](const RowLayout& row) { return m_model.isMatch(row.node); });
  if (!found.isActive() || found.count() == 0 || isOneSeen) return;
  // Shows a match without selecting it; what is folded away is opened only when it is gone to.
  for (const std::uint32_t at : found.positions()) {
    const RowIndex row = m_model.rowOf(m_model.document().order[at]);
    if (row != kNoRow) return ensureVisible(row);
  }
}

}  // namespace spanloupe::waterfall
