// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the bar of one row with its marks, and its label, which is painted after all bars. UI thread.
#pragma once

#include "ui/waterfall/paint_kit.h"

namespace spanloupe::waterfall {

/// `background`: of the row, for what fades.
void paintBar(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row,
              const QColor& background);
/// After the critical path, which they hang below.
void paintLogs(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row,
               const QColor& background);
/// Where a skewed span was reported, or, drawn as reported, where it belongs. Before links, which may end
/// there.
void paintOtherPlace(QPainter& painter, const PaintKit& kit, const RowLayout& row, const QColor& background);
void paintLabel(QPainter& painter, PaintKit& kit, const RowLayout& row, const QColor& background);

}  // namespace spanloupe::waterfall
