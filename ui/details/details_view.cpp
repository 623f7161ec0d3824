// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/common/paint.h"
#include "ui/details/sql_words.h"

namespace spanloupe::details {

namespace {

constexpr double kEdge = 3;
constexpr int kWheelRows = 1;

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

DetailsView::DetailsView(const ui::Look& look, QWidget* parent) : QAbstractScrollArea(parent), m_look(look) {
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Attributes and events"));
  connect(&look, &ui::Look::changed, this, &DetailsView::reset);
  reset();
}

void DetailsView::reset() {
  const ui::Fonts& fonts = m_look.fonts();
  const ui::Measures& m = m_look.measures();
  m_key = ui::TextCache(fonts.body, true);
  m_small = ui::TextCache(fonts.small, true);
  m_strong = ui::TextCache(fonts.bodyStrong);
  m_mono = ui::TextCache(fonts.mono);
  m_monoStrong = ui::TextCache(semibold(fonts.mono));
  m_measures.row = m.rowDetails();
  m_measures.section = m.section();
  m_measures.line = m.H + 2;
  m_measures.axis = m.px(24);
  m_measures.cell = QFontMetricsF(fonts.mono).horizontalAdvance(QLatin1Char('0'));
  m_measures.keyWidth = [this](const QString& text) { return m_key.metrics().horizontalAdvance(text); };
  relayOut();
}

void DetailsView::setDetails(std::shared_ptr<const SpanDetails> details) {
  m_details = std::move(details);
  m_sections = m_details != nullptr ? makeSections(*m_details) : std::vector<Section>();
  m_state = {};
  for (const Section& section : m_sections) {
    const auto chosen = m_foldedByTitle.find(section.title);
    m_state.isFolded.push_back(chosen != m_foldedByTitle.end() ? chosen->second : section.isFolded);
  }
  m_hovered = -1;
  m_current = -1;
  verticalScrollBar()->setValue(0);
  relayOut();
}

void DetailsView::relayOut() {
  m_frameValid = false;
  frame();
  viewport()->update();
}

const DetailsFrame& DetailsView::frame() {
  if (!m_frameValid) {
    layOutDetails(m_sections, m_state, viewport()->width(), m_measures, m_frame);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(static_cast<int>(m_measures.row) * kWheelRows);
    verticalScrollBar()->setRange(
        0, std::max(0, static_cast<int>(std::min(m_frame.height, 2e9)) - viewport()->height()));
    m_frameValid = true;
  }
  return m_frame;
}

void DetailsView::resizeEvent(QResizeEvent*) { relayOut(); }

void DetailsView::scrollContentsBy(int, int) { viewport()->update(); }

const Item& DetailsView::itemOf(const ItemLayout& layout) const {
  return m_sections[layout.id.section].items[layout.id.item];
}

int DetailsView::itemAt(QPointF position) {
  const double y = position.y() + verticalScrollBar()->value();
  const std::size_t index = frame().firstAt(y);
  return index < m_frame.items.size() && y >= m_frame.items[index].top ? static_cast<int>(index) : -1;
}

QRectF DetailsView::copyRect(const ItemLayout& layout) const {
  const double size = m_look.measures().controlSmall() - 4;
  const bool isBlock = !layout.box.isNull();
  const double right = isBlock ? layout.box.right() - 1 : m_frame.width - m_measures.padding + 6;
  const double top = isBlock ? layout.box.top() + 1 : layout.top + std::floor((m_measures.row - size) / 2);
  return {right - size, top, size, size};
}

// Painting
// -----------------------------------------------------------------------------------------------------------

void DetailsView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), m_look.theme().panel);
  const DetailsFrame& current = frame();
  const double scroll = verticalScrollBar()->value();
  painter.translate(0, -scroll);
  for (std::size_t i = current.firstAt(scroll); i < current.items.size(); ++i) {
    const ItemLayout& layout = current.items[i];
    if (layout.top > scroll + viewport()->height()) break;
    paintItem(painter, layout, static_cast<int>(i) == m_hovered);
    if (static_cast<int>(i) == m_current && hasFocus()) {
      const double shown = std::min<double>(layout.height, m_measures.row);
      ui::focusRing(painter,
                    QRectF(2, layout.top, m_frame.width - 4, layout.isSection ? layout.height : shown), 3,
                    m_look.theme());
    }
  }
}

