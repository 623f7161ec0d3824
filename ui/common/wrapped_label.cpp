// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/wrapped_label.h"

namespace spanloupe::ui {

WrappedLabel::WrappedLabel(const Look& look, FontRole font, ColorRole color, const QString& text,
                           QWidget* parent)
    : QLabel(text, parent), m_look(look), m_font(font), m_color(color) {
  setWordWrap(true);
  setTextFormat(Qt::PlainText);
  // Else it follows the role of the background, which on some pages is that of views.
  setForegroundRole(QPalette::WindowText);
  connect(&look, &Look::changed, this, &WrappedLabel::readLook);
  readLook();
}

void WrappedLabel::setColor(ColorRole color) {
  m_color = color;
  readLook();
}

void WrappedLabel::readLook() {
  setFont(m_look.fonts().*m_font);
  QPalette own = palette();
  own.setColor(QPalette::WindowText, m_look.theme().*m_color);
  setPalette(own);
}

}  // namespace spanloupe::ui
