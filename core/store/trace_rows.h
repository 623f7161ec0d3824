// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The traces of one segment as columns of their own, sorted by trace id: what the trace list shows without touching
// a span. Pure; any thread.
//
// Column "root_row": 0 = the trace has no span, else twice the row within the run of the root span, plus 2, plus 1
// when the root has no parent id (a real root and not the earliest orphan).
#pragma once

#include <cstdint>
#include <vector>

#include "core/store/segment_builder.h"
#include "core/store/span_order.h"

namespace spanloupe::store {

/// start_base of each trace, by trace number.
using TraceBases = std::vector<std::uint64_t>;

/// Appends the trace columns and fills traceIds and the trace figures of the summary.
TraceBases encodeTraceRows(const SegmentRows& rows, const SpanOrder& order, const ValueDictionary& resources,
                           EncodedSegment& segment);

}  // namespace spanloupe::store