void DetailsView::paintItem(QPainter& painter, const ItemLayout& layout, bool isHovered) {
  const ui::Theme& theme = m_look.theme();
  if (layout.isSection) {
    paintSection(painter, layout);
    return;
  }
  const Item& item = itemOf(layout);
  if (isHovered && layout.box.isNull())
    painter.fillRect(QRectF(0, layout.top, m_frame.width, layout.height), theme.hover);
  switch (item.kind) {
    case ItemKind::KeyValue:
    case ItemKind::Link: paintKeyValue(painter, layout, item); break;
    case ItemKind::Block: paintBlock(painter, layout, item); break;
    case ItemKind::Exception: paintException(painter, layout, item); break;
    case ItemKind::EventAxis: paintAxis(painter, layout); return;
  }
  if (!isHovered) return;
  const QRectF copy = copyRect(layout);
  ui::roundedBox(painter, copy, ui::Measures::kRadiusBadge, theme.raised, theme.line);
  const double size = m_look.measures().iconRow();
  ui::paintIcon(painter, ui::Icon::Copy,
                QRectF(copy.center().x() - size / 2, copy.center().y() - size / 2, size, size), theme.text2);
}

void DetailsView::paintSection(QPainter& painter, const ItemLayout& layout) {
  const ui::Theme& theme = m_look.theme();
  const Section& section = m_sections[layout.id.section];
  ui::hairlineH(painter, 0, m_frame.width, layout.top, theme.hairline);
  const QRectF rect(0, layout.top, m_frame.width, layout.height);
  const double icon = m_look.measures().px(12);
  ui::paintIcon(painter, m_state.isFolded[layout.id.section] ? ui::Icon::ChevronRight : ui::Icon::ChevronDown,
                QRectF(8, rect.center().y() - icon / 2, icon, icon), theme.text3);
  const double baseline = ui::centredBaseline(rect, m_strong.metrics());
  double x = 8 + icon + 4;
  painter.setPen(theme.text1);
  m_strong.draw(painter, QPointF(x, baseline), section.title);
  x += m_strong.width(section.title) + 5;
  painter.setPen(theme.text3);
  m_key.draw(painter, QPointF(x, baseline),
             m_key.elided(section.note, m_frame.width - x - m_measures.padding));
}

void DetailsView::paintLines(QPainter& painter, const ItemLayout& layout, const QString& text,
                             std::uint32_t begin, std::uint32_t end, double top, const QColor& color,
                             BlockSyntax syntax) {
  painter.setPen(color);
  const double scroll = verticalScrollBar()->value();
  const double height = viewport()->height();
  // One value may have a hundred thousand lines: start at the first visible one.
  const double skip = std::floor((scroll - top) / m_measures.line);
  const auto first = static_cast<std::uint32_t>(std::clamp(skip, 0.0, static_cast<double>(end - begin)));
  for (std::uint32_t i = begin + first; i < end; ++i) {
    const double y = top + (i - begin) * m_measures.line;
    if (y > scroll + height) break;
    const TextLine& line = m_frame.lines[i];
    const QPointF at(layout.valueRect.left(),
                     ui::centredBaseline(QRectF(0, y, 1, m_measures.line), m_mono.metrics()));
    const QString words = text.mid(line.start, line.length);
    if (syntax != BlockSyntax::Sql) {
      m_mono.draw(painter, at, words);
      continue;
    }
    double x = at.x();
    for (const SqlPiece& piece : sqlPieces(words)) {
      (piece.isKeyword ? m_monoStrong : m_mono).draw(painter, QPointF(x, at.y()), piece.text);
      x += static_cast<double>(piece.text.size()) * m_measures.cell;
    }
  }
}

void DetailsView::paintKeyValue(QPainter& painter, const ItemLayout& layout, const Item& item) {
  const ui::Theme& theme = m_look.theme();
  const double baseline = ui::centredBaseline(layout.keyRect, m_key.metrics());
  painter.setPen(item.keyTone == Tone::Error ? theme.error : theme.text2);
  m_key.draw(painter, QPointF(layout.keyRect.left(), baseline),
             m_key.elided(item.key, layout.keyRect.width() + 0.5));
  const QColor color = item.kind == ItemKind::Link ? theme.accent : toneColor(theme, item.tone);
  const double top = layout.top + (m_measures.row - m_measures.line) / 2;
  paintLines(painter, layout, shownText(item, layout.id, m_state), layout.linesBegin, layout.linesEnd, top,
             color, BlockSyntax::Plain);
  paintMore(painter, layout);
}

