// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The order in which the spans of a segment are stored, and their parents by row. Pure; any thread.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/store/segment_builder.h"

namespace spanloupe::store {

struct SpanOrder {
  std::vector<std::uint32_t> rowAt;    ///< Old row of each new row.
  std::vector<std::uint32_t> newRow;   ///< New row of each old row; AttributeTable::kDropped.
  std::vector<std::uint32_t> traceAt;  ///< Trace number of each stored trace, by ascending id.
  std::vector<std::uint32_t> rowsEnd;  ///< New rows up to and with each stored trace.
  std::vector<std::uint32_t> parent;   ///< Per new row: as stored (segment_builder.h).
  /// New rows with the trace and span id of an earlier one: (earlier, later).
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sameId;
};

/// `dropped` = old rows to leave out, ascending.
[[nodiscard]] SpanOrder orderSpans(const SegmentRows& rows, const std::vector<std::uint32_t>& dropped);

}  // namespace spanloupe::store
