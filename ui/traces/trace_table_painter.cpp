// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_painter.h"

#include <algorithm>
#include <cmath>

namespace spanloupe::traces {
namespace {

constexpr double kTileGap = 2;
const QString kCut = QStringLiteral("…");

}  // namespace

TablePainter::TablePainter(const ui::Look& look) : m_look(look) { readLook(); }

void TablePainter::readLook() {
  const ui::Fonts& fonts = m_look.fonts();
  m_body = ui::TextCache(fonts.body);
  m_numbers = ui::TextCache(fonts.body, true);
  m_strongNumbers = ui::TextCache(fonts.bodyStrong, true);
  m_small = ui::TextCache(fonts.small, true);
  const QRectF row(0, 0, 1, m_look.measures().rowTraces() - 1);
  m_baseline = ui::centredBaseline(row, m_body.metrics());
}

void TablePainter::paintRow(QPainter& painter, const TableLayout& layout, int row,
                            const store::TraceRow* trace, const ColumnFormats& formats, Duration longest,
                            ui::RowState state, const TraceSketch* sketch) {
  const ui::Theme& theme = m_look.theme();
  const QRectF rect = layout.rowRect(row);
  ui::paintRowBackground(painter, rect, state, theme);
  ui::hairlineH(painter, rect.left(), rect.right(), rect.bottom() - ui::devicePixel(painter), theme.hairline);
  if (!trace) return;
  const RowParts parts = layout.parts(row);
  const double baseline = rect.top() + m_baseline;
  const bool failed = trace->errors > 0;
  if (failed) ui::paintIcon(painter, ui::Icon::Error, parts.mark, theme.error);
  paintRoot(painter, parts, *trace, formats);
  const auto number = [&](Column column, const QRectF& cell, ui::TextCache& text, const QColor& color) {
    if (!layout.isShown(column)) return;
    painter.setPen(color);
    const QString value = infoOf(column).text(*trace, formats);
    // A long number may take the padding before it; half of one would be another number.
    const bool fits = text.width(value) <= cell.width() + TableLayout::kCellPadding;
    text.drawRight(painter, cell.right(), baseline, fits ? value : kCut);
  };
  number(Column::Start, parts.start, m_numbers, theme.text2);
  if (layout.isShown(Column::Duration)) paintDuration(painter, parts, *trace, formats, longest);
  number(Column::Spans, parts.spans, m_numbers, theme.text1);
  number(Column::Errors, parts.errors, failed ? m_strongNumbers : m_numbers,
         failed ? theme.error : theme.text3);
  if (layout.isShown(Column::Services)) paintServices(painter, parts.services, *trace);
  if (sketch && layout.isShown(Column::Waterfall)) paintSketch(painter, parts.sketch, *sketch);
}

ui::Badge TablePainter::badgeOf(const store::TraceRow& trace, const ColumnFormats& formats) {
  if (trace.missingParents == 0 || formats.isGrowing) return {};
  // What is on its way is no reason to warn.
  if (formats.isStillGrowing(trace.id))
    return {QObject::tr("growing"), ui::BadgeTone::Quiet, ui::Icon::None, false};
  return {
      ui::formatCounted(trace.missingParents, QObject::tr("missing parent"), QObject::tr("missing parents")),
      ui::BadgeTone::Warn, ui::Icon::Missing, false};
}

void TablePainter::paintRoot(QPainter& painter, const RowParts& parts, const store::TraceRow& trace,
                             const ColumnFormats& formats) {
  const ui::Theme& theme = m_look.theme();
  const auto service = QString::fromStdString(trace.rootService);
  ui::paintTile(painter, parts.tile, m_look.services().mark(service), theme, m_look.fonts());
  double right = parts.name.right();
  const double baseline = parts.name.top() + m_baseline;

  // At the end of the cell, so that pins form a column.
  if (formats.isPinned(trace.id)) {
    const double size = m_look.measures().iconRow();
    const QRectF pin(right - size, parts.tile.center().y() - size / 2, size, size);
    ui::paintIcon(painter, ui::Icon::Pin, pin, theme.accent);
    right -= size + 7;
  }
  const ui::Badge badge = badgeOf(trace, formats);
  double badgeWidth = 0;
  if (!badge.text.isEmpty()) {
    badgeWidth = ui::badgeWidth(badge, m_look.fonts(), m_look.measures());
    right -= badgeWidth + 7;
  }
  double x = parts.name.left();
  const SplitName name = splitMethod(QString::fromStdString(trace.rootName));
  if (!name.method.isEmpty()) {
    painter.setPen(theme.text2);
    const QString method = name.method + QLatin1Char(' ');
    m_body.draw(painter, {x, baseline}, method);
    x += m_body.width(method);
  }
  painter.setPen(name.rest.isEmpty() ? theme.text3 : theme.text1);
  const QString rest =
      m_body.elided(name.rest.isEmpty() ? QObject::tr("(no name)") : name.rest, std::max(0.0, right - x));
  m_body.draw(painter, {x, baseline}, rest);
  if (badgeWidth > 0) {
    const double height = m_look.measures().badge();
    const QRectF rect(x + m_body.width(rest) + 7, parts.tile.center().y() - height / 2, badgeWidth, height);
    ui::paintBadge(painter, rect, badge, theme, m_look.fonts(), m_look.measures());
  }
}

void TablePainter::paintDuration(QPainter& painter, const RowParts& parts, const store::TraceRow& trace,
                                 const ColumnFormats& formats, Duration longest) {
  const ui::Theme& theme = m_look.theme();
  const double baseline = parts.duration.top() + m_baseline;
  const QString unit = ui::kThinSpace + formats.duration.unit();
  const double unitLeft = parts.duration.right() - m_body.width(unit);
  const QString number = formats.duration.number(trace.duration);
  painter.setPen(theme.text1);
  if (m_numbers.width(number) <= unitLeft - parts.duration.left()) {
    m_numbers.drawRight(painter, unitLeft, baseline, number);
    painter.setPen(theme.text3);
    m_body.draw(painter, {unitLeft, baseline}, unit);
  } else {
    m_numbers.drawRight(painter, parts.duration.right(), baseline, kCut);
  }
  if (parts.bar.width() < 1) return;
  painter.fillRect(ui::snapped(painter, parts.bar), theme.hairline);
  painter.fillRect(ui::snapped(painter, barFill(parts.bar, trace.duration, longest)),
                   trace.errors > 0 ? theme.error : theme.control);
}

// When not all fit, the end says how many more there are.
std::size_t TablePainter::tilesIn(double width, const store::TraceRow& trace) {
  const double step = m_look.measures().tile() + kTileGap;
  const auto fitIn = [step](double room) {
    return static_cast<std::size_t>(std::max(0.0, (room + kTileGap) / step));
  };
  const std::size_t count = trace.services.size();
  if (count <= fitIn(width)) return count;
  const double rest = m_small.width(QLatin1Char('+') + ui::formatCount(static_cast<std::uint64_t>(count)));
  return std::min(count, fitIn(width - rest - 2 * kTileGap));
}

std::optional<std::size_t> TablePainter::tileAt(const QRectF& services, const store::TraceRow& trace,
                                                double x) {
  const double step = m_look.measures().tile() + kTileGap;
  if (x < services.left() || std::fmod(x - services.left(), step) >= m_look.measures().tile())
    return std::nullopt;
  const auto tile = static_cast<std::size_t>((x - services.left()) / step);
  return tile < tilesIn(services.width(), trace) ? std::optional(tile) : std::nullopt;
}

void TablePainter::paintServices(QPainter& painter, const QRectF& rect, const store::TraceRow& trace) {
  const ui::Theme& theme = m_look.theme();
  const double size = m_look.measures().tile();
  const std::size_t shown = tilesIn(rect.width(), trace);
  double x = rect.left();
  const double y = rect.top() + (rect.height() - 1 - size) / 2;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto mark = m_look.services().mark(QString::fromStdString(trace.services[i]));
    ui::paintTile(painter, {x, y, size, size}, mark, theme, m_look.fonts());
    x += size + kTileGap;
  }
  if (shown == trace.services.size()) return;
  painter.setPen(theme.text3);
  m_small.draw(painter, {x + kTileGap, rect.top() + m_baseline},
               QLatin1Char('+') + ui::formatCount(static_cast<std::uint64_t>(trace.services.size() - shown)));
}

