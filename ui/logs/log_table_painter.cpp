// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_table_painter.h"

#include <QCoreApplication>

#include "ui/logs/log_text.h"

namespace spanloupe::logs {
namespace {

constexpr double kMarkWidth = 3;
constexpr double kMarkMargin = 4;
constexpr int kTileGap = 7;
constexpr int kTraceDigits = 16;

QString tr(const char* text) { return QCoreApplication::translate("LogTable", text); }

QRectF cellOf(const LogTableLayout& layout, LogColumn column, const QRectF& row) {
  return QRectF(layout.columnRect(column, static_cast<int>(row.top()), static_cast<int>(row.height())))
      .adjusted(ui::Measures::kCellPadding, 0, -ui::Measures::kCellPadding, 0);
}

}  // namespace

QString columnTitle(LogColumn column, LogTableOf of) {
  switch (column) {
    case LogColumn::Severity: return tr("Severity");
    case LogColumn::Time: return of == LogTableOf::Trace ? tr("Offset") : tr("Time");
    case LogColumn::Service: return tr("Service");
    case LogColumn::Span: return tr("Span");
    case LogColumn::Body: return tr("Body");
    case LogColumn::Trace: return tr("Trace");
  }
  return {};
}

LogTablePainter::LogTablePainter(const ui::Look& look) : m_look(look) { readLook(); }

void LogTablePainter::readLook() {
  const ui::Fonts& fonts = m_look.fonts();
  m_body = ui::TextCache(fonts.body);
  m_numbers = ui::TextCache(fonts.body, true);
  m_strong = ui::TextCache(fonts.smallStrong);
  m_small = ui::TextCache(fonts.small);
  m_mono = ui::TextCache(fonts.monoSmall);
  m_baseline = ui::centredBaseline(QRectF(0, 0, 1, m_look.measures().row() - 1), m_body.metrics());
}

void LogTablePainter::paintRow(QPainter& painter, const LogTableLayout& layout, int row,
                               const query::LogRow* log, const LogRowTexts& texts, ui::RowState state) {
  const ui::Theme& theme = m_look.theme();
  const QRectF rect = layout.rowRect(row);
  ui::paintRowBackground(painter, rect, state, theme);
  ui::hairlineH(painter, rect.left(), rect.right(), rect.bottom() - ui::devicePixel(painter), theme.hairline);
  if (texts.isMarked)
    painter.fillRect(
        QRectF(kMarkWidth, rect.top() + kMarkMargin, kMarkWidth, rect.height() - 2 * kMarkMargin),
        theme.accent);
  if (log == nullptr) return;
  const double baseline = rect.top() + m_baseline;
  const auto words = [&](LogColumn column, ui::TextCache& cache, const QString& text, const QColor& color) {
    if (!layout.isShown(column)) return;
    const QRectF cell = cellOf(layout, column, rect);
    painter.setPen(color);
    cache.draw(painter, {cell.left(), baseline}, cache.elided(text, std::max(0.0, cell.width())));
  };
  paintSeverity(painter, cellOf(layout, LogColumn::Severity, rect), baseline, log->level);
  painter.setPen(theme.text2);
  m_numbers.drawRight(painter, cellOf(layout, LogColumn::Time, rect).right(), baseline, texts.time);
  if (layout.isShown(LogColumn::Service))
    paintService(painter, cellOf(layout, LogColumn::Service, rect), baseline, log->service);
  words(LogColumn::Span, m_body, texts.span.isEmpty() ? tr("no span") : texts.span,
        texts.span.isEmpty() ? theme.text3 : theme.text2);
  words(LogColumn::Body, m_body, log->body.empty() ? tr("(no body)") : QString::fromStdString(log->body),
        log->body.empty() ? theme.text3 : theme.text1);
  if (!log->trace.isZero())
    words(LogColumn::Trace, m_mono, QString::fromStdString(log->trace.hex()).left(kTraceDigits), theme.text3);
}

// The words of all levels begin at one place, whether there is an icon before them or not.
void LogTablePainter::paintSeverity(QPainter& painter, const QRectF& cell, double baseline,
                                    query::LogLevel level) {
  const QColor& color = levelColor(level, m_look.theme());
  const double size = m_look.measures().iconRow();
  const ui::Icon icon = levelIcon(level);
  if (icon != ui::Icon::None)
    ui::paintIcon(painter, icon, {cell.left(), cell.top() + (cell.height() - 1 - size) / 2, size, size},
                  color);
  painter.setPen(color);
  // What needs no attention does not ask for it.
  ui::TextCache& text = level >= query::LogLevel::Warn ? m_strong : m_small;
  text.draw(painter, {cell.left() + size + ui::Measures::kIconGap, baseline}, levelText(level));
}

void LogTablePainter::paintService(QPainter& painter, const QRectF& cell, double baseline,
                                   const std::string& service) {
  const ui::Theme& theme = m_look.theme();
  const QString name = QString::fromStdString(service);
  const double size = m_look.measures().tile();
  ui::paintTile(painter, {cell.left(), cell.top() + (cell.height() - 1 - size) / 2, size, size},
                m_look.services().mark(name), theme, m_look.fonts());
  const double left = cell.left() + size + kTileGap;
  painter.setPen(name.isEmpty() ? theme.text3 : theme.text2);
  m_body.draw(painter, {left, baseline},
              m_body.elided(name.isEmpty() ? tr("no service") : name, std::max(0.0, cell.right() - left)));
}

void LogTablePainter::paintTitles(QPainter& painter, const LogTableLayout& layout, LogTableOf of,
                                  const QRect& rect) const {
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect, theme.surface);
  painter.setFont(m_look.fonts().smallStrong);
  painter.setPen(theme.text2);
  const QFontMetricsF metrics(m_look.fonts().smallStrong);
  for (int i = 0; i < kLogColumnCount; ++i) {
    const auto column = static_cast<LogColumn>(i);
    if (!layout.isShown(column)) continue;
    const QRectF cell = cellOf(layout, column, rect);
    const QString title = metrics.elidedText(columnTitle(column, of), Qt::ElideRight, cell.width());
    const double x =
        column == LogColumn::Time ? cell.right() - metrics.horizontalAdvance(title) : cell.left();
    painter.drawText(QPointF(x, ui::centredBaseline(cell, metrics)), title);
  }
  ui::hairlineH(painter, rect.left(), rect.right() + 1, rect.bottom() + 1 - ui::devicePixel(painter),
                theme.line);
}

}  // namespace spanloupe::logs
