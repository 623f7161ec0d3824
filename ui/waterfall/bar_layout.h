// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bar of one row of the waterfall with everything on it: self time, events, logs, critical path and the
// label with the duration. Pure.
#pragma once

#include "ui/waterfall/coverage.h"
#include "ui/waterfall/layout_pass.h"

namespace spanloupe::waterfall {

/// Needs row.node, row.rect and row.isFailed.
void layOutBar(const LayoutPass& pass, Coverage& coverage, RowLayout& row);

}  // namespace spanloupe::waterfall
