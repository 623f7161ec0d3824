// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names of the columns of a segment. The numbers are part of the session file. Values.
#pragma once

#include <cstdint>
#include <string_view>

namespace spanloupe::store {

/// Which rows a column describes, and whether it is a field of OTLP's message or an attribute.
enum class ColumnScope : std::uint8_t {
  Span = 0,
  SpanAttribute = 1,
  Event = 2,
  EventAttribute = 3,
  Link = 4,
  LinkAttribute = 5,
  Log = 6,
  LogAttribute = 7,
  Trace = 8,
};

[[nodiscard]] constexpr ColumnScope attributesOf(ColumnScope rows) {
  return static_cast<ColumnScope>(static_cast<std::uint8_t>(rows) + 1);
}

/// Keys of columns that are fields. A column all of whose rows are zero or empty is not stored.
namespace key {
// Span rows, ordered by trace id, then start.
inline constexpr std::string_view kTrace = "trace";  ///< Row of the trace; Increasing.
inline constexpr std::string_view kSpanId = "span_id";
inline constexpr std::string_view kParent = "parent";       ///< See segment_builder.h, ParentCode.
inline constexpr std::string_view kParentId = "parent_id";  ///< Of rows whose parent is kForeignParent.
inline constexpr std::string_view kStart = "start";         ///< Minus start_base of the trace, modulo 2^64.
inline constexpr std::string_view kDuration = "duration";   ///< End minus start, modulo 2^64.
inline constexpr std::string_view kName = "name";
inline constexpr std::string_view kKind = "kind";
inline constexpr std::string_view kStatus = "status";
inline constexpr std::string_view kStatusMessage = "status_message";
inline constexpr std::string_view kTraceState = "trace_state";
inline constexpr std::string_view kFlags = "flags";
inline constexpr std::string_view kDroppedAttributes = "dropped_attributes";
inline constexpr std::string_view kDroppedEvents = "dropped_events";
inline constexpr std::string_view kDroppedLinks = "dropped_links";
inline constexpr std::string_view kResource = "resource";  ///< Encoded by context_codec.h.
inline constexpr std::string_view kScope = "scope";        ///< Likewise.
inline constexpr std::string_view kSource = "source";      ///< Only in segments of several sources.
inline constexpr std::string_view kRawTraceId = "raw_trace_id";
inline constexpr std::string_view kRawSpanId = "raw_span_id";
inline constexpr std::string_view kRawParentId = "raw_parent_id";
inline constexpr std::string_view kEventsEnd =
    "events_end";  ///< Event rows up to and with this span; Increasing.
inline constexpr std::string_view kLinksEnd = "links_end";  ///< Likewise.
// Rows of any kind with attributes.
inline constexpr std::string_view kShape = "shape";        ///< Which keys in which order; attribute_table.h.
inline constexpr std::string_view kOverflow = "overflow";  ///< Attributes that have no column.
// Event, link and log rows.
inline constexpr std::string_view kTime = "time";  ///< Events: minus the span's start. Logs: as it is.
inline constexpr std::string_view kTraceIdHigh = "trace_id_high";
inline constexpr std::string_view kTraceIdLow = "trace_id_low";
inline constexpr std::string_view kObservedTime = "observed_time";  ///< Minus time, modulo 2^64.
inline constexpr std::string_view kSeverity = "severity";
inline constexpr std::string_view kSeverityText = "severity_text";
inline constexpr std::string_view kBody = "body";
inline constexpr std::string_view kEventName = "event_name";
// Trace rows, ordered by trace id.
inline constexpr std::string_view kRowsEnd =
    "rows_end";  ///< Span rows up to and with this trace; Increasing.
inline constexpr std::string_view kStartBase = "start_base";      ///< Smallest raw start in this segment.
inline constexpr std::string_view kExtentStart = "extent_start";  ///< Without absurd times, minus start_base.
inline constexpr std::string_view kExtentDuration = "extent_duration";
inline constexpr std::string_view kErrors = "errors";
inline constexpr std::string_view kMissingParents = "missing_parents";
inline constexpr std::string_view kRootRow = "root_row";  ///< See trace_rows.h.
inline constexpr std::string_view kRootService = "root_service";
inline constexpr std::string_view kRootName = "root_name";
inline constexpr std::string_view kServices = "services";  ///< Length-prefixed names, sorted.
}  // namespace key

}  // namespace spanloupe::store
