// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/table_cell.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>

namespace spanloupe::spantable {
namespace {

using query::GroupFigure;
using query::SpanField;

QString tr(const char* text) { return QCoreApplication::translate("spantable", text); }

Cell number(const ui::DurationFormat& format, Duration value) {
  Cell cell;
  cell.text = format.number(value);
  cell.unit = format.unit();
  cell.isRight = true;
  return cell;
}

Cell count(std::uint64_t value) {
  Cell cell;
  cell.text = ui::formatCount(value);
  cell.isRight = true;
  return cell;
}

double shareOf(Duration value, Duration whole) {
  return whole.count() > 0 ? static_cast<double>(value.count()) / static_cast<double>(whole.count()) : 0;
}

Cell nameCell(const std::string& name) {
  Cell cell;
  cell.text = QString::fromStdString(name);
  if (!name.empty()) return cell;
  cell.text = tr("(no name)");
  cell.isMissing = true;
  return cell;
}

Cell serviceCell(const std::string& service) {
  Cell cell;
  cell.service = QString::fromStdString(service);
  cell.text = *cell.service;
  if (!service.empty()) return cell;
  cell.text = tr("(no service)");
  cell.isMissing = true;
  return cell;
}

Cell statusCell(std::uint8_t status) {
  Cell cell;
  if (status == static_cast<std::uint8_t>(StatusCode::Error)) {
    cell.text = tr("error");
    cell.tone = CellTone::Error;
    cell.hasErrorDisc = true;
  } else if (status == static_cast<std::uint8_t>(StatusCode::Ok)) {
    cell.text = tr("ok");
    cell.tone = CellTone::Second;
  }
  return cell;
}

Cell attributeCell(const TableContent& content, SpanIndex span, const TableColumn& column) {
  Cell cell;
  const query::AttributeColumn* values = content.cells.attribute(column.span.key);
  if (values == nullptr) return cell;
  cell.isRight = values->isNumeric();
  cell.isMono = !cell.isRight;
  cell.text = QString::fromStdString(values->text(values->code(span)));
  return cell;
}

Cell spanCell(const TableContent& content, SpanIndex span, const TableColumn& column) {
  const query::SpanCells& cells = content.cells;
  switch (column.span.field) {
    case SpanField::Name: return nameCell(cells.name(span));
    case SpanField::Service: return serviceCell(cells.service(span));
    case SpanField::Kind: {
      Cell cell;
      cell.text = kindText(cells.trace->kind[span]);
      cell.tone = CellTone::Second;
      return cell;
    }
    case SpanField::Start: {
      Cell cell = number(content.offsets, cells.offset(span));
      cell.tone = CellTone::Second;
      return cell;
    }
    case SpanField::Duration: {
      Cell cell = number(content.durations, cells.duration(span));
      if (cells.times->unfinished[span] != 0) cell.text.prepend(QStringLiteral("≥ "));
      cell.bar = shareOf(cells.duration(span), content.longest);
      if (cells.trace->isError(span)) cell.tone = CellTone::Error;
      return cell;
    }
    case SpanField::Self: return number(content.selfTimes, cells.selfTime(span));
    case SpanField::Share: {
      Cell cell;
      cell.text = ui::formatFixed(cells.share(span) * 100, 1);
      cell.unit = QStringLiteral("%");
      cell.isRight = true;
      return cell;
    }
    case SpanField::Status: return statusCell(cells.trace->status[span]);
    case SpanField::Attribute: break;
  }
  return attributeCell(content, span, column);
}

/// Of one of the columns that the spans are grouped by.
Cell labelPart(const TableContent& content, const query::SpanColumn& column, SpanIndex sample) {
  TableColumn one;
  one.span = column;
  Cell cell = spanCell(content, sample, one);
  if (!cell.text.isEmpty()) return cell;
  cell.text = tr("(missing)");
  cell.isMissing = true;
  return cell;
}

Cell groupCell(const TableContent& content, const query::SpanGroup& group, GroupFigure figure) {
  switch (figure) {
    case GroupFigure::Label: {
      Cell cell = labelPart(content, content.groupBy.front(), group.sample);
      for (std::size_t i = 1; i < content.groupBy.size(); ++i) {
        const Cell next = labelPart(content, content.groupBy[i], group.sample);
        // The tile says the service already.
        cell.text =
            (cell.service && !cell.isMissing ? QString() : cell.text + QStringLiteral(" · ")) + next.text;
        cell.isMissing = cell.isMissing || next.isMissing;
      }
      cell.isRight = false;
      return cell;
    }
    case GroupFigure::Count: return count(group.totals.count);
    case GroupFigure::Errors: {
      Cell cell = count(group.totals.errors);
      cell.tone = group.totals.errors > 0 ? CellTone::Error : CellTone::Third;
      return cell;
    }
    case GroupFigure::Total: {
      Cell cell = number(content.totalTimes, group.totals.total);
      cell.bar = shareOf(group.totals.total, content.largestTotal);
      return cell;
    }
    case GroupFigure::Self: return number(content.totalTimes, group.totals.self);
    case GroupFigure::Smallest: return number(content.durations, group.smallest);
    case GroupFigure::Median: return number(content.durations, group.median);
    case GroupFigure::Largest: return number(content.durations, group.largest);
  }
  return {};
}

/// In the unit of its column, unless that would take more digits than anybody reads.
Cell sum(const TableContent& content, const ui::DurationFormat& column, Duration value) {
  const bool isFar = value.count() / 1000 > content.longest.count();
  return number(isFar ? content.totalTimes : column, value);
}

/// A span below the head of its group.
Cell memberCell(const TableContent& content, SpanIndex span, GroupFigure figure) {
  const query::SpanCells& cells = content.cells;
  switch (figure) {
    case GroupFigure::Label: {
      Cell cell = nameCell(cells.name(span));
      cell.service = QString::fromStdString(cells.service(span));
      cell.hasErrorDisc = cells.trace->isError(span);
      return cell;
    }
    case GroupFigure::Total: {
      Cell cell = number(content.totalTimes, cells.duration(span));
      cell.bar = shareOf(cells.duration(span), content.largestTotal);
      if (cells.trace->isError(span)) cell.tone = CellTone::Error;
      return cell;
    }
    case GroupFigure::Self: return number(content.totalTimes, cells.selfTime(span));
    // In the unit of single spans.
    case GroupFigure::Largest: return number(content.durations, cells.duration(span));
    default: return {};
  }
}

QString plain(QString text) {
  return text.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

}  // namespace

QString kindText(std::uint8_t kind) {
  static constexpr std::array<const char*, 6> kNames{
      QT_TRANSLATE_NOOP("spantable", ""),         QT_TRANSLATE_NOOP("spantable", "internal"),
      QT_TRANSLATE_NOOP("spantable", "server"),   QT_TRANSLATE_NOOP("spantable", "client"),
      QT_TRANSLATE_NOOP("spantable", "producer"), QT_TRANSLATE_NOOP("spantable", "consumer")};
  if (kind == 0) return {};
  return kind < kNames.size() ? tr(kNames[kind]) : tr("kind %1").arg(kind);
}

bool standsRight(const TableContent& content, const TableColumn& column) {
  if (!column.isAttribute()) return isFigure(column);
  const query::AttributeColumn* values = content.cells.attribute(column.span.key);
  return values != nullptr && values->isNumeric();
}

Cell cellOf(const TableContent& content, const TableRow& row, const TableColumn& column) {
  if (row.isGroup()) return groupCell(content, content.groups.groups[row.group], column.figure);
  return column.isOfGroups ? memberCell(content, row.span, column.figure)
                           : spanCell(content, row.span, column);
}

QString exactText(const TableContent& content, const TableRow& row, const TableColumn& column) {
  const query::SpanCells& cells = content.cells;
  if (row.isGroup()) {
    const query::SpanGroup& group = content.groups.groups[row.group];
    switch (column.figure) {
      case GroupFigure::Total: return ui::formatExact(group.totals.total);
      case GroupFigure::Self: return ui::formatExact(group.totals.self);
      case GroupFigure::Smallest: return ui::formatExact(group.smallest);
      case GroupFigure::Median: return ui::formatExact(group.median);
      case GroupFigure::Largest: return ui::formatExact(group.largest);
      default: return cellOf(content, row, column).whole();
    }
  }
  const bool isTotal =
      column.isOfGroups && (column.figure == GroupFigure::Total || column.figure == GroupFigure::Largest);
  const bool isSelf =
      column.isOfGroups ? column.figure == GroupFigure::Self : column.span.field == SpanField::Self;
  if (isTotal || (!column.isOfGroups && column.span.field == SpanField::Duration))
    return ui::formatExact(cells.duration(row.span)) +
           (cells.times->unfinished[row.span] != 0 ? QLatin1Char('\n') + tr("not finished") : QString());
  if (isSelf) return ui::formatExact(cells.selfTime(row.span));
  if (!column.isOfGroups && column.span.field == SpanField::Start)
    return ui::formatExact(cells.offset(row.span));
  if (!column.isOfGroups && column.span.field == SpanField::Status &&
      cells.trace->status[row.span] == static_cast<std::uint8_t>(StatusCode::Unset))
    return tr("unset");
  return cellOf(content, row, column).whole();
}

Cell totalCell(const TableContent& content, const TableColumn& column) {
  const query::SpanTotals& totals = content.totals;
  Cell cell;
  if (column.isOfGroups) {
    switch (column.figure) {
      case GroupFigure::Label: cell.text = tr("Total"); return cell;
      case GroupFigure::Count: return count(totals.count);
      case GroupFigure::Errors:
        cell = count(totals.errors);
        cell.tone = totals.errors > 0 ? CellTone::Error : CellTone::Third;
        return cell;
      case GroupFigure::Self: return number(content.totalTimes, totals.self);
      default: return cell;
    }
  }
  switch (column.span.field) {
    case SpanField::Name:
      cell.text = tr("Total of %1").arg(ui::formatCounted(totals.count, tr("span"), tr("spans")));
      return cell;
    case SpanField::Self: return sum(content, content.selfTimes, totals.self);
    case SpanField::Status:
      if (totals.errors == 0) return cell;
      cell.text = ui::formatCounted(totals.errors, tr("error"), tr("errors"));
      cell.tone = CellTone::Error;
      return cell;
    default: return cell;
  }
}

QString tabbedText(const TableContent& content, const std::vector<TableRow>& rows,
                   const std::vector<TableColumn>& columns) {
  QString text;
  const auto line = [&](auto textOf) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) text += QLatin1Char('\t');
      text += plain(textOf(columns[i]));
    }
    text += QLatin1Char('\n');
  };
  if (rows.size() > 1) line([](const TableColumn& column) { return columnTitle(column); });
  for (const TableRow& row : rows)
    line([&](const TableColumn& column) { return cellOf(content, row, column).whole(); });
  return text;
}

}  // namespace spanloupe::spantable