// Lines are whole device pixels high: at this size a blurred edge would be half of the line.
void TablePainter::paintSketch(QPainter& painter, const QRectF& rect, const TraceSketch& sketch) const {
  const ui::Theme& theme = m_look.theme();
  const double scale = rect.height() / 20;
  std::vector<ui::ServiceMark> marks;
  marks.reserve(sketch.services.size());
  for (const std::string& service : sketch.services)
    marks.push_back(m_look.services().mark(QString::fromStdString(service)));
  const auto line = [&](const SketchBar& bar, double y) {
    const double left = rect.left() + rect.width() * bar.from / kSketchSteps;
    const double width = std::max(2.0, rect.width() * (bar.to - bar.from) / kSketchSteps);
    const QRectF box(std::min(left, rect.right() - 2), ui::snapped(painter, rect.top() + y * scale), width,
                     std::max(ui::devicePixel(painter), ui::snapped(painter, 3 * scale)));
    ui::fillService(painter, ui::snapped(painter, box), marks[bar.service], theme);
  };
  line(sketch.root, 1);
  for (const SketchBar& bar : sketch.bars) line(bar, 5 + 4.0 * bar.lane);
  if (!sketch.failed) return;
  const QRectF mark(rect.right() - 1.5, rect.top() + scale, 1.5, 18 * scale);
  painter.fillRect(ui::snapped(painter, mark), theme.error);
}

double TablePainter::nameWidth(const store::TraceRow& trace, const ColumnFormats& formats) {
  const ui::Badge badge = badgeOf(trace, formats);
  const double badgeWidth =
      badge.text.isEmpty() ? 0 : ui::badgeWidth(badge, m_look.fonts(), m_look.measures()) + 7;
  const QString name = QString::fromStdString(trace.rootName);
  const SplitName split = splitMethod(name);
  const double method = split.method.isEmpty() ? 0 : m_body.width(split.method + QLatin1Char(' '));
  const double pin = formats.isPinned(trace.id) ? m_look.measures().iconRow() + 7 : 0;
  return m_look.measures().tile() + 7 + method + m_body.width(split.rest) + badgeWidth + pin;
}

double TablePainter::widthFor(Column column, const store::TraceRow& trace, const ColumnFormats& formats) {
  const double padding = 2 * TableLayout::kCellPadding;
  const QString text = infoOf(column).text(trace, formats);
  switch (column) {
    case Column::Root: return padding + nameWidth(trace, formats) + 1;
    case Column::Duration: return padding + m_numbers.width(text) + 8 + m_look.measures().real(118) + 1;
    case Column::Services: {
      const double tile = m_look.measures().tile() + kTileGap;
      return padding + 2 + tile * static_cast<double>(trace.services.size());
    }
    case Column::Errors: return padding + m_strongNumbers.width(text) + 1;
    case Column::Mark:
    case Column::Waterfall: return m_look.measures().real(infoOf(column).width);
    default: return padding + m_numbers.width(text) + 1;
  }
}

}  // namespace spanloupe::traces
