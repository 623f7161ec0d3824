// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_listing.h"

#include <algorithm>
#include <climits>
#include <map>

#include "ui/traces/row_window.h"
#include "ui/traces/trace_search.h"

namespace spanloupe::traces {
namespace {

Result<Duration> longestDuration(store::Reader& reader, const store::Snapshot& snapshot,
                                 const store::TraceFilter& filter, std::stop_token stop) {
  const auto slowest =
      reader.orderTraces(snapshot, {store::TraceColumn::Duration, true}, filter, 1, std::move(stop));
  if (!slowest) return unexpected(slowest.error());
  if (slowest->positions.empty()) return Duration{};
  const auto rows = reader.traceRows(snapshot, std::span(slowest->positions).first(1));
  if (!rows) return unexpected(rows.error());
  return rows->empty() ? Duration{} : rows->front().duration;
}

Result<void> measureLongest(store::Reader& reader, const store::Snapshot& snapshot,
                            const ListingRequest& request, const store::OrderedTraces& ordered,
                            Listing& listing, std::stop_token stop) {
  const bool slowestFirst = request.order == store::TraceOrder{store::TraceColumn::Duration, true};
  listing.longestKnown = true;
  if (request.longest) {
    listing.longest = *request.longest;
  } else if (slowestFirst && listing.firstRow == 0) {
    listing.longest = listing.rows.empty() ? Duration{} : listing.rows.front().duration;
  } else if (ordered.partial) {
    listing.longestKnown = false;
    for (const store::TraceRow& row : listing.rows) listing.longest = std::max(listing.longest, row.duration);
  } else {
    auto longest = longestDuration(reader, snapshot, request.filter, std::move(stop));
    if (!longest) return unexpected(longest.error());
    listing.longest = *longest;
  }
  return {};
}

/// Rows of tracked traces: where their positions stand now, if these are still theirs.
Result<std::vector<int>> findOthers(store::Reader& reader, const store::Snapshot& snapshot,
                                    const store::OrderedTraces& ordered,
                                    const std::vector<TrackedTrace>& wanted) {
  std::map<std::uint32_t, TraceId> ids;
  for (const TrackedTrace& trace : wanted)
    if (trace.position) ids.emplace(*trace.position, trace.row.id);
  std::vector<int> rows;
  if (ids.empty()) return rows;
  std::vector<std::uint32_t> found;
  const std::uint32_t least = ids.begin()->first;
  const std::uint32_t most = ids.rbegin()->first;
  for (std::size_t i = 0; i < ordered.positions.size() && i < INT_MAX && found.size() < ids.size(); ++i) {
    const std::uint32_t position = ordered.positions[i];
    if (position < least || position > most || !ids.contains(position)) continue;
    found.push_back(position);
    rows.push_back(static_cast<int>(i));
  }
  const auto read = reader.traceRows(snapshot, found);
  if (!read) return unexpected(read.error());
  std::vector<int> same;
  for (std::size_t i = 0; i < found.size(); ++i)
    if ((*read)[i].id == ids[found[i]]) same.push_back(rows[i]);
  return same;
}

}  // namespace

Result<Listing> makeListing(store::Reader& reader, std::shared_ptr<const store::Snapshot> snapshot,
                            const ListingRequest& request, std::stop_token stop) {
  Listing listing;
  listing.order = request.order;
  listing.filter = request.filter;
  const auto needed = static_cast<std::size_t>(request.firstRow) + static_cast<std::size_t>(request.rowCount);
  auto ordered =
      reader.orderTraces(*snapshot, request.order, request.filter, request.whole ? 0 : needed, stop);
  if (!ordered) return unexpected(ordered.error());
  const auto find = [&](const std::optional<TrackedTrace>& wanted) -> Result<int> {
    return wanted ? findTrace(reader, *snapshot, *ordered, request.order, *wanted, stop) : -1;
  };
  const auto selected = find(request.tracked.selected);
  if (!selected) return unexpected(selected.error());
  const auto top = find(request.tracked.top);
  if (!top) return unexpected(top.error());
  auto others = findOthers(reader, *snapshot, *ordered, request.tracked.others);
  if (!others) return unexpected(others.error());
  listing.otherRows = std::move(*others);
  listing.selectedRow = *selected;
  listing.topRow = *top;
  // What is on screen moves with its topmost trace. Still the begin of a page when the list has become
  // shorter.
  constexpr int kPage = RowWindow<store::TraceRow>::kPageRows;
  const int listed = static_cast<int>(std::min<std::size_t>(ordered->positions.size(), INT_MAX));
  const int shown = *top >= 0 ? *top : request.tracked.top ? *selected : -1;
  listing.firstRow = shown >= 0 ? std::max(0, shown - kPage / 2) / kPage * kPage : request.firstRow;
  if (listing.firstRow >= listed) listing.firstRow = std::max(0, listed - 1) / kPage * kPage;
  auto rows = rowsOf(reader, *snapshot, *ordered, listing.firstRow, request.rowCount);
  if (!rows) return unexpected(rows.error());
  listing.rows = std::move(*rows);
  if (auto measured = measureLongest(reader, *snapshot, request, *ordered, listing, stop); !measured)
    return unexpected(measured.error());
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
