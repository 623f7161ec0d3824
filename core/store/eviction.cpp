// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/eviction.h"

#include <algorithm>
#include <set>

#include "core/store/merge_plan.h"
#include "core/store/segment_builder.h"
#include "core/store/segment_reader.h"

namespace spanloupe::store {
namespace {

TraceId next(TraceId id) { return {id.low + 1 != 0 ? id.high : id.high + 1, id.low + 1}; }

/// Rows of one source.
struct Rows {
  std::uint64_t spans = 0, logs = 0;
};

class Planner {
 public:
  Planner(const Segments& all, const Segments& segments, std::span<const TraceId> pinned, BlobCursor& cursor)
      : m_all(all), m_segments(segments), m_pinned(pinned), m_cursor(cursor), m_builder([this](auto sealed) {
          m_plan.kept.push_back(std::move(sealed));
        }) {}

  Result<EvictionPlan> run() {
    findLinks();
    for (const auto& segment : m_segments) {
      SegmentReader reader(std::make_unique<StoredColumns>(segment, m_cursor), segment->summary);
      if (const auto kept = keepPinned(reader); !kept) return tl::unexpected(kept.error());
      if (const auto counted = count(*segment, reader); !counted) return tl::unexpected(counted.error());
    }
    m_builder.finish();
    return std::move(m_plan);
  }

 private:
  void findLinks() {
    EvictionLinks& links = m_plan.links;
    for (const auto& segment : m_segments) links.gone.push_back(segment->id);
    for (const auto& segment : m_segments) {
      // An older segment of this list has been looked at before.
      for (const SharedRun& run : segment->shared) {
        RunPlace place{run.previousSegment, run.previousRun};
        if (links.isGone(run.previousSegment)) {
          const auto older = links.onwards.find(place);
          if (older == links.onwards.end()) continue;
          place = older->second;
        }
        if (stands(place.first)) links.onwards.emplace(RunPlace{segment->id, run.run}, place);
      }
    }
    for (const auto& segment : m_all) {
      for (const SharedRun& run : segment->shared)
        if (links.isGone(run.previousSegment)) m_linked.emplace(run.previousSegment, run.previousRun);
      if (links.onwards.empty() || links.isGone(segment->id)) continue;
      auto changed = std::make_shared<SegmentInfo>(*segment);
      if (redirect(links, changed->shared)) m_plan.relinked.push_back(std::move(changed));
    }
  }

  [[nodiscard]] bool stands(std::uint32_t id) const {
    return std::any_of(m_all.begin(), m_all.end(), [id](const auto& segment) { return segment->id == id; });
  }

  /// Copies rows of pinned traces into the builder.
  Result<void> keepPinned(SegmentReader& reader) {
    m_kept.clear();
    m_keptRuns.clear();
    if (m_pinned.empty()) return {};
    const auto runs = reader.traceRuns();
    if (!runs) return tl::unexpected(runs.error());
    std::int64_t source = reader.summary().source;
    reader.onSource([&](std::int64_t of) { source = of; });
    CountingSink sink(m_builder, m_kept, source);
    for (const TraceId id : m_pinned) {
      const auto spans = spansBetween(reader, id, next(id));
      if (!spans) return tl::unexpected(spans.error());
      if (spans->count != 0) m_keptRuns.insert(static_cast<std::uint32_t>((*runs)->find(id)));
      if (const auto done = reader.visitSpans(spans->first, spans->count, sink); !done) return done;
      const auto logs = logsBetween(reader, id, next(id));
      if (!logs) return tl::unexpected(logs.error());
      if (const auto done = reader.visitLogs(logs->first, logs->count, sink); !done) return done;
    }
    return {};
  }

