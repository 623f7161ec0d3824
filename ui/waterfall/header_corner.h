// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Carries the column header on above the scroll bar, so that the line below it reaches the edge. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"

namespace spanloupe::waterfall {

class HeaderCorner : public QWidget {
 public:
  explicit HeaderCorner(const ui::Look& look) : m_look(look) {}

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ui::Look& m_look;
};

}  // namespace spanloupe::waterfall
