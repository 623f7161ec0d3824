// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every member name of OTLP JSON that is read, in one table: lowerCamelCase as specified, the protobuf name
// with underscores, and the older names of otlp.md section 6. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace spanloupe::formats::json {

enum class Key : std::uint8_t {
  Unknown,
  // Around the resource groups.
  ResourceSpans,
  ResourceLogs,
  ResourceMetrics,
  ResourceProfiles,
  Wrapper,
  // ResourceSpans, ResourceLogs, ResourceMetrics.
  Resource,
  ScopeGroups,
  DeprecatedScopeGroups,
  SchemaUrl,
  // ScopeSpans, ScopeLogs, ScopeMetrics.
  Scope,
  Spans,
  LogRecords,
  Metrics,
  // Resource, scope, attributes.
  Attributes,
  DroppedAttributes,
  EntityRefs,
  Type,
  IdKeys,
  DescriptionKeys,
  Name,
  Version,
  KeyName,
  Value,
  // Span, event, link, status.
  TraceId,
  SpanId,
  ParentSpanId,
  TraceState,
  Flags,
  Kind,
  StartTime,
  EndTime,
  Events,
  DroppedEvents,
  Links,
  DroppedLinks,
  Status,
  Message,
  Code,
  Time,
  // Log record.
  ObservedTime,
  SeverityNumber,
  SeverityText,
  Body,
  EventName,
  // AnyValue.
  StringValue,
  BoolValue,
  IntValue,
  DoubleValue,
  ArrayValue,
  KvlistValue,
  BytesValue,
  StringIndex,
  Values,
  // Metric: where its data points are.
  MetricKind,
  DataPoints,
};

[[nodiscard]] Key keyNamed(std::string_view name);

}  // namespace spanloupe::formats::json
