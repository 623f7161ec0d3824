// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of which segments the spans of a trace are, for reading columns instead of spans. Immutable; any
// thread.
#pragma once

#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/model/trace.h"
#include "core/store/snapshot.h"

namespace spanloupe::query {

/// The part of a trace that one segment holds: its rows stand together.
struct TraceSlice {
  std::shared_ptr<const store::SegmentInfo> segment;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  SpanIndex firstSpan = 0;
  std::vector<SpanIndex> spans;  ///< Of each row; empty: they follow each other from firstSpan on.

  [[nodiscard]] SpanIndex span(std::uint32_t row) const {
    return spans.empty() ? firstSpan + row : spans[row];
  }
};

/// In order of segments. Rows between two spans of the trace that belong to no span of it have kNoSpan.
[[nodiscard]] Result<std::vector<TraceSlice>> slicesOf(const store::Snapshot& snapshot, const Trace& trace);

}  // namespace spanloupe::query
