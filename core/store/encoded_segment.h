// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A segment ready to be written: its columns as blobs, and what the writer needs to know to place it.
// Made by SegmentBuilder on any thread, moved to the writer thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/store/column_key.h"

namespace spanloupe::store {

inline constexpr std::uint32_t kSegmentRows = 65'536;

struct EncodedColumn {
  ColumnScope scope = ColumnScope::Span;
  std::string key;
  std::string data;
};

/// Counts and bounds, kept beside the columns so that questions can skip segments.
struct SegmentSummary {
  std::uint32_t spans = 0, traces = 0, events = 0, links = 0, logs = 0, errors = 0;
  std::uint64_t minStart = ~std::uint64_t{0};  ///< Nanoseconds, absurd ones ignored; ~0 when there is none.
  std::uint64_t maxStart = 0;
  std::uint64_t maxEnd = 0;
  std::int64_t source = 0;  ///< 0: several, see the column "source".
};

/// How rows came into the session. Retention drops Live segments only.
enum class SegmentOrigin : std::uint8_t {
  Import = 0,
  Live = 1,  ///< Received.
  Kept = 2   ///< Received, of pinned traces, and copied out of a segment that was dropped.
};

struct SegmentStamp {
  SegmentOrigin origin = SegmentOrigin::Import;
  std::int64_t firstAt = 0;  ///< When its rows arrived: nanoseconds since 1970; 0 for imports.
  std::int64_t lastAt = 0;
};

/// Spans that were left out because the session has them, by source.
using DuplicateCounts = std::map<std::int64_t, std::uint64_t>;

class EncodedSegment {
 public:
  SegmentSummary summary;
  std::vector<EncodedColumn> columns;
  std::vector<TraceId> traceIds;       ///< Sorted, distinct.
  std::vector<std::uint32_t> rowsEnd;  ///< Per trace, as the column of that name.
  std::vector<SpanId> spanIds;         ///< Per row.
  DuplicateCounts duplicates;          ///< Spans left out because an equal one is here.
};

}  // namespace spanloupe::store
