// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of a session, as `stats`, `sources`, `keys` and `values` show them. Values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/attribute_value.h"
#include "core/model/diagnostics.h"

namespace spanloupe::store {

struct Statistics {
  std::uint64_t spans = 0, traces = 0, errors = 0, events = 0, links = 0, logs = 0;
  std::uint64_t metricPoints = 0, sources = 0, diagnostics = 0, duplicates = 0;
  std::map<std::string, std::uint64_t> services;  ///< Spans per service.name.
  std::optional<Timestamp> first;                 ///< Smallest and largest start that is not absurd.
  std::optional<Timestamp> last;
};

/// Live: an endpoint that receives, or did.
enum class SourceState : std::uint8_t { Importing = 0, Complete = 1, Incomplete = 2, Live = 3 };

struct SourceRow {
  std::int64_t id = 0;
  std::string name;         ///< Path, "standard input", "clipboard" or an endpoint.
  std::string format;       ///< Format name; "mixed" for an archive of several.
  Timestamp importedAt;     ///< Live: when it first listened.
  std::uint64_t bytes = 0;  ///< Of the file itself; Live: of requests, not compressed.
  std::string contentHash;  ///< 16 bytes; empty until complete.
  SourceState state = SourceState::Importing;
  std::uint64_t spans = 0, logs = 0, metricPoints = 0, duplicates = 0;  ///< Live: with what was evicted.
  std::uint64_t diagnosticTotal = 0;
  // Live only.
  std::uint64_t requests = 0;
  std::uint64_t rejected = 0;  ///< Spans that no session keeps: without a valid id.
  Timestamp lastSeen;          ///< Zero: never.
};

/// What retention dropped of one source on one day.
struct EvictedRow {
  std::int64_t source = 0;
  std::int64_t day = 0;  ///< Since 1970-01-01, UTC.
  std::uint64_t spans = 0, logs = 0, traces = 0;
  Timestamp first;  ///< Smallest and largest start of the segments that went.
  Timestamp last;
};

/// Where an attribute or intrinsic lives.
enum class Scope : std::uint8_t {
  Intrinsic = 0,
  Span = 1,
  Resource = 2,
  InstrumentationScope = 3,
  Event = 4,
  Link = 5,
  Log = 6
};
[[nodiscard]] const char* nameOf(Scope scope);

struct KeyRow {
  Scope scope = Scope::Span;
  std::string key;
  std::string types;           ///< "string", or several joined by '|'.
  std::uint64_t count = 0;     ///< Spans (events, links, logs) that carry it.
  std::uint64_t distinct = 0;  ///< Upper bound when several segments each have many values.
};

struct ValueRow {
  std::string value;  ///< displayText().
  ValueType type = ValueType::Empty;
  std::uint64_t count = 0;
};

}  // namespace spanloupe::store
