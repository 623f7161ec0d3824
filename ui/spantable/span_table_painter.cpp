// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/span_table_painter.h"

#include <algorithm>

namespace spanloupe::spantable {
namespace {

constexpr double kSummaryGap = 6;
constexpr double kTileGap = 7;
constexpr double kIconGap = 5;
constexpr double kBarGap = 8;
constexpr double kDimmed = 0.56;
constexpr double kNoteGap = 8;
constexpr double kLevel = 18;  // From a group's expander to what stands below it.

/// A value of many lines is one line here.
QString lineOf(const Cell& cell) {
  QString line = cell.text.left(512);
  return line.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QRectF filled(const QRectF& bar, double share) {
  QRectF fill = bar;
  fill.setWidth(std::clamp(bar.width() * share, std::min(2.0, bar.width()), bar.width()));
  return fill;
}

}  // namespace

SpanTablePainter::SpanTablePainter(const ui::Look& look) : m_look(look) { readLook(); }

void SpanTablePainter::readLook() {
  const ui::Fonts& fonts = m_look.fonts();
  m_body = ui::TextCache(fonts.body);
  m_strong = ui::TextCache(fonts.bodyStrong);
  m_numbers = ui::TextCache(fonts.body, true);
  m_strongNumbers = ui::TextCache(fonts.bodyStrong, true);
  m_mono = ui::TextCache(fonts.mono);
  m_baseline = ui::centredBaseline(QRectF(0, 0, 1, m_look.measures().row() - 1), m_body.metrics());
}

QColor SpanTablePainter::colorOf(CellTone tone) const {
  const ui::Theme& theme = m_look.theme();
  switch (tone) {
    case CellTone::Normal: return theme.text1;
    case CellTone::Second: return theme.text2;
    case CellTone::Third: return theme.text3;
    case CellTone::Error: return theme.error;
  }
  return theme.text1;
}

void SpanTablePainter::paintRow(QPainter& painter, const SpanTableLayout& layout, int row, RowHead head,
                                const std::vector<Cell>& cells, ui::RowState state, bool isDimmed) {
  const ui::Theme& theme = m_look.theme();
  const QRect rect = layout.rowRect(row);
  ui::paintRowBackground(painter, rect, state, theme);
  ui::hairlineH(painter, rect.left(), rect.right() + 1, rect.bottom() + 1 - ui::devicePixel(painter),
                theme.hairline);
  if (isDimmed) painter.setOpacity(kDimmed);
  for (int column = 0; column < layout.columnCount(); ++column) {
    QRectF text = layout.textRect(column, rect.top(), rect.height());
    if (text.right() < 0 || text.left() > rect.right()) continue;
    if (column == 0 && head != RowHead::Plain) {
      const QRectF expander = layout.expanderRect(row);
      if (head != RowHead::Member) paintExpander(painter, expander, head == RowHead::OpenGroup);
      text.setLeft(text.left() + m_look.measures().real(head == RowHead::Member ? 2 * kLevel : kLevel));
    }
    paintCell(painter, text, layout.barRect(column, rect.top(), rect.height()),
              cells[static_cast<std::size_t>(column)], false);
  }
  painter.setOpacity(1);
}

double SpanTablePainter::widthFor(const Cell& cell, const TableColumn& column, bool hasHead) {
  double width = 2 * ui::Measures::kCellPadding + 2;
  if (hasHead) width += m_look.measures().real(2 * kLevel);
  const double bar = barWidth(column);
  if (bar > 0) width += m_look.measures().real(bar) + kBarGap;
  if (cell.isRight) {
    const bool isHeavy = cell.tone == CellTone::Error && !cell.bar;
    width += (isHeavy ? m_strongNumbers : m_numbers).width(cell.text);
    return cell.unit.isEmpty() ? width : width + m_body.width(ui::kThinSpace + cell.unit);
  }
  if (cell.service) width += m_look.measures().tile() + kTileGap;
  if (cell.hasErrorDisc) width += m_look.measures().iconRow() + kIconGap;
  return width + (cell.isMono ? m_mono : m_body).metrics().horizontalAdvance(lineOf(cell));
}

void SpanTablePainter::paintTotals(QPainter& painter, const SpanTableLayout& layout, const QRect& rect,
                                   const std::vector<Cell>& cells) {
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect, theme.panel);
  ui::hairlineH(painter, rect.left(), rect.right() + 1, rect.top(), theme.line);
  for (int column = 0; column < layout.columnCount(); ++column) {
    const QRectF text = layout.textRect(column, rect.top(), rect.height());
    if (text.right() >= 0 && text.left() <= rect.right())
      paintCell(painter, text, {}, cells[static_cast<std::size_t>(column)], true);
  }
}

void SpanTablePainter::paintExpander(QPainter& painter, const QRectF& rect, bool isOpen) {
  const ui::Theme& theme = m_look.theme();
  ui::roundedBox(painter, rect, 2, theme.surface, theme.control);
  const QPointF centre = ui::snapped(painter, rect).center();
  const double half = rect.width() / 2 - 3;
  const double pixel = ui::devicePixel(painter);
  painter.fillRect(QRectF(centre.x() - half, centre.y() - pixel / 2, 2 * half, pixel), theme.text2);
  if (!isOpen)
    painter.fillRect(QRectF(centre.x() - pixel / 2, centre.y() - half, pixel, 2 * half), theme.text2);
}

void SpanTablePainter::paintCell(QPainter& painter, const QRectF& room, const QRectF& bar, const Cell& cell,
                                 bool isStrong) {
  const ui::Theme& theme = m_look.theme();
  const double baseline = room.top() + m_baseline;
  if (cell.bar && !bar.isEmpty()) {
    painter.fillRect(ui::snapped(painter, bar), theme.hairline);
    painter.fillRect(ui::snapped(painter, filled(bar, *cell.bar)),
                     cell.tone == CellTone::Error ? theme.error : theme.control);
  }
  // The colour of a bar says it; the number stays readable.
  const QColor color = cell.bar ? theme.text1 : colorOf(cell.tone);
  if (cell.isRight) {
    double right = room.right();
    if (!cell.unit.isEmpty()) {
      const QString unit = ui::kThinSpace + cell.unit;
      right -= m_body.width(unit);
      painter.setPen(theme.text3);
      m_body.draw(painter, {right, baseline}, unit);
    }
    const bool isMarked = !cell.marks.empty();
    if (isMarked)
      paintMarks(painter, {right - m_numbers.width(cell.text), baseline}, cell, cell.text,
                 m_numbers.metrics());
    painter.setPen(color);
    const bool isHeavy = isStrong || (cell.tone == CellTone::Error && !cell.bar);
    (isHeavy ? m_strongNumbers : m_numbers).drawRight(painter, right, baseline, cell.text);
    return;
  }
  double x = room.left();
  const auto centred = [&](double size) {
    return QRectF(x, room.top() + (room.height() - 1 - size) / 2, size, size);
  };
  if (cell.service) {
    const double size = m_look.measures().tile();
    ui::paintTile(painter, centred(size), m_look.services().mark(*cell.service), theme, m_look.fonts());
    x += size + kTileGap;
  }
  if (cell.hasErrorDisc) {
    const double size = m_look.measures().iconRow();
    ui::paintIcon(painter, ui::Icon::Error, centred(size), theme.error);
    x += size + kIconGap;
  }
  painter.setPen(cell.isMissing ? theme.text3 : color);
  paintText(painter, QRectF(QPointF(x, room.top()), room.bottomRight()), baseline, cell, isStrong);
}

void SpanTablePainter::paintText(QPainter& painter, const QRectF& room, double baseline, const Cell& cell,
                                 bool isStrong) {
  ui::TextCache& texts = cell.isMono ? m_mono : isStrong ? m_strong : m_body;
  const double note = cell.note.isEmpty() ? 0 : m_body.width(cell.note) + kNoteGap;
  const QString shown = texts.elided(lineOf(cell), std::max(0.0, room.width() - note));
  const QPen pen = painter.pen();
  paintMarks(painter, {room.left(), baseline}, cell, shown, texts.metrics());
  painter.setPen(pen);
  texts.draw(painter, {room.left(), baseline}, shown);
  painter.setPen(m_look.theme().text3);
  const double x = room.left() + texts.width(shown);
  if (!cell.note.isEmpty()) m_body.draw(painter, {x + kNoteGap, baseline}, cell.note);
  const double left = room.right() - x - kSummaryGap;
  if (cell.note.isEmpty() && !cell.summary.isEmpty() && left >= kSummaryGap)
    m_body.draw(painter, {x + kSummaryGap, baseline}, m_body.elided(cell.summary, left));
}

void SpanTablePainter::paintMarks(QPainter& painter, const QPointF& baseline, const Cell& cell,
                                  const QString& shown, const QFontMetricsF& metrics) {
  for (const auto& [begin, length] : cell.marks) {
    // What was found behind the end marks the ellipsis.
    const int from = std::min(begin, static_cast<int>(shown.size()) - 1);
    const double left = metrics.horizontalAdvance(shown.left(from));
    const double right = metrics.horizontalAdvance(shown.left(begin + length));
    painter.fillRect(ui::snapped(painter, QRectF(baseline.x() + left, baseline.y() - metrics.ascent(),
                                                 right - left, metrics.height())),
                     m_look.theme().match);
  }
}

}  // namespace spanloupe::spantable
