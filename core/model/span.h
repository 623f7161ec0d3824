// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans, log records, resources and scopes as importers hand them to a SpanSink: views into the importer's
// own buffers, valid only during the call. Names follow opentelemetry.proto.trace.v1 and logs.v1. Owning
// copies: core/model/record.h.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/model/attribute_value.h"

namespace spanloupe {

// Open enums: a number that is none of these is kept as it is.
enum class SpanKind : std::uint32_t { Unspecified = 0, Internal, Server, Client, Producer, Consumer };
enum class StatusCode : std::uint32_t { Unset = 0, Ok = 1, Error = 2 };

/// What a sink gave back for a resource or scope; meaningful to that sink only, for as long as it lives.
enum class ResourceHandle : std::uint32_t {};
enum class ScopeHandle : std::uint32_t {};

struct ResourceView {
  std::span<const Attribute> attributes;
  std::uint32_t droppedAttributes = 0;
  std::string_view entityRefs;  ///< Wire bytes of Resource.entity_refs fields (tag 3 and all), in order.
  std::string_view schemaUrl;   ///< Of ResourceSpans: concerns the resource only.
};

struct ScopeView {
  std::string_view name;
  std::string_view version;
  std::span<const Attribute> attributes;
  std::uint32_t droppedAttributes = 0;
  std::string_view schemaUrl;  ///< Of ScopeSpans: concerns scope, spans and events.
};

struct EventView {
  Timestamp time;
  std::string_view name;
  std::span<const Attribute> attributes;
  std::uint32_t droppedAttributes = 0;
};

// An id whose bytes have another length than the specification asks for is derived from them
// (core/model/identity.h) and its bytes are kept beside it in raw…Id, which is empty otherwise.

struct LinkView {
  TraceId traceId;
  SpanId spanId;
  std::string_view rawTraceId;
  std::string_view rawSpanId;
  std::string_view traceState;
  std::span<const Attribute> attributes;
  std::uint32_t droppedAttributes = 0;
  std::uint32_t flags = 0;
};

struct SpanView {
  TraceId traceId;      ///< Zero: the span has none and belongs to no trace.
  SpanId spanId;        ///< Zero: it has none; no child can name it.
  SpanId parentSpanId;  ///< Zero: a root.
  std::string_view rawTraceId;
  std::string_view rawSpanId;
  std::string_view rawParentSpanId;
  std::string_view traceState;
  std::string_view name;
  SpanKind kind = SpanKind::Unspecified;
  Timestamp start;
  Timestamp end;  ///< Raw: 0 = unfinished, may lie before start.
  StatusCode status = StatusCode::Unset;
  std::string_view statusMessage;
  std::uint32_t flags = 0;
  std::uint32_t droppedAttributes = 0;
  std::uint32_t droppedEvents = 0;
  std::uint32_t droppedLinks = 0;
  std::span<const Attribute> attributes;
  std::span<const EventView> events;
  std::span<const LinkView> links;
  ResourceHandle resource{};
  ScopeHandle scope{};
};

struct LogView {
  Timestamp time;  ///< 0: unknown, use observedTime.
  Timestamp observedTime;
  std::uint32_t severityNumber = 0;
  std::string_view severityText;
  AttributeValue body;
  std::string_view eventName;
  TraceId traceId;  ///< Zero: not of a trace.
  SpanId spanId;
  std::string_view rawTraceId;
  std::string_view rawSpanId;
  std::uint32_t flags = 0;
  std::uint32_t droppedAttributes = 0;
  std::span<const Attribute> attributes;
  ResourceHandle resource{};
  ScopeHandle scope{};
};

}  // namespace spanloupe
