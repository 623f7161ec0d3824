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

#include "ui/common/icons.h"
#include "ui/details/details_accessible.h"
#include "ui/details/span_json.h"

namespace spanloupe::details {

namespace {

constexpr int kWheelRows = 1;

}  // namespace

DetailsView::DetailsView(const ui::Look& look, QWidget* parent)
    : QAbstractScrollArea(parent), m_look(look), m_painter(look) {
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Attributes and events"));
  installDetailsAccessibility();
  connect(&look, &ui::Look::changed, this, &DetailsView::reset);
  reset();
}

void DetailsView::reset() {
  const ui::Fonts& fonts = m_look.fonts();
  const ui::Measures& m = m_look.measures();
  m_painter.setFonts();
  m_measures.row = m.rowDetails();
  m_measures.section = m.section();
  m_measures.line = m.H + 2;
  m_measures.axis = m.px(24);
  m_measures.cell = QFontMetricsF(fonts.mono).horizontalAdvance(QLatin1Char('0'));
  m_measures.keyWidth = [this](const QString& text) { return m_painter.keyWidth(text); };
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
  notifyDetailsChanged(this);
}

QRect DetailsView::itemRect(int index) {
  const ItemLayout& item = frame().items[static_cast<std::size_t>(index)];
  return QRectF(0, item.top - verticalScrollBar()->value(), m_frame.width, item.height).toAlignedRect();
}

void DetailsView::setCurrentItem(int index) {
  if (itemCount() == 0) return;
  m_current = std::clamp(index, 0, itemCount() - 1);
  ensureVisible(m_frame.items[static_cast<std::size_t>(m_current)]);
  notifyItemFocused(this, m_current);
  viewport()->update();
}

void DetailsView::activateCurrent() {
  if (m_current >= 0 && m_current < itemCount()) activate(static_cast<std::size_t>(m_current));
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
  return copyButton(layout, m_frame, m_measures, m_look.measures());
}

void DetailsView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), m_look.theme().panel);
  const DetailsFrame& current = frame();
  const double scroll = verticalScrollBar()->value();
  painter.translate(0, -scroll);
  const QRectF visible(0, scroll, viewport()->width(), viewport()->height());
  m_painter.paint(
      painter, {m_sections, m_state, current, m_measures, visible, m_hovered, hasFocus() ? m_current : -1});
}

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
  notifyDetailsChanged(this);
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

void DetailsView::moveCurrent(int by) { setCurrentItem(m_current + by); }

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
    case Qt::Key_Space: activateCurrent(); break;
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
