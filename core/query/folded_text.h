// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text as searching compares it: upper and lower case are one. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace spanloupe::query {

/// Appends `text` in lower case, of every script. The length stays, so that a place in one is the same place
/// in the other; bytes that are no UTF-8 stay as they are.
void appendFolded(std::string& out, std::string_view text);
[[nodiscard]] std::string folded(std::string_view text);

/// The first place of `needle` in `text` from `from` on; npos when there is none. The bare sum of how fast
/// searching is: it runs over every byte of a trace.
[[nodiscard]] std::size_t findBytes(std::string_view text, std::string_view needle, std::size_t from);

}  // namespace spanloupe::query
