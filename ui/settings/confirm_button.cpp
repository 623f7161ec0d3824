// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/confirm_button.h"

#include <QKeyEvent>

namespace spanloupe::settings {

ConfirmButton::ConfirmButton(const ui::Look& look, ui::Icon icon, const QString& text,
                             const QString& question, QWidget* parent)
    : ui::Button(look, icon, text, ui::ButtonKind::Normal, parent), m_text(text), m_question(question) {
  setFocusPolicy(Qt::StrongFocus);
  connect(this, &QAbstractButton::clicked, this, [this] {
    const bool sure = m_asking;
    ask(!m_asking);
    if (sure) emit confirmed();
  });
}

void ConfirmButton::setTexts(const QString& text, const QString& question) {
  m_text = text;
  m_question = question;
  ask(false);
}

void ConfirmButton::ask(bool asking) {
  m_asking = asking;
  const QString& shown = asking ? m_question : m_text;
  setText(shown);
  setAccessibleName(shown);
  setKind(asking ? ui::ButtonKind::Primary : ui::ButtonKind::Normal);
  updateGeometry();
}

void ConfirmButton::focusOutEvent(QFocusEvent* event) {
  ask(false);
  ui::Button::focusOutEvent(event);
}

void ConfirmButton::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && m_asking) {
    ask(false);
  } else {
    ui::Button::keyPressEvent(event);
  }
}

}  // namespace spanloupe::settings
