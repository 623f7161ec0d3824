// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Edit > Copy for whatever has the focus: an action that calls the focused widget's slot copy() and is
// enabled while there is one. UI thread.
#pragma once

class QAction;

namespace spanloupe::shell {

void followFocus(QAction& copy);

}  // namespace spanloupe::shell
