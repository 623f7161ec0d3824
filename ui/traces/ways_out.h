// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A filter taken apart into its conditions: how many traces there would be without each of them, for when
// there are none with all. Pure but for the reader; for the query pool.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/store/reader.h"

namespace spanloupe::traces {

enum class Condition : std::uint8_t { Words, Time, Duration, Errors };

[[nodiscard]] std::vector<Condition> conditionsOf(const store::TraceFilter& filter);
[[nodiscard]] store::TraceFilter without(store::TraceFilter filter, Condition condition);

struct WayOut {
  Condition without = Condition::Words;
  std::uint64_t traces = 0;
};
/// Those that lead to any traces, most traces first.
[[nodiscard]] Result<std::vector<WayOut>> waysOut(store::Reader& reader, const store::Snapshot& snapshot,
                                                  const store::TraceFilter& filter, std::stop_token stop);

}  // namespace spanloupe::traces
