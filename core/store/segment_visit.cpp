// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole spans and logs out of a segment: every column over a chunk of rows, then row by row into the sink.
#include <algorithm>
#include <numeric>

#include "core/store/context_codec.h"
#include "core/store/nested_chunks.h"
#include "core/store/segment_reader.h"

namespace spanloupe::store {
namespace {

/// Resources and scopes of a range, handed to the sink once each.
class Contexts {
 public:
  Contexts(SpanSink& sink, TextRange resources, TextRange scopes)
      : m_sink(sink), m_resources(std::move(resources)), m_scopes(std::move(scopes)) {}

  bool resource(std::size_t row, ResourceHandle& handle) {
    return lookUp(m_resources, row, m_resourceHandles, m_lastResource, handle,
                  [this](std::string_view bytes, ResourceHandle& out) {
                    ResourceView view;
                    if (!decodeResource(bytes, m_attributes, view)) return false;
                    out = m_sink.resource(view);
                    return true;
                  });
  }
  bool scope(std::size_t row, ScopeHandle& handle) {
    return lookUp(m_scopes, row, m_scopeHandles, m_lastScope, handle,
                  [this](std::string_view bytes, ScopeHandle& out) {
                    ScopeView view;
                    if (!decodeScope(bytes, m_attributes, view)) return false;
                    out = m_sink.scope(view);
                    return true;
                  });
  }

 private:
  template <typename Handle, typename Make>
  static bool lookUp(const TextRange& texts, std::size_t row, std::vector<std::optional<Handle>>& handles,
                     std::optional<std::pair<std::string_view, Handle>>& last, Handle& handle, Make make) {
    if (texts.dictionary() == nullptr) {
      const std::string_view bytes = texts.at(row);
      if (!last || last->first != bytes) {
        if (!make(bytes, handle)) return false;
        last.emplace(bytes, handle);
      }
      handle = last->second;
      return true;
    }
    handles.resize(texts.dictionary()->size() + 1);
    std::optional<Handle>& known = handles[texts.code(row)];
    if (!known) {
      if (!make(texts.at(row), handle)) return false;
      known = handle;
    }
    handle = *known;
    return true;
  }

  SpanSink& m_sink;
  TextRange m_resources;
  TextRange m_scopes;
  std::vector<std::optional<ResourceHandle>> m_resourceHandles;
  std::vector<std::optional<ScopeHandle>> m_scopeHandles;
  std::optional<std::pair<std::string_view, ResourceHandle>> m_lastResource;
  std::optional<std::pair<std::string_view, ScopeHandle>> m_lastScope;
  std::vector<Attribute> m_attributes;
};

/// Nested rows share one attribute vector; their spans are set when it no longer grows.
template <typename View>
void setAttributes(std::vector<View>& views, const std::vector<Attribute>& attributes,
                   const std::vector<std::size_t>& ends) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    views[i].attributes = std::span(attributes).subspan(begin, ends[i] - begin);
    begin = ends[i];
  }
}

class SpanChunk {
 public:
  static Result<SpanChunk> load(SegmentReader& reader, std::uint32_t first, std::uint32_t count,
                                SpanSink& sink) {
    Loader load(reader, ColumnScope::Span, first, count);
    SpanChunk chunk(sink, load.texts(key::kResource), load.texts(key::kScope));
    chunk.m_count = count;
    chunk.m_first = first;
    chunk.m_runs = load.keep(reader.traceRuns());
    chunk.m_id = load.integers(key::kSpanId);
    chunk.m_parent = load.keep(reader.parentIds(first, count));
    chunk.m_start = load.integers(key::kStart);
    chunk.m_duration = load.integers(key::kDuration);
    chunk.m_kind = load.integers(key::kKind);
    chunk.m_status = load.integers(key::kStatus);
    chunk.m_flags = load.integers(key::kFlags);
    chunk.m_droppedAttributes = load.integers(key::kDroppedAttributes);
    chunk.m_droppedEvents = load.integers(key::kDroppedEvents);
    chunk.m_droppedLinks = load.integers(key::kDroppedLinks);
    chunk.m_source = load.integers(key::kSource);
    chunk.m_name = load.texts(key::kName);
    chunk.m_message = load.texts(key::kStatusMessage);
    chunk.m_state = load.texts(key::kTraceState);
    chunk.m_rawTrace = load.texts(key::kRawTraceId);
    chunk.m_rawSpan = load.texts(key::kRawSpanId);
    chunk.m_rawParent = load.texts(key::kRawParentId);
    chunk.m_attributes = load.attributes();
    chunk.m_events = load.keep(EventChunk::load(reader, first, count));
    chunk.m_links = load.keep(LinkChunk::load(reader, first, count));
    if (load.error()) return tl::unexpected(*load.error());
    return chunk;
  }

