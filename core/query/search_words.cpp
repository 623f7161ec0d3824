// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/search_words.h"

#include <algorithm>

#include "core/query/folded_text.h"

namespace spanloupe::query {

std::vector<std::string_view> splitWords(std::string_view typed) {
  std::vector<std::string_view> words;
  const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  for (std::size_t at = 0; at < typed.size();) {
    if (isBlank(typed[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    bool isQuoted = false;
    // A quote that is never closed reaches to the end: the rest of the phrase is still to be typed.
    for (; at < typed.size() && (isQuoted || !isBlank(typed[at])); ++at)
      if (typed[at] == '"') isQuoted = !isQuoted;
    words.push_back(typed.substr(begin, at - begin));
  }
  return words;
}

std::string unquoted(std::string_view word) {
  std::string out(word);
  std::erase(out, '"');
  return out;
}

std::vector<SearchWord> searchWords(std::string_view typed) {
  std::vector<SearchWord> words;
  for (const std::string_view part : splitWords(typed)) {
    SearchWord word;
    word.text = folded(unquoted(part));
    if (word.text.empty()) continue;
    const std::size_t equals = part.find('=');
    if (equals != std::string_view::npos && equals > 0 && part.find('"') > equals) {
      word.key = folded(part.substr(0, equals));
      word.value = folded(unquoted(part.substr(equals + 1)));
    }
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace spanloupe::query
