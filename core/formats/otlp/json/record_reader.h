// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Single OTLP messages: span, log record, resource, scope and the data points of a metric. Each function
// stands before the { of its object and reads it whole; a record goes to the sink only when it was read to
// its end. What is odd about a record is reported at its first byte. One thread at a time; buffers are reused
// from record to record.
#pragma once

#include <vector>

#include "core/formats/otlp/json/value_reader.h"
#include "core/model/span_sink.h"

namespace spanloupe::formats::json {

/// Resource or scope of the records that follow; its attributes live until it is read again.
struct ResourceBuffer {
  ResourceView view;
  std::vector<Attribute> attributes;
  TextArena texts;
};

struct ScopeBuffer {
  ScopeView view;
  std::vector<Attribute> attributes;
  TextArena texts;
};

class RecordReader {
 public:
  RecordReader(JsonCursor& cursor, TextArena& arena, PieceReport& report)
      : m_cursor(cursor), m_arena(arena), m_report(report), m_values(cursor, arena, report) {}

  void span(SpanSink& sink, ResourceHandle resource, ScopeHandle scope);
  void log(SpanSink& sink, ResourceHandle resource, ScopeHandle scope);
  [[nodiscard]] std::uint64_t metricPoints();

 private:
  struct Range {
    std::size_t begin = 0;
    std::size_t size = 0;
  };

  void spanMember(Key key, SpanView& span);
  void logMember(Key key, LogView& log);
  void finishSpan(SpanView& span);
  void checkSpan(const SpanView& span, const char* at);
  void attributes(Range& range);
  void events();
  void event();
  void links();
  void link();
  void status(SpanView& span);
  [[nodiscard]] std::span<const Attribute> resolve(Range range) const;
  [[nodiscard]] std::uint32_t enumNumber(std::optional<std::uint32_t> (*named)(std::string_view),
                                         std::string_view what);
  void traceId(TraceId& id, std::string_view& raw);
  void spanId(SpanId& id, std::string_view& raw);
  [[nodiscard]] Timestamp time(std::string_view what);

  JsonCursor& m_cursor;
  TextArena& m_arena;
  PieceReport& m_report;
  ValueReader m_values;

  std::vector<Attribute> m_attributes;  ///< Of the record, its events and links, each a range.
  Range m_own;
  std::vector<EventView> m_events;
  std::vector<Range> m_eventAttributes;
  std::vector<LinkView> m_links;
  std::vector<Range> m_linkAttributes;
  bool m_badId = false;  ///< Of the record being read.
};

/// Reads `text`, a resource or scope object (empty: none), into `out`; its schema URL becomes empty.
void readResource(std::string_view text, PieceReport& report, ResourceBuffer& out);
void readScope(std::string_view text, PieceReport& report, ScopeBuffer& out);

}  // namespace spanloupe::formats::json
