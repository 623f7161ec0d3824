// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/table_column.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace spanloupe::spantable {
namespace {

using query::GroupFigure;
using query::SpanField;

constexpr double kLeastText = 64;
constexpr double kMostText = 220;     // Of one column at first; more when there is room.
constexpr double kMostWanted = 1000;  // Longer values are read elsewhere.
constexpr double kWidestName = 800;   // Beyond that, figures would stand too far from what they belong to.

struct ColumnInfo {
  const char* title;
  double width;  ///< At a font height of 16.
  double bar;
  bool isFigure;
  bool descends;
};

constexpr std::array<ColumnInfo, 9> kSpanColumns{{
    {QT_TRANSLATE_NOOP("spantable", "Name"), 220, 0, false, false},
    {QT_TRANSLATE_NOOP("spantable", "Service"), 148, 0, false, false},
    {QT_TRANSLATE_NOOP("spantable", "Kind"), 92, 0, false, false},
    {QT_TRANSLATE_NOOP("spantable", "Start"), 112, 0, true, false},
    {QT_TRANSLATE_NOOP("spantable", "Duration"), 204, 88, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Self"), 112, 0, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Of trace"), 84, 0, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Status"), 86, 0, false, true},
    {"", 150, 0, false, false},
}};

constexpr std::array<ColumnInfo, 8> kGroupColumns{{
    {QT_TRANSLATE_NOOP("spantable", "Group"), 260, 0, false, false},
    {QT_TRANSLATE_NOOP("spantable", "Spans"), 84, 0, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Errors"), 76, 0, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Total"), 212, 88, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Self"), 116, 0, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Shortest"), 108, 0, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Median"), 108, 0, true, true},
    {QT_TRANSLATE_NOOP("spantable", "Longest"), 108, 0, true, true},
}};

const ColumnInfo& infoOf(const TableColumn& column) {
  return column.isOfGroups ? kGroupColumns[static_cast<std::size_t>(column.figure)]
                           : kSpanColumns[static_cast<std::size_t>(column.span.field)];
}

}  // namespace

bool TableColumn::stretches() const {
  if (width > 0) return false;
  return isOfGroups ? figure == GroupFigure::Label : span.field == SpanField::Name;
}

QString columnTitle(const TableColumn& column) {
  if (column.isAttribute()) return QString::fromStdString(column.span.key);
  return QCoreApplication::translate("spantable", infoOf(column).title);
}

double columnWidth(const TableColumn& column) {
  if (column.width > 0) return column.width;
  const double usual = infoOf(column).width;
  if (column.stretches() || column.wanted <= 0) return usual;
  // Figures keep their room, so that another order does not move everything.
  const double least = isFigure(column) ? usual : kLeastText;
  return std::clamp(column.wanted, least, std::max(usual, kMostText));
}
double leastWidth(const TableColumn& column) {
  const double usual = columnWidth(column);
  const bool isGiving = column.width <= 0 && column.wanted > 0 && isFigure(column);
  return isGiving ? std::min(usual, column.wanted) : usual;
}
double mostWidth(const TableColumn& column) {
  if (column.width > 0) return column.width;
  return std::max(
      {columnWidth(column), std::min(column.wanted, kMostWanted), column.stretches() ? kWidestName : 0.0});
}
double barWidth(const TableColumn& column) { return infoOf(column).bar; }
bool descendsFirst(const TableColumn& column) { return infoOf(column).descends; }
bool isFigure(const TableColumn& column) { return infoOf(column).isFigure; }

std::vector<TableColumn> spanColumns() {
  std::vector<TableColumn> columns;
  for (std::size_t i = 0; i + 1 < kSpanColumns.size(); ++i)
    columns.push_back({false, {static_cast<SpanField>(i), {}}, GroupFigure::Label, 0});
  return columns;
}

std::vector<TableColumn> groupColumns() {
  std::vector<TableColumn> columns;
  for (std::size_t i = 0; i < kGroupColumns.size(); ++i)
    columns.push_back({true, {}, static_cast<GroupFigure>(i), 0});
  return columns;
}

TableColumn attributeColumn(const std::string& key, double width) {
  return {false, {SpanField::Attribute, key}, GroupFigure::Label, width};
}

}  // namespace spanloupe::spantable
