// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/span_rows.h"

#include <map>

namespace spanloupe::cli {
namespace {

std::string_view kindName(SpanKind kind) {
  switch (kind) {
    case SpanKind::Unspecified: return "unspecified";
    case SpanKind::Internal: return "internal";
    case SpanKind::Server: return "server";
    case SpanKind::Client: return "client";
    case SpanKind::Producer: return "producer";
    case SpanKind::Consumer: return "consumer";
  }
  return {};
}

std::string_view statusName(StatusCode status) {
  switch (status) {
    case StatusCode::Unset: return "unset";
    case StatusCode::Ok: return "ok";
    case StatusCode::Error: return "error";
  }
  return {};
}

/// The name, or the number of a value that has none.
template <typename Enum>
std::string named(std::string_view name, Enum value) {
  return name.empty() ? std::to_string(static_cast<std::uint32_t>(value)) : std::string(name);
}

void appendAttributes(JsonText& json, std::span<const Attribute> attributes) {
  std::map<std::string_view, std::size_t> seen;
  json.beginObject();
  for (const Attribute& attribute : attributes) {
    const std::size_t times = ++seen[attribute.key];
    json.key(times == 1 ? std::string(attribute.key)
                        : std::string(attribute.key) + "#" + std::to_string(times));
    json.attribute(attribute.value);
  }
  json.endObject();
}

std::string attributesJson(std::span<const Attribute> attributes) {
  JsonText json;
  appendAttributes(json, attributes);
  return json.str();
}

std::string eventsJson(std::span<const EventView> events) {
  JsonText json;
  json.beginArray();
  for (const EventView& event : events) {
    json.beginObject()
        .key("time_ns")
        .number(nanosOf(event.time))
        .key("name")
        .text(event.name)
        .key("attributes");
    appendAttributes(json, event.attributes);
    json.endObject();
  }
  return json.endArray().str();
}

std::string linksJson(std::span<const LinkView> links) {
  JsonText json;
  json.beginArray();
  for (const LinkView& link : links) {
    json.beginObject()
        .key("trace_id")
        .text(link.traceId.hex())
        .key("span_id")
        .text(link.spanId.hex())
        .key("attributes");
    appendAttributes(json, link.attributes);
    json.endObject();
  }
  return json.endArray().str();
}

std::string serviceOf(const ResourceView& resource) {
  for (const Attribute& attribute : resource.attributes) {
    if (attribute.key == "service.name" && attribute.value.type() == ValueType::String) {
      return std::string(attribute.value.asString());
    }
  }
  return {};
}

}  // namespace

std::vector<Column> spanColumns() {
  return {{"trace_id", "Trace"},   {"span_id", "Span"},         {"parent_id", "Parent"},
          {"depth", "Depth"},      {"service", "Service"},      {"name", "Name"},
          {"kind", "Kind"},        {"status", "Status"},        {"status_message", "Message"},
          {"start_ns", "Start"},   {"duration_ns", "Duration"}, {"attributes", "", false},
          {"resource", "", false}, {"events", "", false},       {"links", "", false}};
}

std::vector<Cell> spanRow(const SpanRecord& record, std::uint32_t depth) {
  const SpanView& span = record.span;
  const bool unfinished = nanosOf(span.end) == 0;
  return {span.traceId.hex(),
          span.spanId.hex(),
          span.parentSpanId.isZero() ? Cell() : Cell(span.parentSpanId.hex()),
          std::uint64_t{depth},
          serviceOf(record.resource),
          std::string(span.name),
          named(kindName(span.kind), span.kind),
          named(statusName(span.status), span.status),
          std::string(span.statusMessage),
          span.start,
          unfinished ? Cell() : Cell(elapsed(span.start, span.end)),
          JsonValue{attributesJson(span.attributes)},
          JsonValue{attributesJson(record.resource.attributes)},
          JsonValue{eventsJson(span.events)},
          JsonValue{linksJson(span.links)}};
}

}  // namespace spanloupe::cli
