// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events and links of a range of spans: rows of their own that belong to the span rows one after the other.
// One thread at a time.
#pragma once

#include <algorithm>
#include <vector>

#include "core/model/span.h"
#include "core/store/column_loader.h"

namespace spanloupe::store {

/// Where the nested rows of each span row of a range lie.
struct Ends {
  std::uint32_t first = 0;  ///< Nested rows before the range.
  std::vector<std::uint64_t> ends;
  [[nodiscard]] std::uint32_t begin(std::size_t row) const {
    return row == 0 ? 0 : static_cast<std::uint32_t>(ends[row - 1]) - first;
  }
  [[nodiscard]] std::uint32_t end(std::size_t row) const {
    return static_cast<std::uint32_t>(ends[row]) - first;
  }
  [[nodiscard]] std::uint32_t count() const {
    return ends.empty() ? 0 : static_cast<std::uint32_t>(ends.back()) - first;
  }
  [[nodiscard]] bool isSane(std::uint32_t total) const {
    return std::is_sorted(ends.begin(), ends.end()) &&
           (ends.empty() || (ends.front() >= first && ends.back() <= total));
  }
};

class EventChunk {
 public:
  [[nodiscard]] static Result<EventChunk> load(SegmentReader& reader, std::uint32_t first,
                                               std::uint32_t count);

  /// Appends the events of a span; attributeEnds says where each one's attributes end in `attributes`. False
  /// when the segment is damaged.
  [[nodiscard]] bool fill(std::size_t row, Timestamp start, std::vector<EventView>& out,
                          std::vector<Attribute>& attributes, std::vector<std::size_t>& attributeEnds);

 private:
  Ends m_ends;
  Numbers m_time, m_dropped;
  TextRange m_name;
  AttributeRange m_attributes;
};

class LinkChunk {
 public:
  [[nodiscard]] static Result<LinkChunk> load(SegmentReader& reader, std::uint32_t first,
                                              std::uint32_t count);

  /// Likewise for its links.
  [[nodiscard]] bool fill(std::size_t row, std::vector<LinkView>& out, std::vector<Attribute>& attributes,
                          std::vector<std::size_t>& attributeEnds);

 private:
  Ends m_ends;
  Numbers m_high, m_low, m_span, m_dropped, m_flags;
  TextRange m_state, m_rawTrace, m_rawSpan;
  AttributeRange m_attributes;
};

}  // namespace spanloupe::store
