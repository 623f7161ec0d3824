// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence or two that wrap, in a font and a colour of the look, which it follows. Plain text. Its height
// depends on its width, so what holds it must not have a Fixed one: that is the height for some other width.
// UI thread.
#pragma once

#include <QLabel>

#include "ui/common/look.h"

namespace spanloupe::ui {

class WrappedLabel : public QLabel {
  Q_OBJECT
 public:
  using FontRole = QFont Fonts::*;
  using ColorRole = QColor Theme::*;

  WrappedLabel(const Look& look, FontRole font, ColorRole color, const QString& text = {},
               QWidget* parent = nullptr);
  void setColor(ColorRole color);

 private:
  void readLook();

  const Look& m_look;
  FontRole m_font;
  ColorRole m_color;
};

}  // namespace spanloupe::ui
