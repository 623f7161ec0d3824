// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Searching the text of a document, of which most is not in memory: every record is read and laid out once.
// For the threads of the query pool; polls the stop token between blocks.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/reader.h"
#include "ui/json/json_document.h"

namespace spanloupe::json {

struct Matches {
  std::vector<DocLine> lines;  ///< Ascending.
  bool more = false;           ///< There are others; these are not all.
};
inline constexpr std::size_t kMostMatches = 100'000;
/// Lines that hold `needle`, whatever the case of its ASCII letters.
[[nodiscard]] Result<Matches> findLines(store::Reader& reader, const JsonDocument& document,
                                        const std::string& needle, std::stop_token stop);

/// The next place of `lowerNeedle` in `text`, whatever the case of ASCII letters; npos.
[[nodiscard]] std::size_t findFolded(std::string_view text, std::string_view lowerNeedle, std::size_t from);
[[nodiscard]] std::string lowerAscii(std::string_view text);

}  // namespace spanloupe::json
