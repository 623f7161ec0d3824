// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the tree column of one row. UI thread.
#pragma once

#include "ui/waterfall/paint_kit.h"

namespace spanloupe::waterfall {

void paintTree(QPainter& painter, PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row);

}  // namespace spanloupe::waterfall
