// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/store/column_codec.h"
#include "core/store/segment_builder.h"
#include "core/store/segment_duplicates.h"
#include "core/store/span_order.h"
#include "core/store/trace_rows.h"

namespace spanloupe::store {
namespace {

/// Encodes the columns of one kind of row in their stored order.
class RowEncoder {
 public:
  RowEncoder(ColumnScope scope, const std::vector<std::uint32_t>& rowAt, std::vector<EncodedColumn>& out)
      : m_scope(scope), m_rowAt(rowAt), m_out(out) {}

  void integers(std::string_view key, const IntegerColumn& column) {
    if (!column.isZero()) integers(key, [&column](std::uint32_t row) { return column.at(row); });
  }
  template <typename Get>
  void integers(std::string_view key, Get get) {
    gather(get);
    if (std::any_of(m_numbers.begin(), m_numbers.end(), [](std::uint64_t number) { return number != 0; }))
      add(key, encodeIntegers(m_numbers));
  }
  template <typename Get>
  void increasing(std::string_view key, Get get) {
    gather(get);
    if (!m_numbers.empty() && m_numbers.back() != 0) add(key, encodeIncreasing(m_numbers));
  }
  void texts(std::string_view key, const TextColumn& column) {
    if (column.isEmpty()) return;
    coded(key, column.values(), [&column](std::uint32_t row) { return column.code(row); });
  }
  /// `code` gives 0 for absent, else the number of one of `values` plus one.
  template <typename Code>
  void coded(std::string_view key, const ValueDictionary& values, Code code) {
    std::vector<std::uint32_t> codes(m_rowAt.size());
    for (std::size_t i = 0; i < m_rowAt.size(); ++i) codes[i] = code(m_rowAt[i]);
    std::string data = encodeValues(std::move(codes), values);
    if (!data.empty()) add(key, std::move(data));
  }

 private:
  template <typename Get>
  void gather(Get get) {
    m_numbers.resize(m_rowAt.size());
    for (std::size_t i = 0; i < m_rowAt.size(); ++i) m_numbers[i] = get(m_rowAt[i]);
  }
  void add(std::string_view key, std::string data) {
    m_out.push_back({m_scope, std::string(key), std::move(data)});
  }

