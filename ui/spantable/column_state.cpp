// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/column_state.h"

#include <algorithm>

namespace spanloupe::spantable {
namespace {

using query::GroupFigure;
using query::SpanField;

constexpr double kMostWidth = 4000;
const QLatin1Char kBlank(' ');
/// Begins the lines of columns of groups.
const QLatin1String kOfGroups("g");

double widthIn(const QString& text) {
  const double width = text.toDouble();
  return width > 0 ? std::clamp(width, kLeastColumn, kMostWidth) : 0;
}

void addNew(std::vector<TableColumn>& columns, const TableColumn& column) {
  const bool isTwice = std::any_of(columns.begin(), columns.end(),
                                   [&](const TableColumn& one) { return one.isSameAs(column); });
  if (!isTwice) columns.push_back(column);
}

}  // namespace

QStringList columnState(const std::vector<TableColumn>& spans, const std::vector<TableColumn>& groups) {
  QStringList state;
  for (const TableColumn& column : spans)
    state << QStringLiteral("%1 %2 %3")
                 .arg(static_cast<int>(column.span.field))
                 .arg(qRound(column.width))
                 .arg(QString::fromStdString(column.span.key));
  const std::vector<TableColumn> usual = groupColumns();
  const bool areUsual =
      std::equal(groups.begin(), groups.end(), usual.begin(), usual.end(),
                 [](const TableColumn& a, const TableColumn& b) { return a.isSameAs(b) && a.width <= 0; });
  if (areUsual) return state;
  for (const TableColumn& column : groups)
    state << QStringLiteral("g %1 %2").arg(static_cast<int>(column.figure)).arg(qRound(column.width));
  return state;
}

KeptColumns readColumnState(const QStringList& state) {
  KeptColumns kept;
  for (const QString& line : state) {
    bool isNumber = false;
    if (line.section(kBlank, 0, 0) == kOfGroups) {
      const int figure = line.section(kBlank, 1, 1).toInt(&isNumber);
      if (isNumber && figure >= 0 && figure <= static_cast<int>(GroupFigure::Largest))
        addNew(kept.groups,
               {true, {}, static_cast<GroupFigure>(figure), widthIn(line.section(kBlank, 2, 2))});
      continue;
    }
    const int field = line.section(kBlank, 0, 0).toInt(&isNumber);
    const std::string key = line.section(kBlank, 2).toStdString();
    const bool isAttribute = field == static_cast<int>(SpanField::Attribute);
    const bool isKnown = isNumber && field >= 0 && field <= static_cast<int>(SpanField::Attribute) &&
                         isAttribute != key.empty();
    if (isKnown)
      addNew(kept.spans, {false,
                          {static_cast<SpanField>(field), key},
                          GroupFigure::Label,
                          widthIn(line.section(kBlank, 1, 1))});
  }
  // Groups have all their columns, their names first.
  const std::vector<TableColumn> usual = groupColumns();
  if (kept.groups.size() != usual.size() || !kept.groups.front().isSameAs(usual.front())) kept.groups.clear();
  return kept;
}

}  // namespace spanloupe::spantable
