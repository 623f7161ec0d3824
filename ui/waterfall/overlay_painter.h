// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Replays what runs across the rows: the critical path, links, the cursor line and a marked range. UI thread.
#pragma once

#include <optional>

#include "ui/waterfall/paint_kit.h"

namespace spanloupe::waterfall {

/// Whether a vertical line leads from one piece of the critical path to the next.
[[nodiscard]] bool joins(const PathPoint& before, const PathPoint& point);
void paintCritical(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame);
void paintLinks(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame);
void paintCursor(QPainter& painter, const PaintKit& kit, double x, double height);
/// Between two x; parts outside the timeline are cut off.
void paintRange(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, double x1, double x2,
                double height);

}  // namespace spanloupe::waterfall
