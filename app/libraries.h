// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The libraries the window stands on, with the versions that run now and their licences, for --version and
// About.
#pragma once

#include <vector>

#include "ui/shell/about_dialog.h"

namespace spanloupe::app {

[[nodiscard]] std::vector<shell::LibraryText> libraries();

}  // namespace spanloupe::app
