// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/search_field.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/paint.h"

namespace spanloupe::ui {
namespace {

constexpr int kSide = 8;
constexpr int kKeyPadding = 4;

}  // namespace

SearchField::SearchField(const Look& look, const QString& placeholder, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_line(new QHBoxLayout(this)),
      m_lead(new QSpacerItem(0, 0)),
      m_edit(new QLineEdit(this)),
      m_note(new TextLabel(look, &Fonts::body, &Theme::text3, {}, this)),
      m_clear(new Button(look, Icon::Close, tr("Clear"), true, this)) {
  m_edit->setFrame(false);
  m_edit->setPlaceholderText(placeholder);
  m_edit->setAccessibleName(placeholder);
  m_edit->installEventFilter(this);
  setFocusProxy(m_edit);
  m_clear->setFocusPolicy(Qt::NoFocus);
  m_line->setContentsMargins(2, 0, 2, 0);
  m_line->addItem(m_lead);
  m_line->setSpacing(4);
  m_line->addWidget(m_edit, 1);
  m_line->addWidget(m_note);
  m_line->addWidget(m_clear);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(m_edit, &QLineEdit::textChanged, this, &SearchField::showParts);
  connect(m_edit, &QLineEdit::textEdited, this, &SearchField::textEdited);
  connect(m_clear, &Button::clicked, this, &SearchField::clear);
  connect(&look, &Look::changed, this, &SearchField::readLook);
  readLook();
  showParts();
}

void SearchField::readLook() {
  const Measures& m = m_look.measures();
  // Below the icon, on whichever side that is. The line adds its spacing.
  m_lead->changeSize(kSide + m.iconRow() - m_line->spacing(), 0);
  m_line->invalidate();
  leaveRoom();
  m_edit->setFont(m_look.fonts().body);
  m_edit->setFixedHeight(m.controlSmall() - 2);
  updateGeometry();
  update();
}

double SearchField::capWidth() const {
  return std::ceil(QFontMetricsF(m_look.fonts().small).horizontalAdvance(m_keys)) + 2 * kKeyPadding;
}

// The cap of keys is painted where text would run into it.
void SearchField::leaveRoom() {
  const bool hasCap = !m_keys.isEmpty() && m_edit->text().isEmpty();
  const int trailing = hasCap ? static_cast<int>(capWidth()) + kSide : 2;
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  m_line->setContentsMargins(mirrored ? trailing : 2, 0, mirrored ? 2 : trailing, 0);
}

void SearchField::showParts() {
  const bool hasText = !m_edit->text().isEmpty();
  leaveRoom();
  m_clear->setVisible(hasText);
  m_note->setVisible(hasText && !m_note->text().isEmpty());
  for (QWidget* widget : m_trailing) widget->setVisible(hasText);
  update();
}

void SearchField::setText(const QString& text) { m_edit->setText(text); }

void SearchField::setIcon(Icon icon) {
  m_icon = icon;
  update();
}

void SearchField::setKeyHint(const QString& keys) {
  m_keys = keys;
  leaveRoom();
  update();
}

void SearchField::setNote(const QString& note, bool isWarning) {
  m_note->setText(note);
  m_note->setRoles(&Fonts::body, isWarning ? &Theme::warn : &Theme::text3);
  m_edit->setAccessibleDescription(note);
  showParts();
}

void SearchField::addTrailing(QWidget* widget) {
  m_line->insertWidget(m_line->count() - 1, widget);
  m_trailing.push_back(widget);
  showParts();
}

void SearchField::clear() {
  if (m_edit->text().isEmpty()) return;
  m_edit->clear();
  emit textEdited({});
}

QSize SearchField::sizeHint() const { return {m_look.measures().px(220), m_look.measures().controlSmall()}; }

QSize SearchField::minimumSizeHint() const {
  return {m_look.measures().px(120), m_look.measures().controlSmall()};
}

void SearchField::paintEvent(QPaintEvent*) {
  const Theme& theme = m_look.theme();
  const Measures& m = m_look.measures();
  QPainter painter(this);
  roundedBox(painter, rect(), Measures::kRadiusButton, theme.inset, theme.control);
  if (m_edit->hasFocus()) focusRing(painter, rect(), Measures::kRadiusButton, theme);
  const double icon = m.iconRow();
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  const double iconX = mirrored ? width() - kSide - icon : kSide;
  paintIcon(painter, m_icon, QRectF(iconX, (height() - icon) / 2, icon, icon), theme.text2);
  if (m_keys.isEmpty() || !m_edit->text().isEmpty()) return;
  const QFontMetricsF metrics(m_look.fonts().small);
  const double wide = capWidth();
  const double capX = mirrored ? kSide - 2 : width() - kSide + 2 - wide;
  const QRectF cap(capX, (height() - m.H) / 2.0, wide, m.H);
  roundedBox(painter, cap, 3, theme.surface, theme.line);
  painter.setFont(m_look.fonts().small);
  painter.setPen(theme.text2);
  painter.drawText(QPointF(cap.left() + kKeyPadding, centredBaseline(cap, metrics)), m_keys);
}

bool SearchField::eventFilter(QObject* watched, QEvent* event) {
  if (watched != m_edit) return QWidget::eventFilter(watched, event);
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  // A letter or Escape typed here is for the field, whatever shortcut it is elsewhere.
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Escape) event->accept();
  }
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
      emit submitted(key->modifiers().testFlag(Qt::ShiftModifier));
      return true;
    }
    if (key->key() == Qt::Key_Escape) {
      if (m_edit->text().isEmpty()) {
        emit escaped();
      } else {
        clear();
      }
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace spanloupe::ui
