// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The header of the trace list: titles and the mark of the order. A click sorts, dragging a title moves the
// column, dragging its end makes it wider, a double click there fits it to what is on screen.
// With the keyboard: arrows choose, Enter sorts, Shift+arrows widen, Ctrl+arrows move. UI thread.
#pragma once

#include <QWidget>
#include <optional>

#include "ui/common/column_drag.h"
#include "ui/common/look.h"
#include "ui/traces/trace_table_layout.h"

namespace spanloupe::traces {

class TableHeader : public QWidget {
  Q_OBJECT
 public:
  TableHeader(const ui::Look& look, QWidget* parent);

  void setLayoutOfTable(const TableLayout& layout);
  [[nodiscard]] const TableLayout& layoutOfTable() const { return m_layout; }
  void setOrder(store::TraceOrder order);
  [[nodiscard]] store::TraceOrder order() const { return m_order; }

  /// Where the keyboard is.
  [[nodiscard]] Column current() const { return m_current; }

 signals:
  void columnClicked(spanloupe::traces::Column column);
  /// In pixels, as it is on screen.
  void columnDragged(spanloupe::traces::Column column, int width);
  void columnFitWanted(spanloupe::traces::Column column);
  /// To where `place` is now.
  void columnMoved(spanloupe::traces::Column column, spanloupe::traces::Column place);
  /// Of the column below the pointer, or of all.
  void menuRequested(const QPoint& globalPosition, std::optional<spanloupe::traces::Column> column);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  struct Drag {
    Column column;
    int grip;  ///< From the end of the column to the pointer.
  };
  void paintTitle(QPainter& painter, Column column) const;
  void step(int places, Qt::KeyboardModifiers modifiers);
  void hover(const QPointF& position);
  [[nodiscard]] std::optional<Column> sortableAt(const QPointF& position) const;

  const ui::Look& m_look;
  TableLayout m_layout;
  store::TraceOrder m_order;
  Column m_current = Column::Root;
  std::optional<Column> m_hovered;
  std::optional<Column> m_edge;
  std::optional<Drag> m_drag;
  ui::ColumnDrag m_move;   ///< Counts the shown columns.
  bool m_pressed = false;  ///< On a title: its release sorts.
};

}  // namespace spanloupe::traces
