// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One answer of the list of log records: the places of all that match, with the rows that are needed at once,
// so that the list can change in one step. Made on the query pool; immutable afterwards.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/query/log_list.h"
#include "ui/logs/log_row_source.h"

namespace spanloupe::logs {

/// A record to be found again in a new list.
struct TrackedLog {
  std::uint64_t time = 0;
  std::optional<query::LogRow> row;  ///< To tell it from others of that time, if it was at hand.
};

struct ListingRequest {
  std::shared_ptr<const store::Snapshot> snapshot;
  query::LogFilter filter;
  std::size_t firstPage = 0;  ///< 0: all.
  // What LogPlaces are of.
  std::optional<TrackedLog> selected;
  std::optional<TrackedLog> anchor;
  std::optional<TrackedLog> top;
  int rowCount = 64;  ///< On screen.
  int margin = 96;    ///< Rows read besides, on either side.
};

struct Listing {
  std::shared_ptr<const store::Snapshot> snapshot;
  query::LogFilter filter;
  std::shared_ptr<const query::OrderedLogs> ordered;
  int firstRow = 0;
  std::vector<query::LogRow> rows;
  LogPlaces places;  ///< The topmost also where it would be.
};

[[nodiscard]] Result<Listing> makeListing(store::Reader& reader, const ListingRequest& request,
                                          std::stop_token stop);

}  // namespace spanloupe::logs
