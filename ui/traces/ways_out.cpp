// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/ways_out.h"

#include <algorithm>

namespace spanloupe::traces {

std::vector<Condition> conditionsOf(const store::TraceFilter& filter) {
  std::vector<Condition> conditions;
  store::TraceFilter words;
  words.text = filter.text;
  if (!words.isEmpty()) conditions.push_back(Condition::Words);
  if (filter.from || filter.to) conditions.push_back(Condition::Time);
  if (filter.shortest || filter.longest) conditions.push_back(Condition::Duration);
  if (filter.onlyErrors) conditions.push_back(Condition::Errors);
  return conditions;
}

store::TraceFilter without(store::TraceFilter filter, Condition condition) {
  switch (condition) {
    case Condition::Words: filter.text.clear(); break;
    case Condition::Time:
      filter.from.reset();
      filter.to.reset();
      break;
    case Condition::Duration:
      filter.shortest.reset();
      filter.longest.reset();
      break;
    case Condition::Errors: filter.onlyErrors = false; break;
  }
  return filter;
}

Result<std::vector<WayOut>> waysOut(store::Reader& reader, const store::Snapshot& snapshot,
                                    const store::TraceFilter& filter, std::stop_token stop) {
  std::vector<WayOut> ways;
  for (const Condition condition : conditionsOf(filter)) {
    const auto order = reader.orderTraces(snapshot, {}, without(filter, condition), 1, stop);
    if (!order) return unexpected(order.error());
    if (order->matching > 0) ways.push_back({condition, order->matching});
  }
  std::stable_sort(ways.begin(), ways.end(),
                   [](const WayOut& a, const WayOut& b) { return a.traces > b.traces; });
  return ways;
}

}  // namespace spanloupe::traces
