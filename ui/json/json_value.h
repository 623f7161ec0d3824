// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in lines of laid-out JSON: tokens to colour, values to copy, the path to a line. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/json/json_document.h"

namespace spanloupe::json {

enum class TokenKind : std::uint8_t {
  Punctuation,
  Key,
  String,
  Number
};  ///< Number: true, false and null, too.

struct TokenRun {
  std::size_t begin = 0;
  std::size_t size = 0;
  TokenKind kind = TokenKind::Punctuation;
  friend bool operator==(const TokenRun&, const TokenRun&) = default;
};
/// Of one line, which may be cut; white space belongs to the punctuation around it.
[[nodiscard]] std::vector<TokenRun> tokensOf(std::string_view line);

/// The value in these lines: moved to the left, without the name before it and the comma behind it.
[[nodiscard]] std::string bareValue(std::string_view lines);
/// A string without its quotes; of {"key": …, "value": …} the value; everything else as it is.
[[nodiscard]] std::string plainValue(const std::string& json);

/// "resourceSpans[0].scopeSpans[1].spans[12].attributes[3]"; empty for the outermost brackets. `record`: the
/// text of the record the line is in, null in the skeleton.
[[nodiscard]] std::string pathOf(const JsonDocument& document, DocLine line, const JsonText* record);

}  // namespace spanloupe::json
