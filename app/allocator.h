// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where our programs take their memory from: jemalloc, as configured in allocator.cpp. A program gets it by
// linking the target spanloupe_allocator.
#pragma once

#include <string>

namespace spanloupe::app {

/// "5.3.0"; empty under a sanitizer, which brings an allocator of its own.
[[nodiscard]] std::string allocatorVersion();

}  // namespace spanloupe::app