  bool push(std::uint32_t i, SpanSink& sink) {
    while (m_first + i >= m_runs->rowsEnd[m_run]) ++m_run;
    SpanView span;
    span.traceId = m_runs->ids[m_run];
    span.spanId = {m_id[i]};
    span.parentSpanId = m_parent[i];
    span.rawTraceId = m_rawTrace.at(i);
    span.rawSpanId = m_rawSpan.at(i);
    span.rawParentSpanId = m_rawParent.at(i);
    span.traceState = m_state.at(i);
    span.name = m_name.at(i);
    span.kind = static_cast<SpanKind>(m_kind[i]);
    const std::uint64_t start = m_start[i] + m_runs->startBase[m_run];
    span.start = timestampFromNanos(start);
    span.end = timestampFromNanos(start + m_duration[i]);
    span.status = static_cast<StatusCode>(m_status[i]);
    span.statusMessage = m_message.at(i);
    span.flags = static_cast<std::uint32_t>(m_flags[i]);
    span.droppedAttributes = static_cast<std::uint32_t>(m_droppedAttributes[i]);
    span.droppedEvents = static_cast<std::uint32_t>(m_droppedEvents[i]);
    span.droppedLinks = static_cast<std::uint32_t>(m_droppedLinks[i]);
    m_scratch.clear();
    if (!m_attributes.append(i, m_scratch.attributes)) return false;
    if (!m_events.fill(i, span.start, m_scratch.events, m_scratch.eventAttributes, m_scratch.eventEnds))
      return false;
    if (!m_links.fill(i, m_scratch.links, m_scratch.linkAttributes, m_scratch.linkEnds)) return false;
    setAttributes(m_scratch.events, m_scratch.eventAttributes, m_scratch.eventEnds);
    setAttributes(m_scratch.links, m_scratch.linkAttributes, m_scratch.linkEnds);
    span.attributes = m_scratch.attributes;
    span.events = m_scratch.events;
    span.links = m_scratch.links;
    if (!m_contexts.resource(i, span.resource) || !m_contexts.scope(i, span.scope)) return false;
    sink.span(span);
    return true;
  }

  [[nodiscard]] std::int64_t source(std::uint32_t i) const { return static_cast<std::int64_t>(m_source[i]); }

 private:
  SpanChunk(SpanSink& sink, TextRange resources, TextRange scopes)
      : m_contexts(sink, std::move(resources), std::move(scopes)) {}

  struct Scratch {
    std::vector<Attribute> attributes, eventAttributes, linkAttributes;
    std::vector<EventView> events;
    std::vector<LinkView> links;
    std::vector<std::size_t> eventEnds, linkEnds;
    void clear() {
      attributes.clear();
      eventAttributes.clear();
      linkAttributes.clear();
      events.clear();
      links.clear();
      eventEnds.clear();
      linkEnds.clear();
    }
  };

  Contexts m_contexts;
  std::uint32_t m_first = 0, m_count = 0;
  std::size_t m_run = 0;
  const TraceRuns* m_runs = nullptr;
  std::vector<SpanId> m_parent;
  Numbers m_id, m_start, m_duration, m_kind, m_status, m_flags, m_droppedAttributes, m_droppedEvents,
      m_droppedLinks, m_source;
  TextRange m_name, m_message, m_state, m_rawTrace, m_rawSpan, m_rawParent;
  AttributeRange m_attributes;
  EventChunk m_events;
  LinkChunk m_links;
  Scratch m_scratch;
};

class LogChunk {
 public:
  static Result<LogChunk> load(SegmentReader& reader, std::uint32_t first, std::uint32_t count,
                               SpanSink& sink) {
    Loader load(reader, ColumnScope::Log, first, count);
    LogChunk chunk(sink, load.texts(key::kResource), load.texts(key::kScope));
    chunk.m_high = load.integers(key::kTraceIdHigh);
    chunk.m_low = load.integers(key::kTraceIdLow);
    chunk.m_span = load.integers(key::kSpanId);
    chunk.m_time = load.integers(key::kTime);
    chunk.m_observed = load.integers(key::kObservedTime);
    chunk.m_severity = load.integers(key::kSeverity);
    chunk.m_flags = load.integers(key::kFlags);
    chunk.m_dropped = load.integers(key::kDroppedAttributes);
    chunk.m_source = load.integers(key::kSource);
    chunk.m_severityText = load.texts(key::kSeverityText);
    chunk.m_body = load.texts(key::kBody);
    chunk.m_eventName = load.texts(key::kEventName);
    chunk.m_rawTrace = load.texts(key::kRawTraceId);
    chunk.m_rawSpan = load.texts(key::kRawSpanId);
    chunk.m_attributes = load.attributes();
    if (load.error()) return tl::unexpected(*load.error());
    return chunk;
  }

