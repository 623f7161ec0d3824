// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The trace list on screen: scrolling, selection, keys, tool tips. Rows come from TraceListModel, places from
// TableLayout, ink from TablePainter. A view of its own because Qt's keep memory for every row: 10 million
// would cost hundreds of megabytes and seconds. UI thread.
#pragma once

#include <QAbstractScrollArea>
#include <optional>

#include "ui/traces/trace_list_model.h"
#include "ui/traces/trace_table_header.h"
#include "ui/traces/trace_table_painter.h"

namespace spanloupe::traces {

class TraceTable : public QAbstractScrollArea {
  Q_OBJECT
 public:
  TraceTable(const ui::Look& look, TraceListModel& model, QWidget* parent = nullptr);

  [[nodiscard]] TraceListModel& model() const { return m_model; }
  [[nodiscard]] TableLayout tableLayout() const;
  [[nodiscard]] TableHeader& header() const { return *m_header; }
  /// -1 when nothing is selected, or the list has changed and the selected trace is not on screen.
  [[nodiscard]] int currentRow() const { return m_current; }
  [[nodiscard]] std::optional<TraceId> currentTrace() const;
  /// Selects `row` and scrolls to it; `extend` = from the anchor to it.
  void setCurrentRow(int row, bool extend = false);
  [[nodiscard]] bool isSelected(int row) const;
  /// Sorts by `column`, the other way round when it does already.
  void sortBy(store::TraceColumn column);

 public slots:
  /// Selected rows as tab-separated text to the clipboard.
  void copy();

 signals:
  void traceActivated(spanloupe::TraceId trace);
  void currentTraceChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  void readLook();
  void readModel();
  void relist(int selectedRow, int topRow);
  void updateScrollBars();
  void showRows();
  [[nodiscard]] qint64 scrollY() const;
  void setScrollY(qint64 y);
  void moveBy(int rows, bool extend);
  void activate(int row);
  void remember(int row);
  void trackVisible();
  [[nodiscard]] QString toolTipAt(const QPoint& position) const;

  const ui::Look& m_look;
  TraceListModel& m_model;
  TablePainter m_painter;
  TableHeader* m_header;
  int m_current = -1;
  int m_anchor = -1;
  std::optional<TrackedTrace> m_currentTrace;
  int m_hovered = -1;
  int m_topOffset = 0;  ///< Pixels of the top row above the edge when it was tracked.
};

/// One line of copied text.
[[nodiscard]] QString copyLine(const store::TraceRow& row, const ColumnFormats& formats);
[[nodiscard]] QString copyHeader();

}  // namespace spanloupe::traces
