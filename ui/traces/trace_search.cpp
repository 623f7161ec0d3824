// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_search.h"

#include <algorithm>
#include <climits>

#include "ui/traces/trace_listing.h"

namespace spanloupe::traces {
namespace {

template <typename T>
bool ordered(const T& a, const T& b, bool descending) {
  return descending ? b < a : a < b;
}

}  // namespace

bool standsBefore(const store::TraceRow& a, const store::TraceRow& b, store::TraceOrder order) {
  switch (order.column) {
    case store::TraceColumn::RootName: return ordered(a.rootName, b.rootName, order.descending);
    case store::TraceColumn::RootService: return ordered(a.rootService, b.rootService, order.descending);
    case store::TraceColumn::Start: return ordered(a.start, b.start, order.descending);
    case store::TraceColumn::Duration: return ordered(a.duration, b.duration, order.descending);
    case store::TraceColumn::Spans: return ordered(a.spans, b.spans, order.descending);
    case store::TraceColumn::Errors: return ordered(a.errors, b.errors, order.descending);
    case store::TraceColumn::Services: return ordered(a.services.size(), b.services.size(), order.descending);
  }
  return false;
}

Result<int> findTrace(store::Reader& reader, const store::Snapshot& snapshot,
                      const store::OrderedTraces& traces, store::TraceOrder order,
                      const TrackedTrace& tracked, std::stop_token stop) {
  const store::TraceRow& wanted = tracked.row;
  if (tracked.position) {
    const auto found = std::find(traces.positions.begin(), traces.positions.end(), *tracked.position);
    const auto at = static_cast<std::int64_t>(traces.first) + (found - traces.positions.begin());
    if (found != traces.positions.end() && at < INT_MAX) {
      const auto row = rowsOf(reader, snapshot, traces, static_cast<int>(at), 1);
      if (!row) return unexpected(row.error());
      if (row->front().id == wanted.id) return static_cast<int>(at);
    }
  }
  int from = static_cast<int>(std::min<std::uint64_t>(traces.first, INT_MAX));
  int to = static_cast<int>(std::min<std::uint64_t>(traces.first + traces.positions.size(), INT_MAX));
  const int end = to;
  while (from < to) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "Cancelled");
    const int middle = from + (to - from) / 2;
    const auto row = rowsOf(reader, snapshot, traces, middle, 1);
    if (!row) return unexpected(row.error());
    if (row->empty()) return -1;
    if (standsBefore(row->front(), wanted, order)) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  constexpr int kLook = 256;
  for (int at = from; at < std::min(end, from + kEqualLooked); at += kLook) {
    const auto rows = rowsOf(reader, snapshot, traces, at, kLook);
    if (!rows) return unexpected(rows.error());
    for (std::size_t i = 0; i < rows->size(); ++i) {
      if ((*rows)[i].id == wanted.id) return at + static_cast<int>(i);
      if (standsBefore(wanted, (*rows)[i], order)) return -1;
    }
  }
  return -1;
}

}  // namespace spanloupe::traces