void DetailsView::paintBlock(QPainter& painter, const ItemLayout& layout, const Item& item) {
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
  paintLines(painter, layout, shownText(item, layout.id, m_state), layout.linesBegin, layout.linesEnd,
             layout.valueRect.top(), theme.text1, item.syntax);
  paintMore(painter, layout);
}

void DetailsView::paintException(QPainter& painter, const ItemLayout& layout, const Item& item) {
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
  const double line = layout.valueRect.top() + layout.messageLines * m_measures.line + 6;
  ui::hairlineH(painter, layout.box.left() + kEdge, layout.box.right() - 1, line, theme.hairline);
  paintLines(painter, layout, shownText(item, layout.id, m_state), stack, layout.linesEnd, line + 6,
             theme.text2, BlockSyntax::Plain);
  paintMore(painter, layout);
}

void DetailsView::paintMore(QPainter& painter, const ItemLayout& layout) {
  if (layout.more.isNull()) return;
  painter.setPen(m_look.theme().accent);
  m_key.draw(painter, QPointF(layout.more.left(), ui::centredBaseline(layout.more, m_key.metrics())),
             layout.moreText);
}

void DetailsView::paintAxis(QPainter& painter, const ItemLayout& layout) {
  const ui::Theme& theme = m_look.theme();
  const double middle = std::floor(layout.box.center().y());
  ui::hairlineH(painter, layout.box.left(), layout.box.right(), middle, theme.line);
  for (const AxisMark& mark : m_sections[layout.id.section].axis) {
    const double width = mark.isError ? 2.5 : ui::devicePixel(painter);
    const double half = mark.isError ? 7 : 6;
    const double x = layout.box.left() + mark.share * (layout.box.width() - width);
    painter.fillRect(QRectF(ui::snapped(painter, x), middle - half, width, 2 * half),
                     mark.isError ? theme.error : theme.text2);
  }
}

// Events
// -------------------------------------------------------------------------------------------------------------

void DetailsView::toggleSection(std::uint32_t section) {
  m_state.isFolded[section] = !m_state.isFolded[section];
  m_foldedByTitle[m_sections[section].title] = m_state.isFolded[section];
  m_hovered = -1;
  relayOut();
  // The rows moved; the head that was touched stays the current one.
  const auto head = std::find_if(
      m_frame.items.begin(), m_frame.items.end(),
      [section](const ItemLayout& item) { return item.isSection && item.id.section == section; });
  m_current = static_cast<int>(head - m_frame.items.begin());
}

void DetailsView::toggleWhole(ItemId id) {
  if (m_state.whole.erase(id) == 0)
    m_state.whole.emplace(id, wholeText(m_sections[id.section].items[id.item]));
  relayOut();
}

void DetailsView::activate(std::size_t index) {
  const ItemLayout layout = m_frame.items[index];
  if (layout.isSection) {
    toggleSection(layout.id.section);
    return;
  }
  const Item& item = itemOf(layout);
  if (item.kind == ItemKind::Link) {
    emit linkActivated(item.linkTrace, item.linkSpan);
  } else if (!layout.more.isNull() || m_state.whole.contains(layout.id)) {
    toggleWhole(layout.id);
  }
}

void DetailsView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const int index = itemAt(event->position());
  if (index < 0) return;
  m_current = index;
  const ItemLayout layout = m_frame.items[static_cast<std::size_t>(index)];
  const QPointF at = event->position() + QPointF(0, verticalScrollBar()->value());
  const bool isLink =
      !layout.isSection && itemOf(layout).kind == ItemKind::Link && layout.valueRect.contains(at);
  if (!layout.isSection && copyRect(layout).contains(at)) {
    copyValue(itemOf(layout));
  } else if (layout.isSection || isLink || layout.more.adjusted(-4, 0, 4, 0).contains(at)) {
    activate(static_cast<std::size_t>(index));
  }
  viewport()->update();
}

