// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a time axis has ticks and what they say: steps of 1, 2, 5 and 250, whole minutes and hours above, one
// unit and precision, labels that never meet. Pure; any thread.
#pragma once

#include <QString>
#include <functional>
#include <vector>

#include "core/base/time.h"

namespace spanloupe::ui {

struct AxisTick {
  double x = 0;   ///< Pixels from the left end of the axis.
  QString label;  ///< Empty for minor ticks.
  bool isMajor = false;
};

struct AxisRequest {
  Duration from{};  ///< Shown range, relative to the origin of the labels.
  Duration to{};
  double width = 0;                                  ///< Pixels of that range.
  double labelGap = 24;                              ///< Least space between two labels.
  double fewestPixels = 40;                          ///< Least distance of two major ticks.
  std::function<double(const QString&)> labelWidth;  ///< In pixels.
};

/// Ticks in ascending x. The label of the origin is "0". Empty for an empty range or width.
[[nodiscard]] std::vector<AxisTick> timeTicks(const AxisRequest& request);

/// The smallest permitted step that is at least `least`.
[[nodiscard]] Duration niceStep(Duration least);

}  // namespace spanloupe::ui
