// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_painter.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/details/pretty_json.h"

namespace spanloupe::details {

namespace {

constexpr double kEdge = 3;
constexpr double kAir = 6;  // Below the calls of an exception.

QFont semibold(QFont font) {
  font.setWeight(QFont::DemiBold);
  return font;
}

QColor toneColor(const ui::Theme& theme, Tone tone) {
  switch (tone) {
    case Tone::Text: return theme.text1;
    case Tone::Secondary: return theme.text2;
    case Tone::Muted: return theme.text3;
    case Tone::Number: return theme.accent;
    case Tone::Error: return theme.error;
    case Tone::Warn: return theme.warn;
  }
  return theme.text1;
}

}  // namespace

QRectF copyButton(const ItemLayout& layout, const DetailsFrame& frame, const DetailsMeasures& measures,
                  const ui::Measures& common) {
  const bool isBlock = !layout.box.isNull();
  // What is painted after it begins below its own slice of the box.
  const double size = std::min(common.controlSmall() - 4.0, isBlock ? layout.box.height() - 1 : measures.row);
  const double right = isBlock ? layout.box.right() - 1 : frame.width - measures.padding + 6;
  const double top = isBlock ? layout.box.top() + (layout.beginsBox ? 1 : 0)
                             : layout.top + std::floor((measures.row - size) / 2);
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
  m_words = &picture.words;
  m_focusedNumber = 0;
  const DetailsFrame& frame = picture.frame;
  if (picture.focused >= 0 && static_cast<std::size_t>(picture.focused) < frame.items.size()) {
    const ItemLayout& focused = frame.items[static_cast<std::size_t>(picture.focused)];
    if (focused.isItem())
      m_focusedNumber = picture.sections[focused.id.section].items[focused.id.item].number;
  }
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
  if (layout.isMore) {
    paintRest(painter, layout);
    return;
  }
  const Item& item = (*m_sections)[layout.id.section].items[layout.id.item];
  if (isHovered && layout.box.isNull())
    painter.fillRect(QRectF(0, layout.top, m_frame->width, layout.height), theme.hover);
  if (item.kind == ItemKind::Group || item.kind == ItemKind::EventAxis) {
    paintScenery(painter, layout, item);
    return;
  }
  paintContent(painter, layout, item);
  paintMore(painter, layout);
  paintActions(painter, layout);
  if (!isHovered || item.kind == ItemKind::StackFoot) return;
  const QRectF copy = copyButton(layout, *m_frame, *m_measures, m_look.measures());
  ui::roundedBox(painter, copy, ui::Measures::kRadiusBadge, theme.raised, theme.line);
  const double size = std::min<double>(m_look.measures().iconRow(), copy.height() - 3);
  ui::paintIcon(painter, ui::Icon::Copy,
                QRectF(copy.center().x() - size / 2, copy.center().y() - size / 2, size, size), theme.text2);
}

void DetailsPainter::paintScenery(QPainter& painter, const ItemLayout& layout, const Item& item) {
  if (item.kind == ItemKind::Group) {
    paintGroup(painter, layout, item);
  } else {
    paintAxis(painter, layout);
  }
}

void DetailsPainter::paintContent(QPainter& painter, const ItemLayout& layout, const Item& item) {
  if (layout.isLine()) {
    paintOutlineLine(painter, layout, item);
  } else if (item.kind == ItemKind::KeyValue || item.kind == ItemKind::Link) {
    paintKeyValue(painter, layout, item);
  } else if (item.kind == ItemKind::Block) {
    paintBlock(painter, layout, item);
  } else {
    paintExceptionPart(painter, layout, item);
  }
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

/// The places of `words` in a line, behind what is drawn there.
void DetailsPainter::markWords(QPainter& painter, QRectF line, const QString& words, ui::TextCache& font) {
  for (const QString& word : *m_words) {
    for (qsizetype at = words.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = words.indexOf(word, at + word.size(), Qt::CaseInsensitive)) {
      const double x = line.left() + font.width(words.left(at));
      const QRectF mark(x, line.top() + 1, font.width(words.mid(at, word.size())), line.height() - 2);
      painter.fillRect(mark, m_look.theme().match);
    }
  }
}

void DetailsPainter::paintLine(QPainter& painter, QPointF at, const QString& text, const TextLine& line,
                               const std::vector<TextRun>& runs, const QColor& color) {
  const qsizetype end = line.start + line.length;
  auto run = std::partition_point(
      runs.begin(), runs.end(), [&line](const TextRun& one) { return one.start + one.length <= line.start; });
  for (qsizetype from = line.start; from < end;) {
    const bool isInRun = run != runs.end() && run->start <= from;
    const qsizetype next = isInRun ? run->start + run->length : run != runs.end() ? run->start : end;
    const qsizetype to = std::min(next, end);
    const QString words = text.mid(from, to - from);
    ui::TextCache& font = isInRun && run->isStrong ? m_monoStrong : m_mono;
    painter.setPen(isInRun && run->tone != Tone::Text ? toneColor(m_look.theme(), run->tone) : color);
    font.draw(painter, at, words);
    at.rx() += font.width(words);
    if (isInRun) ++run;
    from = to;
  }
}

void DetailsPainter::paintLines(QPainter& painter, const ItemLayout& layout, const Item& item, double top,
                                const QColor& color) {
  paintLines(painter, layout, shownText(item, *m_state), shownRuns(item, *m_state), top, color);
}

void DetailsPainter::paintLines(QPainter& painter, const ItemLayout& layout, const QString& text,
                                const std::vector<TextRun>& runs, double top, const QColor& color) {
  const std::uint32_t count = layout.linesEnd - layout.linesBegin;
  // A character that another font steps in for may be wider than its cells.
  painter.save();
  const double right = layout.box.isNull() ? layout.valueRect.right() : layout.box.right() - 2;
  painter.setClipRect(
      QRectF(layout.valueRect.left() - 1, top, right - layout.valueRect.left() + 1, count * m_measures->line),
      Qt::IntersectClip);
  // One value may have a hundred thousand lines: start at the first visible one.
  const double skip = std::floor((m_visible.top() - top) / m_measures->line);
  const auto first = static_cast<std::uint32_t>(std::clamp(skip, 0.0, static_cast<double>(count)));
  for (std::uint32_t i = first; i < count; ++i) {
    const double y = top + i * m_measures->line;
    if (y > m_visible.bottom()) break;
    const TextLine& line = m_frame->lines[layout.linesBegin + i];
    const QRectF area(layout.valueRect.left() + static_cast<double>(line.indent) * m_measures->cell, y, 1,
                      m_measures->line);
    if (!m_words->empty()) markWords(painter, area, text.mid(line.start, line.length), m_mono);
    paintLine(painter, QPointF(area.left(), ui::centredBaseline(area, m_mono.metrics())), text, line, runs,
              color);
  }
  painter.restore();
}

void DetailsPainter::paintKeyValue(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  const double baseline = ui::centredBaseline(layout.keyRect, m_key.metrics());
  const QString key = layout.keyBreak > 0 ? item.key.left(layout.keyBreak)
                                          : m_key.elided(item.key, layout.keyRect.width() + 0.5);
  markWords(painter, layout.keyRect, key, m_key);
  painter.setPen(toneColor(theme, item.keyTone));
  m_key.draw(painter, QPointF(layout.keyRect.left(), baseline), key);
  if (layout.keyBreak > 0) {
    const QRectF second = layout.keyRect.translated(kKeyHang, m_measures->line);
    markWords(painter, second, item.key.mid(layout.keyBreak), m_key);
    painter.setPen(toneColor(theme, item.keyTone));
    m_key.draw(painter, QPointF(second.left(), baseline + m_measures->line), item.key.mid(layout.keyBreak));
  }
  const bool isLink = item.kind == ItemKind::Link;
  const QColor color = isLink ? (item.isDead ? theme.text3 : theme.accent) : toneColor(theme, item.tone);
  paintLines(painter, layout, item, layout.top + (m_measures->row - m_measures->line) / 2, color);
  if (!layout.ask.isNull()) paintAsk(painter, layout);
}

void DetailsPainter::paintGroup(QPainter& painter, const ItemLayout& layout, const Item& item) {
  painter.setPen(m_look.theme().text3);
  const double baseline = ui::centredBaseline(layout.keyRect, m_small.metrics()) + 2;
  m_small.draw(painter, QPointF(layout.keyRect.left(), baseline), item.key);
  const double x = layout.keyRect.left() + m_small.width(item.key) + 8;
  ui::hairlineH(painter, x, layout.keyRect.right(), std::floor(layout.keyRect.center().y()) + 2,
                m_look.theme().hairline);
}

void DetailsPainter::paintAsk(QPainter& painter, const ItemLayout& layout) {
  const ui::Theme& theme = m_look.theme();
  ui::roundedBox(painter, layout.ask, ui::Measures::kRadiusPopup, theme.raised, theme.line);
  painter.setPen(theme.text1);
  m_key.draw(painter, QPointF(layout.ask.left() + 8, ui::centredBaseline(layout.ask, m_key.metrics())),
             askText());
}

void DetailsPainter::paintActions(QPainter& painter, const ItemLayout& layout) {
  for (std::uint32_t i = layout.actionsBegin; i < layout.actionsEnd; ++i) {
    const ActionSpot& spot = m_frame->actions[i];
    painter.setPen(spot.action == ItemAction::PageLabel ? m_look.theme().text3 : m_look.theme().accent);
    m_key.draw(painter, QPointF(spot.rect.left(), ui::centredBaseline(spot.rect, m_key.metrics())),
               spot.text);
  }
}

void DetailsPainter::paintBlock(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  if (!layout.keyRect.isNull()) {
    const double baseline = ui::centredBaseline(layout.keyRect, m_key.metrics());
    const QString key = m_key.elided(item.key, layout.keyEnd - 8 - layout.keyRect.left());
    markWords(painter, layout.keyRect, key, m_key);
    painter.setPen(theme.text2);
    m_key.draw(painter, QPointF(layout.keyRect.left(), baseline), key);
    painter.setPen(theme.text3);
    m_small.drawRight(painter, layout.keyRect.right(), baseline, item.note);
  }
  if (layout.box.isNull()) return;
  ui::roundedBox(painter, layout.box, ui::Measures::kRadiusBadge, theme.surface, theme.line);
  paintLines(painter, layout, item, layout.valueRect.top(), theme.text1);
}

/// A row's part of the box around all of them.
void DetailsPainter::paintBoxSlice(QPainter& painter, const ItemLayout& layout) {
  constexpr double kBeyond = 8;
  const QRectF slice = ui::snapped(painter, layout.box);
  painter.save();
  painter.setClipRect(slice, Qt::IntersectClip);
  ui::roundedBox(painter, slice.adjusted(0, layout.beginsBox ? 0 : -kBeyond, 0, layout.endsBox ? 0 : kBeyond),
                 ui::Measures::kRadiusBadge, m_look.theme().surface, m_look.theme().line);
  painter.restore();
}

void DetailsPainter::paintOutlineLine(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  const JsonOutline& outline = *shownOutline(item, *m_state);
  const bool isOpen = isBranchOpen(item, outline, layout.line(), *m_state);
  paintBoxSlice(painter, layout);
  const QString text = outline.lineText(layout.line(), isOpen);
  paintLines(painter, layout, text, jsonRuns(text), layout.valueRect.top(), theme.text1);
  if (layout.arrow.isNull()) return;
  ui::paintIcon(painter, isOpen ? ui::Icon::ChevronDown : ui::Icon::ChevronRight, layout.arrow, theme.text3);
  if (isOpen) return;
  const std::uint32_t entries = outline.lines[layout.line()].entries;
  const TextLine& last = m_frame->lines[layout.linesEnd - 1];
  const double x = layout.valueRect.left() + static_cast<double>(last.indent) * m_measures->cell +
                   m_mono.width(text.mid(last.start, last.length)) + 10;
  const QString count =
      QCoreApplication::translate("SpanDetails", "%1 inside").arg(ui::formatCount(std::uint64_t{entries}));
  if (x + m_small.width(count) > layout.box.right() - 6) return;
  painter.setPen(theme.text3);
  const QRectF line(x, layout.valueRect.top() + (layout.linesEnd - layout.linesBegin - 1) * m_measures->line,
                    1, m_measures->line);
  m_small.draw(painter, QPointF(x, ui::centredBaseline(line, m_mono.metrics())), count);
}

void DetailsPainter::paintRest(QPainter& painter, const ItemLayout& layout) {
  if (!layout.box.isNull()) paintBoxSlice(painter, layout);
  paintMore(painter, layout);
}

/// Its slice of the box, then what it says.
void DetailsPainter::paintExceptionPart(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  const QRectF box = ui::snapped(painter, layout.box);
  const double pixel = ui::devicePixel(painter);
  painter.fillRect(box, theme.surface);
  ui::hairlineV(painter, box.right() - pixel, box.top(), box.bottom(), theme.line);
  painter.fillRect(QRectF(box.left(), box.top(), kEdge, box.height()), theme.error);
  const bool isHead = item.kind == ItemKind::Exception;
  if (layout.beginsBox) {
    ui::hairlineH(painter, box.left() + kEdge, box.right(), box.top(), theme.line);
  } else if (isHead || (item.kind == ItemKind::StackFoot && !item.actions.empty())) {
    ui::hairlineH(painter, box.left() + kEdge, box.right() - pixel, box.top() + kAir, theme.hairline);
  }
  if (layout.endsBox) {
    ui::hairlineH(painter, box.left() + kEdge, box.right(), box.bottom() - pixel, theme.line);
  } else if (isHead) {
    ui::hairlineH(painter, box.left() + kEdge, box.right() - pixel, box.bottom() - pixel, theme.hairline);
  }
  if (isHead) paintExceptionHead(painter, layout, item);
  if (item.kind == ItemKind::StackFold) {
    const double icon = m_measures->icon;
    ui::paintIcon(painter,
                  m_state->open.contains(item.number) ? ui::Icon::ChevronDown : ui::Icon::ChevronRight,
                  QRectF(layout.valueRect.left() - icon - 3,
                         layout.valueRect.top() + (m_measures->line - icon) / 2, icon, icon),
                  theme.text3);
  }
  if (item.kind == ItemKind::StackFoot && !item.note.isEmpty()) {
    painter.setPen(theme.text3);
    m_small.drawRight(painter, layout.keyRect.right(), ui::centredBaseline(layout.keyRect, m_key.metrics()),
                      item.note);
  }
  paintLines(painter, layout, item, layout.valueRect.top(), toneColor(theme, item.tone));
}

void DetailsPainter::paintExceptionHead(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  const double baseline = ui::centredBaseline(layout.keyRect, m_strong.metrics());
  double x = layout.keyRect.left();
  if (!item.key.isEmpty()) {
    painter.setPen(theme.text3);
    m_key.draw(painter, QPointF(x, baseline), item.key);
    x += m_key.width(item.key) + 5;
  }
  // What tells exceptions apart stands at the end of their names.
  QString title = m_strong.metrics().elidedText(item.title, Qt::ElideLeft, layout.keyRect.right() - x);
  if (title.startsWith(QStringLiteral("….")) && title != item.title) title.remove(1, 1);
  markWords(painter, QRectF(x, layout.keyRect.top(), 1, layout.keyRect.height()), title, m_strong);
  painter.setPen(theme.error);
  m_strong.draw(painter, QPointF(x, baseline), title);
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
    const bool isCurrent = mark.item != 0 && mark.item == m_focusedNumber;
    const double width = mark.isError ? 2.5 : isCurrent ? 2 : ui::devicePixel(painter);
    const double half = mark.isError || isCurrent ? 7 : 6;
    const double x = layout.box.left() + mark.share * (layout.box.width() - width);
    painter.fillRect(QRectF(ui::snapped(painter, x), middle - half, width, 2 * half), isCurrent ? theme.accent
                                                                                      : mark.isError
                                                                                          ? theme.error
                                                                                          : theme.text2);
  }
}

}  // namespace spanloupe::details
