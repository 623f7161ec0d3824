// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The session's trace list as values: rows as shown, the columns they can be ordered by, and an order over
// all traces of a snapshot. Immutable once made; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace spanloupe::store {

struct TraceRow {
  TraceId id;
  std::string rootService;
  std::string rootName;
  Timestamp start;
  Duration duration{};
  std::uint32_t spans = 0;
  std::uint32_t errors = 0;
  std::uint32_t missingParents = 0;
  bool rootFailed = false;
  std::vector<std::string> services;  ///< Distinct, in order of name.
};

enum class TraceColumn : std::uint8_t { RootName, RootService, Start, Duration, Spans, Errors, Services };

struct TraceOrder {
  TraceColumn column = TraceColumn::Start;
  bool descending = true;
  friend bool operator==(const TraceOrder&, const TraceOrder&) = default;
};

/// Which traces, in which order: an opaque list of positions in one snapshot.
struct OrderedTraces {
  std::uint64_t total = 0;               ///< Traces in the snapshot.
  std::uint64_t matching = 0;            ///< Those of them that the filter lets through.
  std::vector<std::uint32_t> positions;  ///< Of all that match, or of one page when `partial`.
  bool partial = false;
  std::uint64_t first = 0;  ///< Row of the first of `positions`.
};

/// What of a list is wanted at once.
struct WantedPage {
  /// The row of this trace, or where it would stand, and as many before it as after it.
  struct Anchor {
    TraceRow row;
    std::uint32_t position = 0;
  };

  std::size_t rows = 0;          ///< At least so many; 0 = all traces.
  std::optional<Anchor> anchor;  ///< Without one, the page is the first.
  bool inAnyOrder = false;       ///< Of all traces: by position, which takes no sort.
};

}  // namespace spanloupe::store
