// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Divides the traces of many segments into ranges of ids that fill about one segment each. Values; any
// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/segment_reader.h"

namespace spanloupe::store {

/// Rows of one segment that belong to a range of trace ids.
struct RowRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// Spans of `reader` whose trace id is in [begin, end); no `end` = to the last.
[[nodiscard]] Result<RowRange> spansBetween(SegmentReader& reader, TraceId begin, std::optional<TraceId> end);
/// Likewise log records.
[[nodiscard]] Result<RowRange> logsBetween(SegmentReader& reader, TraceId begin, std::optional<TraceId> end);

/// Collects how rows are spread over trace ids, from samples: the exact counts of all traces of many segments
/// would not fit in memory.
class MergePlan {
 public:
  [[nodiscard]] Result<void> add(SegmentReader& reader);
  /// The first id of each range, ascending, from zero. A range holds about a segment's rows, or one trace
  /// that has more.
  [[nodiscard]] std::vector<TraceId> ranges();

 private:
  struct Sample {
    TraceId id;
    std::uint32_t spans = 0;
    std::uint32_t logs = 0;
  };
  std::vector<Sample> m_samples;
};

}  // namespace spanloupe::store
