// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/record_reader.h"

#include "core/formats/otlp/json/enum_names.h"
#include "core/formats/otlp/json/id_reader.h"
#include "core/formats/otlp/json/json_number.h"

namespace spanloupe::formats::json {

void RecordReader::span(SpanSink& sink, ResourceHandle resource, ScopeHandle scope) {
  static_cast<void>(m_cursor.token());
  const char* const at = m_cursor.position();
  m_arena.clear();
  m_attributes.clear();
  m_events.clear();
  m_eventAttributes.clear();
  m_links.clear();
  m_linkAttributes.clear();
  m_own = {};
  m_badId = false;
  if (!m_cursor.take('{')) {
    m_cursor.fail();
    return;
  }
  SpanView span;
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) spanMember(keyNamed(name), span);
  if (m_cursor.failed()) return;
  finishSpan(span);
  span.resource = resource;
  span.scope = scope;
  checkSpan(span, at);
  sink.span(span);
}

void RecordReader::spanMember(Key key, SpanView& span) {
  switch (key) {
    case Key::TraceId: return traceId(span.traceId, span.rawTraceId);
    case Key::SpanId: return spanId(span.spanId, span.rawSpanId);
    case Key::ParentSpanId: return spanId(span.parentSpanId, span.rawParentSpanId);
    case Key::TraceState: span.traceState = m_values.text(); return;
    case Key::Name: span.name = m_values.text(); return;
    case Key::Kind: span.kind = static_cast<SpanKind>(enumNumber(spanKindNamed, "kind")); return;
    case Key::StartTime: span.start = time("startTimeUnixNano"); return;
    case Key::EndTime: span.end = time("endTimeUnixNano"); return;
    case Key::Attributes: return attributes(m_own);
    case Key::DroppedAttributes:
      span.droppedAttributes = m_values.smallNumber("droppedAttributesCount");
      return;
    case Key::Events: return events();
    case Key::DroppedEvents: span.droppedEvents = m_values.smallNumber("droppedEventsCount"); return;
    case Key::Links: return links();
    case Key::DroppedLinks: span.droppedLinks = m_values.smallNumber("droppedLinksCount"); return;
    case Key::Status: return status(span);
    case Key::Flags: span.flags = m_values.smallNumber("flags"); return;
    default: m_cursor.skip();
  }
}

// Only now do the arrays stay where they are.
void RecordReader::finishSpan(SpanView& span) {
  span.attributes = resolve(m_own);
  for (std::size_t i = 0; i < m_events.size(); ++i) m_events[i].attributes = resolve(m_eventAttributes[i]);
  for (std::size_t i = 0; i < m_links.size(); ++i) m_links[i].attributes = resolve(m_linkAttributes[i]);
  span.events = m_events;
  span.links = m_links;
}

void RecordReader::checkSpan(const SpanView& span, const char* at) {
  if (span.traceId.isZero())
    m_report.warn("no trace id", at,
                  "the span " + shownText(span.name) + " has no trace id: kept outside of all traces");
  if (span.spanId.isZero())
    m_report.warn("no span id", at,
                  "the span " + shownText(span.name) + " has no span id: no span can be its child");
  if (m_badId)
    m_report.warn("wrong id length", at,
                  "an id of the span " + shownText(span.name) +
                      " has the wrong length: replaced by one derived from it, and kept");
  if (isAbsurd(span.start) || (isAbsurd(span.end) && nanosOf(span.end) != 0))
    m_report.warn("absurd time", at,
                  "the span " + shownText(span.name) + " lies before 1973 or after 2262 (start " +
                      std::to_string(nanosOf(span.start)) + " ns): kept as it is");
  if (span.end < span.start && nanosOf(span.end) != 0)
    m_report.warn("end before start", at,
                  "the span " + shownText(span.name) + " ends before it starts: kept as it is");
}

void RecordReader::attributes(Range& range) {
  // A repeated "attributes" member continues the list, which must be in one run.
  const std::size_t begin = m_attributes.size();
  for (std::size_t i = 0; i < range.size; ++i) {
    const Attribute earlier = m_attributes[range.begin + i];
    m_attributes.push_back(earlier);
  }
  m_values.attributes(m_attributes);
  range = {begin, m_attributes.size() - begin};
}

std::span<const Attribute> RecordReader::resolve(Range range) const {
  return std::span<const Attribute>(m_attributes).subspan(range.begin, range.size);
}

void RecordReader::events() {
  if (!m_cursor.take('[')) return leaveOut(m_cursor, m_report, "a list of events");
  bool first = true;
  while (m_cursor.element(first)) {
    if (m_cursor.take('{')) {
      event();
    } else {
      leaveOut(m_cursor, m_report, "an event");
    }
  }
}

void RecordReader::event() {
  EventView event;
  Range range;
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) {
    switch (keyNamed(name)) {
      case Key::Time: event.time = time("timeUnixNano"); break;
      case Key::Name: event.name = m_values.text(); break;
      case Key::Attributes: attributes(range); break;
      case Key::DroppedAttributes:
        event.droppedAttributes = m_values.smallNumber("droppedAttributesCount");
        break;
      default: m_cursor.skip();
    }
  }
  m_events.push_back(event);
  m_eventAttributes.push_back(range);
}

void RecordReader::links() {
  if (!m_cursor.take('[')) return leaveOut(m_cursor, m_report, "a list of links");
  bool first = true;
  while (m_cursor.element(first)) {
    if (m_cursor.take('{')) {
      link();
    } else {
      leaveOut(m_cursor, m_report, "a link");
    }
  }
}

