// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a trace stands in an traces list of millions: a binary search by the column of the order, then a
// look at the traces with an equal value. A few dozen rows are read. For the query pool.
#pragma once

#include <stop_token>

#include "core/store/reader.h"

namespace spanloupe::traces {

/// Whether `a` stands before `b` in that order; equal values stand before each other in neither way.
[[nodiscard]] bool standsBefore(const store::TraceRow& a, const store::TraceRow& b, store::TraceOrder order);

/// The row of the trace with the id of `wanted`, whose column must still have the value it has in `wanted`;
/// -1 when it is not found, also when more than kEqualLooked traces have that value.
[[nodiscard]] Result<int> findTrace(store::Reader& reader, const store::Snapshot& snapshot,
                                    const store::OrderedTraces& traces, store::TraceOrder order,
                                    const store::TraceRow& wanted, std::stop_token stop);

inline constexpr int kEqualLooked = 4096;

}  // namespace spanloupe::traces
