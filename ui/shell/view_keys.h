// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and pointer do inside the views, for the page of shortcuts: what no menu can say. UI thread.
#pragma once

#include <vector>

#include "ui/commands/shortcut_sheet.h"

class QMenu;
class QMenuBar;

namespace spanloupe::shell {

[[nodiscard]] std::vector<commands::KeyGroup> viewKeys();
/// Those of the menus, then those of the views; the keys of the `trace` menu are among these, also while no
/// trace is open.
[[nodiscard]] std::vector<commands::KeyGroup> allKeys(const QMenuBar& bar, const QMenu& trace);

}  // namespace spanloupe::shell