void RecordReader::link() {
  LinkView link;
  Range range;
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) {
    switch (keyNamed(name)) {
      case Key::TraceId: traceId(link.traceId, link.rawTraceId); break;
      case Key::SpanId: spanId(link.spanId, link.rawSpanId); break;
      case Key::TraceState: link.traceState = m_values.text(); break;
      case Key::Attributes: attributes(range); break;
      case Key::DroppedAttributes:
        link.droppedAttributes = m_values.smallNumber("droppedAttributesCount");
        break;
      case Key::Flags: link.flags = m_values.smallNumber("flags"); break;
      default: m_cursor.skip();
    }
  }
  m_links.push_back(link);
  m_linkAttributes.push_back(range);
}

void RecordReader::status(SpanView& span) {
  if (!m_cursor.take('{')) return leaveOut(m_cursor, m_report, "a status");
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) {
    switch (keyNamed(name)) {
      case Key::Message: span.statusMessage = m_values.text(); break;
      case Key::Code:
        span.status = static_cast<StatusCode>(enumNumber(statusCodeNamed, "status code"));
        break;
      default: m_cursor.skip();
    }
  }
}

void RecordReader::log(SpanSink& sink, ResourceHandle resource, ScopeHandle scope) {
  static_cast<void>(m_cursor.token());
  const char* const at = m_cursor.position();
  m_arena.clear();
  m_attributes.clear();
  m_own = {};
  m_badId = false;
  if (!m_cursor.take('{')) {
    m_cursor.fail();
    return;
  }
  LogView log;
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) logMember(keyNamed(name), log);
  if (m_cursor.failed()) return;
  log.attributes = resolve(m_own);
  log.resource = resource;
  log.scope = scope;
  if (m_badId)
    m_report.warn("wrong id length", at,
                  "an id of a log record has the wrong length: replaced by one derived from it, and kept");
  sink.log(log);
}

void RecordReader::logMember(Key key, LogView& log) {
  switch (key) {
    case Key::Time: log.time = time("timeUnixNano"); return;
    case Key::ObservedTime: log.observedTime = time("observedTimeUnixNano"); return;
    case Key::SeverityNumber: log.severityNumber = enumNumber(severityNamed, "severityNumber"); return;
    case Key::SeverityText: log.severityText = m_values.text(); return;
    case Key::Body: log.body = m_values.value(); return;
    case Key::EventName: log.eventName = m_values.text(); return;
    case Key::TraceId: return traceId(log.traceId, log.rawTraceId);
    case Key::SpanId: return spanId(log.spanId, log.rawSpanId);
    case Key::Flags: log.flags = m_values.smallNumber("flags"); return;
    case Key::Attributes: return attributes(m_own);
    case Key::DroppedAttributes:
      log.droppedAttributes = m_values.smallNumber("droppedAttributesCount");
      return;
    default: m_cursor.skip();
  }
}

std::uint64_t RecordReader::metricPoints() {
  if (!m_cursor.take('{')) {
    m_cursor.fail();
    return 0;
  }
  std::uint64_t points = 0;
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) {
    if (keyNamed(name) != Key::MetricKind || !m_cursor.take('{')) {
      m_cursor.skip();
      continue;
    }
    bool firstMember = true;
    for (std::string_view inner; m_cursor.member(firstMember, inner);) {
      if (keyNamed(inner) != Key::DataPoints || !m_cursor.take('[')) {
        m_cursor.skip();
        continue;
      }
      bool firstPoint = true;
      for (; m_cursor.element(firstPoint); ++points) m_cursor.skip();
    }
  }
  return points;
}

std::uint32_t RecordReader::enumNumber(std::optional<std::uint32_t> (*named)(std::string_view),
                                       std::string_view what) {
  static_cast<void>(m_cursor.token());
  const char* const at = m_cursor.position();
  Scalar scalar;
  if (m_cursor.scalar(scalar)) {
    if (scalar.kind == Scalar::Kind::Null || scalar.text.empty()) return 0;
    // Enums are 32-bit and open: unknown numbers stay, negative ones too.
    if (const auto number = parseSigned(scalar.text); number && *number == static_cast<std::int32_t>(*number))
      return static_cast<std::uint32_t>(*number);
    if (const auto number = named(scalar.text)) return *number;
  }
  if (!m_cursor.failed())
    m_report.warn("bad value", at,
                  std::string(what) + " has no such value: read as 0 instead of " + shownText(scalar.text));
  return 0;
}

void RecordReader::traceId(TraceId& id, std::string_view& raw) {
  const ParsedId<TraceId> parsed = readTraceId(m_values.text(), m_arena);
  id = parsed.id;
  raw = parsed.raw;
  m_badId = m_badId || (!parsed.raw.empty() && !parsed.repaired && !parsed.id.isZero());
}

void RecordReader::spanId(SpanId& id, std::string_view& raw) {
  const ParsedId<SpanId> parsed = readSpanId(m_values.text(), m_arena);
  id = parsed.id;
  raw = parsed.raw;
  m_badId = m_badId || (!parsed.raw.empty() && !parsed.repaired && !parsed.id.isZero());
}

Timestamp RecordReader::time(std::string_view what) {
  return timestampFromNanos(m_values.unsignedNumber(what));
}

}  // namespace spanloupe::formats::json
