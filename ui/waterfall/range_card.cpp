// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/range_card.h"

#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/look.h"

namespace spanloupe::waterfall {

RangeCard::RangeCard(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  auto* zoom = new ui::Button(look, ui::Icon::Fit, tr("Zoom to range"), ui::ButtonKind::Quiet, this);
  zoom->setSmall(true);
  zoom->setKeyHint(tr("Enter"));
  auto* drop = new ui::Button(look, ui::Icon::Close, tr("Drop the range (Escape)"), true, this);
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(3, 3, 3, 3);
  line->setSpacing(2);
  for (ui::Button* button : {zoom, drop}) {
    button->setFocusPolicy(Qt::NoFocus);
    line->addWidget(button);
  }
  setCursor(Qt::ArrowCursor);
  setAccessibleName(tr("Marked range"));
  connect(zoom, &ui::Button::clicked, this, &RangeCard::zoomRequested);
  connect(drop, &ui::Button::clicked, this, &RangeCard::dropRequested);
  hide();
}

void RangeCard::place(double x, double left, double right, int top) {
  adjustSize();
  const double most = std::max(left, right - width());
  move(static_cast<int>(std::clamp(x - width() / 2.0, left, most)), top);
  show();
  raise();
}

void RangeCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  ui::roundedBox(painter, rect(), ui::Measures::kRadiusPopup, m_look.theme().raised, m_look.theme().line);
}

}  // namespace spanloupe::waterfall