  Result<void> count(const SegmentInfo& info, SegmentReader& reader) {
    std::map<std::int64_t, Rows> rows;
    std::map<std::int64_t, std::uint64_t> traces;
    std::uint64_t gone = 0;
    const auto isGone = [&](std::uint32_t run) {
      return !(run == 0 && info.firstRunHasNoTrace) && !m_linked.contains({info.id, run}) &&
             !m_plan.links.onwards.contains({info.id, run}) && !m_keptRuns.contains(run);
    };
    for (std::uint32_t run = 0; run < info.runs; ++run) gone += isGone(run) ? 1 : 0;
    if (info.summary.source != 0) {
      rows[info.summary.source] = {info.summary.spans, info.summary.logs};
      traces[info.summary.source] = gone;
    } else {
      const auto spans = reader.integers(ColumnScope::Span, key::kSource, 0, info.summary.spans);
      if (!spans) return tl::unexpected(spans.error());
      const auto logs = reader.integers(ColumnScope::Log, key::kSource, 0, info.summary.logs);
      if (!logs) return tl::unexpected(logs.error());
      const auto runs = reader.traceRuns();
      if (!runs) return tl::unexpected(runs.error());
      for (const std::uint64_t source : *spans) ++rows[static_cast<std::int64_t>(source)].spans;
      for (const std::uint64_t source : *logs) ++rows[static_cast<std::int64_t>(source)].logs;
      for (std::uint32_t run = 0; run < info.runs; ++run)
        if (isGone(run)) ++traces[static_cast<std::int64_t>((*spans)[(*runs)->begin(run)])];
    }
    for (const auto& [source, of] : rows) {
      Evicted& evicted = m_plan.counts[source];
      evicted.spans += of.spans - m_kept[source].spans;
      evicted.logs += of.logs - m_kept[source].logs;
      evicted.traces += traces[source];
      evicted.minStart = std::min(evicted.minStart, info.summary.minStart);
      evicted.maxStart = std::max(evicted.maxStart, info.summary.maxStart);
    }
    return {};
  }

  /// Passes rows on under their source and counts them.
  class CountingSink final : public SpanSink {
   public:
    CountingSink(SegmentBuilder& builder, std::map<std::int64_t, Rows>& rows, const std::int64_t& source)
        : m_builder(builder), m_rows(rows), m_source(source) {}
    ResourceHandle resource(const ResourceView& resource) override { return m_builder.resource(resource); }
    ScopeHandle scope(const ScopeView& scope) override { return m_builder.scope(scope); }
    void span(const SpanView& span) override {
      m_builder.setSource(m_source);
      m_builder.span(span);
      ++m_rows[m_source].spans;
    }
    void log(const LogView& log) override {
      m_builder.setSource(m_source);
      m_builder.log(log);
      ++m_rows[m_source].logs;
    }
    void metrics(std::uint64_t) override {}

   private:
    SegmentBuilder& m_builder;
    std::map<std::int64_t, Rows>& m_rows;
    const std::int64_t& m_source;
  };

  const Segments& m_all;
  const Segments& m_segments;
  std::span<const TraceId> m_pinned;
  BlobCursor& m_cursor;
  EvictionPlan m_plan;
  SegmentBuilder m_builder;
  std::set<RunPlace> m_linked;          ///< Runs that go and that newer segments link to.
  std::map<std::int64_t, Rows> m_kept;  ///< Of one segment.
  std::set<std::uint32_t> m_keptRuns;   ///< Likewise.
};

}  // namespace

bool EvictionLinks::isGone(std::uint32_t segment) const {
  return std::binary_search(gone.begin(), gone.end(), segment);
}

bool redirect(const EvictionLinks& links, std::vector<SharedRun>& shared) {
  bool changed = false;
  std::erase_if(shared, [&](SharedRun& run) {
    if (!links.isGone(run.previousSegment)) return false;
    changed = true;
    const auto found = links.onwards.find({run.previousSegment, run.previousRun});
    if (found == links.onwards.end()) return true;
    run.previousSegment = found->second.first;
    run.previousRun = found->second.second;
    return false;
  });
  return changed;
}

void linkTo(const SegmentInfo& info, const EncodedSegment& earlier, const EncodedSegment& segment,
            std::vector<SharedRun>& shared) {
  for (std::uint32_t run = 0; run < segment.traceIds.size(); ++run) {
    const auto found =
        std::lower_bound(earlier.traceIds.begin(), earlier.traceIds.end(), segment.traceIds[run]);
    if (segment.traceIds[run].isZero() || found == earlier.traceIds.end() || *found != segment.traceIds[run])
      continue;
    const SharedRun link{run, info.id, static_cast<std::uint32_t>(found - earlier.traceIds.begin())};
    const auto place =
        std::lower_bound(shared.begin(), shared.end(), run,
                         [](const SharedRun& entry, std::uint32_t wanted) { return entry.run < wanted; });
    if (place != shared.end() && place->run == run) {
      *place = link;
    } else {
      shared.insert(place, link);
    }
  }
}

Result<EvictionPlan> planEviction(const Segments& all, const Segments& segments,
                                  std::span<const TraceId> pinned, BlobCursor& cursor) {
  return Planner(all, segments, pinned, cursor).run();
}

}  // namespace spanloupe::store
