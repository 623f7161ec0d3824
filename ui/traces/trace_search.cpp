// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_search.h"

#include <algorithm>
#include <climits>

#include "core/store/segment_info.h"
#include "core/store/segment_reader.h"
#include "core/store/snapshot.h"
#include "ui/traces/trace_listing.h"

namespace spanloupe::traces {
namespace {

template <typename T>
bool ordered(const T& a, const T& b, bool descending) {
  return descending ? b < a : a < b;
}

int rowAt(const store::OrderedTraces& traces, std::uint32_t position) {
  const auto found = std::find(traces.positions.begin(), traces.positions.end(), position);
  const auto at = static_cast<std::int64_t>(traces.first) + (found - traces.positions.begin());
  return found != traces.positions.end() && at < INT_MAX ? static_cast<int>(at) : -1;
}

/// A trace of which more has come may have another start, another duration, another name.
Result<int> findById(store::Reader& reader, const store::Snapshot& snapshot,
                     const store::OrderedTraces& traces, TraceId id) {
  const auto segments = reader.segmentsOf(snapshot, id);
  if (!segments) {
    if (segments.error().kind == ErrorKind::NotFound) return -1;
    return unexpected(segments.error());
  }
  // Where its newest part is, it is listed.
  const std::size_t place = snapshot.placeOf(segments->back());
  int row = -1;
  const auto read =
      reader.readSegment(snapshot.segments()[place], [&](store::SegmentReader& columns) -> Result<void> {
        const auto runs = columns.traceRuns();
        if (!runs) return unexpected(runs.error());
        const std::size_t run = (*runs)->find(id);
        if (run < (*runs)->ids.size())
          row = rowAt(traces, snapshot.firstPosition(place) + static_cast<std::uint32_t>(run));
        return {};
      });
  if (!read) return unexpected(read.error());
  return row;
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
    if (const int at = rowAt(traces, *tracked.position); at >= 0) {
      const auto row = rowsOf(reader, snapshot, traces, at, 1);
      if (!row) return unexpected(row.error());
      if (row->front().id == wanted.id) return at;
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
    if (row->empty()) break;
    if (standsBefore(row->front(), wanted, order)) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  constexpr int kLook = 256;
  bool isPast = false;
  for (int at = from; !isPast && at < std::min(end, from + kEqualLooked); at += kLook) {
    const auto rows = rowsOf(reader, snapshot, traces, at, kLook);
    if (!rows) return unexpected(rows.error());
    for (std::size_t i = 0; i < rows->size() && !isPast; ++i) {
      if ((*rows)[i].id == wanted.id) return at + static_cast<int>(i);
      isPast = standsBefore(wanted, (*rows)[i], order);
    }
  }
  return findById(reader, snapshot, traces, wanted.id);
}

}  // namespace spanloupe::traces
