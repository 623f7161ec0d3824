// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/controls.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <cmath>

#include "ui/common/look.h"
#include "ui/common/segment_access.h"

namespace spanloupe::ui {

namespace {

constexpr int kGap = 6;
constexpr int kGapSmall = 4;
constexpr int kKeyPadding = 4;

/// Repaints and lays out `widget` anew whenever the look changes.
void follow(QWidget* widget, const Look& look) {
  QObject::connect(&look, &Look::changed, widget, [widget] {
    widget->updateGeometry();
    widget->update();
  });
}

double textWidth(const QFont& font, const QString& text) {
  return QFontMetricsF(font).horizontalAdvance(text);
}

double keyCapWidth(const Look& look, const QString& keys) {
  return std::ceil(textWidth(look.fonts().small, keys)) + 2 * kKeyPadding;
}

void paintKeyCap(QPainter& painter, const QRectF& rect, const QString& keys, const Look& look) {
  const Theme& theme = look.theme();
  roundedBox(painter, rect, 3, theme.surface, theme.line);
  painter.setFont(look.fonts().small);
  painter.setPen(theme.text2);
  painter.drawText(
      QPointF(rect.left() + kKeyPadding, centredBaseline(rect, QFontMetricsF(look.fonts().small))), keys);
}

}  // namespace

Button::Button(const Look& look, Icon icon, const QString& text, ButtonKind kind, QWidget* parent)
    : QAbstractButton(parent), m_look(look), m_icon(icon), m_kind(kind) {
  setText(text);
  setAccessibleName(text);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  follow(this, look);
}

Button::Button(const Look& look, Icon icon, const QString& toolTip, bool isSmall, QWidget* parent)
    : Button(look, icon, QString(), ButtonKind::Quiet, parent) {
  m_small = isSmall;
  m_iconOnly = true;
  setToolTip(toolTip);
  setAccessibleName(toolTip);
}

void Button::setSmall(bool isSmall) {
  m_small = isSmall;
  updateGeometry();
}

void Button::setKind(ButtonKind kind) {
  m_kind = kind;
  update();
}

void Button::setSymbol(Icon icon, const QColor& color) {
  m_icon = icon;
  m_iconColor = color;
  updateGeometry();
  update();
}

void Button::setKeyHint(const QString& keys) {
  m_keys = keys;
  updateGeometry();
}

void Button::setHasMenu(bool hasMenu) {
  m_hasMenu = hasMenu;
  updateGeometry();
}

QSize Button::sizeHint() const {
  const Measures& m = m_look.measures();
  const int height = m_small ? m.controlSmall() : m.control();
  if (m_iconOnly) return {height, height};
  const int gap = m_small ? kGapSmall : kGap;
  double width = 2.0 * (m_small ? 7 : 9);
  if (m_icon != Icon::None) width += (m_small ? m.iconRow() : m.icon()) + (text().isEmpty() ? 0 : gap);
  // The heavier weight is measured even while unchecked, so that nothing shifts.
  width += std::ceil(
      textWidth(m_kind == ButtonKind::Primary ? m_look.fonts().bodyStrong : m_look.fonts().body, text()));
  if (!m_keys.isEmpty()) width += gap + keyCapWidth(m_look, m_keys);
  if (m_hasMenu) width += gap + m.px(11);
  return {static_cast<int>(std::ceil(width)), height};
}

void Button::paintEvent(QPaintEvent*) {
  const Theme& theme = m_look.theme();
  const Measures& m = m_look.measures();
  QPainter painter(this);
  const bool keyboardFocus = hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange);
  const ButtonState state{m_kind,       underMouse() && isEnabled(), isDown(), isChecked(), isEnabled(),
                          keyboardFocus};
  paintButtonBox(painter, rect(), state, theme);
  const QColor color = buttonTextColor(state, theme);
  const QColor iconColor = m_iconColor.isValid() && isEnabled() ? m_iconColor : color;
  const int iconSize = m_small ? m.iconRow() : m.icon();
  if (m_iconOnly) {
    paintIcon(painter, m_icon,
              QRectF((width() - iconSize) / 2.0, (height() - iconSize) / 2.0, iconSize, iconSize), iconColor);
    return;
  }
  const int gap = m_small ? kGapSmall : kGap;
  double x = (width() - sizeHint().width()) / 2.0 + (m_small ? 7 : 9);
  if (m_icon != Icon::None) {
    paintIcon(painter, m_icon, QRectF(x, (height() - iconSize) / 2.0, iconSize, iconSize), iconColor);
    x += iconSize + gap;
  }
  const QFont& font = m_kind == ButtonKind::Primary ? m_look.fonts().bodyStrong : m_look.fonts().body;
  painter.setFont(font);
  painter.setPen(color);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  painter.drawText(QPointF(x, centredBaseline(rect(), QFontMetricsF(font))), text());
  x += std::ceil(textWidth(font, text())) + gap;
  if (!m_keys.isEmpty()) {
    const double capHeight = m.H;
    paintKeyCap(painter, QRectF(x, (height() - capHeight) / 2.0, keyCapWidth(m_look, m_keys), capHeight),
                m_keys, m_look);
    x += keyCapWidth(m_look, m_keys) + gap;
  }
  if (m_hasMenu)
    paintIcon(painter, Icon::ChevronDown, QRectF(x, (height() - m.px(11)) / 2.0, m.px(11), m.px(11)), color);
}

