// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and the like that programs write for a terminal, and that get into their log records. Pure.
#pragma once

#include <string>
#include <string_view>

namespace spanloupe {

/// Whether there may be any.
[[nodiscard]] inline bool hasTerminalCodes(std::string_view text) {
  return text.find('\x1b') != std::string_view::npos;
}

/// Without escape sequences (ECMA-48, sections 5.3 to 5.6); of an unfinished one only what belongs to it
/// goes.
[[nodiscard]] std::string withoutTerminalCodes(std::string_view text);

}  // namespace spanloupe
