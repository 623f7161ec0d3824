// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The traces of one segment as columns of their own, sorted by trace id: what the trace list shows without
// touching a span. Pure; any thread.
//
// The root of a trace is its earliest span without parent id, else its earliest orphan.
#pragma once

#include <cstdint>
#include <vector>

#include "core/store/segment_builder.h"
#include "core/store/span_order.h"

namespace spanloupe::store {

/// What the column "root_row" holds.
struct RootCode {
  std::uint32_t row = 0;     ///< Within the run.
  bool hasNoParent = false;  ///< A real root, not an orphan.
  bool failed = false;

  [[nodiscard]] constexpr std::uint64_t encode() const {
    return (std::uint64_t{row} + 1) << 2 | (failed ? 2U : 0U) | (hasNoParent ? 1U : 0U);
  }
  /// Of encode(); anything below 4 is damaged.
  [[nodiscard]] static constexpr RootCode decode(std::uint64_t code) {
    return {static_cast<std::uint32_t>((code >> 2) - 1), (code & 1) != 0, (code & 2) != 0};
  }
};

/// start_base of each trace, by trace number.
using TraceBases = std::vector<std::uint64_t>;

/// Appends the trace columns and fills traceIds and the trace figures of the summary.
TraceBases encodeTraceRows(const SegmentRows& rows, const SpanOrder& order, const ValueDictionary& resources,
                           EncodedSegment& segment);

}  // namespace spanloupe::store
