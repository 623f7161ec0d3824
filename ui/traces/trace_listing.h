// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One answer of the trace list: all traces of a snapshot in one order, with the rows that are needed at once,
// so that the list can change in one step. Made on the query pool; immutable afterwards.
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/store/reader.h"

namespace spanloupe::traces {

struct ListingRequest {
  store::TraceOrder order;
  int firstRow = 0;  ///< The rows on screen now; the begin of a page.
  int rowCount = 64;
  std::vector<TraceId> tracked;  ///< Traces whose new rows are wanted: selected, topmost.
  bool whole = false;            ///< Order all traces, not only the first page.
};

struct Listing {
  std::shared_ptr<const store::Snapshot> snapshot;
  store::TraceOrder order;
  std::shared_ptr<const store::OrderedTraces> ordered;
  int firstRow = 0;
  std::vector<store::TraceRow> rows;
  std::vector<int> trackedRows;  ///< -1: not in the snapshot, or not within what is ordered yet.
  Duration longest{};            ///< Largest duration in the snapshot.
};

[[nodiscard]] Result<Listing> makeListing(store::Reader& reader,
                                          std::shared_ptr<const store::Snapshot> snapshot,
                                          const ListingRequest& request, std::stop_token stop);

/// Rows [first, first + count) of a listing, fewer at its end.
[[nodiscard]] Result<std::vector<store::TraceRow>> rowsOf(store::Reader& reader,
                                                          const store::Snapshot& snapshot,
                                                          const store::OrderedTraces& ordered, int first,
                                                          int count);

}  // namespace spanloupe::traces
