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
    listing.longest = request.shownLongest;
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
    rows.push_back(static_cast<int>(ordered.first + i));
  }
  const auto read = reader.traceRows(snapshot, found);
  if (!read) return unexpected(read.error());
  std::vector<int> same;
  for (std::size_t i = 0; i < found.size(); ++i)
    if ((*read)[i].id == ids[found[i]]) same.push_back(rows[i]);
  return same;
}

/// Who has scrolled sees what stands around the topmost trace, or around the selected one, if they match: the
/// page that comes first is then already the right one.
const TrackedTrace* anchorOf(const ListingRequest& request) {
  if (!request.tracked.top) return nullptr;
  store::FilterWords words(request.filter.text);
  for (const auto* trace : {&request.tracked.top, &request.tracked.selected})
    if (*trace && store::matches(request.filter, words, (*trace)->row)) return &**trace;
  return nullptr;
}

store::WantedPage wantedPage(const ListingRequest& request) {
  if (request.whole) return {};
  const auto rows = static_cast<std::size_t>(request.rowCount);
  const TrackedTrace* const anchor = anchorOf(request);
  if (anchor == nullptr) return {rows, {}, false};
  // What is read begins up to two pages above the anchor.
  return {rows + 2 * RowWindow<store::TraceRow>::kPageRows,
          store::WantedPage::Anchor{anchor->row, anchor->position.value_or(0)}, false};
}

/// The first row to be read: around the anchor, else as wished or at the top; the begin of a page also when
/// the list has become shorter.
int firstRowOf(const Listing& listing, const ListingRequest& request, const store::OrderedTraces& ordered) {
  constexpr int kPage = RowWindow<store::TraceRow>::kPageRows;
  const int listed =
      static_cast<int>(std::min<std::size_t>(ordered.first + ordered.positions.size(), INT_MAX));
  // What is on screen moves with its topmost trace.
  const int shown = listing.topRow >= 0 ? listing.topRow : request.tracked.top ? listing.selectedRow : -1;
  const int first = shown >= 0      ? std::max(0, shown - kPage / 2) / kPage * kPage
                    : request.whole ? request.firstRow
                                    : 0;
  return first < listed ? first : std::max(0, listed - 1) / kPage * kPage;
}

}  // namespace

Result<Listing> makeListing(store::Reader& reader, std::shared_ptr<const store::Snapshot> snapshot,
                            const ListingRequest& request, std::stop_token stop) {
  Listing listing;
  listing.order = request.order;
  listing.filter = request.filter;
  auto ordered = reader.orderTraces(*snapshot, request.order, request.filter, wantedPage(request), stop);
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
  listing.firstRow = firstRowOf(listing, request, *ordered);
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
  const auto skipped = static_cast<std::uint64_t>(first) - std::min<std::uint64_t>(first, ordered.first);
  const auto begin = std::min(static_cast<std::size_t>(skipped), ordered.positions.size());
  const auto size = std::min(static_cast<std::size_t>(count), ordered.positions.size() - begin);
  return reader.traceRows(snapshot, std::span(ordered.positions).subspan(begin, size));
}

}  // namespace spanloupe::traces
