// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sink that keeps nothing but a hash over every field of everything it gets, in order. One thread.
#pragma once

#include <string_view>

#include "core/model/span_sink.h"

namespace spanloupe::test {

class DigestSink final : public SpanSink {
 public:
  ResourceHandle resource(const ResourceView& resource) override {
    add(resource.attributes);
    add(resource.schemaUrl);
    return ResourceHandle(m_handles++);
  }
  ScopeHandle scope(const ScopeView& scope) override {
    add(scope.name);
    add(scope.version);
    return ScopeHandle(m_handles++);
  }
  void span(const SpanView& span) override {
    ++spans;
    add(span.traceId);
    add(span.spanId.value);
    add(span.parentSpanId.value);
    add(span.name);
    add(span.statusMessage);
    add(static_cast<std::uint64_t>(span.kind));
    add(static_cast<std::uint64_t>(span.status));
    add(nanosOf(span.start));
    add(nanosOf(span.end));
    add(span.flags);
    add(span.attributes);
    for (const EventView& event : span.events) {
      add(nanosOf(event.time));
      add(event.name);
      add(event.attributes);
    }
    for (const LinkView& link : span.links) {
      add(link.traceId);
      add(link.spanId.value);
    }
    add(static_cast<std::uint64_t>(span.resource));
    add(static_cast<std::uint64_t>(span.scope));
  }
  void log(const LogView& log) override {
    ++logs;
    add(nanosOf(log.time));
    add(log.severityNumber);
    add(log.severityText);
    add(log.body.bytes());
    add(log.traceId);
    add(log.spanId.value);
    add(log.attributes);
  }
  void metrics(std::uint64_t dataPoints) override { add(dataPoints); }

  [[nodiscard]] std::uint64_t digest() const { return m_hash; }
  std::uint64_t spans = 0;
  std::uint64_t logs = 0;

 private:
  void add(std::uint64_t value) { m_hash = mixBits(m_hash * 0x9e3779b97f4a7c15ULL + value); }
  void add(TraceId id) {
    add(id.high);
    add(id.low);
  }
  void add(std::string_view text) {
    add(text.size());
    for (const char c : text) m_hash = (m_hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  void add(std::span<const Attribute> attributes) {
    add(attributes.size());
    for (const Attribute& attribute : attributes) {
      add(attribute.key);
      add(attribute.value.bytes());
    }
  }

  std::uint64_t m_hash = 0;
  std::uint32_t m_handles = 0;
};

}  // namespace spanloupe::test
