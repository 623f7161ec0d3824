// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/record_writer.h"

#include <charconv>
#include <cmath>

#include "core/base/hex.h"
#include "core/model/wire.h"

namespace spanloupe::formats::json {
namespace {

/// The members of one object: names, commas and the braces.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : m_out(out), m_start(out.size()) { m_out += '{'; }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;
  ~ObjectWriter() { m_out += '}'; }

  /// The value is to follow. `quotedName` = "\"name\":".
  std::string& member(std::string_view quotedName) {
    if (m_out.size() > m_start + 1) m_out += ',';
    m_out += quotedName;
    return m_out;
  }
  void text(std::string_view quotedName, std::string_view value) {
    if (!value.empty()) appendJsonString(member(quotedName), value);
  }
  void number(std::string_view quotedName, std::uint32_t value) {
    if (value != 0) decimal(member(quotedName), value);
  }
  /// Enums are signed on the wire.
  void enumeration(std::string_view quotedName, std::uint32_t value) {
    if (value != 0) decimal(member(quotedName), static_cast<std::int32_t>(value));
  }
  void time(std::string_view quotedName, Timestamp value) {
    if (nanosOf(value) == 0) return;
    member(quotedName) += '"';
    decimal(m_out, nanosOf(value));
    m_out += '"';
  }
  template <typename Id>
  void id(std::string_view quotedName, Id value, std::string_view raw) {
    if (raw.empty() && value.isZero()) return;
    member(quotedName) += '"';
    m_out += raw.empty() ? value.hex() : encodeHex(raw);
    m_out += '"';
  }

  template <typename Number>
  static void decimal(std::string& out, Number value) {
    char buffer[24];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  }

 private:
  std::string& m_out;
  std::size_t m_start;
};

void appendValue(std::string& out, AttributeValue value);

void appendKeyValue(std::string& out, std::string_view key, AttributeValue value) {
  out += "{\"key\":";
  appendJsonString(out, key);
  out += ",\"value\":";
  appendValue(out, value);
  out += '}';
}

void appendDoubleValue(std::string& out, double value) {
  out += std::isfinite(value) ? "{\"doubleValue\":" : "{\"doubleValue\":\"";
  appendNumber(out, value);
  out += std::isfinite(value) ? "}" : "\"}";
}

// Recursion is bounded: canonical values nest kMaxValueDepth deep at most.
void appendValue(std::string& out, AttributeValue value) {
  switch (value.type()) {
    case ValueType::Empty: out += "{}"; return;
    case ValueType::String:
      out += "{\"stringValue\":";
      appendJsonString(out, value.asString());
      out += '}';
      return;
    case ValueType::Bool: out += value.asBool() ? "{\"boolValue\":true}" : "{\"boolValue\":false}"; return;
    case ValueType::Int:
      out += "{\"intValue\":\"";
      ObjectWriter::decimal(out, value.asInt());
      out += "\"}";
      return;
    case ValueType::Double: appendDoubleValue(out, value.asDouble()); return;
    case ValueType::Bytes:
      out += "{\"bytesValue\":\"";
      out += encodeBase64(value.asBytes());
      out += "\"}";
      return;
    case ValueType::Array: {
      out += "{\"arrayValue\":{\"values\":[";
      bool first = true;
      value.forEachElement([&](AttributeValue element) {
        if (!first) out += ',';
        first = false;
        appendValue(out, element);
      });
      out += "]}}";
      return;
    }
    case ValueType::KeyValueList: {
      out += "{\"kvlistValue\":{\"values\":[";
      bool first = true;
      value.forEachEntry([&](std::string_view key, AttributeValue element) {
        if (!first) out += ',';
        first = false;
        appendKeyValue(out, key, element);
      });
      out += "]}}";
      return;
    }
  }
}

void appendAttributes(ObjectWriter& object, std::span<const Attribute> attributes, std::uint32_t dropped) {
  if (!attributes.empty()) {
    std::string& out = object.member("\"attributes\":");
    char separator = '[';
    for (const Attribute& attribute : attributes) {
      out += separator;
      separator = ',';
      appendKeyValue(out, attribute.key, attribute.value);
    }
    out += ']';
  }
  object.number("\"droppedAttributesCount\":", dropped);
}

void appendEvents(ObjectWriter& span, std::span<const EventView> events) {
  if (events.empty()) return;
  std::string& out = span.member("\"events\":");
  char separator = '[';
  for (const EventView& event : events) {
    out += separator;
    separator = ',';
    ObjectWriter object(out);
    object.time("\"timeUnixNano\":", event.time);
    object.text("\"name\":", event.name);
    appendAttributes(object, event.attributes, event.droppedAttributes);
  }
  out += ']';
}

void appendLinks(ObjectWriter& span, std::span<const LinkView> links) {
  if (links.empty()) return;
  std::string& out = span.member("\"links\":");
  char separator = '[';
  for (const LinkView& link : links) {
    out += separator;
    separator = ',';
    ObjectWriter object(out);
    object.id("\"traceId\":", link.traceId, link.rawTraceId);
    object.id("\"spanId\":", link.spanId, link.rawSpanId);
    object.text("\"traceState\":", link.traceState);
    appendAttributes(object, link.attributes, link.droppedAttributes);
    object.number("\"flags\":", link.flags);
  }
  out += ']';
}

/// A repeated string of an EntityRef.
void appendStrings(ObjectWriter& object, std::string_view quotedName, std::string_view message,
                   std::uint32_t number) {
  bool any = false;
  std::string list;
  wire::Field field;
  wire::Reader reader(message);
  while (reader.next(field)) {
    if (field.number != number || field.type != wire::Type::Length) continue;
    list += any ? ',' : '[';
    any = true;
    appendJsonString(list, field.bytes);
  }
  if (any) object.member(quotedName) += list + ']';
}

void appendEntityRef(std::string& out, std::string_view message) {
  ObjectWriter object(out);
  std::string_view schemaUrl;
  std::string_view type;
  wire::Field field;
  wire::Reader reader(message);
  while (reader.next(field)) {
    if (field.type != wire::Type::Length) continue;
    if (field.number == 1) schemaUrl = field.bytes;
    if (field.number == 2) type = field.bytes;
  }
  object.text("\"schemaUrl\":", schemaUrl);
  object.text("\"type\":", type);
  appendStrings(object, "\"idKeys\":", message, 3);
  appendStrings(object, "\"descriptionKeys\":", message, 4);
}

}  // namespace