void Button::enterEvent(QEnterEvent* event) {
  update();
  QAbstractButton::enterEvent(event);
}

void Button::leaveEvent(QEvent* event) {
  update();
  QAbstractButton::leaveEvent(event);
}

SegmentedControl::SegmentedControl(const Look& look, std::vector<Segment> segments, QWidget* parent)
    : QWidget(parent), m_look(look), m_segments(std::move(segments)) {
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  follow(this, look);
  installSegmentAccessibility();
}

void SegmentedControl::addSegment(Segment segment) {
  m_segments.push_back(std::move(segment));
  updateGeometry();
  update();
}

void SegmentedControl::setSmall(bool isSmall) {
  m_small = isSmall;
  updateGeometry();
  update();
}

const QFont& SegmentedControl::fontOf(bool isOn) const {
  const Fonts& fonts = m_look.fonts();
  if (m_small) return isOn ? fonts.smallStrong : fonts.small;
  return isOn ? fonts.bodyStrong : fonts.body;
}

void SegmentedControl::setCurrent(int index) {
  m_current = index;
  update();
}

std::vector<QRect> SegmentedControl::rects() const {
  std::vector<QRect> result;
  const Measures& m = m_look.measures();
  const int height = m_small ? m.controlSmall() - 2 : m.controlSmall();
  int x = 0;
  for (const Segment& segment : m_segments) {
    double width = 2 * 8 + std::ceil(textWidth(fontOf(true), segment.text));
    if (segment.icon != Icon::None) width += m_look.measures().iconRow() + (segment.text.isEmpty() ? 0 : 5);
    const int whole = static_cast<int>(std::ceil(width)) + 1;
    result.emplace_back(x, 0, whole, height);
    x += whole;
  }
  return result;
}

QSize SegmentedControl::sizeHint() const {
  const std::vector<QRect> all = rects();
  return {all.empty() ? 0 : all.back().right() + 1, all.empty() ? 0 : all.back().height()};
}

void SegmentedControl::paintEvent(QPaintEvent*) {
  const Theme& theme = m_look.theme();
  QPainter painter(this);
  const std::vector<QRect> all = rects();
  const QRectF frame(0, 0, sizeHint().width(), sizeHint().height());
  roundedBox(painter, frame, Measures::kRadiusButton, theme.raised, theme.line);
  const int iconSize = m_look.measures().iconRow();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const QRectF box = all[i];
    const bool isOn = static_cast<int>(i) == m_current;
    if (isOn) {
      painter.save();
      painter.setClipRect(box.adjusted(i == 0 ? 1 : 0, 1, -1, -1));
      roundedBox(painter, frame, Measures::kRadiusButton, theme.selection, {});
      painter.fillRect(QRectF(box.left(), box.bottom() - 3, box.width(), 2), theme.accent);
      painter.restore();
    }
    if (i + 1 < all.size()) hairlineV(painter, box.right() - 1, 1, box.height() - 1, theme.line);
    const QColor color = isOn ? theme.text1 : theme.text2;
    double x = box.left() + 8;
    if (m_segments[i].icon != Icon::None) {
      paintIcon(painter, m_segments[i].icon, QRectF(x, (box.height() - iconSize) / 2.0, iconSize, iconSize),
                color);
      x += iconSize + 5;
    }
    const QFont& font = fontOf(isOn);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(x, centredBaseline(box, QFontMetricsF(font))), m_segments[i].text);
  }
  if (hasFocus()) focusRing(painter, frame, Measures::kRadiusButton, theme);
}