  bool push(std::uint32_t i, SpanSink& sink) {
    LogView log;
    log.traceId = {m_high[i], m_low[i]};
    log.spanId = {m_span[i]};
    log.rawTraceId = m_rawTrace.at(i);
    log.rawSpanId = m_rawSpan.at(i);
    log.time = timestampFromNanos(m_time[i]);
    log.observedTime = timestampFromNanos(m_observed[i] + m_time[i]);
    log.severityNumber = static_cast<std::uint32_t>(m_severity[i]);
    log.severityText = m_severityText.at(i);
    log.body = AttributeValue(m_body.at(i));
    log.eventName = m_eventName.at(i);
    log.flags = static_cast<std::uint32_t>(m_flags[i]);
    log.droppedAttributes = static_cast<std::uint32_t>(m_dropped[i]);
    m_scratch.clear();
    if (!m_attributes.append(i, m_scratch)) return false;
    log.attributes = m_scratch;
    if (!m_contexts.resource(i, log.resource) || !m_contexts.scope(i, log.scope)) return false;
    sink.log(log);
    return true;
  }

  [[nodiscard]] std::int64_t source(std::uint32_t i) const { return static_cast<std::int64_t>(m_source[i]); }

 private:
  LogChunk(SpanSink& sink, TextRange resources, TextRange scopes)
      : m_contexts(sink, std::move(resources), std::move(scopes)) {}

  Contexts m_contexts;
  Numbers m_high, m_low, m_span, m_time, m_observed, m_severity, m_flags, m_dropped, m_source;
  TextRange m_severityText, m_body, m_eventName, m_rawTrace, m_rawSpan;
  AttributeRange m_attributes;
  std::vector<Attribute> m_scratch;
};

/// Pushes `rows`, which ascend. Chunks end where blocks end, so that no block
/// is decoded twice.
template <typename Chunk>
Result<void> visitRows(SegmentReader& reader, std::span<const std::uint32_t> rows, SpanSink& sink,
                       const std::stop_token& stop, const std::function<void(std::int64_t)>& onSource) {
  for (std::size_t at = 0; at < rows.size();) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const std::uint32_t blockEnd = (rows[at] / kBlockRows + 1) * kBlockRows;
    const auto last =
        static_cast<std::size_t>(std::lower_bound(rows.begin() + at, rows.end(), blockEnd) - rows.begin());
    const std::uint32_t first = rows[at];
    auto chunk = Chunk::load(reader, first, rows[last - 1] - first + 1, sink);
    if (!chunk) return tl::unexpected(chunk.error());
    for (; at < last; ++at) {
      const std::uint32_t i = rows[at] - first;
      if (onSource) onSource(reader.summary().source != 0 ? reader.summary().source : chunk->source(i));
      if (!chunk->push(i, sink)) return damagedSegment("a row cannot be put together");
    }
  }
  return {};
}

std::vector<std::uint32_t> rowRange(std::uint32_t first, std::uint32_t count) {
  std::vector<std::uint32_t> rows(count);
  std::iota(rows.begin(), rows.end(), first);
  return rows;
}

}  // namespace

Result<void> SegmentReader::visitSpans(std::uint32_t first, std::uint32_t count, SpanSink& sink,
                                       std::stop_token stop) {
  if (first > m_summary.spans || count > m_summary.spans - first) return damagedSegment("rows out of range");
  return visitRows<SpanChunk>(*this, rowRange(first, count), sink, stop, m_onSource);
}

Result<void> SegmentReader::visitSpansAt(std::span<const std::uint32_t> rows, SpanSink& sink,
                                         std::stop_token stop) {
  if (!rows.empty() && rows.back() >= m_summary.spans) return damagedSegment("rows out of range");
  return visitRows<SpanChunk>(*this, rows, sink, stop, m_onSource);
}

Result<void> SegmentReader::visitLogs(std::uint32_t first, std::uint32_t count, SpanSink& sink,
                                      std::stop_token stop) {
  if (first > m_summary.logs || count > m_summary.logs - first) return damagedSegment("rows out of range");
  return visitRows<LogChunk>(*this, rowRange(first, count), sink, stop, m_onSource);
}

Result<void> SegmentReader::visitLogsAt(std::span<const std::uint32_t> rows, SpanSink& sink,
                                        std::stop_token stop) {
  if (!rows.empty() && rows.back() >= m_summary.logs) return damagedSegment("rows out of range");
  return visitRows<LogChunk>(*this, rows, sink, stop, m_onSource);
}

}  // namespace spanloupe::store