void DetailsView::mouseMoveEvent(QMouseEvent* event) {
  const int index = itemAt(event->position());
  if (index != m_hovered) {
    m_hovered = index;
    viewport()->update();
  }
  bool isHand = false;
  if (index >= 0) {
    const ItemLayout& layout = m_frame.items[static_cast<std::size_t>(index)];
    const QPointF at = event->position() + QPointF(0, verticalScrollBar()->value());
    isHand = layout.more.contains(at) ||
             (!layout.isSection && itemOf(layout).kind == ItemKind::Link && layout.valueRect.contains(at));
  }
  viewport()->setCursor(isHand ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

bool DetailsView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) {
    m_hovered = -1;
    viewport()->update();
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void DetailsView::ensureVisible(const ItemLayout& item) {
  QScrollBar* bar = verticalScrollBar();
  if (item.top < bar->value()) {
    bar->setValue(static_cast<int>(item.top));
  } else if (item.top + item.height > bar->value() + bar->pageStep()) {
    bar->setValue(static_cast<int>(std::min(item.top, item.top + item.height - bar->pageStep())));
  }
}

void DetailsView::moveCurrent(int by) {
  if (m_frame.items.empty()) return;
  m_current = std::clamp(m_current + by, 0, static_cast<int>(m_frame.items.size()) - 1);
  ensureVisible(m_frame.items[static_cast<std::size_t>(m_current)]);
  viewport()->update();
}

void DetailsView::keyPressEvent(QKeyEvent* event) {
  frame();
  const bool hasCurrent = m_current >= 0 && m_current < static_cast<int>(m_frame.items.size());
  if (event->matches(QKeySequence::Copy) && hasCurrent &&
      !m_frame.items[static_cast<std::size_t>(m_current)].isSection) {
    copyValue(itemOf(m_frame.items[static_cast<std::size_t>(m_current)]));
    return;
  }
  switch (event->key()) {
    case Qt::Key_Up: moveCurrent(-1); break;
    case Qt::Key_Down: moveCurrent(1); break;
    case Qt::Key_Home: moveCurrent(-static_cast<int>(m_frame.items.size())); break;
    case Qt::Key_End: moveCurrent(static_cast<int>(m_frame.items.size())); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (hasCurrent) activate(static_cast<std::size_t>(m_current));
      break;
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void DetailsView::focusInEvent(QFocusEvent* event) {
  viewport()->update();
  QAbstractScrollArea::focusInEvent(event);
}

void DetailsView::focusOutEvent(QFocusEvent* event) {
  viewport()->update();
  QAbstractScrollArea::focusOutEvent(event);
}

void DetailsView::copyValue(const Item& item) const {
  const QString text = item.kind == ItemKind::Exception ? item.title + QStringLiteral(": ") + item.message +
                                                              QLatin1Char('\n') + wholeText(item)
                                                        : wholeText(item);
  QGuiApplication::clipboard()->setText(text);
}

void DetailsView::fillMenu(QMenu& menu, std::size_t index) {
  const ItemLayout layout = m_frame.items[index];
  if (layout.isSection) return;
  const Item item = itemOf(layout);
  if (item.kind == ItemKind::EventAxis) return;
  menu.addAction(ui::themedIcon(m_look, ui::Icon::Copy), tr("Copy value"), this,
                 [this, item] { copyValue(item); });
  if (!item.key.isEmpty()) {
    menu.addAction(tr("Copy key = value"), this, [item] {
      QGuiApplication::clipboard()->setText(item.key.trimmed() + QStringLiteral(" = ") + wholeText(item));
    });
    menu.addAction(tr("Copy as JSON"), this, [item] { QGuiApplication::clipboard()->setText(asJson(item)); });
  }
}

void DetailsView::contextMenuEvent(QContextMenuEvent* event) {
  frame();
  const int index = event->reason() == QContextMenuEvent::Keyboard ? m_current : itemAt(event->pos());
  if (index < 0 || index >= static_cast<int>(m_frame.items.size())) return;
  m_current = index;
  QMenu menu(this);
  fillMenu(menu, static_cast<std::size_t>(index));
  if (!menu.isEmpty()) menu.exec(event->globalPos());
}

}  // namespace spanloupe::details
