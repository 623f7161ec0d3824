// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/otlp_keys.h"

#include <array>
#include <cstring>

namespace spanloupe::formats::json {
namespace {

struct Named {
  std::string_view name;
  Key key;
};

constexpr Named kNames[] = {
    {"resourceSpans", Key::ResourceSpans},
    {"batches", Key::ResourceSpans},
    {"resourceLogs", Key::ResourceLogs},
    {"resourceMetrics", Key::ResourceMetrics},
    {"resourceProfiles", Key::ResourceProfiles},
    {"data", Key::Wrapper},
    {"trace", Key::Wrapper},
    {"traces", Key::Wrapper},
    {"result", Key::Wrapper},
    {"resource", Key::Resource},
    {"scopeSpans", Key::ScopeGroups},
    {"scopeLogs", Key::ScopeGroups},
    {"scopeMetrics", Key::ScopeGroups},
    {"instrumentationLibrarySpans", Key::ScopeGroups},
    {"instrumentationLibraryLogs", Key::ScopeGroups},
    {"instrumentationLibraryMetrics", Key::ScopeGroups},
    {"deprecatedScopeSpans", Key::DeprecatedScopeGroups},
    {"deprecatedScopeLogs", Key::DeprecatedScopeGroups},
    {"deprecatedScopeMetrics", Key::DeprecatedScopeGroups},
    {"schemaUrl", Key::SchemaUrl},
    {"scope", Key::Scope},
    {"instrumentationLibrary", Key::Scope},
    {"spans", Key::Spans},
    {"logRecords", Key::LogRecords},
    {"logs", Key::LogRecords},
    {"metrics", Key::Metrics},
    {"attributes", Key::Attributes},
    {"droppedAttributesCount", Key::DroppedAttributes},
    {"entityRefs", Key::EntityRefs},
    {"type", Key::Type},
    {"idKeys", Key::IdKeys},
    {"descriptionKeys", Key::DescriptionKeys},
    {"name", Key::Name},
    {"version", Key::Version},
    {"key", Key::KeyName},
    {"value", Key::Value},
    {"traceId", Key::TraceId},
    {"spanId", Key::SpanId},
    {"parentSpanId", Key::ParentSpanId},
    {"traceState", Key::TraceState},
    {"flags", Key::Flags},
    {"kind", Key::Kind},
    {"startTimeUnixNano", Key::StartTime},
    {"endTimeUnixNano", Key::EndTime},
    {"events", Key::Events},
    {"droppedEventsCount", Key::DroppedEvents},
    {"links", Key::Links},
    {"droppedLinksCount", Key::DroppedLinks},
    {"status", Key::Status},
    {"message", Key::Message},
    {"code", Key::Code},
    {"timeUnixNano", Key::Time},
    {"observedTimeUnixNano", Key::ObservedTime},
    {"severityNumber", Key::SeverityNumber},
    {"severityText", Key::SeverityText},
    {"body", Key::Body},
    {"eventName", Key::EventName},
    {"stringValue", Key::StringValue},
    {"boolValue", Key::BoolValue},
    {"intValue", Key::IntValue},
    {"doubleValue", Key::DoubleValue},
    {"arrayValue", Key::ArrayValue},
    {"kvlistValue", Key::KvlistValue},
    {"bytesValue", Key::BytesValue},
    {"stringValueStrindex", Key::StringIndex},
    {"values", Key::Values},
    {"gauge", Key::MetricKind},
    {"sum", Key::MetricKind},
    {"histogram", Key::MetricKind},
    {"exponentialHistogram", Key::MetricKind},
    {"summary", Key::MetricKind},
    {"dataPoints", Key::DataPoints},
};

struct Slot {
  std::array<char, 32> text{};
  std::uint8_t size = 0;
  Key key = Key::Unknown;
};

constexpr std::size_t kSlots = 1024;

constexpr std::size_t slotOf(std::string_view name) {
  const auto byte = [name](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(name[i]));
  };
  return (name.size() * 67 + byte(0) * 5 + byte(name.size() / 2) * 37 + byte(name.size() - 1) * 11) % kSlots;
}

/// Open addressing with both spellings of every name.
constexpr std::array<Slot, kSlots> makeTable() {
  std::array<Slot, kSlots> table{};
  for (const Named& named : kNames) {
    for (const bool snake : {false, true}) {
      Slot slot;
      slot.key = named.key;
      for (const char c : named.name) {
        const bool upper = snake && c >= 'A' && c <= 'Z';
        if (upper) slot.text[slot.size++] = '_';
        slot.text[slot.size++] = upper ? static_cast<char>(c + 32) : c;
      }
      if (snake && slot.size == named.name.size()) continue;
      std::size_t at = slotOf({slot.text.data(), slot.size});
      while (table[at].size != 0) at = (at + 1) % kSlots;
      table[at] = slot;
    }
  }
  return table;
}

constexpr auto kTable = makeTable();

/// memcmp for a few bytes, without the call: two overlapping words cover most names.
bool equalBytes(const char* a, const char* b, std::size_t size) {
  if (size < 8) {
    while (size > 0 && a[size - 1] == b[size - 1]) --size;
    return size == 0;
  }
  const auto word = [](const char* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
  };
  for (std::size_t at = 0; at + 8 < size; at += 8)
    if (word(a + at) != word(b + at)) return false;
  return word(a + size - 8) == word(b + size - 8);
}

}  // namespace

Key keyNamed(std::string_view name) {
  if (name.empty()) return Key::Unknown;
  for (std::size_t at = slotOf(name); kTable[at].size != 0; at = (at + 1) % kSlots) {
    const Slot& slot = kTable[at];
    if (slot.size == name.size() && equalBytes(slot.text.data(), name.data(), name.size())) return slot.key;
  }
  return Key::Unknown;
}

}  // namespace spanloupe::formats::json
