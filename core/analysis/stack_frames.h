// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a stack trace: is it a call, and what does it say? One function per language; `isOwn`,
// `package` and `name` are left to stack_owner.h. Pure.
#pragma once

#include <optional>

#include "core/analysis/stack_trace.h"

namespace spanloupe::analysis {

/// Lines longer than this are text: no runtime prints such a call.
inline constexpr std::size_t kMaxFrameLine = 8'192;

/// Takes the next line off `rest`, without its end ("\n", "\r\n").
[[nodiscard]] std::string_view takeLine(std::string_view& rest);
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The language whose calls are most frequent in the first lines.
[[nodiscard]] StackLanguage guessLanguage(std::string_view text);

/// A call on one line. Go and Rust calls have their place on a second one: placeOnly().
[[nodiscard]] std::optional<StackFrame> callOf(StackLanguage language, std::string_view line);
/// The line below a call of Go or Rust that says where it is; only file, line and column are set.
[[nodiscard]] std::optional<StackFrame> placeOnly(StackLanguage language, std::string_view line);
/// "... 22 more" and its like.
[[nodiscard]] std::optional<StackFrame> omittedCalls(std::string_view line);

}  // namespace spanloupe::analysis
