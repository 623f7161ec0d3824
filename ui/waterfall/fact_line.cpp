// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/fact_line.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <cmath>

#include "ui/common/paint.h"

namespace spanloupe::waterfall {

namespace {

constexpr int kIconGap = 4;
constexpr int kIcon = 13;
constexpr int kTrailingIcon = 11;

double widthOf(const QFont& font, const QString& text) {
  return text.isEmpty() ? 0 : QFontMetricsF(font).horizontalAdvance(text);
}

}  // namespace

FactButton::FactButton(const ui::Look& look, Fact fact, QWidget* parent)
    : QAbstractButton(parent), m_look(look), m_fact(std::move(fact)) {
  setText(m_fact.strong + m_fact.text);
  setAccessibleName(text());
  setToolTip(m_fact.toolTip);
  setAccessibleDescription(m_fact.toolTip);
  setCursor(Qt::PointingHandCursor);
}

QSize FactButton::sizeHint() const {
  const ui::Fonts& fonts = m_look.fonts();
  double width = widthOf(fonts.smallStrong, m_fact.strong) +
                 widthOf(m_fact.isStrong ? fonts.smallStrong : fonts.small, m_fact.text);
  if (m_fact.icon != ui::Icon::None) width += m_look.measures().px(kIcon) + kIconGap;
  if (m_fact.trailing != ui::Icon::None) width += m_look.measures().px(kTrailingIcon) + kIconGap;
  return {static_cast<int>(std::ceil(width)) + 2 * kPadding, m_look.measures().H + 4};
}

void FactButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  const ui::Theme& theme = m_look.theme();
  const ui::Fonts& fonts = m_look.fonts();
  if (underMouse() || isDown()) {
    painter.setRenderHint(QPainter::Antialiasing);
    ui::roundedBox(painter, rect(), ui::Measures::kRadiusBadge, isDown() ? theme.selection : theme.hover, {});
    painter.setRenderHint(QPainter::Antialiasing, false);
  }
  const QColor& color = theme.*(m_fact.color);
  const double baseline = ui::centredBaseline(rect(), QFontMetricsF(fonts.small));
  double x = kPadding;
  if (m_fact.icon != ui::Icon::None) {
    const int size = m_look.measures().px(kIcon);
    ui::paintIcon(painter, m_fact.icon, QRectF(x, (height() - size) / 2.0, size, size), color);
    x += size + kIconGap;
  }
  painter.setFont(fonts.smallStrong);
  painter.setPen(theme.text1);
  painter.drawText(QPointF(x, baseline), m_fact.strong);
  x += widthOf(fonts.smallStrong, m_fact.strong);
  painter.setFont(m_fact.isStrong ? fonts.smallStrong : fonts.small);
  painter.setPen(color);
  painter.drawText(QPointF(x, baseline), m_fact.text);
  if (m_fact.trailing != ui::Icon::None) {
    const int size = m_look.measures().px(kTrailingIcon);
    ui::paintIcon(painter, m_fact.trailing,
                  QRectF(width() - kPadding - size, (height() - size) / 2.0, size, size),
                  underMouse() ? theme.text1 : theme.text3);
  }
  if (hasFocus()) ui::focusRing(painter, rect(), ui::Measures::kRadiusBadge, theme);
}

void FactButton::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
    return QAbstractButton::keyPressEvent(event);
  click();
}

void FactButton::enterEvent(QEnterEvent* event) {
  update();
  QAbstractButton::enterEvent(event);
}

void FactButton::leaveEvent(QEvent* event) {
  update();
  QAbstractButton::leaveEvent(event);
}

FactLine::FactLine(const ui::Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_gap(ui::Measures::kGroupGap) {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    place();
    update();
  });
}

QSize FactLine::sizeHint() const { return {100, m_look.measures().H + 4}; }

void FactLine::setGap(int gap) {
  m_gap = gap;
  place();
}

