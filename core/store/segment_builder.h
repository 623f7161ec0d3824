// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Turns spans and logs into segments: a SpanSink that collects rows and, when kSegmentRows are there or
// finish() is called, sorts them by trace and encodes every column. One builder per batch of input, one
// thread at a time.
//
// Rows of a segment stand in order of trace id, then start, then arrival. A row names its parent by its row
// within the same trace run plus one, 0 for none, or kForeignParent and the id itself in the column
// "parent_id" when no span of the run has it. Spans whose trace id is zero form a run of their own in which
// parents are never looked up.
#pragma once

#include <functional>
#include <unordered_map>

#include "core/model/span_sink.h"
#include "core/store/attribute_table.h"
#include "core/store/encoded_segment.h"
#include "core/store/value_dictionary.h"

namespace spanloupe::store {

inline constexpr std::uint32_t kForeignParent = 0xffffffff;

/// A numeric field of each row; rows that are zero cost nothing until one is not.
class IntegerColumn {
 public:
  void set(std::uint32_t row, std::uint64_t value) {
    if (value == 0) return;
    m_values.resize(row, 0);
    m_values.push_back(value);
  }
  [[nodiscard]] bool isZero() const { return m_values.empty(); }
  [[nodiscard]] std::uint64_t at(std::uint32_t row) const {
    return row < m_values.size() ? m_values[row] : 0;
  }

 private:
  std::vector<std::uint64_t> m_values;
};

/// A text field of each row, likewise; code 0 = empty.
class TextColumn {
 public:
  void set(std::uint32_t row, std::string_view value) {
    if (value.empty()) return;
    m_codes.resize(row, 0);
    m_codes.push_back(m_values.add(value) + 1);
  }
  [[nodiscard]] bool isEmpty() const { return m_codes.empty(); }
  [[nodiscard]] std::uint32_t code(std::uint32_t row) const {
    return row < m_codes.size() ? m_codes[row] : 0;
  }
  [[nodiscard]] std::string_view at(std::uint32_t row) const {
    return code(row) == 0 ? std::string_view{} : m_values.value(code(row) - 1);
  }
  [[nodiscard]] const ValueDictionary& values() const { return m_values; }

 private:
  ValueDictionary m_values;
  std::vector<std::uint32_t> m_codes;
};

/// Everything collected for one segment; reset by making a new one.
struct SegmentRows {
  struct Spans {
    std::vector<std::uint32_t> trace;  ///< Number in traceIds.
    std::vector<SpanId> id, parentId;
    std::vector<std::uint64_t> start, end;
    std::vector<std::uint32_t> resource, scope;  ///< Handles of the builder.
    std::vector<std::uint32_t> eventsEnd, linksEnd;
    IntegerColumn kind, status, flags, droppedAttributes, droppedEvents, droppedLinks, source;
    TextColumn name, statusMessage, traceState, rawTraceId, rawSpanId, rawParentId;
    AttributeTable attributes;
  } spans;
  struct Events {
    std::vector<std::uint64_t> time;
    TextColumn name;
    IntegerColumn droppedAttributes;
    AttributeTable attributes;
  } events;
  struct Links {
    std::vector<TraceId> traceId;
    std::vector<SpanId> spanId;
    TextColumn traceState, rawTraceId, rawSpanId;
    IntegerColumn droppedAttributes, flags;
    AttributeTable attributes;
  } links;
  struct Logs {
    std::vector<TraceId> traceId;
    std::vector<SpanId> spanId;
    std::vector<std::uint64_t> time, observedTime;
    std::vector<std::uint32_t> resource, scope;
    IntegerColumn severity, flags, droppedAttributes, source;
    TextColumn severityText, body, eventName, rawTraceId, rawSpanId;
    AttributeTable attributes;
  } logs;
  std::vector<TraceId> traceIds;  ///< In order of first appearance.
};

class SegmentBuilder final : public SpanSink {
 public:
  using Sealed = std::function<void(EncodedSegment)>;
  /// `sealed` receives each finished segment on the calling thread.
  explicit SegmentBuilder(Sealed sealed);
  ~SegmentBuilder() override;

  /// Rows that follow belong to this source.
  void setSource(std::int64_t source);

  ResourceHandle resource(const ResourceView& resource) override;
  ScopeHandle scope(const ScopeView& scope) override;
  void span(const SpanView& span) override;
  void log(const LogView& log) override;
  void metrics(std::uint64_t dataPoints) override { m_metricPoints += dataPoints; }

  /// Seals what is left.
  void finish();

  // Since the builder was made, sealed or not.
  [[nodiscard]] std::uint64_t spanCount() const { return m_spanCount; }
  [[nodiscard]] std::uint64_t logCount() const { return m_logCount; }
  [[nodiscard]] std::uint64_t metricPoints() const { return m_metricPoints; }

 private:
  std::uint32_t traceNumber(TraceId id);
  void addEvents(const SpanView& span);
  void addLinks(const SpanView& span);
  void sealIfFull();
  void seal();

  Sealed m_sealed;
  std::unique_ptr<SegmentRows> m_rows;
  std::vector<std::uint32_t> m_traceSlots;  ///< Open addressing over traceIds; number plus one.
  std::int64_t m_source = 0;
  ValueDictionary m_resources;
  ValueDictionary m_scopes;
  std::uint64_t m_spanCount = 0;
  std::uint64_t m_logCount = 0;
  std::uint64_t m_metricPoints = 0;
};

/// Encodes `rows`; contexts are looked up in the two dictionaries by handle. Spans and logs that occur twice
/// with equal content are left out and counted.
[[nodiscard]] EncodedSegment encodeSegment(const SegmentRows& rows, const ValueDictionary& resources,
                                           const ValueDictionary& scopes);

}  // namespace spanloupe::store
