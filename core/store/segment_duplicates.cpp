// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_duplicates.h"

#include <algorithm>
#include <map>
#include <set>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/model/wire.h"
#include "core/store/context_codec.h"

namespace spanloupe::store {
namespace {

/// Serialises and hashes each span it receives.
class ContentSink final : public SpanSink {
 public:
  ResourceHandle resource(const ResourceView& resource) override {
    m_resources.push_back(encodeResource(resource));
    return ResourceHandle(m_resources.size() - 1);
  }
  ScopeHandle scope(const ScopeView& scope) override {
    m_scopes.push_back(encodeScope(scope));
    return ScopeHandle(m_scopes.size() - 1);
  }
  void span(const SpanView& span) override {
    m_out.clear();
    ids(span.traceId, span.spanId, span.rawTraceId, span.rawSpanId);
    number(span.parentSpanId.value);
    text(span.rawParentSpanId);
    text(span.traceState);
    text(span.name);
    number(static_cast<std::uint64_t>(span.kind));
    number(nanosOf(span.start));
    number(nanosOf(span.end));
    number(static_cast<std::uint64_t>(span.status));
    text(span.statusMessage);
    for (const std::uint32_t count :
         {span.flags, span.droppedAttributes, span.droppedEvents, span.droppedLinks})
      number(count);
    attributes(span.attributes);
    number(span.events.size());
    for (const EventView& event : span.events) {
      number(nanosOf(event.time));
      text(event.name);
      number(event.droppedAttributes);
      attributes(event.attributes);
    }
    for (const LinkView& link : span.links) {
      ids(link.traceId, link.spanId, link.rawTraceId, link.rawSpanId);
      text(link.traceState);
      number(link.droppedAttributes);
      number(link.flags);
      attributes(link.attributes);
    }
    text(m_resources[static_cast<std::size_t>(span.resource)]);
    text(m_scopes[static_cast<std::size_t>(span.scope)]);
    const XXH128_hash_t hash = XXH3_128bits(m_out.data(), m_out.size());
    m_hashes.push_back({hash.high64, hash.low64});
  }
  void log(const LogView&) override {}
  void metrics(std::uint64_t) override {}

  [[nodiscard]] std::vector<ContentHash> take() { return std::move(m_hashes); }

 private:
  void number(std::uint64_t value) { wire::appendVarint(m_out, value); }
  void text(std::string_view value) {
    number(value.size());
    m_out.append(value);
  }
  void ids(TraceId trace, SpanId span, std::string_view rawTrace, std::string_view rawSpan) {
    number(trace.high);
    number(trace.low);
    number(span.value);
    text(rawTrace);
    text(rawSpan);
  }
  void attributes(std::span<const Attribute> attributes) {
    number(attributes.size());
    for (const Attribute& attribute : attributes) {
      text(attribute.key);
      text(attribute.value.bytes());
    }
  }

  std::vector<std::string> m_resources;
  std::vector<std::string> m_scopes;
  std::string m_out;
  std::vector<ContentHash> m_hashes;
};

}  // namespace

Result<std::vector<ContentHash>> contentHashes(SegmentReader& reader, std::span<const std::uint32_t> rows) {
  ContentSink sink;
  if (const auto visited = reader.visitSpansAt(rows, sink); !visited) return tl::unexpected(visited.error());
  return sink.take();
}

std::vector<std::uint32_t> equalRows(const EncodedSegment& segment,
                                     const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
  std::vector<std::uint32_t> rows;
  for (const auto& [first, later] : pairs) {
    rows.push_back(first);
    rows.push_back(later);
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  SegmentReader reader(std::make_unique<EncodedColumns>(segment), segment.summary);
  const auto hashes = contentHashes(reader, rows);
  if (!hashes) return {};  // what was just encoded can be read; if not, keeping both loses nothing
  const auto hashOfRow = [&](std::uint32_t row) {
    return (
        *hashes)[static_cast<std::size_t>(std::lower_bound(rows.begin(), rows.end(), row) - rows.begin())];
  };
  std::map<std::uint32_t, std::set<ContentHash>> known;
  std::vector<std::uint32_t> equal;
  for (const auto& [first, later] : pairs) {
    std::set<ContentHash>& contents = known[first];
    contents.insert(hashOfRow(first));
    if (!contents.insert(hashOfRow(later)).second) equal.push_back(later);
  }
  return equal;
}

}  // namespace spanloupe::store
