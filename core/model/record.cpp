// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/record.h"

namespace spanloupe {

std::string_view Arena::text(std::string_view text) {
  if (text.empty()) return {};
  return m_texts.emplace_back(text);
}

std::span<const Attribute> Arena::attributes(std::span<const Attribute> attributes) {
  if (attributes.empty()) return {};
  std::vector<Attribute>& copy = m_attributes.emplace_back();
  copy.reserve(attributes.size());
  for (const Attribute& attribute : attributes)
    copy.push_back({text(attribute.key), AttributeValue(text(attribute.value.bytes()))});
  return copy;
}

ResourceView Arena::resource(const ResourceView& resource) {
  return {attributes(resource.attributes), resource.droppedAttributes, text(resource.entityRefs),
          text(resource.schemaUrl)};
}

ScopeView Arena::scope(const ScopeView& scope) {
  return {text(scope.name), text(scope.version), attributes(scope.attributes), scope.droppedAttributes,
          text(scope.schemaUrl)};
}

SpanView Arena::span(const SpanView& span) {
  SpanView copy = span;
  copy.rawTraceId = text(span.rawTraceId);
  copy.rawSpanId = text(span.rawSpanId);
  copy.rawParentSpanId = text(span.rawParentSpanId);
  copy.traceState = text(span.traceState);
  copy.name = text(span.name);
  copy.statusMessage = text(span.statusMessage);
  copy.attributes = attributes(span.attributes);
  std::vector<EventView>& events = m_events.emplace_back(span.events.begin(), span.events.end());
  for (EventView& event : events) {
    event.name = text(event.name);
    event.attributes = attributes(event.attributes);
  }
  copy.events = events;
  std::vector<LinkView>& links = m_links.emplace_back(span.links.begin(), span.links.end());
  for (LinkView& link : links) {
    link.rawTraceId = text(link.rawTraceId);
    link.rawSpanId = text(link.rawSpanId);
    link.traceState = text(link.traceState);
    link.attributes = attributes(link.attributes);
  }
  copy.links = links;
  return copy;
}

LogView Arena::log(const LogView& log) {
  LogView copy = log;
  copy.severityText = text(log.severityText);
  copy.body = AttributeValue(text(log.body.bytes()));
  copy.eventName = text(log.eventName);
  copy.rawTraceId = text(log.rawTraceId);
  copy.rawSpanId = text(log.rawSpanId);
  copy.attributes = attributes(log.attributes);
  return copy;
}

ResourceHandle RecordingSink::resource(const ResourceView& resource) {
  m_resources.push_back(m_arena->resource(resource));
  return ResourceHandle(m_resources.size() - 1);
}

ScopeHandle RecordingSink::scope(const ScopeView& scope) {
  m_scopes.push_back(m_arena->scope(scope));
  return ScopeHandle(m_scopes.size() - 1);
}

void RecordingSink::span(const SpanView& span) {
  m_spans.push_back({m_arena, m_arena->span(span), m_resources.at(static_cast<std::size_t>(span.resource)),
                     m_scopes.at(static_cast<std::size_t>(span.scope))});
}

void RecordingSink::log(const LogView& log) {
  m_logs.push_back({m_arena, m_arena->log(log), m_resources.at(static_cast<std::size_t>(log.resource)),
                    m_scopes.at(static_cast<std::size_t>(log.scope))});
}

}  // namespace spanloupe
