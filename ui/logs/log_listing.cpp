// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_listing.h"

#include <algorithm>
#include <climits>

namespace spanloupe::logs {
namespace {

enum class Missing : std::uint8_t { IsNowhere, HasItsPlace };

Result<int> find(store::Reader& reader, const store::Snapshot& snapshot, const query::OrderedLogs& ordered,
                 const std::optional<TrackedLog>& wanted, Missing missing, const std::stop_token& stop) {
  // Of so many records of one nanosecond, the first ones are as good as any.
  constexpr std::size_t kMostCompared = 256;
  if (!wanted || ordered.refs.empty()) return -1;
  const auto [first, last] = ordered.placesOf(wanted->time);
  const auto most = std::min<std::size_t>(ordered.refs.size(), INT_MAX);
  const int place = missing == Missing::IsNowhere ? -1 : static_cast<int>(std::min(first, most - 1));
  if (first == last) return place;
  if (!wanted->row) return static_cast<int>(first);
  const auto rows = query::logRows(
      reader, snapshot, std::span(ordered.refs).subspan(first, std::min(last - first, kMostCompared)), stop);
  if (!rows) return unexpected(rows.error());
  const auto same = std::find_if(rows->begin(), rows->end(),
                                 [&](const query::LogRow& row) { return row.isSameRecord(*wanted->row); });
  return same == rows->end() ? place : static_cast<int>(first) + static_cast<int>(same - rows->begin());
}

}  // namespace

Result<Listing> makeListing(store::Reader& reader, const ListingRequest& request, std::stop_token stop) {
  Listing listing;
  listing.snapshot = request.snapshot;
  listing.filter = request.filter;
  const store::Snapshot& snapshot = *request.snapshot;
  auto ordered = query::orderLogs(reader, snapshot, request.filter, request.firstPage, stop);
  if (!ordered) return unexpected(ordered.error());
  const auto selected = find(reader, snapshot, *ordered, request.selected, Missing::IsNowhere, stop);
  if (!selected) return unexpected(selected.error());
  const auto anchor = find(reader, snapshot, *ordered, request.anchor, Missing::IsNowhere, stop);
  if (!anchor) return unexpected(anchor.error());
  const auto top = find(reader, snapshot, *ordered, request.top, Missing::HasItsPlace, stop);
  if (!top) return unexpected(top.error());
  listing.places = {*selected, *anchor, *top};
  const auto size = static_cast<int>(std::min<std::size_t>(ordered->refs.size(), INT_MAX));
  const int shown = std::max(0, listing.places.top);
  listing.firstRow = std::max(0, shown - request.margin);
  const int end =
      static_cast<int>(std::min<std::int64_t>(size, std::int64_t{shown} + request.rowCount + request.margin));
  auto rows = query::logRows(reader, snapshot,
                             std::span(ordered->refs)
                                 .subspan(static_cast<std::size_t>(listing.firstRow),
                                          static_cast<std::size_t>(std::max(0, end - listing.firstRow))),
                             stop);
  if (!rows) return unexpected(rows.error());
  listing.rows = std::move(*rows);
  listing.ordered = std::make_shared<const query::OrderedLogs>(std::move(*ordered));
  return listing;
}

}  // namespace spanloupe::logs
