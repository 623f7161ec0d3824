// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the waterfall says under the pointer: exact values of what was hit, the time at the cursor. Pure; UI
// thread.
#pragma once

#include <QString>
#include <functional>

#include "ui/common/format.h"
#include "ui/waterfall/waterfall_layout.h"

namespace spanloupe::waterfall {

/// Empty when nothing was hit.
[[nodiscard]] QString toolTipText(const WaterfallModel& model, const Hit& hit, ui::TimeZone zone);
/// "664 ms · 14:27:13.157"; digits below a pixel, which would only flicker, are left out.
[[nodiscard]] QString cursorText(const TraceDocument& document, double time, double nanosPerPixel,
                                 ui::TimeZone zone);

/// Of the tree column, as long as there is room for; empty rather than cut off.
[[nodiscard]] QString columnTitle(double room, const std::function<double(const QString&)>& width);

}  // namespace spanloupe::waterfall
