// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Segmented controls for screen readers: a group of radio buttons, of which the chosen one is checked. UI
// thread.
#pragma once

namespace spanloupe::ui {

class SegmentedControl;

/// Once is enough; every SegmentedControl does.
void installSegmentAccessibility();
void notifySegmentChosen(SegmentedControl* control, int index);

}  // namespace spanloupe::ui
