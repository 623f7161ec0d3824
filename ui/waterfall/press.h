// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a pressed button of the mouse is doing in the waterfall, and how things stood when it went down. A
// value; UI thread.
#pragma once

#include <QPointF>

#include "ui/waterfall/time_window.h"

namespace spanloupe::waterfall {

struct Press {
  enum class Drag { None, Pressed, Range, Pan, Column };

  Drag drag = Drag::None;
  QPointF at;
  TimeWindow window;
  int scroll = 0;  ///< Of the rows.
};

}  // namespace spanloupe::waterfall
