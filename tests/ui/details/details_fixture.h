// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the details of one span piece by piece.
#pragma once

#include <deque>
#include <memory>

#include "ui/details/details_content.h"

namespace spanloupe::details {

class DetailsBuilder {
 public:
  DetailsBuilder& text(std::string key, const std::string& value) {
    appendString(m_keep.emplace_back(), value);
    return add(std::move(key));
  }
  DetailsBuilder& number(std::string key, std::int64_t value) {
    appendInt(m_keep.emplace_back(), value);
    return add(std::move(key));
  }
  /// Canonical bytes of any value.
  DetailsBuilder& raw(std::string key, std::string bytes) {
    m_keep.push_back(std::move(bytes));
    return add(std::move(key));
  }
  DetailsBuilder& exception(const std::string& type, const std::string& message, const std::string& stack) {
    auto& attributes = m_eventAttributes.emplace_back();
    for (const auto& [key, value] : {std::pair<const char*, const std::string*>{"exception.type", &type},
                                     {"exception.message", &message},
                                     {"exception.stacktrace", &stack}}) {
      appendString(m_keep.emplace_back(), *value);
      attributes.push_back({key, AttributeValue(m_keep.back())});
    }
    m_events.push_back({timestampFromNanos(kStart + 5'000'000), "exception", attributes, 0});
    return *this;
  }
  DetailsBuilder& event(std::string name, std::uint64_t afterMicros) {
    m_keep.push_back(std::move(name));
    m_events.push_back({timestampFromNanos(kStart + afterMicros * 1'000), m_keep.back(), {}, 0});
    return *this;
  }
  DetailsBuilder& log(std::uint32_t severity, const std::string& body) {
    appendString(m_keep.emplace_back(), body);
    LogView log;
    log.time = timestampFromNanos(kStart + 2'000'000);
    log.severityNumber = severity;
    log.body = AttributeValue(m_keep.back());
    log.attributes = m_attributes;
    m_logs.push_back(log);
    return *this;
  }
  DetailsBuilder& link(TraceId trace, SpanId span) {
    m_links.push_back({trace, span, {}, {}, {}, {}, 0, 0});
    return *this;
  }
  [[nodiscard]] std::shared_ptr<const SpanDetails> build() {
    SpanView span;
    span.traceId = {1, 2};
    span.spanId = {0xabc};
    span.name = "SELECT stock";
    span.kind = SpanKind::Client;
    span.start = timestampFromNanos(kStart);
    span.end = timestampFromNanos(kStart + 10'000'000);
    span.attributes = m_attributes;
    span.events = m_events;
    span.links = m_links;
    RecordingSink sink;
    appendString(m_keep.emplace_back(), "inventory");
    const std::vector<Attribute> resource = {{"service.name", AttributeValue(m_keep.back())}};
    span.resource = sink.resource({resource, 0, {}, {}});
    span.scope = sink.scope({});
    sink.span(span);
    for (LogView& log : m_logs) {
      log.resource = span.resource;
      log.scope = span.scope;
      sink.log(log);
    }
    auto details = std::make_shared<SpanDetails>();
    details->logs = sink.logs();
    details->record = sink.spans().front();
    details->figures = {
        Duration(1'000'000), Duration(10'000'000), Duration(4'000'000), Duration(2'000'000), 0.25, false};
    return withSections(std::move(*details));
  }

 private:
  static constexpr std::uint64_t kStart = 1'773'324'000'000'000'000;

  DetailsBuilder& add(std::string key) {
    const std::string& kept = m_keep.emplace_back(std::move(key));
    m_attributes.push_back({kept, AttributeValue(m_keep[m_keep.size() - 2])});
    return *this;
  }

  std::deque<std::string> m_keep;
  std::vector<Attribute> m_attributes;
  std::deque<std::vector<Attribute>> m_eventAttributes;
  std::vector<EventView> m_events;
  std::vector<LinkView> m_links;
  std::vector<LogView> m_logs;
};

}  // namespace spanloupe::details
