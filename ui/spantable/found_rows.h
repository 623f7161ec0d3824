// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a search found in the table: which spans, and their places in the order the table has them in, groups
// one after the other as if all were open. Immutable; any thread.
#pragma once

#include <QString>
#include <optional>

#include "core/query/search_words.h"
#include "ui/spantable/table_content.h"

namespace spanloupe::spantable {

struct FoundRows {
  std::shared_ptr<const TableContent> content;  ///< Places are of this one's rows.
  std::shared_ptr<const query::TraceText> text;
  std::vector<query::SearchWord> words;
  std::vector<std::uint8_t> isFound;       ///< By span, also of those that a filter hides.
  std::vector<std::uint32_t> places;       ///< Ascending.
  std::vector<std::uint32_t> groupBegins;  ///< Place of each group's first span, and the end; or empty.

  [[nodiscard]] bool contains(SpanIndex span) const { return span < isFound.size() && isFound[span] != 0; }
  /// Of the shown spans.
  [[nodiscard]] std::size_t count() const { return places.size(); }
  [[nodiscard]] std::size_t countIn(std::uint32_t group) const;
  /// 1 for the first; 0 for what was not found.
  [[nodiscard]] std::size_t numberOf(std::uint32_t place) const;
  /// The first one after `place` (or before it), around the end; nothing when none was found. `isBetween`:
  /// the keyboard stands before the place and not on it.
  [[nodiscard]] std::optional<std::uint32_t> next(std::uint32_t place, bool forward,
                                                  bool isBetween = false) const;
};

/// Where words are in a text, begin and length, as they are compared everywhere: any case, of key=value only
/// the value and only below its key.
[[nodiscard]] std::vector<std::pair<int, int>> placesOf(const std::vector<query::SearchWord>& words,
                                                        const QString& text, std::string_view key);

[[nodiscard]] Result<std::shared_ptr<const FoundRows>> findRows(
    store::Reader& reader, const store::Snapshot& snapshot, std::shared_ptr<const TableContent> content,
    std::shared_ptr<const query::TraceText> text, const std::string& words, std::stop_token stop);

}  // namespace spanloupe::spantable
