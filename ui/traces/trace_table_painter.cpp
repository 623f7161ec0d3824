// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_painter.h"

#include <algorithm>

namespace spanloupe::traces {

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
                            ui::RowState state) {
  const ui::Theme& theme = m_look.theme();
  const QRectF rect = layout.rowRect(row);
  ui::paintRowBackground(painter, rect, state, theme);
  ui::hairlineH(painter, rect.left(), rect.right(), rect.bottom() - ui::devicePixel(painter), theme.hairline);
  if (!trace) return;
  const RowParts parts = layout.parts(row);
  const double baseline = rect.top() + m_baseline;
  const bool failed = trace->errors > 0;
  if (failed) ui::paintIcon(painter, ui::Icon::Error, parts.mark, theme.error);
  paintRoot(painter, parts, *trace, formats.isGrowing);
  painter.setPen(theme.text2);
  m_numbers.drawRight(painter, parts.start.right(), baseline, infoOf(Column::Start).text(*trace, formats));
  paintDuration(painter, parts, *trace, formats, longest);
  painter.setPen(theme.text1);
  m_numbers.drawRight(painter, parts.spans.right(), baseline, infoOf(Column::Spans).text(*trace, formats));
  painter.setPen(failed ? theme.error : theme.text3);
  (failed ? m_strongNumbers : m_numbers)
      .drawRight(painter, parts.errors.right(), baseline, infoOf(Column::Errors).text(*trace, formats));
  paintServices(painter, parts.services, *trace);
}

void TablePainter::paintRoot(QPainter& painter, const RowParts& parts, const store::TraceRow& trace,
                             bool isGrowing) {
  const ui::Theme& theme = m_look.theme();
  const auto service = QString::fromStdString(trace.rootService);
  ui::paintTile(painter, parts.tile, m_look.services().mark(service), theme, m_look.fonts());
  double right = parts.name.right();
  const double baseline = parts.name.top() + m_baseline;

  ui::Badge badge;
  double badgeWidth = 0;
  if (trace.missingParents > 0 && !isGrowing) {
    badge = {ui::formatCounted(trace.missingParents, QObject::tr("missing parent"),
                               QObject::tr("missing parents")),
             ui::BadgeTone::Warn, ui::Icon::Missing, false};
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
  painter.setPen(theme.text3);
  m_body.draw(painter, {unitLeft, baseline}, unit);
  painter.setPen(theme.text1);
  m_numbers.drawRight(painter, unitLeft, baseline, formats.duration.number(trace.duration));
  painter.fillRect(ui::snapped(painter, parts.bar), theme.hairline);
  painter.fillRect(ui::snapped(painter, barFill(parts.bar, trace.duration, longest)),
                   trace.errors > 0 ? theme.error : theme.control);
}

void TablePainter::paintServices(QPainter& painter, const QRectF& rect, const store::TraceRow& trace) {
  const ui::Theme& theme = m_look.theme();
  const double size = m_look.measures().tile();
  constexpr double kGap = 2;
  const std::size_t count = trace.services.size();
  const auto fitIn = [size](double width) {
    return static_cast<std::size_t>(std::max(0.0, (width + kGap) / (size + kGap)));
  };
  // When not all fit, the end says how many more there are.
  const double rest = m_small.width(QLatin1Char('+') + ui::formatCount(static_cast<std::uint64_t>(count)));
  const std::size_t shown = count <= fitIn(rect.width()) ? count : fitIn(rect.width() - rest - 2 * kGap);
  double x = rect.left();
  const double y = rect.top() + (rect.height() - 1 - size) / 2;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto mark = m_look.services().mark(QString::fromStdString(trace.services[i]));
    ui::paintTile(painter, {x, y, size, size}, mark, theme, m_look.fonts());
    x += size + kGap;
  }
  if (shown == count) return;
  painter.setPen(theme.text3);
  m_small.draw(painter, {x + kGap, rect.top() + m_baseline},
               QLatin1Char('+') + ui::formatCount(static_cast<std::uint64_t>(count - shown)));
}

}  // namespace spanloupe::traces
