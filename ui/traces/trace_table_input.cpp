// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and pointer do to the trace list.
#include "ui/traces/trace_table.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <climits>

#include "ui/traces/cell_tool_tip.h"
#include "ui/traces/column_handling.h"
#include "ui/traces/sketch_shelf.h"
#include "ui/traces/table_actions.h"
#include "ui/traces/trace_table_access.h"

namespace spanloupe::traces {

void TraceTable::keyPressEvent(QKeyEvent* event) {
  const Qt::KeyboardModifiers modifiers = event->modifiers();
  if (event->matches(QKeySequence::Copy)) return copy();
  if (event->matches(QKeySequence::SelectAll)) return selectAll();
  const int page = tableLayout().rowsPerPage();
  switch (event->key()) {
    case Qt::Key_Up: moveBy(-1, modifiers); break;
    case Qt::Key_Down: moveBy(1, modifiers); break;
    case Qt::Key_PageUp: moveBy(-page, modifiers); break;
    case Qt::Key_PageDown: moveBy(page, modifiers); break;
    case Qt::Key_Home: moveTo(0, modifiers); break;
    case Qt::Key_End: moveTo(m_model.rowCount() - 1, modifiers); break;
    case Qt::Key_Space:
      if (currentRow() < 0) break;
      modifiers.testFlag(Qt::ControlModifier) ? m_selection.toggle(currentRow())
                                              : m_selection.select(currentRow());
      afterSelecting();
      break;
    case Qt::Key_Escape:
      // Of several, the one that has the keyboard stays.
      if (m_selection.count() < 2 || currentRow() < 0) return QAbstractScrollArea::keyPressEvent(event);
      setCurrentRow(currentRow());
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter: m_actions->openSelected(); break;
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void TraceTable::mousePressEvent(QMouseEvent* event) {
  const auto row = tableLayout().rowAt(event->position().toPoint().y());
  if (!row) return;
  const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
  const bool keep = event->modifiers().testFlag(Qt::ControlModifier);
  if (event->button() == Qt::RightButton && isSelected(*row)) {
    m_selection.moveTo(*row);
  } else if (extend) {
    m_selection.extendTo(*row, keep);
  } else if (keep && event->button() == Qt::LeftButton) {
    m_selection.toggle(*row);
  } else {
    m_selection.select(*row);
  }
  setScrollY(tableLayout().scrollToShow(*row));
  afterSelecting();
}

void TraceTable::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto row = tableLayout().rowAt(event->position().toPoint().y());
  if (!row || event->button() != Qt::LeftButton) return;
  setCurrentRow(*row);
  m_actions->openSelected();
}

void TraceTable::mouseMoveEvent(QMouseEvent* event) {
  const int row = tableLayout().rowAt(event->position().toPoint().y()).value_or(-1);
  if (row == m_hovered) return;
  m_hovered = row;
  viewport()->update();
}

void TraceTable::contextMenuEvent(QContextMenuEvent* event) {
  if (currentRow() < 0) return;
  TableActions::Place place{currentRow(), {}, {}};
  QPoint at = event->globalPos();
  if (event->reason() == QContextMenuEvent::Keyboard) {
    setScrollY(tableLayout().scrollToShow(currentRow()));
    const QRect row = tableLayout().rowRect(currentRow());
    at = viewport()->mapToGlobal(QPoint(m_look.measures().px(56), row.bottom()));
  } else {
    const QPoint inView = viewport()->mapFromGlobal(event->globalPos());
    if (!tableLayout().rowAt(inView.y())) return;
    place.column = tableLayout().columnAt(inView.x());
    place.service = serviceAt(inView);
  }
  QMenu menu(this);
  m_actions->fillMenu(menu, place);
  menu.exec(at);
}

}  // namespace spanloupe::traces
