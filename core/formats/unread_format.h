// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Trace formats of other tools that nothing here reads, told apart so that a message can name them. Pure; any
// thread.
#pragma once

#include <string_view>

namespace spanloupe::formats {

/// "Jaeger JSON"; empty when the first bytes of a file are none that is known.
[[nodiscard]] std::string_view unreadFormatOf(std::string_view head);

}  // namespace spanloupe::formats
