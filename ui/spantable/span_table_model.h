// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows and columns of the span table: what the user wished for (columns, filter, order, groups), asked on
// the pool, and the content that came last, with the groups that are open. UI thread.
#pragma once

#include <QObject>

#include "ui/session/trace_session.h"
#include "ui/spantable/table_cell.h"

namespace spanloupe::spantable {

class SpanTableModel : public QObject {
  Q_OBJECT
 public:
  explicit SpanTableModel(session::TraceSession& session, QObject* parent = nullptr);

  /// Columns, order and groups stay; the filter too.
  void setTrace(std::shared_ptr<const store::Snapshot> snapshot, query::SpanCells cells);
  /// Texts of the trace that another view has read, to be shared.
  void setText(std::shared_ptr<const query::TraceText> text);

  [[nodiscard]] const std::string& filter() const { return m_wish.filter; }
  void setFilter(const QString& filter);
  /// Besides the filter, only spans with these words; empty: all.
  void setOnly(const QString& words);
  [[nodiscard]] const std::vector<query::SpanColumn>& groupBy() const { return m_wish.groupBy; }
  void setGroupBy(std::vector<query::SpanColumn> columns);
  /// Shown columns.
  [[nodiscard]] const std::vector<TableColumn>& columns() const {
    return m_isGrouped ? m_groupColumns : m_spanColumns;
  }
  [[nodiscard]] const std::vector<TableColumn>& spanColumns() const { return m_spanColumns; }
  void setSpanColumns(std::vector<TableColumn> columns);
  void setColumnWidth(int column, double width);
  /// What its content needs; said by the view, which knows the fonts. Not kept.
  void setWantedWidths(const std::vector<double>& widths);
  /// To another place among the shown ones; the first column of groups stays the first.
  void moveColumn(int from, int to);
  [[nodiscard]] bool canMove(int from, int to) const;
  [[nodiscard]] int fixedColumns() const { return m_isGrouped ? 1 : 0; }
  [[nodiscard]] const std::vector<TableColumn>& groupColumns() const { return m_groupColumns; }
  void setGroupColumns(std::vector<TableColumn> columns);
  /// As at first: those that every span has, in their order and as wide as they need.
  void resetColumns();
  /// The other way round when it is sorted by that column already.
  void sortBy(int column);
  [[nodiscard]] bool isSortedBy(int column) const;
  [[nodiscard]] bool isDescending() const;

  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& snapshot() const { return m_wish.snapshot; }
  [[nodiscard]] const std::shared_ptr<const query::TraceText>& text() const { return m_wish.text; }
  /// Somebody read the texts of the trace: nobody needs to do so again.
  void shareText(const std::shared_ptr<const query::TraceText>& text);
  /// Null until the first answer.
  [[nodiscard]] const std::shared_ptr<const TableContent>& content() const { return m_content; }
  [[nodiscard]] std::size_t spanCount() const { return m_wish.cells.trace ? m_wish.cells.size() : 0; }
  [[nodiscard]] int rowCount() const { return m_rows; }
  [[nodiscard]] TableRow row(int row) const;
  [[nodiscard]] bool isOpen(std::uint32_t group) const { return m_open[group] != 0; }
  void setOpen(std::uint32_t group, bool isOpen);
  void setAllOpen(bool areOpen);
  [[nodiscard]] int rowOfGroup(std::uint32_t group) const;
  /// Places count spans in the order of the table, as if all groups were open; of a head, that of its first.
  [[nodiscard]] std::uint32_t placeOf(int row) const;
  /// Opens the group that holds it.
  int rowOfPlace(std::uint32_t place);
  /// -1 when the filter hides it, or a closed group that is not to be opened for it.
  int rowOf(SpanIndex span, bool opensGroup);
  [[nodiscard]] bool isBusy() const { return m_isBusy; }

  /// The keys of the trace, read once; `then` is called when they are there.
  void readKeys(QObject* receiver, std::function<void(const std::vector<query::TraceKey>&)> then);

 signals:
  void contentChanged();  ///< Other rows: everything by row number is void.
  void rowsChanged();     ///< Groups were opened or closed.
  void columnsChanged();
  void widthsChanged();  ///< Of columns that are as wide as they need.
  void busyChanged(bool isBusy);
  void textRead(const std::shared_ptr<const spanloupe::query::TraceText>& text);
  void failed(const spanloupe::Error& error);

 private:
  void ask();
  void take(std::shared_ptr<const TableContent> content);
  void setBusy(bool isBusy);
  void placeGroups();

  session::TraceSession& m_session;
  TableWish m_wish;
  std::vector<TableColumn> m_spanColumns = spantable::spanColumns();
  std::vector<TableColumn> m_groupColumns = spantable::groupColumns();
  std::shared_ptr<const TableContent> m_content;
  bool m_isGrouped = false;               ///< What is shown; the wish may be ahead.
  std::vector<std::uint8_t> m_open;       ///< Per group.
  std::vector<std::uint32_t> m_groupRow;  ///< Row of each group's head.
  std::vector<std::uint32_t> m_groupPlace;
  int m_rows = 0;
  bool m_isBusy = false;
  std::shared_ptr<const std::vector<query::TraceKey>> m_keys;
};

}  // namespace spanloupe::spantable