void SegmentedControl::choose(int index) {
  if (index < 0 || index >= static_cast<int>(m_segments.size()) || index == m_current) return;
  setCurrent(index);
  notifySegmentChosen(this, index);
  emit chosen(index);
}

void SegmentedControl::mousePressEvent(QMouseEvent* event) {
  const std::vector<QRect> all = rects();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].contains(event->position().toPoint())) choose(static_cast<int>(i));
  }
}

void SegmentedControl::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Left) {
    choose(m_current - 1);
  } else if (event->key() == Qt::Key_Right) {
    choose(m_current + 1);
  } else {
    QWidget::keyPressEvent(event);
  }
}

TileWidget::TileWidget(const Look& look, int size, QWidget* parent)
    : QWidget(parent), m_look(look), m_size(size) {
  setFixedSize(size, size);
  follow(this, look);
}

void TileWidget::setService(const QString& service) {
  m_service = service;
  setToolTip(service);
  update();
}

void TileWidget::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintTile(painter, rect(), m_look.services().mark(m_service), m_look.theme(), m_look.fonts());
}

BadgeWidget::BadgeWidget(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  follow(this, look);
  hide();
}

void BadgeWidget::setBadge(const Badge& badge) {
  m_badge = badge;
  setAccessibleName(badge.text);
  setVisible(!badge.text.isEmpty());
  updateGeometry();
  update();
}

QSize BadgeWidget::sizeHint() const {
  return {static_cast<int>(badgeWidth(m_badge, m_look.fonts(), m_look.measures())),
          m_look.measures().badge()};
}

void BadgeWidget::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintBadge(painter, rect(), m_badge, m_look.theme(), m_look.fonts(), m_look.measures());
}

HairlineWidget::HairlineWidget(const Look& look, Qt::Orientation orientation, bool strong, QWidget* parent)
    : QWidget(parent), m_look(look), m_orientation(orientation), m_strong(strong) {
  if (orientation == Qt::Horizontal) {
    setFixedHeight(1);
  } else {
    setFixedWidth(1);
  }
  follow(this, look);
}

void HairlineWidget::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor& color = m_strong ? m_look.theme().line : m_look.theme().hairline;
  if (m_orientation == Qt::Horizontal) {
    hairlineH(painter, 0, width(), 0, color);
  } else {
    hairlineV(painter, 0, 0, height(), color);
  }
}

TextLabel::TextLabel(const Look& look, FontRole font, ColorRole color, const QString& text, QWidget* parent)
    : QWidget(parent), m_look(look), m_font(font), m_color(color) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  follow(this, look);
  setText(text);
}

void TextLabel::setText(const QString& text) {
  if (text == m_text) return;
  m_text = text;
  setAccessibleName(text);
  updateGeometry();
  update();
}

void TextLabel::setRoles(FontRole font, ColorRole color) {
  m_font = font;
  m_color = color;
  updateGeometry();
  update();
}

void TextLabel::setElided(bool elided) {
  m_elided = elided;
  updateGeometry();
}

QSize TextLabel::sizeHint() const {
  const QFontMetricsF metrics(m_look.fonts().*m_font);
  // Capitals stand in the middle, so what hangs below them needs as much room above: else underscores are
  // cut.
  const double centred = metrics.capHeight() + 2 * metrics.descent() + 1;
  return {static_cast<int>(std::ceil(metrics.horizontalAdvance(m_text))),
          static_cast<int>(std::ceil(std::max(metrics.height(), centred)))};
}

QSize TextLabel::minimumSizeHint() const {
  const QSize hint = sizeHint();
  return m_elided ? QSize(std::min(hint.width(), m_look.measures().px(24)), hint.height()) : hint;
}

void TextLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QFont& font = m_look.fonts().*m_font;
  const QFontMetricsF metrics(font);
  painter.setFont(font);
  painter.setPen(m_look.theme().*m_color);
  const QString shown = m_elided ? metrics.elidedText(m_text, Qt::ElideRight, width()) : m_text;
  // A painter takes the direction of the program: "1 session" would begin with its last word.
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  const double x = mirrored ? width() - metrics.horizontalAdvance(shown) : 0;
  painter.drawText(QPointF(x, centredBaseline(rect(), metrics)), shown);
}

}  // namespace spanloupe::ui
