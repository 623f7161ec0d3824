// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One whole trace as reading it from the store gives it: parallel arrays, one element per span, enough to
// draw and analyse it (about 60 bytes a span). Attributes stay in the store and are read by SpanRef when
// shown. Immutable once built; shared between threads as std::shared_ptr<const Trace>.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/model/span.h"

namespace spanloupe {

/// Where a span or log record stands in the store; valid for the snapshot it was read from.
struct SpanRef {
  std::uint32_t segment = 0;
  std::uint32_t row = 0;
  friend constexpr auto operator<=>(const SpanRef&, const SpanRef&) = default;
};

/// A span's position in the arrays of a Trace.
using SpanIndex = std::uint32_t;
inline constexpr SpanIndex kNoSpan = 0xffffffff;
/// A text's position in Trace::strings.
using StringIndex = std::uint32_t;

struct TraceEvent {
  Timestamp time;
  StringIndex name = 0;
  bool isException = false;
};

struct TraceLink {
  TraceId traceId;
  SpanId spanId;
};

struct TraceLog {
  Timestamp time;            ///< Observed time when the record has no time.
  SpanIndex span = kNoSpan;  ///< kNoSpan: of the trace, but of none of its spans.
  std::uint32_t severityNumber = 0;
  SpanRef ref;
};

struct Trace {
  TraceId id;

  // One element per span, in ascending order of start (equal starts: order of arrival).
  std::vector<Timestamp> start;  ///< As reported.
  std::vector<Timestamp> end;    ///< As reported; 0 = unfinished, may lie before start.
  std::vector<SpanId> spanId;
  std::vector<SpanId> parentId;  ///< Zero = root.
  std::vector<StringIndex> name;
  std::vector<StringIndex> service;  ///< resource service.name; 0 (the empty text) when there is none.
  std::vector<std::uint8_t> kind;    ///< SpanKind, 255 when the number is above 254.
  std::vector<std::uint8_t> status;  ///< StatusCode, likewise.
  std::vector<SpanRef> ref;
  std::vector<std::uint32_t> eventsBegin;  ///< size() + 1 elements into `events`.
  std::vector<std::uint32_t> linksBegin;   ///< size() + 1 elements into `links`.

  std::vector<TraceEvent> events;
  std::vector<TraceLink> links;
  std::vector<TraceLog> logs;        ///< Ascending time.
  std::vector<std::string> strings;  ///< strings[0] is empty.

  [[nodiscard]] std::size_t size() const { return start.size(); }
  [[nodiscard]] bool isError(SpanIndex span) const {
    return status[span] == static_cast<std::uint8_t>(StatusCode::Error);
  }
};

}  // namespace spanloupe
