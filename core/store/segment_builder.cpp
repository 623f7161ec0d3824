// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_builder.h"

#include "core/store/context_codec.h"

namespace spanloupe::store {
namespace {

/// Events or links of one segment: above this it is sealed early, so that memory stays bounded.
constexpr std::size_t kMaxNested = 1 << 20;

}  // namespace

SegmentBuilder::SegmentBuilder(Sealed sealed)
    : m_sealed(std::move(sealed)), m_rows(std::make_unique<SegmentRows>()) {}
SegmentBuilder::~SegmentBuilder() = default;

void SegmentBuilder::setSource(std::int64_t source) { m_source = source; }

ResourceHandle SegmentBuilder::resource(const ResourceView& resource) {
  return ResourceHandle(m_resources.add(encodeResource(resource)));
}

ScopeHandle SegmentBuilder::scope(const ScopeView& scope) {
  return ScopeHandle(m_scopes.add(encodeScope(scope)));
}

std::uint32_t SegmentBuilder::traceNumber(TraceId id) {
  std::vector<TraceId>& ids = m_rows->traceIds;
  if (!ids.empty() && !m_rows->spans.trace.empty() && ids[m_rows->spans.trace.back()] == id)
    return m_rows->spans.trace.back();
  if (m_traceSlots.size() < 2 * (ids.size() + 1)) {
    m_traceSlots.assign(m_traceSlots.empty() ? 1024 : m_traceSlots.size() * 2, 0);
    const std::size_t mask = m_traceSlots.size() - 1;
    for (std::uint32_t number = 0; number < ids.size(); ++number) {
      std::size_t at = hashOf(ids[number]) & mask;
      while (m_traceSlots[at] != 0) at = (at + 1) & mask;
      m_traceSlots[at] = number + 1;
    }
  }
  const std::size_t mask = m_traceSlots.size() - 1;
  std::size_t at = hashOf(id) & mask;
  for (; m_traceSlots[at] != 0; at = (at + 1) & mask)
    if (ids[m_traceSlots[at] - 1] == id) return m_traceSlots[at] - 1;
  ids.push_back(id);
  m_traceSlots[at] = static_cast<std::uint32_t>(ids.size());
  return static_cast<std::uint32_t>(ids.size() - 1);
}

void SegmentBuilder::span(const SpanView& span) {
  SegmentRows::Spans& rows = m_rows->spans;
  const auto row = static_cast<std::uint32_t>(rows.id.size());
  rows.trace.push_back(traceNumber(span.traceId));
  rows.id.push_back(span.spanId);
  rows.parentId.push_back(span.parentSpanId);
  rows.start.push_back(nanosOf(span.start));
  rows.end.push_back(nanosOf(span.end));
  rows.resource.push_back(static_cast<std::uint32_t>(span.resource));
  rows.scope.push_back(static_cast<std::uint32_t>(span.scope));
  rows.kind.set(row, static_cast<std::uint64_t>(span.kind));
  rows.status.set(row, static_cast<std::uint64_t>(span.status));
  rows.flags.set(row, span.flags);
  rows.droppedAttributes.set(row, span.droppedAttributes);
  rows.droppedEvents.set(row, span.droppedEvents);
  rows.droppedLinks.set(row, span.droppedLinks);
  rows.source.set(row, static_cast<std::uint64_t>(m_source));
  rows.name.set(row, span.name);
  rows.statusMessage.set(row, span.statusMessage);
  rows.traceState.set(row, span.traceState);
  rows.rawTraceId.set(row, span.rawTraceId);
  rows.rawSpanId.set(row, span.rawSpanId);
  rows.rawParentId.set(row, span.rawParentSpanId);
  if (!span.attributes.empty()) rows.attributes.add(row, span.attributes);
  if (!span.events.empty()) addEvents(span);
  if (!span.links.empty()) addLinks(span);
  rows.eventsEnd.push_back(static_cast<std::uint32_t>(m_rows->events.time.size()));
  rows.linksEnd.push_back(static_cast<std::uint32_t>(m_rows->links.spanId.size()));
  ++m_spanCount;
  sealIfFull();
}

void SegmentBuilder::addEvents(const SpanView& span) {
  SegmentRows::Events& events = m_rows->events;
  for (const EventView& event : span.events) {
    const auto row = static_cast<std::uint32_t>(events.time.size());
    events.time.push_back(nanosOf(event.time) - nanosOf(span.start));
    events.name.set(row, event.name);
    events.droppedAttributes.set(row, event.droppedAttributes);
    if (!event.attributes.empty()) events.attributes.add(row, event.attributes);
  }
}

void SegmentBuilder::addLinks(const SpanView& span) {
  SegmentRows::Links& links = m_rows->links;
  for (const LinkView& link : span.links) {
    const auto row = static_cast<std::uint32_t>(links.spanId.size());
    links.traceId.push_back(link.traceId);
    links.spanId.push_back(link.spanId);
    links.rawTraceId.set(row, link.rawTraceId);
    links.rawSpanId.set(row, link.rawSpanId);
    links.traceState.set(row, link.traceState);
    links.droppedAttributes.set(row, link.droppedAttributes);
    links.flags.set(row, link.flags);
    if (!link.attributes.empty()) links.attributes.add(row, link.attributes);
  }
}

void SegmentBuilder::log(const LogView& log) {
  SegmentRows::Logs& rows = m_rows->logs;
  const auto row = static_cast<std::uint32_t>(rows.spanId.size());
  rows.traceId.push_back(log.traceId);
  rows.spanId.push_back(log.spanId);
  rows.time.push_back(nanosOf(log.time));
  rows.observedTime.push_back(nanosOf(log.observedTime));
  rows.resource.push_back(static_cast<std::uint32_t>(log.resource));
  rows.scope.push_back(static_cast<std::uint32_t>(log.scope));
  rows.severity.set(row, log.severityNumber);
  rows.flags.set(row, log.flags);
  rows.droppedAttributes.set(row, log.droppedAttributes);
  rows.source.set(row, static_cast<std::uint64_t>(m_source));
  rows.severityText.set(row, log.severityText);
  rows.body.set(row, log.body.bytes());
  rows.eventName.set(row, log.eventName);
  rows.rawTraceId.set(row, log.rawTraceId);
  rows.rawSpanId.set(row, log.rawSpanId);
  if (!log.attributes.empty()) rows.attributes.add(row, log.attributes);
  ++m_logCount;
  sealIfFull();
}

void SegmentBuilder::sealIfFull() {
  if (m_rows->spans.id.size() >= kSegmentRows || m_rows->logs.time.size() >= kSegmentRows ||
      m_rows->events.time.size() >= kMaxNested || m_rows->links.spanId.size() >= kMaxNested)
    seal();
}

void SegmentBuilder::finish() {
  if (!m_rows->spans.id.empty() || !m_rows->logs.time.empty()) seal();
}

void SegmentBuilder::seal() {
  m_sealed(encodeSegment(*m_rows, m_resources, m_scopes));
  m_rows = std::make_unique<SegmentRows>();
  m_traceSlots.clear();
}

}  // namespace spanloupe::store
