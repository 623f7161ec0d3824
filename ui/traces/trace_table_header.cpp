// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_header.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <algorithm>
#include <utility>

#include "ui/common/paint.h"
#include "ui/traces/trace_table_header_access.h"

namespace spanloupe::traces {
namespace {

constexpr int kKeyStep = 12;

}  // namespace

TableHeader::TableHeader(const ui::Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_layout(TableGeometry{}) {
  installHeaderAccess();
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setLayoutDirection(Qt::LeftToRight);
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
}

void TableHeader::setLayoutOfTable(const TableLayout& layout) {
  m_layout = layout;
  update();
}

void TableHeader::setOrder(store::TraceOrder order) {
  m_order = order;
  update();
}

void TableHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.surface);
  for (int i = 0; i < kColumnCount; ++i) paintTitle(painter, static_cast<Column>(i));
  if (const auto edge = m_drag ? std::optional(m_drag->column) : m_edge) {
    const double x = m_layout.columnRect(*edge, 0, 1).right() + 1;
    painter.fillRect(QRectF(x - 1, 4, 2, height() - 9), m_drag ? theme.accent : theme.control);
  }
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.line);
  if (hasFocus() && m_layout.isShown(m_current))
    ui::focusRing(painter, m_layout.columnRect(m_current, 0, height() - 1), ui::Measures::kRadiusBadge,
                  theme);
  const std::vector<Column> shown = m_layout.choice().shown();
  if (m_move.isMoving() && m_move.column() < static_cast<int>(shown.size()))
    m_move.paint(painter, m_look, columnTitle(shown[static_cast<std::size_t>(m_move.column())]), height());
}

void TableHeader::paintTitle(QPainter& painter, Column column) const {
  const ui::Theme& theme = m_look.theme();
  const QString title = columnTitle(column);
  if (title.isEmpty() || !m_layout.isShown(column)) return;
  const ColumnInfo& info = infoOf(column);
  QRectF rect = m_layout.columnRect(column, 0, height());
  rect.adjust(TableLayout::kCellPadding, 0, -TableLayout::kCellPadding, 0);
  // The title of the durations stands over the numbers, not over the bars.
  if (column == Column::Duration) rect.setRight(m_layout.parts(0).duration.right());
  if (column == Column::Services) rect.setLeft(m_layout.parts(0).services.left());
  const bool sorted = info.sort == m_order.column;
  painter.setFont(m_look.fonts().smallStrong);
  painter.setPen(sorted || m_hovered == column ? theme.text1 : theme.text2);
  const QFontMetricsF metrics(m_look.fonts().smallStrong);
  const double baseline = ui::centredBaseline(rect, metrics);
  const double size = m_look.measures().px(12);
  // Like a long number below it, a title with its arrow may take the padding of its own cell.
  const double room = rect.width() + TableLayout::kCellPadding - 2 - (sorted ? size + 3 : 0);
  const QString shown = metrics.elidedText(title, Qt::ElideRight, std::max(0.0, room));
  const double textWidth = metrics.horizontalAdvance(shown);
  const double x = info.alignRight ? rect.right() - textWidth : rect.left();
  painter.drawText(QPointF(x, baseline), shown);
  if (!sorted) return;
  const double arrow = info.alignRight ? x - size - 3 : x + textWidth + 3;
  ui::paintIcon(painter, m_order.descending ? ui::Icon::ChevronDown : ui::Icon::ChevronUp,
                {arrow, rect.center().y() - size / 2, size, size}, theme.text1);
}

std::optional<Column> TableHeader::sortableAt(const QPointF& position) const {
  const auto column = m_layout.columnAt(static_cast<int>(position.x()));
  return column && infoOf(*column).sort ? column : std::nullopt;
}

void TableHeader::hover(const QPointF& position) {
  m_edge = m_layout.edgeAt(static_cast<int>(position.x()));
  m_hovered = m_edge ? std::nullopt : sortableAt(position);
  if (m_edge) {
    setCursor(Qt::SplitHCursor);
  } else {
    unsetCursor();
  }
  const auto under = m_layout.columnAt(static_cast<int>(position.x()));
  setToolTip(m_edge ? tr("Drag to resize, double click to fit") : under ? columnTitle(*under) : QString());
  update();
}

