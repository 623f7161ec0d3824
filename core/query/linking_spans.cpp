// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/linking_spans.h"

#include <algorithm>

#include "core/store/column_loader.h"
#include "core/store/context_codec.h"
#include "core/store/segment_info.h"
#include "core/store/snapshot.h"

namespace spanloupe::query {
namespace {

using store::ColumnScope;
using store::SegmentReader;

Result<std::uint64_t> numberAt(SegmentReader& reader, ColumnScope scope, std::string_view key,
                               std::uint32_t row) {
  const auto values = reader.integers(scope, key, row, 1);
  if (!values) return tl::unexpected(values.error());
  return values->front();
}

/// The span that stands in `row`, which is of run `run`.
Result<LinkEnd> endAt(SegmentReader& reader, std::uint32_t row, std::uint32_t run) {
  store::Loader load(reader, ColumnScope::Span, row, 1);
  LinkEnd end;
  end.span = {load.integers(store::key::kSpanId)[0]};
  end.name = load.texts(store::key::kName).at(0);
  const store::TextRange resource = load.texts(store::key::kResource);
  const store::Numbers start = load.integers(store::key::kStart);
  store::Loader trace(reader, ColumnScope::Trace, run, 1);
  end.trace = {trace.integers(store::key::kTraceIdHigh)[0], trace.integers(store::key::kTraceIdLow)[0]};
  end.start = timestampFromNanos(trace.integers(store::key::kStartBase)[0] + start[0]);
  if (load.error()) return tl::unexpected(*load.error());
  if (trace.error()) return tl::unexpected(*trace.error());
  std::vector<Attribute> attributes;
  ResourceView view;
  if (store::decodeResource(resource.at(0), attributes, view)) end.service = store::serviceName(attributes);
  return end;
}

class LinkSearch {
 public:
  LinkSearch(TraceId trace, SpanId span, LinkingSpans& out) : m_trace(trace), m_span(span), m_out(out) {}

