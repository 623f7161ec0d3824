// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_copy.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "ui/traces/trace_listing.h"

namespace spanloupe::traces {
namespace {

/// Some at a time, so that a stop is noticed and a big range is never whole in memory.
template <typename Visit>
Result<void> visitRows(store::Reader& reader, const store::Snapshot& snapshot,
                       const store::OrderedTraces& ordered, const std::vector<RowRange>& ranges,
                       const std::stop_token& stop, Visit visit) {
  constexpr int kRowsAtOnce = 1024;
  for (const RowRange& range : ranges) {
    for (int first = range.first; first <= range.last; first += kRowsAtOnce) {
      if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
      const int count = std::min(kRowsAtOnce, range.last - first + 1);
      auto rows = rowsOf(reader, snapshot, ordered, first, count);
      if (!rows) return unexpected(rows.error());
      for (store::TraceRow& row : *rows) visit(row);
    }
  }
  return {};
}

QString header() {
  QStringList titles{QCoreApplication::translate("traces", "Trace id"),
                     orderTitle(store::TraceColumn::RootService)};
  for (int i = 0; i < kColumnCount; ++i)
    if (hasText(static_cast<Column>(i))) titles << columnTitle(static_cast<Column>(i));
  return titles.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QString line(const store::TraceRow& row, const ColumnFormats& formats) {
  QStringList fields{QString::fromStdString(row.id.hex()), QString::fromStdString(row.rootService)};
  for (int i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    if (hasText(column)) fields << infoOf(column).text(row, formats);
  }
  for (QString& field : fields)
    field.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
  return fields.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

}  // namespace

Result<std::vector<store::TraceRow>> rowsIn(store::Reader& reader, const store::Snapshot& snapshot,
                                            const store::OrderedTraces& ordered,
                                            const std::vector<RowRange>& ranges,
                                            const std::stop_token& stop) {
  std::vector<store::TraceRow> all;
  const auto read = visitRows(reader, snapshot, ordered, ranges, stop,
                              [&all](store::TraceRow& row) { all.push_back(std::move(row)); });
  if (!read) return unexpected(read.error());
  return all;
}

Result<QString> copyText(store::Reader& reader, const store::Snapshot& snapshot,
                         const store::OrderedTraces& ordered, const std::vector<RowRange>& ranges,
                         const ColumnFormats& formats, const std::stop_token& stop) {
  const bool isOne = ranges.size() == 1 && ranges.front().first == ranges.front().last;
  QString text = isOne ? QString() : header();
  const auto read = visitRows(reader, snapshot, ordered, ranges, stop,
                              [&](const store::TraceRow& row) { text += line(row, formats); });
  if (!read) return unexpected(read.error());
  return text;
}

}  // namespace spanloupe::traces
