// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The header of the span table: titles, the mark of the order. A click sorts, dragging moves the column, the
// edge of a column is dragged, a double click on it fits the content. With the keyboard: arrows choose, Enter
// sorts, Shift+arrows widen, Ctrl+arrows move, Delete takes the column away. UI thread.
#pragma once

#include <QWidget>
#include <optional>

#include "ui/common/column_drag.h"
#include "ui/common/look.h"
#include "ui/spantable/span_table_layout.h"
#include "ui/spantable/span_table_model.h"

namespace spanloupe::spantable {

class SpanTableHeader : public QWidget {
  Q_OBJECT
 public:
  SpanTableHeader(const ui::Look& look, SpanTableModel& model, QWidget* parent);

  void setTableLayout(const SpanTableLayout& layout);
  [[nodiscard]] const SpanTableLayout& tableLayout() const { return m_layout; }
  [[nodiscard]] const SpanTableModel& model() const { return m_model; }
  /// Where the keyboard is.
  [[nodiscard]] int currentColumn() const { return m_current; }
  void setCurrentColumn(int column);
  void sortBy(int column);
  /// One place to the left or right, the keyboard with it.
  void moveBy(int column, int places);
  /// "Duration, sorted, largest first".
  [[nodiscard]] QString spokenTitle(int column) const;

 signals:
  /// The keyboard stands on a column that may be scrolled away.
  void columnReached(int column);
  void removeRequested(int column);
  void fitRequested(int column);
  void menuRequested(int column, QPoint globalPosition);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void paintTitle(QPainter& painter, int column) const;
  void widen(int column, int pixels);

  const ui::Look& m_look;
  SpanTableModel& m_model;
  SpanTableLayout m_layout;
  int m_current = 0;
  std::optional<int> m_hovered;
  ui::ColumnDrag m_move;
  std::optional<int> m_dragged;  ///< Its edge is.
  int m_dragX = 0;
  int m_dragWidth = 0;
};

}  // namespace spanloupe::spantable
