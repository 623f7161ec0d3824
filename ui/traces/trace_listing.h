// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One answer of the trace list: all traces of a snapshot in one order, with the rows that are needed at once,
// so that the list can change in one step. Made on the query pool; immutable afterwards.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/store/reader.h"

namespace spanloupe::traces {

/// A trace to be found again in a new list, as it was in the old one.
struct TrackedTrace {
  TrackedTrace(store::TraceRow was, std::optional<std::uint32_t> at = {})
      : row(std::move(was)), position(at) {}

  store::TraceRow row;
  std::optional<std::uint32_t> position;  ///< In the snapshot; stays unless more of the trace came.
};

struct TrackedTraces {
  std::optional<TrackedTrace> selected;
  std::optional<TrackedTrace> top;   ///< The topmost on screen.
  std::vector<TrackedTrace> others;  ///< Selected besides; only their positions are looked for.
  [[nodiscard]] bool isEmpty() const { return !selected && !top && others.empty(); }
};

struct ListingRequest {
  store::TraceOrder order;
  store::TraceFilter filter;
  int firstRow = 0;  ///< The rows on screen now; the begin of a page.
  int rowCount = 64;
  TrackedTraces tracked;
  bool whole = false;               ///< Order all traces, not only the page that is seen first.
  std::optional<Duration> longest;  ///< Of this snapshot and filter, when an earlier listing found it.
  Duration shownLongest{};          ///< Until it is known: bars are not to change twice.
};

struct Listing {
  std::shared_ptr<const store::Snapshot> snapshot;
  store::TraceOrder order;
  store::TraceFilter filter;
  std::shared_ptr<const store::OrderedTraces> ordered;
  int firstRow = 0;
  std::vector<store::TraceRow> rows;
  int selectedRow = -1;  ///< -1: not found.
  int topRow = -1;
  std::vector<int> otherRows;  ///< Those that were found, ascending.
  Duration longest{};          ///< Largest duration of all that match;
  bool longestKnown = false;   ///< else only of `rows`: looking at all would delay the first page.
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
