// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the header of the trace list does to its table: sorting, resizing, fitting, choosing columns. UI
// thread.
#pragma once

#include <QObject>
#include <QPoint>

#include "ui/traces/trace_columns.h"

namespace spanloupe::ui {
class Look;
}

namespace spanloupe::traces {

class TablePainter;
class TraceTable;

class ColumnHandling : public QObject {
  Q_OBJECT
 public:
  /// `painter` measures the cells; all must outlive this.
  ColumnHandling(const ui::Look& look, TraceTable& table, TablePainter& painter);

 private:
  void showMenu(const QPoint& position, std::optional<Column> column);
  /// In pixels.
  void resize(Column column, int width);
  void fit(Column column);

  const ui::Look& m_look;
  TraceTable& m_table;
  TablePainter& m_painter;
};

}  // namespace spanloupe::traces