  Result<void> read(SegmentReader& reader, std::uint32_t runs) {
    const std::uint32_t links = reader.summary().links;
    for (std::uint32_t first = 0; first < links; first += store::kBlockRows) {
      const std::uint32_t count = std::min(store::kBlockRows, links - first);
      store::Loader load(reader, ColumnScope::Link, first, count);
      const store::Numbers high = load.integers(store::key::kTraceIdHigh);
      const store::Numbers low = load.integers(store::key::kTraceIdLow);
      const store::Numbers span = load.integers(store::key::kSpanId);
      if (load.error()) return tl::unexpected(*load.error());
      for (std::uint32_t i = 0; i < count; ++i) {
        if (low[i] != m_trace.low || span[i] != m_span.value || high[i] != m_trace.high) continue;
        if (auto found = add(reader, first + i, runs); !found) return found;
      }
    }
    return {};
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;

  Result<void> add(SegmentReader& reader, std::uint32_t link, std::uint32_t runs) {
    const std::uint32_t spans = reader.summary().spans;
    if (m_ends.empty()) {
      auto ends = reader.integers(ColumnScope::Span, store::key::kLinksEnd, 0, spans);
      if (!ends) return tl::unexpected(ends.error());
      m_ends = std::move(*ends);
    }
    const auto row =
        static_cast<std::uint32_t>(std::upper_bound(m_ends.begin(), m_ends.end(), link) - m_ends.begin());
    if (row >= spans) return store::damagedSegment("its links do not agree with its spans");
    if (row == m_lastSpan) return {};  // It links there twice.
    m_lastSpan = row;
    ++m_out.count;
    if (m_out.spans.size() >= LinkingSpans::kMost) return {};
    const auto rowsEnd = reader.integers(ColumnScope::Trace, store::key::kRowsEnd, 0, runs);
    if (!rowsEnd) return tl::unexpected(rowsEnd.error());
    const auto run = static_cast<std::uint32_t>(std::upper_bound(rowsEnd->begin(), rowsEnd->end(), row) -
                                                rowsEnd->begin());
    if (run >= runs) return store::damagedSegment("its spans do not agree with its traces");
    auto end = endAt(reader, row, run);
    if (!end) return tl::unexpected(end.error());
    m_out.spans.push_back(std::move(*end));
    return {};
  }

  TraceId m_trace;
  SpanId m_span;
  LinkingSpans& m_out;
  std::uint32_t m_lastSpan = kNone;
  std::vector<std::uint64_t> m_ends;
};

/// Looks for one target in one segment.
Result<void> lookFor(SegmentReader& reader, std::uint32_t runs, TraceId trace, SpanId span, LinkTarget& out) {
  const auto high = reader.integers(ColumnScope::Trace, store::key::kTraceIdHigh, 0, runs);
  if (!high) return tl::unexpected(high.error());
  const auto [from, to] = std::equal_range(high->begin(), high->end(), trace.high);
  for (auto at = from; at != to; ++at) {
    const auto run = static_cast<std::uint32_t>(at - high->begin());
    const auto low = numberAt(reader, ColumnScope::Trace, store::key::kTraceIdLow, run);
    if (!low) return tl::unexpected(low.error());
    if (*low != trace.low) continue;
    out.state = std::max(out.state, LinkTargetState::TraceOnly);
    const auto end = numberAt(reader, ColumnScope::Trace, store::key::kRowsEnd, run);
    const auto begin = run == 0 ? Result<std::uint64_t>(0)
                                : numberAt(reader, ColumnScope::Trace, store::key::kRowsEnd, run - 1);
    if (!begin || !end) return tl::unexpected(begin ? end.error() : begin.error());
    if (*end > reader.summary().spans || *begin > *end) return store::damagedSegment("a trace has no rows");
    const auto first = static_cast<std::uint32_t>(*begin);
    const auto ids = reader.integers(ColumnScope::Span, store::key::kSpanId, first,
                                     static_cast<std::uint32_t>(*end - *begin));
    if (!ids) return tl::unexpected(ids.error());
    const auto found = std::find(ids->begin(), ids->end(), span.value);
    if (found == ids->end()) return {};
    auto whole = endAt(reader, first + static_cast<std::uint32_t>(found - ids->begin()), run);
    if (!whole) return tl::unexpected(whole.error());
    out = {LinkTargetState::Found, std::move(*whole)};
    return {};
  }
  return {};
}

}  // namespace

Result<LinkingSpans> linkingSpans(store::Reader& reader, const store::Snapshot& snapshot, TraceId trace,
                                  SpanId span, std::stop_token stop) {
  LinkingSpans found;
  for (const auto& segment : snapshot.segments()) {
    if (segment->summary.links == 0) continue;
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    LinkSearch search(trace, span, found);
    const auto read = reader.readSegment(
        segment, [&](SegmentReader& columns) { return search.read(columns, segment->runs); });
    if (!read) return tl::unexpected(read.error());
  }
  return found;
}

Result<std::vector<LinkTarget>> linkTargets(store::Reader& reader, const store::Snapshot& snapshot,
                                            std::span<const std::pair<TraceId, SpanId>> wanted,
                                            std::stop_token stop) {
  std::vector<LinkTarget> targets(wanted.size());
  std::size_t left = wanted.size();
  // The newest segments first: links mostly lead to what is near.
  for (std::size_t place = snapshot.segments().size(); place-- > 0 && left > 0;) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const auto& segment = snapshot.segments()[place];
    if (segment->runs == 0) continue;
    const auto read = reader.readSegment(segment, [&](SegmentReader& columns) -> Result<void> {
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (targets[i].state == LinkTargetState::Found) continue;
        if (auto looked = lookFor(columns, segment->runs, wanted[i].first, wanted[i].second, targets[i]);
            !looked)
          return looked;
        if (targets[i].state == LinkTargetState::Found) --left;
      }
      return {};
    });
    if (!read) return tl::unexpected(read.error());
  }
  return targets;
}

}  // namespace spanloupe::query
