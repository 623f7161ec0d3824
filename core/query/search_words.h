// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody types to find spans, taken apart: words separated by blanks, "quoted phrases", and key=value,
// which looks at one key only. All of them must be somewhere in a span. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spanloupe::query {

struct SearchWord {
  std::string text;  ///< Folded; what was typed, without quotes.
  std::string key;   ///< Of key=value, folded; else empty.
  std::string value;
  [[nodiscard]] bool hasKey() const { return !key.empty(); }
};

[[nodiscard]] std::vector<SearchWord> searchWords(std::string_view typed);

/// The words as they were typed, one by one, with their quotes: for those who look for more than words.
[[nodiscard]] std::vector<std::string_view> splitWords(std::string_view typed);
/// Without its quotes.
[[nodiscard]] std::string unquoted(std::string_view word);

}  // namespace spanloupe::query
