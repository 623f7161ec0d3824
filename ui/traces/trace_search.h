// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a trace stands in a list of millions: a look for its position, which reads one row; failing that, a
// binary search by the column of the order, then a look at the traces with an equal value, which reads a few
// dozen; failing that too, as more of it may have come, its id. For the query pool.
#pragma once

#include <stop_token>

#include "core/store/reader.h"
#include "ui/traces/trace_listing.h"

namespace spanloupe::traces {

/// Whether `a` stands before `b` in that order; equal values stand before each other in neither way.
[[nodiscard]] bool standsBefore(const store::TraceRow& a, const store::TraceRow& b, store::TraceOrder order);

/// The row of the trace with the id of `wanted`: where its position stands now, else where its column has the
/// value it has in `wanted`, among at most kEqualLooked traces with that value, else by its id. -1 when it is
/// not listed.
[[nodiscard]] Result<int> findTrace(store::Reader& reader, const store::Snapshot& snapshot,
                                    const store::OrderedTraces& traces, store::TraceOrder order,
                                    const TrackedTrace& wanted, std::stop_token stop);

inline constexpr int kEqualLooked = 4096;

}  // namespace spanloupe::traces
