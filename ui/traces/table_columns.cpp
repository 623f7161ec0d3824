// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/table_columns.h"

#include <QMenu>
#include <QSettings>
#include <algorithm>

namespace spanloupe::traces {
namespace {

constexpr double kMostWidth = 2000;

QString hiddenKey(std::size_t column) {
  return QStringLiteral("traces/columns/%1/hidden").arg(QLatin1String(columns()[column].name));
}
QString widthKey(std::size_t column) {
  return QStringLiteral("traces/columns/%1/width").arg(QLatin1String(columns()[column].name));
}

const QString kOrderKey = QStringLiteral("traces/columns/order");

QStringList namesOf(const std::array<Column, kColumnCount>& order) {
  QStringList names;
  for (const Column column : order) names << QLatin1String(infoOf(column).name);
  return names;
}

/// As at first when the names are not those of all columns, the mark first.
std::array<Column, kColumnCount> orderOf(const QStringList& names) {
  ColumnChoice choice;
  if (names.size() != kColumnCount || names.front() != QLatin1String(columns()[0].name)) return choice.order;
  std::array<Column, kColumnCount> order = choice.order;
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    const auto at = names.indexOf(QLatin1String(columns()[i].name));
    if (at < 0) return choice.order;
    order[static_cast<std::size_t>(at)] = static_cast<Column>(i);
  }
  return order;
}

/// What is as it always was leaves no trace in the settings.
void keep(QSettings& settings, const QString& key, const QVariant& value, bool isUsual) {
  if (isUsual) {
    settings.remove(key);
  } else {
    settings.setValue(key, value);
  }
}

}  // namespace

TableColumns::TableColumns(QSettings& settings, QObject* parent) : QObject(parent), m_settings(settings) {
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    if (static_cast<Column>(i) == Column::Mark) continue;
    m_choice.hidden[i] = !isAlwaysShown(static_cast<Column>(i)) && settings.value(hiddenKey(i)).toBool();
    m_choice.width[i] = std::clamp(settings.value(widthKey(i)).toDouble(), 0.0, kMostWidth);
  }
  m_choice.order = orderOf(settings.value(kOrderKey).toStringList());
}

void TableColumns::setShown(Column column, bool shown) {
  if (isAlwaysShown(column)) return;
  ColumnChoice choice = m_choice;
  choice.hidden[static_cast<std::size_t>(column)] = !shown;
  set(choice);
}

void TableColumns::setWidth(Column column, double width) {
  if (column == Column::Mark) return;
  ColumnChoice choice = m_choice;
  choice.width[static_cast<std::size_t>(column)] = std::clamp(width, 1.0, kMostWidth);
  set(choice);
}

void TableColumns::move(Column column, Column place) {
  if (column == Column::Mark || place == Column::Mark || column == place) return;
  ColumnChoice choice = m_choice;
  const auto from = std::find(choice.order.begin(), choice.order.end(), column);
  const auto to = std::find(choice.order.begin(), choice.order.end(), place);
  if (from < to) {
    std::rotate(from, from + 1, to + 1);
  } else {
    std::rotate(to, from, from + 1);
  }
  set(choice);
}

void TableColumns::reset() { set({}); }

void TableColumns::set(const ColumnChoice& choice) {
  if (choice == m_choice) return;
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    if (choice.hidden[i] != m_choice.hidden[i]) keep(m_settings, hiddenKey(i), true, !choice.hidden[i]);
    if (choice.width[i] != m_choice.width[i])
      keep(m_settings, widthKey(i), choice.width[i], choice.width[i] <= 0);
  }
  if (choice.order != m_choice.order)
    keep(m_settings, kOrderKey, namesOf(choice.order), choice.order == ColumnChoice{}.order);
  m_choice = choice;
  emit changed();
}

void TableColumns::fillMenu(QMenu& menu) {
  for (const Column column : ColumnChoice{}.order) {
    if (isAlwaysShown(column)) continue;
    QAction* action = menu.addAction(columnTitle(column));
    action->setCheckable(true);
    const auto follow = [this, action, column] { action->setChecked(m_choice.isShown(column)); };
    connect(action, &QAction::triggered, this, [this, column](bool shown) { setShown(column, shown); });
    connect(this, &TableColumns::changed, action, follow);
    follow();
  }
  menu.addSeparator();
  menu.addAction(tr("Fit columns to content"), this, &TableColumns::fitWanted);
  QAction* back = menu.addAction(tr("Reset columns"), this, &TableColumns::reset);
  const auto follow = [this, back] { back->setEnabled(m_choice != ColumnChoice{}); };
  connect(this, &TableColumns::changed, back, follow);
  follow();
}

}  // namespace spanloupe::traces
