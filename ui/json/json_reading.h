// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The questions behind the JSON view: make the document, read records as text, search, copy. For the threads
// of the query pool; each polls the stop token between blocks and holds one block of records at most.
#pragma once

#include <optional>
#include <stop_token>

#include "core/store/reader.h"
#include "ui/json/json_document.h"

namespace spanloupe::json {

/// The whole trace, or one span of it. Reads every record once to learn how many lines it has.
[[nodiscard]] Result<std::shared_ptr<const JsonDocument>> readDocument(store::Reader& reader,
                                                                       const JsonSource& source,
                                                                       std::optional<SpanIndex> only,
                                                                       std::stop_token stop);

/// Texts of records, in the order asked.
[[nodiscard]] Result<std::vector<std::shared_ptr<const JsonText>>> readRecords(
    store::Reader& reader, const JsonDocument& document, const std::vector<Record>& records,
    std::stop_token stop);

struct Matches {
  std::vector<DocLine> lines;  ///< Ascending.
  bool more = false;           ///< There are others; these are not all.
};
inline constexpr std::size_t kMostMatches = 100'000;
/// Lines that hold `needle`, whatever the case of its ASCII letters.
[[nodiscard]] Result<Matches> findLines(store::Reader& reader, const JsonDocument& document,
                                        const std::string& needle, std::stop_token stop);

/// What to make of the lines that are copied.
enum class CopyForm : std::uint8_t {
  Lines,   ///< As they stand.
  Object,  ///< Moved to the left; no name before it, no comma behind it.
  Value    ///< Likewise; a string without quotes, of an OTLP attribute its value.
};
/// More is no longer for a clipboard.
inline constexpr std::uint64_t kMostCopied = std::uint64_t{64} << 20;
/// Lines first to last, folded or not.
[[nodiscard]] Result<std::string> copyText(store::Reader& reader, const JsonDocument& document, DocLine first,
                                           DocLine last, CopyForm form, std::stop_token stop);

/// The next place of `lowerNeedle` in `text`, whatever the case of ASCII letters; npos.
[[nodiscard]] std::size_t findFolded(std::string_view text, std::string_view lowerNeedle, std::size_t from);
[[nodiscard]] std::string lowerAscii(std::string_view text);

}  // namespace spanloupe::json
