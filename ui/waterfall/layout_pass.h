// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One run of the layout over the visible rows: what every part of it needs. Lives as long as the run.
#pragma once

#include <algorithm>

#include "ui/waterfall/waterfall_frame.h"

namespace spanloupe::waterfall {

struct LayoutPass {
  const WaterfallModel& model;
  const WaterfallViewport& view;
  const WaterfallMeasures& measures;
  WaterfallFrame& frame;
  double minX = 0;
  double maxX = 0;

  /// Clamped so that no rect outgrows what a painter can handle, however far the zoom.
  [[nodiscard]] double x(double time) const { return std::clamp(frame.scale.x(time), minX, maxX); }
};

}  // namespace spanloupe::waterfall
