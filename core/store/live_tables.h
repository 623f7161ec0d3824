// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The small tables of a session that receives: its endpoints as sources, traces that retention keeps, and
// what retention dropped. Statements only; those that write belong into the caller's transaction.
#pragma once

#include <map>
#include <vector>

#include "core/base/ids.h"
#include "core/model/diagnostics.h"
#include "core/store/eviction.h"
#include "core/store/live_store.h"
#include "core/store/statistics.h"

namespace spanloupe::store {

/// The source of that name, made if there is none.
[[nodiscard]] Result<std::int64_t> findLiveSource(const Connection& connection, const std::string& name,
                                                  const std::string& format);
/// Adds to the counts of a source. Of its diagnostics the newest are kept, all are counted.
[[nodiscard]] Result<void> growSource(const Connection& connection, std::int64_t source,
                                      const SourceGrowth& growth);

[[nodiscard]] Result<void> writePinned(const Connection& connection, TraceId id, bool pinned);
/// Ascending; none in sessions of older versions.
[[nodiscard]] Result<std::vector<TraceId>> readPinned(const Connection& connection);

/// Adds to what was dropped today.
[[nodiscard]] Result<void> countEvicted(const Connection& connection,
                                        const std::map<std::int64_t, Evicted>& counts);
/// Oldest day first; none in sessions of older versions.
[[nodiscard]] Result<std::vector<EvictedRow>> readEvicted(const Connection& connection);

}  // namespace spanloupe::store
