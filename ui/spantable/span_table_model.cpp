// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/span_table_model.h"

#include <algorithm>

#include "ui/session/released_elsewhere.h"

namespace spanloupe::spantable {

SpanTableModel::SpanTableModel(session::TraceSession& session, QObject* parent)
    : QObject(parent), m_session(session) {}

void SpanTableModel::setTrace(std::shared_ptr<const store::Snapshot> snapshot, query::SpanCells cells) {
  m_wish.snapshot = std::move(snapshot);
  m_wish.cells = std::move(cells);
  m_wish.text.reset();
  m_keys.reset();
  for (auto* columns : {&m_spanColumns, &m_groupColumns})
    for (TableColumn& column : *columns) column.wanted = 0;
  ask();
}

void SpanTableModel::setText(std::shared_ptr<const query::TraceText> text) {
  if (text != nullptr && text->trace() == m_wish.cells.trace) m_wish.text = std::move(text);
}

void SpanTableModel::setFilter(const QString& filter) {
  std::string typed = filter.trimmed().toStdString();
  if (typed == m_wish.filter) return;
  m_wish.filter = std::move(typed);
  ask();
}

void SpanTableModel::setOnly(const QString& words) {
  std::string only = words.trimmed().toStdString();
  if (only == m_wish.only) return;
  m_wish.only = std::move(only);
  ask();
}

void SpanTableModel::shareText(const std::shared_ptr<const query::TraceText>& text) {
  if (m_wish.text != nullptr || text == nullptr || text->trace() != m_wish.cells.trace) return;
  m_wish.text = text;
  emit textRead(text);
}

void SpanTableModel::setGroupBy(std::vector<query::SpanColumn> columns) {
  if (columns == m_wish.groupBy) return;
  m_wish.groupBy = std::move(columns);
  ask();
}

void SpanTableModel::setSpanColumns(std::vector<TableColumn> columns) {
  m_spanColumns = std::move(columns);
  m_wish.keys.clear();
  bool isNew = false;
  for (const TableColumn& column : m_spanColumns) {
    if (!column.isAttribute()) continue;
    m_wish.keys.push_back(column.span.key);
    isNew |= m_wish.cells.attribute(column.span.key) == nullptr;
  }
  emit columnsChanged();
  if (isNew) ask();
}

void SpanTableModel::setColumnWidth(int column, double width) {
  auto& columns = m_isGrouped ? m_groupColumns : m_spanColumns;
  columns[static_cast<std::size_t>(column)].width = width > 0 ? std::max(width, kLeastColumn) : 0;
  emit columnsChanged();
}

void SpanTableModel::setWantedWidths(const std::vector<double>& widths) {
  auto& columns = m_isGrouped ? m_groupColumns : m_spanColumns;
  for (std::size_t i = 0; i < columns.size() && i < widths.size(); ++i) columns[i].wanted = widths[i];
  emit widthsChanged();
}

bool SpanTableModel::canMove(int from, int to) const {
  const int count = static_cast<int>(columns().size());
  return from != to && std::min(from, to) >= fixedColumns() && std::max(from, to) < count;
}

void SpanTableModel::moveColumn(int from, int to) {
  if (!canMove(from, to)) return;
  auto& columns = m_isGrouped ? m_groupColumns : m_spanColumns;
  const TableColumn moved = columns[static_cast<std::size_t>(from)];
  columns.erase(columns.begin() + from);
  columns.insert(columns.begin() + to, moved);
  emit columnsChanged();
}

void SpanTableModel::setGroupColumns(std::vector<TableColumn> columns) {
  m_groupColumns = std::move(columns);
  emit columnsChanged();
}

void SpanTableModel::resetColumns() {
  const auto wantedOf = [](const std::vector<TableColumn>& before, std::vector<TableColumn> columns) {
    for (TableColumn& column : columns)
      for (const TableColumn& one : before)
        if (one.isSameAs(column)) column.wanted = one.wanted;
    return columns;
  };
  m_groupColumns = wantedOf(m_groupColumns, spantable::groupColumns());
  setSpanColumns(wantedOf(m_spanColumns, spantable::spanColumns()));
}

void SpanTableModel::sortBy(int column) {
  const TableColumn& by = columns()[static_cast<std::size_t>(column)];
  const bool isSame = isSortedBy(column);
  if (by.isOfGroups) {
    m_wish.groupsDescend = isSame ? !m_wish.groupsDescend : descendsFirst(by);
    m_wish.groupOrder = by.figure;
  } else {
    // A figure of an attribute is looked at for its largest values, too.
    const bool descends = descendsFirst(by) || (by.isAttribute() && m_content && standsRight(*m_content, by));
    m_wish.order = {by.span, isSame ? !m_wish.order.descending : descends};
  }
  emit columnsChanged();
  ask();
}

bool SpanTableModel::isSortedBy(int column) const {
  const TableColumn& one = columns()[static_cast<std::size_t>(column)];
  return one.isOfGroups ? one.figure == m_wish.groupOrder : one.span == m_wish.order.column;
}

bool SpanTableModel::isDescending() const {
  return m_isGrouped ? m_wish.groupsDescend : m_wish.order.descending;
}

void SpanTableModel::ask() {
  if (m_wish.cells.trace == nullptr) return;
  setBusy(true);
  m_session.ask(
      "span table",
      [wish = m_wish](store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return makeContent(reader, wish, stop).map([](auto content) {
          return session::releasedElsewhere(std::move(content));
        });
      },
      this,
      [this](Result<std::shared_ptr<const TableContent>> content) {
        setBusy(false);
        if (content) {
          take(std::move(*content));
        } else {
          emit failed(content.error());
        }
      });
}

void SpanTableModel::take(std::shared_ptr<const TableContent> content) {
  const bool hadText = m_wish.text != nullptr;
  m_content = std::move(content);
  m_wish.cells.attributes = m_content->cells.attributes;
  m_wish.text = m_content->text;
  const bool wasGrouped = m_isGrouped;
  m_isGrouped = m_content->isGrouped();
  m_open.assign(m_content->groups.groups.size(), 0);
  placeGroups();
  if (wasGrouped != m_isGrouped) emit columnsChanged();
  emit contentChanged();
  if (!hadText && m_wish.text != nullptr) emit textRead(m_wish.text);
}

void SpanTableModel::setBusy(bool isBusy) {
  if (isBusy == m_isBusy) return;
  m_isBusy = isBusy;
  emit busyChanged(isBusy);
}

void SpanTableModel::placeGroups() {
  const auto& groups = m_content->groups.groups;
  m_groupRow.resize(groups.size());
  m_groupPlace.resize(groups.size());
  std::uint32_t row = 0;
  std::uint32_t place = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    m_groupRow[i] = row;
    m_groupPlace[i] = place;
    place += groups[i].end - groups[i].begin;
    row += 1 + (m_open[i] != 0 ? groups[i].end - groups[i].begin : 0);
  }
  m_rows = static_cast<int>(m_isGrouped ? row : m_content->spans.size());
}