  ColumnScope m_scope;
  const std::vector<std::uint32_t>& m_rowAt;
  std::vector<EncodedColumn>& m_out;
  std::vector<std::uint64_t> m_numbers;
};

/// Rows that belong to spans (events, links): in the order of their spans.
struct NestedOrder {
  std::vector<std::uint32_t> rowAt;
  std::vector<std::uint32_t> newRow;
  std::vector<std::uint64_t> endOfSpan;  ///< Per new span row.
};

NestedOrder orderNested(const std::vector<std::uint32_t>& ends, const SpanOrder& order) {
  NestedOrder nested;
  nested.newRow.assign(ends.empty() ? 0 : ends.back(), AttributeTable::kDropped);
  for (const std::uint32_t span : order.rowAt) {
    for (std::uint32_t row = span == 0 ? 0 : ends[span - 1]; row < ends[span]; ++row) {
      nested.newRow[row] = static_cast<std::uint32_t>(nested.rowAt.size());
      nested.rowAt.push_back(row);
    }
    nested.endOfSpan.push_back(nested.rowAt.size());
  }
  return nested;
}

void encodeSpanFields(const SegmentRows::Spans& spans, const SpanOrder& order,
                      const std::vector<std::uint64_t>& bases, EncodedSegment& segment) {
  std::vector<EncodedColumn>& out = segment.columns;
  RowEncoder encoder(ColumnScope::Span, order.rowAt, out);
  encoder.integers(key::kSpanId, [&](std::uint32_t row) { return spans.id[row].value; });
  encoder.integers(key::kStart,
                   [&](std::uint32_t row) { return spans.start[row] - bases[spans.trace[row]]; });
  encoder.integers(key::kDuration, [&](std::uint32_t row) { return spans.end[row] - spans.start[row]; });
  encoder.integers(key::kParent, [&](std::uint32_t row) { return order.parent[order.newRow[row]]; });
  encoder.integers(key::kParentId, [&](std::uint32_t row) {
    return order.parent[order.newRow[row]] == kForeignParent ? spans.parentId[row].value : 0;
  });
  encoder.integers(key::kKind, spans.kind);
  encoder.integers(key::kStatus, spans.status);
  encoder.integers(key::kFlags, spans.flags);
  encoder.integers(key::kDroppedAttributes, spans.droppedAttributes);
  encoder.integers(key::kDroppedEvents, spans.droppedEvents);
  encoder.integers(key::kDroppedLinks, spans.droppedLinks);
  encoder.texts(key::kName, spans.name);
  encoder.texts(key::kStatusMessage, spans.statusMessage);
  encoder.texts(key::kTraceState, spans.traceState);
  encoder.texts(key::kRawTraceId, spans.rawTraceId);
  encoder.texts(key::kRawSpanId, spans.rawSpanId);
  encoder.texts(key::kRawParentId, spans.rawParentId);
}

void encodeEvents(const SegmentRows::Events& events, const NestedOrder& order,
                  std::vector<EncodedColumn>& out) {
  RowEncoder encoder(ColumnScope::Event, order.rowAt, out);
  encoder.integers(key::kTime, [&](std::uint32_t row) { return events.time[row]; });
  encoder.texts(key::kName, events.name);
  encoder.integers(key::kDroppedAttributes, events.droppedAttributes);
  events.attributes.encode(ColumnScope::Event, order.newRow, static_cast<std::uint32_t>(order.rowAt.size()),
                           out);
}

void encodeLinks(const SegmentRows::Links& links, const NestedOrder& order, std::vector<EncodedColumn>& out) {
  RowEncoder encoder(ColumnScope::Link, order.rowAt, out);
  encoder.integers(key::kTraceIdHigh, [&](std::uint32_t row) { return links.traceId[row].high; });
  encoder.integers(key::kTraceIdLow, [&](std::uint32_t row) { return links.traceId[row].low; });
  encoder.integers(key::kSpanId, [&](std::uint32_t row) { return links.spanId[row].value; });
  encoder.texts(key::kTraceState, links.traceState);
  encoder.texts(key::kRawTraceId, links.rawTraceId);
  encoder.texts(key::kRawSpanId, links.rawSpanId);
  encoder.integers(key::kDroppedAttributes, links.droppedAttributes);
  encoder.integers(key::kFlags, links.flags);
  links.attributes.encode(ColumnScope::Link, order.newRow, static_cast<std::uint32_t>(order.rowAt.size()),
                          out);
}

std::uint64_t effectiveTime(const SegmentRows::Logs& logs, std::uint32_t row) {
  return logs.time[row] != 0 ? logs.time[row] : logs.observedTime[row];
}

void encodeLogs(const SegmentRows::Logs& logs, const ValueDictionary& resources,
                const ValueDictionary& scopes, std::vector<EncodedColumn>& out) {
  std::vector<std::uint32_t> rowAt(logs.time.size());
  for (std::uint32_t row = 0; row < rowAt.size(); ++row) rowAt[row] = row;
  std::stable_sort(rowAt.begin(), rowAt.end(), [&logs](std::uint32_t a, std::uint32_t b) {
    if (logs.traceId[a] != logs.traceId[b]) return logs.traceId[a] < logs.traceId[b];
    return effectiveTime(logs, a) < effectiveTime(logs, b);
  });
  std::vector<std::uint32_t> newRow(rowAt.size());
  for (std::uint32_t row = 0; row < rowAt.size(); ++row) newRow[rowAt[row]] = row;
  RowEncoder encoder(ColumnScope::Log, rowAt, out);
  encoder.integers(key::kTraceIdHigh, [&](std::uint32_t row) { return logs.traceId[row].high; });
  encoder.integers(key::kTraceIdLow, [&](std::uint32_t row) { return logs.traceId[row].low; });
  encoder.integers(key::kSpanId, [&](std::uint32_t row) { return logs.spanId[row].value; });
  encoder.integers(key::kTime, [&](std::uint32_t row) { return logs.time[row]; });
  encoder.integers(key::kObservedTime,
                   [&](std::uint32_t row) { return logs.observedTime[row] - logs.time[row]; });
  encoder.integers(key::kSeverity, logs.severity);
  encoder.integers(key::kFlags, logs.flags);
  encoder.integers(key::kDroppedAttributes, logs.droppedAttributes);
  encoder.texts(key::kSeverityText, logs.severityText);
  encoder.texts(key::kBody, logs.body);
  encoder.texts(key::kEventName, logs.eventName);
  encoder.texts(key::kRawTraceId, logs.rawTraceId);
  encoder.texts(key::kRawSpanId, logs.rawSpanId);
  encoder.coded(key::kResource, resources, [&](std::uint32_t row) { return logs.resource[row] + 1; });
  encoder.coded(key::kScope, scopes, [&](std::uint32_t row) { return logs.scope[row] + 1; });
  encoder.integers(key::kSource, logs.source);
  logs.attributes.encode(ColumnScope::Log, newRow, static_cast<std::uint32_t>(rowAt.size()), out);
}

/// The one source of all rows, or 0 when there are several; then the columns "source" stay.
std::int64_t onlySource(const SegmentRows& rows) {
  std::set<std::uint64_t> sources;
  for (std::uint32_t row = 0; row < rows.spans.id.size() && sources.size() < 2; ++row)
    sources.insert(rows.spans.source.at(row));
  for (std::uint32_t row = 0; row < rows.logs.time.size() && sources.size() < 2; ++row)
    sources.insert(rows.logs.source.at(row));
  return sources.size() == 1 ? static_cast<std::int64_t>(*sources.begin()) : 0;
}

void dropSourceColumns(std::vector<EncodedColumn>& columns) {
  std::erase_if(columns, [](const EncodedColumn& column) { return column.key == key::kSource; });
}

EncodedSegment encodeInOrder(const SegmentRows& rows, const SpanOrder& order,
                             const ValueDictionary& resources, const ValueDictionary& scopes) {
  EncodedSegment segment;
  std::vector<EncodedColumn>& out = segment.columns;
  const SegmentRows::Spans& spans = rows.spans;
  const auto count = static_cast<std::uint32_t>(order.rowAt.size());
  const NestedOrder events = orderNested(spans.eventsEnd, order);
  const NestedOrder links = orderNested(spans.linksEnd, order);

  const TraceBases bases = encodeTraceRows(rows, order, resources, segment);
  encodeSpanFields(spans, order, bases, segment);
  RowEncoder encoder(ColumnScope::Span, order.rowAt, out);
  encoder.coded(key::kResource, resources, [&](std::uint32_t row) { return spans.resource[row] + 1; });
  encoder.coded(key::kScope, scopes, [&](std::uint32_t row) { return spans.scope[row] + 1; });
  encoder.integers(key::kSource, spans.source);
  encoder.increasing(key::kEventsEnd, [&](std::uint32_t row) { return events.endOfSpan[order.newRow[row]]; });
  encoder.increasing(key::kLinksEnd, [&](std::uint32_t row) { return links.endOfSpan[order.newRow[row]]; });
  spans.attributes.encode(ColumnScope::Span, order.newRow, count, out);
  if (!events.rowAt.empty()) encodeEvents(rows.events, events, out);
  if (!links.rowAt.empty()) encodeLinks(rows.links, links, out);
  if (!rows.logs.time.empty()) encodeLogs(rows.logs, resources, scopes, out);

  segment.summary.spans = count;
  segment.summary.events = static_cast<std::uint32_t>(events.rowAt.size());
  segment.summary.links = static_cast<std::uint32_t>(links.rowAt.size());
  segment.summary.logs = static_cast<std::uint32_t>(rows.logs.time.size());
  segment.summary.source = onlySource(rows);
  if (segment.summary.source != 0) dropSourceColumns(out);
  segment.rowsEnd = order.rowsEnd;
  for (const std::uint32_t row : order.rowAt) segment.spanIds.push_back(spans.id[row]);
  return segment;
}

}  // namespace

EncodedSegment encodeSegment(const SegmentRows& rows, const ValueDictionary& resources,
                             const ValueDictionary& scopes) {
  SpanOrder order = orderSpans(rows, {});
  EncodedSegment segment = encodeInOrder(rows, order, resources, scopes);
  if (order.sameId.empty()) return segment;
  std::vector<std::uint32_t> dropped;
  for (const std::uint32_t row : equalRows(segment, order.sameId)) dropped.push_back(order.rowAt[row]);
  if (dropped.empty()) return segment;
  std::sort(dropped.begin(), dropped.end());
  segment = encodeInOrder(rows, orderSpans(rows, dropped), resources, scopes);
  for (const std::uint32_t row : dropped)
    ++segment.duplicates[static_cast<std::int64_t>(rows.spans.source.at(row))];
  return segment;
}

}  // namespace spanloupe::store