void FactLine::setFacts(std::vector<Fact> facts) {
  // The keyboard stays where it was when a figure changes under it.
  int focused = -1;
  for (std::size_t i = 0; i < m_buttons.size(); ++i) {
    if (m_buttons[i]->hasFocus()) focused = static_cast<int>(i);
    m_buttons[i]->removeEventFilter(this);
    m_buttons[i]->hide();
    m_buttons[i]->deleteLater();
  }
  m_buttons.clear();
  QStringList texts;
  for (Fact& fact : facts) {
    auto* button = new FactButton(m_look, std::move(fact), this);
    button->setFocusPolicy(m_buttons.empty() ? Qt::TabFocus : Qt::NoFocus);
    button->installEventFilter(this);
    connect(button, &QAbstractButton::clicked, this, [this, button] {
      emit activated(button->fact().id, button->mapToGlobal(QPoint(0, button->height())));
    });
    m_buttons.push_back(button);
    texts += button->text();
  }
  setAccessibleName(texts.join(QStringLiteral(", ")));
  place();
  if (focused >= 0 && !m_buttons.empty()) {
    step(m_buttons[std::min(static_cast<std::size_t>(focused), m_buttons.size() - 1)], 0);
  }
}

QString FactLine::restText(std::size_t left) const {
  return m_countsRest && left > 0 ? tr("and %1 more").arg(left) : QString();
}

void FactLine::place() {
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  const int gap = std::max(0, m_gap - 2 * FactButton::kPadding);
  int x = 0;
  std::size_t shown = 0;
  for (; shown < m_buttons.size(); ++shown) {
    const int width = m_buttons[shown]->sizeHint().width();
    const QString rest = restText(m_buttons.size() - shown - 1);
    const int needed = rest.isEmpty() ? 0 : gap + static_cast<int>(widthOf(m_look.fonts().small, rest)) + 1;
    if (x + width + needed > this->width()) break;
    m_buttons[shown]->setGeometry(mirrored ? this->width() - x - width : x, 0, width, height());
    m_buttons[shown]->show();
    x += width + gap;
  }
  for (std::size_t i = shown; i < m_buttons.size(); ++i) m_buttons[i]->hide();
  m_restText = restText(m_buttons.size() - shown);
  m_rest = mirrored ? QRect(0, 0, width() - x, height())
                    : QRect(x + FactButton::kPadding, 0, width() - x, height());
  update();
}

void FactLine::resizeEvent(QResizeEvent*) { place(); }

void FactLine::paintEvent(QPaintEvent*) {
  if (m_restText.isEmpty()) return;
  QPainter painter(this);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  painter.setFont(m_look.fonts().small);
  painter.setPen(m_look.theme().text3);
  painter.drawText(QPointF(m_rest.left(), ui::centredBaseline(rect(), QFontMetricsF(m_look.fonts().small))),
                   m_restText);
}

/// Moves the one button that Tab reaches.
void FactLine::step(QObject* from, int by) {
  int at = 0;
  while (at < static_cast<int>(m_buttons.size()) && m_buttons[static_cast<std::size_t>(at)] != from) ++at;
  const int next = at + by;
  if (next < 0 || next >= static_cast<int>(m_buttons.size())) return;
  FactButton* target = m_buttons[static_cast<std::size_t>(next)];
  if (target->isHidden()) return;
  for (FactButton* button : m_buttons) button->setFocusPolicy(button == target ? Qt::TabFocus : Qt::NoFocus);
  target->setFocus(Qt::TabFocusReason);
}

bool FactLine::eventFilter(QObject* watched, QEvent* event) {
  auto* button = qobject_cast<FactButton*>(watched);
  if (button != nullptr && event->type() == QEvent::ContextMenu) {
    emit menuRequested(button->fact().id, button->mapToGlobal(QPoint(0, button->height())));
    return true;
  }
  if (button != nullptr && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
      step(button, key == Qt::Key_Right ? forward : -forward);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace spanloupe::waterfall