TableRow SpanTableModel::row(int row) const {
  if (row < 0 || row >= m_rows) return {};
  const auto number = static_cast<std::uint32_t>(row);
  if (!m_isGrouped) return {TableRow::kNoGroup, m_content->spans[number]};
  const auto group = static_cast<std::uint32_t>(
      std::upper_bound(m_groupRow.begin(), m_groupRow.end(), number) - m_groupRow.begin() - 1);
  if (m_groupRow[group] == number) return {group, kNoSpan};
  return {group,
          m_content->groups.members[m_content->groups.groups[group].begin + number - m_groupRow[group] - 1]};
}

void SpanTableModel::setOpen(std::uint32_t group, bool isOpen) {
  if (group >= m_open.size() || (m_open[group] != 0) == isOpen) return;
  m_open[group] = isOpen ? 1 : 0;
  placeGroups();
  emit rowsChanged();
}

void SpanTableModel::setAllOpen(bool areOpen) {
  m_open.assign(m_open.size(), areOpen ? 1 : 0);
  if (m_content) placeGroups();
  emit rowsChanged();
}

int SpanTableModel::rowOfGroup(std::uint32_t group) const {
  return group < m_groupRow.size() ? static_cast<int>(m_groupRow[group]) : -1;
}

std::uint32_t SpanTableModel::placeOf(int row) const {
  if (!m_isGrouped) return static_cast<std::uint32_t>(row);
  const TableRow what = this->row(row);
  const std::uint32_t place = m_groupPlace[what.group];
  return what.isGroup() ? place : place + static_cast<std::uint32_t>(row) - m_groupRow[what.group] - 1;
}

int SpanTableModel::rowOfPlace(std::uint32_t place) {
  if (!m_isGrouped) return static_cast<int>(place);
  const auto group = static_cast<std::uint32_t>(
      std::upper_bound(m_groupPlace.begin(), m_groupPlace.end(), place) - m_groupPlace.begin() - 1);
  setOpen(group, true);
  return static_cast<int>(m_groupRow[group] + 1 + place - m_groupPlace[group]);
}

int SpanTableModel::rowOf(SpanIndex span, bool opensGroup) {
  if (!m_content) return -1;
  const std::vector<SpanIndex>& spans = m_isGrouped ? m_content->groups.members : m_content->spans;
  // A look at a million numbers takes less than a millisecond.
  const auto found = std::find(spans.begin(), spans.end(), span);
  if (found == spans.end()) return -1;
  const auto place = static_cast<std::uint32_t>(found - spans.begin());
  if (!m_isGrouped) return static_cast<int>(place);
  const auto& groups = m_content->groups.groups;
  const auto group = std::find_if(groups.begin(), groups.end(), [place](const query::SpanGroup& one) {
    return place >= one.begin && place < one.end;
  });
  const auto number = static_cast<std::uint32_t>(group - groups.begin());
  if (!isOpen(number) && !opensGroup) return -1;
  setOpen(number, true);
  return static_cast<int>(m_groupRow[number] + 1 + place - group->begin);
}

void SpanTableModel::readKeys(QObject* receiver,
                              std::function<void(const std::vector<query::TraceKey>&)> then) {
  if (m_keys != nullptr) return then(*m_keys);
  if (m_wish.cells.trace == nullptr) return;
  m_session.ask(
      "span table keys",
      [snapshot = m_wish.snapshot, trace = m_wish.cells.trace](store::Reader& reader, const store::Snapshot&,
                                                               std::stop_token stop) {
        return query::readTraceKeys(reader, *snapshot, *trace, stop);
      },
      receiver,
      [this, trace = m_wish.cells.trace, then = std::move(then)](Result<std::vector<query::TraceKey>> keys) {
        if (!keys) {
          emit failed(keys.error());
          return;
        }
        if (trace == m_wish.cells.trace)
          m_keys = std::make_shared<const std::vector<query::TraceKey>>(std::move(*keys));
        if (m_keys != nullptr) then(*m_keys);
      });
}

}  // namespace spanloupe::spantable
