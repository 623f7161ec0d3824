// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and pointer do inside the views, for the page of shortcuts: what no menu can say. UI thread.
#pragma once

#include <vector>

#include "ui/commands/shortcut_sheet.h"

namespace spanloupe::shell {

[[nodiscard]] std::vector<commands::KeyGroup> viewKeys();

}  // namespace spanloupe::shell