void TableHeader::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  hover(event->position());
  m_pressed = !m_edge;
  if (!m_edge) {
    const auto column = m_layout.columnAt(static_cast<int>(event->position().x()));
    const std::vector<Column> shown = m_layout.choice().shown();
    if (column)
      m_move.press(static_cast<int>(std::find(shown.begin(), shown.end(), *column) - shown.begin()),
                   static_cast<int>(event->position().x()));
    return;
  }
  const int end = m_layout.columnRect(*m_edge, 0, 1).right() + 1;
  m_drag = Drag{*m_edge, static_cast<int>(event->position().x()) - end};
  update();
}

void TableHeader::mouseMoveEvent(QMouseEvent* event) {
  if (m_pressed && event->buttons().testFlag(Qt::LeftButton)) {
    std::vector<QRect> rects;
    for (const Column column : m_layout.choice().shown())
      rects.push_back(m_layout.columnRect(column, 0, height()));
    m_move.move(static_cast<int>(event->position().x()), rects, 1);
    update();
    if (m_move.isMoving()) return;
  }
  if (!m_drag) {
    hover(event->position());
    return;
  }
  const int end = static_cast<int>(event->position().x()) - m_drag->grip;
  emit columnDragged(m_drag->column, end - m_layout.columnRect(m_drag->column, 0, 1).left());
}

void TableHeader::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const bool dragged = m_drag.has_value();
  m_drag.reset();
  hover(event->position());
  const bool pressed = std::exchange(m_pressed, false);
  const bool moved = m_move.isMoving();
  const std::vector<Column> shown = m_layout.choice().shown();
  if (const auto move = m_move.release())
    emit columnMoved(shown[static_cast<std::size_t>(move->from)], shown[static_cast<std::size_t>(move->to)]);
  if (dragged || moved || !pressed || !rect().contains(event->position().toPoint())) return;
  if (const auto column = sortableAt(event->position())) emit columnClicked(*column);
}

void TableHeader::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (const auto edge = m_layout.edgeAt(static_cast<int>(event->position().x()))) {
    emit columnFitWanted(*edge);
  } else {
    // Two quick clicks sort twice.
    m_pressed = true;
  }
}

void TableHeader::contextMenuEvent(QContextMenuEvent* event) {
  if (event->reason() == QContextMenuEvent::Mouse)
    emit menuRequested(event->globalPos(), m_layout.columnAt(event->pos().x()));
  else
    emit menuRequested(mapToGlobal(m_layout.columnRect(m_current, 0, height()).bottomLeft()), m_current);
}

void TableHeader::step(int places, Qt::KeyboardModifiers modifiers) {
  const std::optional<Column> next = m_layout.choice().neighbour(m_current, places);
  if (modifiers.testFlag(Qt::ShiftModifier)) {
    const QRect rect = m_layout.columnRect(m_current, 0, 1);
    emit columnDragged(m_current, rect.width() + places * kKeyStep);
  } else if (next && modifiers.testFlag(Qt::ControlModifier)) {
    emit columnMoved(m_current, *next);
  } else if (next) {
    m_current = *next;
  }
  update();
  tellSection(*this);
}

void TableHeader::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: step(-1, event->modifiers()); break;
    case Qt::Key_Right: step(1, event->modifiers()); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (infoOf(m_current).sort) emit columnClicked(m_current);
      break;
    default: QWidget::keyPressEvent(event);
  }
}

void TableHeader::focusInEvent(QFocusEvent*) {
  if (!m_layout.isShown(m_current)) m_current = Column::Root;
  update();
  tellSection(*this);
}

void TableHeader::focusOutEvent(QFocusEvent*) { update(); }

void TableHeader::leaveEvent(QEvent*) {
  m_hovered.reset();
  m_edge.reset();
  unsetCursor();
  update();
}

}  // namespace spanloupe::traces
