// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a trace of a session that receives is still growing: it misses parents, and something of it came a
// short while ago. Pure; any thread.
#pragma once

#include <chrono>

#include "core/store/encoded_segment.h"
#include "core/store/trace_list.h"

namespace spanloupe::traces {

/// How long it still counts as growing when nothing more of it comes; zero or less: it does not. `stamp` = of
/// the segment that holds its newest part; `now` since 1970; `time` = how long after it came.
[[nodiscard]] std::chrono::nanoseconds growsFor(const store::TraceRow& trace,
                                                const store::SegmentStamp& stamp,
                                                std::chrono::nanoseconds now, std::chrono::nanoseconds time);

}  // namespace spanloupe::traces
