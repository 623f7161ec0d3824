// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Judges the traces of one segment by its columns alone: right for traces that lie whole in it. Texts are
// looked at once per value of a dictionary, and only columns that the filter asks about are read. One thread
// at a time.
#pragma once

#include "core/store/segment_reader.h"
#include "core/store/trace_filter.h"

namespace spanloupe::store {

class RunMatcher {
 public:
  explicit RunMatcher(const TraceFilter& filter) : m_filter(filter), m_words(filter.text) {}

  /// One element per run, not zero where it matches.
  [[nodiscard]] Result<std::vector<std::uint8_t>> match(SegmentReader& reader, std::uint32_t runs);
  /// For traces in several segments.
  [[nodiscard]] bool matchesRow(const TraceRow& row) { return matches(m_filter, m_words, row); }

 private:
  [[nodiscard]] Result<void> matchFigures(SegmentReader& reader, std::vector<std::uint8_t>& matching) const;
  [[nodiscard]] Result<void> matchTexts(SegmentReader& reader, std::vector<std::uint8_t>& matching);

  const TraceFilter& m_filter;
  FilterWords m_words;
};

}  // namespace spanloupe::store
