// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the span table on screen: scrolling, selection, keys, groups, tool tips. Rows come from
// SpanTableModel, places from SpanTableLayout, ink from SpanTablePainter. A view of its own because Qt's keep
// memory for every row and lay out all of them. UI thread.
#pragma once

#include <QAbstractScrollArea>
#include <functional>
#include <memory>
#include <vector>

#include "ui/spantable/found_rows.h"
#include "ui/spantable/span_table_header.h"
#include "ui/spantable/span_table_painter.h"
#include "ui/spantable/totals_row.h"

namespace spanloupe::spantable {

class SpanTableView : public QAbstractScrollArea {
  Q_OBJECT
 public:
  SpanTableView(const ui::Look& look, SpanTableModel& model, QWidget* parent = nullptr);

  [[nodiscard]] SpanTableModel& model() const { return m_model; }
  [[nodiscard]] SpanTableLayout tableLayout() const;
  [[nodiscard]] SpanTableHeader& header() const { return *m_header; }
  [[nodiscard]] TotalsRow& totals() const { return *m_totals; }
  /// -1 when nothing is selected.
  [[nodiscard]] int currentRow() const { return m_current; }
  /// Selects `row` and scrolls to it; `extend` = from the anchor to it.
  void setCurrentRow(int row, bool extend = false);
  /// Selects without saying so: the selection came from elsewhere.
  void showSpan(SpanIndex span);
  [[nodiscard]] bool isSelected(int row) const;
  [[nodiscard]] std::vector<TableRow> selectedRows() const;
  [[nodiscard]] QString spokenRow(int row) const;
  /// Marks what was found and dims the rest; null: no search is going on.
  void setFound(std::shared_ptr<const FoundRows> found);
  [[nodiscard]] const std::shared_ptr<const FoundRows>& found() const { return m_found; }
  /// As wide as what is on screen in it.
  void fitColumn(int column);
  /// Enter or a double click on that row.
  void activate(int row);

  /// What spans say about themselves, drawn after their names. `summaryOf` must be quick; null when it is not
  /// known yet. After summariesWanted() was answered, update the viewport.
  void setSummaries(std::function<const QString*(SpanIndex)> summaryOf) {
    m_summaryOf = std::move(summaryOf);
  }

 signals:
  /// These are on screen without one; replaces what was wanted before.
  void summariesWanted(const std::vector<spanloupe::SpanIndex>& spans);
  void spanSelected(spanloupe::SpanIndex span);
  void spanActivated(spanloupe::SpanIndex span);
  void copyRequested();
  /// By the user or not.
  void currentChanged();
  void menuRequested(int row, int column, QPoint globalPosition);

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
  void readContent();
  void readColumns();
  void measureColumns();
  [[nodiscard]] double neededWidth(int column, int firstRow, int endRow, int step);
  [[nodiscard]] std::vector<Cell> cellsOf(const TableRow& row) const;
  void markFound(const TableRow& row, std::vector<Cell>& cells) const;
  [[nodiscard]] bool isDimmed(const TableRow& row) const;
  void select(SpanIndex span, bool opensGroup);
  void readRows();
  void updateScrollBars();
  void setOpenAt(int row, bool isOpen);
  void moveSideways(bool isOpening);
  [[nodiscard]] qint64 scrollY() const;
  void setScrollY(qint64 y);
  [[nodiscard]] qint64 pixelsPerStep() const;
  [[nodiscard]] const QString* summaryOf(const TableRow& row, const TableColumn& column) const;
  bool addSummaries(const TableRow& row, std::vector<Cell>& cells) const;
  [[nodiscard]] RowHead headOf(const TableRow& row) const;

  const ui::Look& m_look;
  SpanTableModel& m_model;
  SpanTablePainter m_painter;
  SpanTableHeader* m_header;
  TotalsRow* m_totals;
  std::shared_ptr<const FoundRows> m_found;
  int m_current = -1;
  int m_anchor = -1;
  TableRow m_currentRow;  ///< Survives another order.
  int m_hovered = -1;
  std::shared_ptr<const TableContent> m_shown;  ///< To tell another order from another filter.
  std::function<const QString*(SpanIndex)> m_summaryOf;
  std::vector<SpanIndex> m_wanted;
};

}  // namespace spanloupe::spantable
