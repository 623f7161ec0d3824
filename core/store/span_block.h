// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One block of span rows of one segment as values of single fields, each column read when first asked for.
// What the SQL table "spans" shows. One thread at a time.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/store/segment_reader.h"

namespace spanloupe::store {

class SpanBlock {
 public:
  /// The block of `reader`'s segment that holds `row`; `reader` must outlive it.
  SpanBlock(SegmentReader& reader, std::uint32_t row);

  [[nodiscard]] bool holds(std::uint32_t row) const { return row >= m_first && row - m_first < m_count; }

  [[nodiscard]] Result<TraceId> traceId(std::uint32_t row);
  [[nodiscard]] Result<SpanId> parentId(std::uint32_t row);
  [[nodiscard]] Result<std::uint64_t> start(std::uint32_t row);
  /// A numeric field by its key, 0 when the segment has none.
  [[nodiscard]] Result<std::uint64_t> number(std::string_view key, std::uint32_t row);
  /// A text field by its key; valid as long as the block.
  [[nodiscard]] Result<std::string_view> text(std::string_view key, std::uint32_t row);
  [[nodiscard]] Result<std::string> service(std::uint32_t row);
  /// The span's attribute of that key, else its resource's; nothing when neither has it.
  [[nodiscard]] Result<std::optional<std::string>> attribute(const std::string& key, std::uint32_t row);

 private:
  [[nodiscard]] Result<const TextRange*> texts(ColumnScope scope, const std::string& key);

  SegmentReader& m_reader;
  std::uint32_t m_first;
  std::uint32_t m_count;
  std::map<std::string, std::vector<std::uint64_t>, std::less<>> m_numbers;
  std::map<std::pair<ColumnScope, std::string>, TextRange> m_texts;
  std::optional<std::vector<SpanId>> m_parents;
};

}  // namespace spanloupe::store
