// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a WaterfallView when its document changes.
#include <QScrollBar>
#include <algorithm>
#include <utility>

#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

void WaterfallView::setDocument(std::shared_ptr<const TraceDocument> document) {
  m_model = document != nullptr ? WaterfallModel(document) : WaterfallModel();
  m_coverage = Coverage(document.get());
  m_painter.setDocument(document.get());
  m_requested.clear();
  m_shownBefore.clear();
  m_wentToError = false;
  m_state = {};
  m_state.hasFocus = hasFocus();
  m_range.reset();
  m_view.window = {0, document != nullptr ? std::max(kSmallestWindow, document->length()) : 1};
  m_history.reset(m_view.window);
  verticalScrollBar()->setValue(0);
  m_treeBar->setValue(0);
  updateRange();
  onRowsChanged();
  onSelectionChanged();
  emit visibilityChanged();
  emit windowChanged();
}

void WaterfallView::setRedrawn(std::shared_ptr<const TraceDocument> document, const NodeMatch* grown) {
  m_coverage = Coverage(document.get());
  m_painter.setDocument(document.get());
  const bool wasZoomed = isZoomed();
  TimeWindow window = m_view.window;
  const auto topRow = static_cast<RowIndex>(verticalScrollBar()->value() / m_measures.rowHeight);
  NodeIndex top = topRow > 0 && topRow < m_model.rowCount() ? m_model.nodeAt(topRow) : kNoNode;
  if (grown != nullptr) {
    top = grown->of(top);
    window = {window.from + grown->moved, window.to + grown->moved};
    m_requested.clear();
    m_shownBefore.clear();
    m_model.setGrown(std::move(document), *grown);
  } else {
    m_model.setRedrawn(std::move(document));
  }
  m_history.reset({0, std::max(kSmallestWindow, m_model.document().length())});
  dropRange();
  showWindow(wasZoomed ? window : TimeWindow{0, m_model.document().length()});
  onRowsChanged();
  if (grown == nullptr) return;
  // What was topmost stays there, with what has come above it.
  const RowIndex row = top != kNoNode ? m_model.nearestRow(top) : kNoRow;
  if (row != kNoRow && row != topRow) {
    const double by = (static_cast<double>(row) - topRow) * m_measures.rowHeight;
    verticalScrollBar()->setValue(static_cast<int>(verticalScrollBar()->value() + by));
  }
  onSelectionChanged();
  emit visibilityChanged();
}

}  // namespace spanloupe::waterfall
