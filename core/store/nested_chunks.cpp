// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/nested_chunks.h"

#include <algorithm>

namespace spanloupe::store {
namespace {

Result<Ends> loadEnds(SegmentReader& reader, std::string_view key, std::uint32_t first, std::uint32_t count,
                      std::uint32_t total) {
  Ends result;
  const std::uint32_t before = first == 0 ? 0 : 1;
  auto ends = reader.integers(ColumnScope::Span, key, first - before, count + before);
  if (!ends) return tl::unexpected(ends.error());
  if (before == 1) {
    result.first = static_cast<std::uint32_t>(ends->front());
    ends->erase(ends->begin());
  }
  result.ends = std::move(*ends);
  if (!result.isSane(total)) return damagedSegment("its events or links do not agree with its spans");
  return result;
}

}  // namespace

Result<EventChunk> EventChunk::load(SegmentReader& reader, std::uint32_t first, std::uint32_t count) {
  Result<Ends> ends = loadEnds(reader, key::kEventsEnd, first, count, reader.summary().events);
  if (!ends) return tl::unexpected(ends.error());
  EventChunk chunk;
  chunk.m_ends = std::move(*ends);
  Loader load(reader, ColumnScope::Event, chunk.m_ends.first, chunk.m_ends.count());
  chunk.m_time = load.integers(key::kTime);
  chunk.m_name = load.texts(key::kName);
  chunk.m_dropped = load.integers(key::kDroppedAttributes);
  chunk.m_attributes = load.attributes();
  if (load.error()) return tl::unexpected(*load.error());
  return chunk;
}

bool EventChunk::fill(std::size_t row, Timestamp start, std::vector<EventView>& out,
                      std::vector<Attribute>& attributes, std::vector<std::size_t>& attributeEnds) {
  for (std::uint32_t i = m_ends.begin(row); i < m_ends.end(row); ++i) {
    EventView& event = out.emplace_back();
    event.time = timestampFromNanos(nanosOf(start) + m_time[i]);
    event.name = m_name.at(i);
    event.droppedAttributes = static_cast<std::uint32_t>(m_dropped[i]);
    if (!m_attributes.append(i, attributes)) return false;
    attributeEnds.push_back(attributes.size());
  }
  return true;
}

Result<LinkChunk> LinkChunk::load(SegmentReader& reader, std::uint32_t first, std::uint32_t count) {
  Result<Ends> ends = loadEnds(reader, key::kLinksEnd, first, count, reader.summary().links);
  if (!ends) return tl::unexpected(ends.error());
  LinkChunk chunk;
  chunk.m_ends = std::move(*ends);
  Loader load(reader, ColumnScope::Link, chunk.m_ends.first, chunk.m_ends.count());
  chunk.m_high = load.integers(key::kTraceIdHigh);
  chunk.m_low = load.integers(key::kTraceIdLow);
  chunk.m_span = load.integers(key::kSpanId);
  chunk.m_dropped = load.integers(key::kDroppedAttributes);
  chunk.m_flags = load.integers(key::kFlags);
  chunk.m_state = load.texts(key::kTraceState);
  chunk.m_rawTrace = load.texts(key::kRawTraceId);
  chunk.m_rawSpan = load.texts(key::kRawSpanId);
  chunk.m_attributes = load.attributes();
  if (load.error()) return tl::unexpected(*load.error());
  return chunk;
}

bool LinkChunk::fill(std::size_t row, std::vector<LinkView>& out, std::vector<Attribute>& attributes,
                     std::vector<std::size_t>& attributeEnds) {
  for (std::uint32_t i = m_ends.begin(row); i < m_ends.end(row); ++i) {
    LinkView& link = out.emplace_back();
    link.traceId = {m_high[i], m_low[i]};
    link.spanId = {m_span[i]};
    link.rawTraceId = m_rawTrace.at(i);
    link.rawSpanId = m_rawSpan.at(i);
    link.traceState = m_state.at(i);
    link.droppedAttributes = static_cast<std::uint32_t>(m_dropped[i]);
    link.flags = static_cast<std::uint32_t>(m_flags[i]);
    if (!m_attributes.append(i, attributes)) return false;
    attributeEnds.push_back(attributes.size());
  }
  return true;
}

}  // namespace spanloupe::store
