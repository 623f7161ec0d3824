// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_header.h"

#include <QMouseEvent>

#include "ui/common/paint.h"

namespace spanloupe::traces {

TableHeader::TableHeader(const ui::Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_layout(TableGeometry{}) {
  setMouseTracking(true);
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
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.line);
}

void TableHeader::paintTitle(QPainter& painter, Column column) const {
  const ui::Theme& theme = m_look.theme();
  const QString title = columnTitle(column);
  if (title.isEmpty()) return;
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
  const double textWidth = metrics.horizontalAdvance(title);
  const double x = info.alignRight ? rect.right() - textWidth : rect.left();
  painter.drawText(QPointF(x, baseline), title);
  if (!sorted) return;
  const double size = m_look.measures().px(12);
  const double arrow = info.alignRight ? x - size - 3 : x + textWidth + 3;
  ui::paintIcon(painter, m_order.descending ? ui::Icon::ChevronDown : ui::Icon::ChevronUp,
                {arrow, rect.center().y() - size / 2, size, size}, theme.text1);
}

std::optional<Column> TableHeader::sortableAt(const QPointF& position) const {
  const auto column = m_layout.columnAt(static_cast<int>(position.x()));
  return column && infoOf(*column).sort ? column : std::nullopt;
}

void TableHeader::mouseMoveEvent(QMouseEvent* event) {
  m_hovered = sortableAt(event->position());
  update();
}

void TableHeader::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint())) return;
  if (const auto column = sortableAt(event->position())) emit columnClicked(*column);
}

void TableHeader::leaveEvent(QEvent*) {
  m_hovered.reset();
  update();
}

}  // namespace spanloupe::traces
