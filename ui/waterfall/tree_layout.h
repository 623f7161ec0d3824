// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tree column of one row of the waterfall: guides, level, expander, strip, icon, name and summary with
// found words marked, and the badges at its right end. Pure.
#pragma once

#include "ui/waterfall/layout_pass.h"

namespace spanloupe::waterfall {

/// Needs row.row, row.node and row.rect. `summaries` may be null.
void layOutTree(const LayoutPass& pass, const SummarySource* summaries, RowLayout& row);

}  // namespace spanloupe::waterfall
