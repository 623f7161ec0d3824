// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/filter_chip.h"

#include <QKeyEvent>
#include <QPainter>
#include <cmath>

#include "ui/common/paint.h"

namespace spanloupe::traces {
namespace {

constexpr double kHeight = 22;
constexpr double kSide = 7;
constexpr double kCross = 11;
constexpr double kGap = 6;

}  // namespace

FilterChip::FilterChip(const ui::Look& look, QWidget* parent) : QAbstractButton(parent), m_look(look) {
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    update();
  });
  hide();
}

void FilterChip::setCondition(const QString& text) {
  setText(text);
  setAccessibleName(text.isEmpty() ? QString() : tr("Condition %1, press to remove").arg(text));
  setToolTip(text.isEmpty() ? QString() : tr("%1\nClick to remove").arg(text));
  setVisible(!text.isEmpty());
  updateGeometry();
  update();
}

QSize FilterChip::sizeHint() const {
  const ui::Measures& m = m_look.measures();
  const double text = QFontMetricsF(m_look.fonts().mono).horizontalAdvance(this->text());
  return {static_cast<int>(std::ceil(text + 2 * kSide + kGap + m.px(kCross))), m.px(kHeight)};
}

QSize FilterChip::minimumSizeHint() const {
  return {std::min(sizeHint().width(), m_look.measures().px(96)), sizeHint().height()};
}

void FilterChip::paintEvent(QPaintEvent*) {
  const ui::Theme& theme = m_look.theme();
  QPainter painter(this);
  ui::roundedBox(painter, rect(), ui::Measures::kRadiusChip, underMouse() ? theme.hover : theme.raised,
                 theme.control);
  const double cross = m_look.measures().px(kCross);
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  const double crossX = mirrored ? kSide : width() - kSide - cross;
  const QRectF words(mirrored ? crossX + cross + kGap : kSide, 0, width() - 2 * kSide - kGap - cross,
                     height());
  const QFontMetricsF metrics(m_look.fonts().mono);
  painter.setFont(m_look.fonts().mono);
  painter.setPen(theme.text1);
  // Figures and their units keep their order in every language.
  painter.setLayoutDirection(Qt::LeftToRight);
  painter.drawText(QPointF(words.left(), ui::centredBaseline(words, metrics)),
                   metrics.elidedText(text(), Qt::ElideRight, words.width() + 1));
  ui::paintIcon(painter, ui::Icon::Close, {crossX, (height() - cross) / 2, cross, cross},
                underMouse() ? theme.text1 : theme.text2);
  if (hasFocus()) ui::focusRing(painter, rect(), ui::Measures::kRadiusChip, theme);
}

void FilterChip::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_Return:
    case Qt::Key_Enter: click(); break;
    default: QAbstractButton::keyPressEvent(event);
  }
}

void FilterChip::enterEvent(QEnterEvent* event) {
  update();
  QAbstractButton::enterEvent(event);
}

void FilterChip::leaveEvent(QEvent* event) {
  update();
  QAbstractButton::leaveEvent(event);
}

}  // namespace spanloupe::traces
