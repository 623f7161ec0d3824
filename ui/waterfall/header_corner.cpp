// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/header_corner.h"

#include <QPainter>

#include "ui/common/paint.h"

namespace spanloupe::waterfall {

void HeaderCorner::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.surface);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.line);
}

}  // namespace spanloupe::waterfall
