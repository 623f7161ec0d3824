// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The trace list on screen: scrolling, selection, keys, tool tips. Rows come from TraceListModel, places from
// TableLayout, ink from TablePainter, what can be done with them from TableActions. A view of its own because
// Qt's keep memory for every row: 10 million would cost hundreds of megabytes and seconds. UI thread.
#pragma once

#include <QAbstractScrollArea>
#include <optional>

#include "ui/traces/row_selection.h"
#include "ui/traces/table_columns.h"
#include "ui/traces/trace_list_model.h"
#include "ui/traces/trace_table_header.h"
#include "ui/traces/trace_table_painter.h"

namespace spanloupe::traces {

class SketchShelf;
class TableActions;

class TraceTable : public QAbstractScrollArea {
  Q_OBJECT
 public:
  /// `columns` must outlive the table.
  TraceTable(const ui::Look& look, TraceListModel& model, TableColumns& columns, SketchShelf& sketches,
             QWidget* parent = nullptr);

  [[nodiscard]] TraceListModel& model() const { return m_model; }
  [[nodiscard]] TableColumns& columns() const { return m_columns; }
  [[nodiscard]] TableActions& actions() const { return *m_actions; }
  [[nodiscard]] TableLayout tableLayout() const;
  [[nodiscard]] TableHeader& header() const { return *m_header; }
  /// -1 when nothing is selected, or the list has changed and the selected trace is not in it.
  [[nodiscard]] int currentRow() const { return m_selection.current(); }
  [[nodiscard]] std::optional<TraceId> currentTrace() const;
  [[nodiscard]] const RowSelection& selection() const { return m_selection; }
  /// Selects `row` and scrolls to it; `extend` = from the anchor to it.
  void setCurrentRow(int row, bool extend = false);
  [[nodiscard]] bool isSelected(int row) const;
  /// currentTrace() is listed, or at least seen where its row is not known again yet.
  [[nodiscard]] bool isCurrentListed() const;
  void selectAll();
  /// Sorts by `column`, the other way round when it does already.
  void sortBy(store::TraceColumn column);
  /// From the top.
  void setOrder(store::TraceOrder order);
  /// Following shows what comes at the top while it is at the top; otherwise what is on screen stays there.
  void setFollowing(bool isFollowing);
  [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
  /// Traces that have come above what is on screen, while it was held, and have not been scrolled to.
  [[nodiscard]] int newAbove() const { return m_newAbove; }
  /// What is on screen stays where it is when the list changes.
  [[nodiscard]] bool isHeld() const { return !m_isFollowing || scrollY() > 0; }
  void scrollToTop();

 public slots:
  /// Selected rows as tab-separated text to the clipboard.
  void copy();

 signals:
  void currentTraceChanged();
  void selectionChanged();
  /// Also when the user's scrolling or selecting has ended it.
  void followingChanged(bool isFollowing);
  void newAboveChanged(int traces);

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
  void beforeReset();
  void readModel();
  void relist(int selectedRow, int topRow, const std::vector<int>& otherRows);
  void takeRest(int selectedRow, const std::vector<int>& otherRows);
  void selectAgain(int selectedRow, const std::vector<int>& otherRows);
  void updateScrollBars();
  void showRows();
  void showSketches();
  [[nodiscard]] qint64 scrollY() const;
  void setScrollY(qint64 y);
  void moveBy(int rows, Qt::KeyboardModifiers modifiers);
  void moveTo(int row, Qt::KeyboardModifiers modifiers);
  void afterSelecting();
  void remember(int row);
  void trackVisible();
  void countNewAbove(int topRow);
  void setNewAbove(int traces);
  [[nodiscard]] QString toolTipAt(const QPoint& position) const;
  [[nodiscard]] QString serviceAt(const QPoint& position) const;

  const ui::Look& m_look;
  TraceListModel& m_model;
  TableColumns& m_columns;
  SketchShelf& m_sketches;
  mutable TablePainter m_painter;  ///< Keeps laid-out texts, also those it only measures.
  TableHeader* m_header;
  TableActions* m_actions;
  RowSelection m_selection;
  std::optional<TrackedTrace> m_currentTrace;
  std::vector<TrackedTrace> m_others;  ///< Selected besides.
  int m_listedRows = 0;                ///< When the selection was made.
  bool m_rowWasSelected = true;        ///< The current one; the keyboard may stand beside what is selected.
  bool m_isRelisting = false;
  bool m_restIsToCome = false;  ///< Some of what was selected may stand where the list is not known yet.
  bool m_isFollowing = true;
  int m_newAbove = 0;
  int m_trackedTop = -1;  ///< Row of the topmost trace on screen, in the list that is shown.
  store::TraceOrder m_orderListed;
  store::TraceFilter m_filterListed;
  int m_hovered = -1;
  int m_topOffset = 0;  ///< Pixels of the top row above the edge when it was tracked.
};

}  // namespace spanloupe::traces
