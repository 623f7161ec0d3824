// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/column_drag.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>
#include <cstdlib>

#include "ui/common/look.h"
#include "ui/common/paint.h"

namespace spanloupe::ui {

void ColumnDrag::press(int column, int x) {
  *this = {};
  m_column = column;
  m_pressX = m_x = x;
}

void ColumnDrag::move(int x, const std::vector<QRect>& columns, int fixed) {
  const int count = static_cast<int>(columns.size());
  if (m_column < fixed || m_column >= count) return;
  m_x = x;
  m_isMoving = m_isMoving || std::abs(x - m_pressX) >= QApplication::startDragDistance();
  if (!m_isMoving) return;
  m_rect = columns[static_cast<std::size_t>(m_column)];
  // The gap nearest to the pointer, counted by the column behind it.
  int gap = fixed;
  for (int i = fixed; i < count; ++i) {
    const QRect& rect = columns[static_cast<std::size_t>(i)];
    if (x > rect.left() + rect.width() / 2) gap = i + 1;
  }
  m_lineX = gap < count ? columns[static_cast<std::size_t>(gap)].left() : columns.back().right() + 1;
  m_to = gap > m_column ? gap - 1 : gap;
}

std::optional<ColumnDrag::Move> ColumnDrag::release() {
  const ColumnDrag drag = *this;
  *this = {};
  if (!drag.m_isMoving || drag.m_to < 0 || drag.m_to == drag.m_column) return std::nullopt;
  return Move{drag.m_column, drag.m_to};
}

void ColumnDrag::paint(QPainter& painter, const Look& look, const QString& title, int height) const {
  if (!m_isMoving) return;
  const Theme& theme = look.theme();
  const QFontMetricsF metrics(look.fonts().smallStrong);
  const QRectF card(m_rect.left() + m_x - m_pressX, 2, m_rect.width(), height - 5);
  painter.setOpacity(0.9);
  roundedBox(painter, card, Measures::kRadiusBadge, theme.raised, theme.control);
  painter.setFont(look.fonts().smallStrong);
  painter.setPen(theme.text1);
  painter.drawText(QPointF(card.left() + 8, centredBaseline(QRectF(0, 0, 1, height), metrics)),
                   metrics.elidedText(title, Qt::ElideRight, card.width() - 16));
  painter.setOpacity(1);
  painter.fillRect(QRectF(std::max(0, m_lineX - 1), 2, 2, height - 3), theme.accent);
}

}  // namespace spanloupe::ui
