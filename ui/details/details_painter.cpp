// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_painter.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/common/paint.h"
#include "ui/details/sql_words.h"

namespace spanloupe::details {

namespace {

constexpr double kEdge = 3;

QFont semibold(QFont font) {
  font.setWeight(QFont::DemiBold);
  return font;
}

QColor toneColor(const ui::Theme& theme, Tone tone) {
  switch (tone) {
    case Tone::Text: return theme.text1;
    case Tone::Number: return theme.accent;
    case Tone::Muted: return theme.text3;
    case Tone::Error: return theme.error;
  }
  return theme.text1;
}

}  // namespace

QRectF copyButton(const ItemLayout& layout, const DetailsFrame& frame, const DetailsMeasures& measures,
                  const ui::Measures& common) {
  const double size = common.controlSmall() - 4;
  const bool isBlock = !layout.box.isNull();
  const double right = isBlock ? layout.box.right() - 1 : frame.width - measures.padding + 6;
  const double top = isBlock ? layout.box.top() + 1 : layout.top + std::floor((measures.row - size) / 2);
  return {right - size, top, size, size};
}

void DetailsPainter::setFonts() {
  const ui::Fonts& fonts = m_look.fonts();
  m_key = ui::TextCache(fonts.body, true);
  m_small = ui::TextCache(fonts.small, true);
  m_strong = ui::TextCache(fonts.bodyStrong);
  m_mono = ui::TextCache(fonts.mono);
  m_monoStrong = ui::TextCache(semibold(fonts.mono));
}

void DetailsPainter::paint(QPainter& painter, const DetailsPicture& picture) {
  m_sections = &picture.sections;
  m_state = &picture.state;
  m_frame = &picture.frame;
  m_measures = &picture.measures;
  m_visible = picture.visible;
  const DetailsFrame& frame = picture.frame;
  for (std::size_t i = frame.firstAt(m_visible.top()); i < frame.items.size(); ++i) {
    const ItemLayout& layout = frame.items[i];
    if (layout.top > m_visible.bottom()) break;
    paintItem(painter, layout, static_cast<int>(i) == picture.hovered);
    if (static_cast<int>(i) != picture.focused) continue;
    const double shown = layout.isSection ? layout.height : std::min(layout.height, m_measures->row);
    ui::focusRing(painter, QRectF(2, layout.top, frame.width - 4, shown), 3, m_look.theme());
  }
}

void DetailsPainter::paintItem(QPainter& painter, const ItemLayout& layout, bool isHovered) {
  const ui::Theme& theme = m_look.theme();
  if (layout.isSection) {
    paintSection(painter, layout);
    return;
  }
  const Item& item = (*m_sections)[layout.id.section].items[layout.id.item];
  if (isHovered && layout.box.isNull())
    painter.fillRect(QRectF(0, layout.top, m_frame->width, layout.height), theme.hover);
  switch (item.kind) {
    case ItemKind::KeyValue:
    case ItemKind::Link: paintKeyValue(painter, layout, item); break;
    case ItemKind::Block: paintBlock(painter, layout, item); break;
    case ItemKind::Exception: paintException(painter, layout, item); break;
    case ItemKind::EventAxis: paintAxis(painter, layout); return;
  }
  if (!isHovered) return;
  const QRectF copy = copyButton(layout, *m_frame, *m_measures, m_look.measures());
  ui::roundedBox(painter, copy, ui::Measures::kRadiusBadge, theme.raised, theme.line);
  const double size = m_look.measures().iconRow();
  ui::paintIcon(painter, ui::Icon::Copy,
                QRectF(copy.center().x() - size / 2, copy.center().y() - size / 2, size, size), theme.text2);
}

void DetailsPainter::paintSection(QPainter& painter, const ItemLayout& layout) {
  const ui::Theme& theme = m_look.theme();
  const Section& section = (*m_sections)[layout.id.section];
  ui::hairlineH(painter, 0, m_frame->width, layout.top, theme.hairline);
  const QRectF rect(0, layout.top, m_frame->width, layout.height);
  const double icon = m_look.measures().px(12);
  ui::paintIcon(painter,
                m_state->isFolded[layout.id.section] ? ui::Icon::ChevronRight : ui::Icon::ChevronDown,
                QRectF(8, rect.center().y() - icon / 2, icon, icon), theme.text3);
  const double baseline = ui::centredBaseline(rect, m_strong.metrics());
  double x = 8 + icon + 4;
  painter.setPen(theme.text1);
  m_strong.draw(painter, QPointF(x, baseline), section.title);
  x += m_strong.width(section.title) + 5;
  painter.setPen(theme.text3);
  m_key.draw(painter, QPointF(x, baseline),
             m_key.elided(section.note, m_frame->width - x - m_measures->padding));
}

void DetailsPainter::paintLines(QPainter& painter, const ItemLayout& layout, const QString& text,
                                std::uint32_t begin, std::uint32_t end, double top, const QColor& color,
                                BlockSyntax syntax) {
  painter.setPen(color);
  // A character that another font steps in for may be wider than its cells.
  painter.save();
  painter.setClipRect(QRectF(layout.valueRect.left() - 1, top,
                             (layout.box.isNull() ? layout.valueRect.right() : layout.box.right() - 2) -
                                 layout.valueRect.left() + 1,
                             (end - begin) * m_measures->line),
                      Qt::IntersectClip);
  // One value may have a hundred thousand lines: start at the first visible one.
  const double skip = std::floor((m_visible.top() - top) / m_measures->line);
  const auto first = static_cast<std::uint32_t>(std::clamp(skip, 0.0, static_cast<double>(end - begin)));
  for (std::uint32_t i = begin + first; i < end; ++i) {
    const double y = top + (i - begin) * m_measures->line;
    if (y > m_visible.bottom()) break;
    const TextLine& line = m_frame->lines[i];
    const QPointF at(layout.valueRect.left() + static_cast<double>(line.indent) * m_measures->cell,
                     ui::centredBaseline(QRectF(0, y, 1, m_measures->line), m_mono.metrics()));
    const QString words = text.mid(line.start, line.length);
    if (syntax != BlockSyntax::Sql) {
      m_mono.draw(painter, at, words);
      continue;
    }
    double x = at.x();
    for (const SqlPiece& piece : sqlPieces(words)) {
      (piece.isKeyword ? m_monoStrong : m_mono).draw(painter, QPointF(x, at.y()), piece.text);
      x += static_cast<double>(piece.text.size()) * m_measures->cell;
    }
  }
  painter.restore();
}

void DetailsPainter::paintKeyValue(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  const double baseline = ui::centredBaseline(layout.keyRect, m_key.metrics());
  painter.setPen(item.keyTone == Tone::Error ? theme.error : theme.text2);
  m_key.draw(painter, QPointF(layout.keyRect.left(), baseline),
             m_key.elided(item.key, layout.keyRect.width() + 0.5));
  const QColor color = item.kind == ItemKind::Link ? theme.accent : toneColor(theme, item.tone);
  const double top = layout.top + (m_measures->row - m_measures->line) / 2;
  paintLines(painter, layout, shownText(item, layout.id, *m_state), layout.linesBegin, layout.linesEnd, top,
             color, BlockSyntax::Plain);
  paintMore(painter, layout);
}

void DetailsPainter::paintBlock(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  const double baseline = ui::centredBaseline(layout.keyRect, m_key.metrics());
  painter.setPen(theme.text2);
  const QString kind = item.syntax == BlockSyntax::Sql    ? QStringLiteral("SQL")
                       : item.syntax == BlockSyntax::Json ? QStringLiteral("JSON")
                                                          : QString();
  const double kindWidth = kind.isEmpty() ? 0 : m_small.width(kind) + 8;
  m_key.draw(painter, QPointF(layout.keyRect.left(), baseline),
             m_key.elided(item.key, layout.keyRect.width() - kindWidth));
  painter.setPen(theme.text3);
  m_small.drawRight(painter, layout.keyRect.right(), baseline, kind);
  ui::roundedBox(painter, layout.box, ui::Measures::kRadiusBadge, theme.surface, theme.line);
  paintLines(painter, layout, shownText(item, layout.id, *m_state), layout.linesBegin, layout.linesEnd,
             layout.valueRect.top(), theme.text1, item.syntax);
  paintMore(painter, layout);
}

void DetailsPainter::paintException(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  ui::roundedBox(painter, layout.box, ui::Measures::kRadiusBadge, theme.surface, theme.line);
  painter.fillRect(QRectF(layout.box.left(), layout.box.top(), kEdge, layout.box.height()), theme.error);
  painter.setPen(theme.error);
  m_strong.draw(painter,
                QPointF(layout.keyRect.left(), ui::centredBaseline(layout.keyRect, m_strong.metrics())),
                m_strong.elided(item.title, layout.keyRect.width()));
  const std::uint32_t stack = layout.linesBegin + layout.messageLines;
  paintLines(painter, layout, item.message, layout.linesBegin, stack, layout.valueRect.top(), theme.text1,
             BlockSyntax::Plain);
  if (stack == layout.linesEnd) return;
  const double line = layout.valueRect.top() + layout.messageLines * m_measures->line + 6;
  ui::hairlineH(painter, layout.box.left() + kEdge, layout.box.right() - 1, line, theme.hairline);
  paintLines(painter, layout, shownText(item, layout.id, *m_state), stack, layout.linesEnd, line + 6,
             theme.text2, BlockSyntax::Plain);
  paintMore(painter, layout);
}

void DetailsPainter::paintMore(QPainter& painter, const ItemLayout& layout) {
  if (layout.more.isNull()) return;
  painter.setPen(m_look.theme().accent);
  m_key.draw(painter, QPointF(layout.more.left(), ui::centredBaseline(layout.more, m_key.metrics())),
             layout.moreText);
}

void DetailsPainter::paintAxis(QPainter& painter, const ItemLayout& layout) {
  const ui::Theme& theme = m_look.theme();
  const double middle = std::floor(layout.box.center().y());
  ui::hairlineH(painter, layout.box.left(), layout.box.right(), middle, theme.line);
  for (const AxisMark& mark : (*m_sections)[layout.id.section].axis) {
    const double width = mark.isError ? 2.5 : ui::devicePixel(painter);
    const double half = mark.isError ? 7 : 6;
    const double x = layout.box.left() + mark.share * (layout.box.width() - width);
    painter.fillRect(QRectF(ui::snapped(painter, x), middle - half, width, 2 * half),
                     mark.isError ? theme.error : theme.text2);
  }
}

}  // namespace spanloupe::details
