// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_listing.h"

#include <algorithm>
#include <climits>
#include <cstdint>

#include "ui/traces/row_window.h"

namespace spanloupe::traces {
namespace {

Result<Duration> longestDuration(store::Reader& reader, const store::Snapshot& snapshot,
                                 std::stop_token stop) {
  const auto slowest = reader.orderTraces(snapshot, {store::TraceColumn::Duration, true}, 1, std::move(stop));
  if (!slowest) return unexpected(slowest.error());
  if (slowest->positions.empty()) return Duration{};
  const auto rows = reader.traceRows(snapshot, std::span(slowest->positions).first(1));
  if (!rows) return unexpected(rows.error());
  return rows->empty() ? Duration{} : rows->front().duration;
}

}  // namespace

Result<Listing> makeListing(store::Reader& reader, std::shared_ptr<const store::Snapshot> snapshot,
                            const ListingRequest& request, std::stop_token stop) {
  Listing listing;
  listing.order = request.order;
  const auto needed = static_cast<std::size_t>(request.firstRow) + static_cast<std::size_t>(request.rowCount);
  auto ordered = reader.orderTraces(*snapshot, request.order, request.whole ? SIZE_MAX : needed, stop);
  if (!ordered) return unexpected(ordered.error());
  auto longest = longestDuration(reader, *snapshot, stop);
  if (!longest) return unexpected(longest.error());
  listing.longest = *longest;
  const int listed = static_cast<int>(std::min<std::size_t>(ordered->positions.size(), INT_MAX));
  // Still the begin of a page when the list has become shorter than what is on screen.
  constexpr int kPage = RowWindow<store::TraceRow>::kPageRows;
  listing.firstRow = request.firstRow < listed ? request.firstRow : std::max(0, listed - 1) / kPage * kPage;
  auto rows = rowsOf(reader, *snapshot, *ordered, listing.firstRow, request.rowCount);
  if (!rows) return unexpected(rows.error());
  listing.rows = std::move(*rows);
  for (const TraceId id : request.tracked) {
    const auto found = std::find_if(listing.rows.begin(), listing.rows.end(),
                                    [id](const store::TraceRow& row) { return row.id == id; });
    listing.trackedRows.push_back(
        found == listing.rows.end() ? -1 : listing.firstRow + static_cast<int>(found - listing.rows.begin()));
  }
  listing.ordered = std::make_shared<const store::OrderedTraces>(std::move(*ordered));
  listing.snapshot = std::move(snapshot);
  return listing;
}

Result<std::vector<store::TraceRow>> rowsOf(store::Reader& reader, const store::Snapshot& snapshot,
                                            const store::OrderedTraces& ordered, int first, int count) {
  const auto begin = std::min(static_cast<std::size_t>(first), ordered.positions.size());
  const auto size = std::min(static_cast<std::size_t>(count), ordered.positions.size() - begin);
  return reader.traceRows(snapshot, std::span(ordered.positions).subspan(begin, size));
}

}  // namespace spanloupe::traces
