// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The waterfall and its overview for assistive technology: a tree of rows made when asked for, so a million
// of them cost nothing, and a slider. UI thread.
#pragma once

#include "ui/waterfall/waterfall_model.h"

namespace spanloupe::waterfall {

class WaterfallView;

/// Once per process is enough; more often does no harm.
void installWaterfallAccessibility();
void notifyRowsChanged(WaterfallView* view);
void notifyRowFocused(WaterfallView* view, RowIndex row);

}  // namespace spanloupe::waterfall