void appendSpan(std::string& out, const SpanView& span) {
  ObjectWriter object(out);
  object.id("\"traceId\":", span.traceId, span.rawTraceId);
  object.id("\"spanId\":", span.spanId, span.rawSpanId);
  object.text("\"traceState\":", span.traceState);
  object.id("\"parentSpanId\":", span.parentSpanId, span.rawParentSpanId);
  object.number("\"flags\":", span.flags);
  object.text("\"name\":", span.name);
  object.enumeration("\"kind\":", static_cast<std::uint32_t>(span.kind));
  object.time("\"startTimeUnixNano\":", span.start);
  object.time("\"endTimeUnixNano\":", span.end);
  appendAttributes(object, span.attributes, span.droppedAttributes);
  appendEvents(object, span.events);
  object.number("\"droppedEventsCount\":", span.droppedEvents);
  appendLinks(object, span.links);
  object.number("\"droppedLinksCount\":", span.droppedLinks);
  if (span.status == StatusCode::Unset && span.statusMessage.empty()) return;
  ObjectWriter status(object.member("\"status\":"));
  status.text("\"message\":", span.statusMessage);
  status.enumeration("\"code\":", static_cast<std::uint32_t>(span.status));
}

void appendLog(std::string& out, const LogView& log) {
  ObjectWriter object(out);
  object.time("\"timeUnixNano\":", log.time);
  object.time("\"observedTimeUnixNano\":", log.observedTime);
  object.enumeration("\"severityNumber\":", log.severityNumber);
  object.text("\"severityText\":", log.severityText);
  object.text("\"eventName\":", log.eventName);
  if (log.body.type() != ValueType::Empty) appendValue(object.member("\"body\":"), log.body);
  appendAttributes(object, log.attributes, log.droppedAttributes);
  object.number("\"flags\":", log.flags);
  object.id("\"traceId\":", log.traceId, log.rawTraceId);
  object.id("\"spanId\":", log.spanId, log.rawSpanId);
}

void appendResource(std::string& out, const ResourceView& resource) {
  ObjectWriter object(out);
  appendAttributes(object, resource.attributes, resource.droppedAttributes);
  if (resource.entityRefs.empty()) return;
  std::string& refs = object.member("\"entityRefs\":");
  char separator = '[';
  wire::Field field;
  wire::Reader reader(resource.entityRefs);
  while (reader.next(field)) {
    if (field.number != 3 || field.type != wire::Type::Length) continue;
    refs += separator;
    separator = ',';
    appendEntityRef(refs, field.bytes);
  }
  refs += separator == '[' ? "[]" : "]";
}

void appendScope(std::string& out, const ScopeView& scope) {
  ObjectWriter object(out);
  object.text("\"name\":", scope.name);
  object.text("\"version\":", scope.version);
  appendAttributes(object, scope.attributes, scope.droppedAttributes);
}

}  // namespace spanloupe::formats::json
