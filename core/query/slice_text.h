// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// All searchable texts of one slice of a trace. Immutable once read; any thread.
#pragma once

#include <stop_token>
#include <vector>

#include "core/query/text_column.h"
#include "core/query/trace_slice.h"

namespace spanloupe::query {

class SliceText {
 public:
  /// Numbers its keys in `keys`.
  [[nodiscard]] static Result<SliceText> read(store::SegmentReader& reader, const TraceSlice& slice,
                                              KeyTable& keys, const std::stop_token& stop);

  /// Sets hit[row] for the rows that have the word somewhere; other elements stay.
  void find(const ColumnWord& word, std::vector<std::uint8_t>& hit) const;
  [[nodiscard]] std::size_t byteCount() const;

 private:
  class Collector;
  struct Rows {
    std::vector<TextColumn> columns;
    std::vector<std::uint32_t> owner;  ///< Empty: these are the spans themselves.
  };
  std::vector<Rows> m_rows;  ///< Spans, events, links.
};

}  // namespace spanloupe::query
