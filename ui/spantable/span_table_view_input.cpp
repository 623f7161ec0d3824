// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keys and tool tips of the span table.
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include "ui/spantable/span_table_view.h"

namespace spanloupe::spantable {

void SpanTableView::keyPressEvent(QKeyEvent* event) {
  const bool extend = event->modifiers() & Qt::ShiftModifier;
  const auto moveBy = [&](int rows) {
    setCurrentRow(m_current >= 0 ? m_current + rows : tableLayout().firstRow(), extend);
  };
  if (event->matches(QKeySequence::Copy)) return emit copyRequested();
  if (event->matches(QKeySequence::SelectAll)) {
    if (m_model.rowCount() == 0) return;
    m_anchor = 0;
    m_current = m_model.rowCount() - 1;
    m_currentRow = m_model.row(m_current);
    return viewport()->update();
  }
  const int page = tableLayout().rowsPerPage();
  switch (event->key()) {
    case Qt::Key_Up: moveBy(-1); break;
    case Qt::Key_Down: moveBy(1); break;
    case Qt::Key_PageUp: moveBy(-page); break;
    case Qt::Key_PageDown: moveBy(page); break;
    case Qt::Key_Home: setCurrentRow(0, extend); break;
    case Qt::Key_End: setCurrentRow(m_model.rowCount() - 1, extend); break;
    case Qt::Key_Left: moveSideways(false); break;
    case Qt::Key_Right: moveSideways(true); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: activate(m_current); break;
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void SpanTableView::mousePressEvent(QMouseEvent* event) {
  const auto row = tableLayout().rowAt(event->pos().y());
  if (!row) return;
  // A right click inside the selection is about all of it.
  if (event->button() == Qt::RightButton && isSelected(*row)) return;
  setCurrentRow(*row, event->modifiers() & Qt::ShiftModifier);
  const QRectF expander = tableLayout().expanderRect(*row).adjusted(-5, -5, 5, 5);
  if (event->button() == Qt::LeftButton && m_model.row(*row).isGroup() &&
      expander.contains(event->position()))
    activate(*row);
}

void SpanTableView::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto row = tableLayout().rowAt(event->pos().y());
  if (!row || event->button() != Qt::LeftButton) return;
  setCurrentRow(*row);
  // On an expander the second of two quick clicks counts as one more.
  activate(*row);
}

void SpanTableView::mouseMoveEvent(QMouseEvent* event) {
  const int row = tableLayout().rowAt(event->pos().y()).value_or(-1);
  if (row == m_hovered) return;
  m_hovered = row;
  viewport()->update();
}

void SpanTableView::contextMenuEvent(QContextMenuEvent* event) {
  if (m_current < 0) return;
  const SpanTableLayout layout = tableLayout();
  const bool isMouse = event->reason() == QContextMenuEvent::Mouse;
  const int row = isMouse ? layout.rowAt(event->pos().y()).value_or(m_current) : m_current;
  const int column = isMouse ? layout.columnAt(event->pos().x()).value_or(0) : 0;
  emit menuRequested(
      row, column,
      isMouse ? event->globalPos() : viewport()->mapToGlobal(layout.rowRect(m_current).bottomLeft()));
}

void SpanTableView::focusInEvent(QFocusEvent*) { viewport()->update(); }
void SpanTableView::focusOutEvent(QFocusEvent*) { viewport()->update(); }

bool SpanTableView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) {
    m_hovered = -1;
    viewport()->update();
  }
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto row = tableLayout().rowAt(help->pos().y());
    const auto column = tableLayout().columnAt(help->pos().x());
    QString text;
    if (row && column) {
      const TableColumn& one = m_model.columns()[static_cast<std::size_t>(*column)];
      text = exactText(*m_model.content(), m_model.row(*row), one);
      if (const QString* summary = summaryOf(m_model.row(*row), one)) text += QLatin1Char(' ') + *summary;
    }
    QToolTip::showText(help->globalPos(), text, viewport());
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace spanloupe::spantable
