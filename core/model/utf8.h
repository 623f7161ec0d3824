// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 checks and repair for texts that come from outside. Pure.
#pragma once

#include <string>
#include <string_view>

namespace spanloupe {

[[nodiscard]] bool isValidUtf8(std::string_view text);
/// Each maximal invalid part replaced by U+FFFD (Unicode 15, section 3.9).
[[nodiscard]] std::string toValidUtf8(std::string_view text);

}  // namespace spanloupe
