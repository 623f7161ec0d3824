// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_columns.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace spanloupe::traces {
namespace {

using store::TraceColumn;
using store::TraceRow;

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

QString markText(const TraceRow& row, const ColumnFormats&) {
  return row.errors > 0 ? QCoreApplication::translate("traces", "failed") : QString();
}
QString rootText(const TraceRow& row, const ColumnFormats&) { return text(row.rootName); }
QString startText(const TraceRow& row, const ColumnFormats& formats) {
  return formats.withDate ? ui::formatDateTime(row.start, formats.zone)
                          : ui::formatTimeOfDay(row.start, formats.zone);
}
QString durationText(const TraceRow& row, const ColumnFormats& formats) {
  return formats.duration.text(row.duration);
}
QString spansText(const TraceRow& row, const ColumnFormats&) {
  return ui::formatCount(std::uint64_t{row.spans});
}
QString errorsText(const TraceRow& row, const ColumnFormats&) {
  return ui::formatCount(std::uint64_t{row.errors});
}
QString servicesText(const TraceRow& row, const ColumnFormats&) {
  QStringList names;
  for (const std::string& service : row.services) names << text(service);
  return names.join(QStringLiteral(", "));
}
QString noText(const TraceRow&, const ColumnFormats&) { return {}; }

constexpr std::array<ColumnInfo, kColumnCount> kColumns{{
    {"mark", "", std::nullopt, 28, false, markText},
    {"root", QT_TRANSLATE_NOOP("traces", "Root operation"), TraceColumn::RootName, 222, false, rootText},
    {"start", QT_TRANSLATE_NOOP("traces", "Start"), TraceColumn::Start, 124, true, startText},
    {"duration", QT_TRANSLATE_NOOP("traces", "Duration"), TraceColumn::Duration, 262, true, durationText},
    {"spans", QT_TRANSLATE_NOOP("traces", "Spans"), TraceColumn::Spans, 92, true, spansText},
    {"errors", QT_TRANSLATE_NOOP("traces", "Errors"), TraceColumn::Errors, 76, true, errorsText},
    {"services", QT_TRANSLATE_NOOP("traces", "Services"), TraceColumn::Services, 146, false, servicesText},
    {"waterfall", QT_TRANSLATE_NOOP("traces", "Waterfall"), std::nullopt, 186, false, noText},
}};

}  // namespace

bool ColumnFormats::isPinned(TraceId trace) const {
  return pinned && std::binary_search(pinned->begin(), pinned->end(), trace);
}

bool ColumnFormats::isStillGrowing(TraceId trace) const {
  return std::binary_search(growing.begin(), growing.end(), trace);
}

const std::array<ColumnInfo, kColumnCount>& columns() { return kColumns; }

const ColumnInfo& infoOf(Column column) { return kColumns[static_cast<std::size_t>(column)]; }

QString columnTitle(Column column) {
  const char* title = infoOf(column).title;
  return *title ? QCoreApplication::translate("traces", title) : QString();
}

std::vector<Column> ColumnChoice::shown() const {
  std::vector<Column> columns;
  for (const Column column : order)
    if (isShown(column)) columns.push_back(column);
  return columns;
}

std::optional<Column> ColumnChoice::neighbour(Column column, int places) const {
  const std::vector<Column> columns = shown();
  const auto at = std::find(columns.begin(), columns.end(), column);
  const auto place = at - columns.begin() + places;
  const bool isThere = at != columns.end() && column != Column::Mark && place > 0 &&
                       place < static_cast<std::ptrdiff_t>(columns.size());
  return isThere ? std::optional(columns[static_cast<std::size_t>(place)]) : std::nullopt;
}

QString orderTitle(TraceColumn column) {
  if (column == TraceColumn::RootService) return QCoreApplication::translate("traces", "Root service");
  for (const ColumnInfo& info : kColumns)
    if (info.sort == column) return QCoreApplication::translate("traces", info.title);
  return {};
}

bool descendsFirst(TraceColumn column) {
  return column != TraceColumn::RootName && column != TraceColumn::RootService;
}

SplitName splitMethod(const QString& name) {
  static constexpr std::array<QLatin1String, 9> kMethods{
      QLatin1String("GET"),     QLatin1String("POST"),    QLatin1String("PUT"),
      QLatin1String("DELETE"),  QLatin1String("PATCH"),   QLatin1String("HEAD"),
      QLatin1String("OPTIONS"), QLatin1String("CONNECT"), QLatin1String("TRACE")};
  for (const QLatin1String method : kMethods) {
    if (name.size() > method.size() + 1 && name.startsWith(method) && name[method.size()] == QLatin1Char(' '))
      return {name.left(method.size()), name.mid(method.size() + 1)};
  }
  return {{}, name};
}

}  // namespace spanloupe::traces
