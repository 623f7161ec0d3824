// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a DurationPlot readable for assistive technology: name, what it shows in one sentence, where the
// keyboard is, the box, and an action that opens. UI thread.
#pragma once

namespace spanloupe::charts {

class DurationPlot;

/// Once per program; further calls do nothing.
void installPlotAccessibility();
/// The cursor stands elsewhere.
void notifyCursorMoved(DurationPlot* plot);
/// Other figures, or another box.
void notifyValueChanged(DurationPlot* plot);

}  // namespace spanloupe::charts
