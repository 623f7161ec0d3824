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

void WaterfallView::setRedrawn(std::shared_ptr<const TraceDocument> document) {
  m_coverage = Coverage(document.get());
  m_painter.setDocument(document.get());
  const bool wasZoomed = isZoomed();
  m_model.setRedrawn(std::move(document));
  m_history.reset({0, std::max(kSmallestWindow, m_model.document().length())});
  dropRange();
  showWindow(wasZoomed ? m_view.window : TimeWindow{0, m_model.document().length()});
  onRowsChanged();
}

}  // namespace spanloupe::waterfall
