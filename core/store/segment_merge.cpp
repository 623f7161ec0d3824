// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_merge.h"

#include <algorithm>
#include <optional>
#include <thread>

#include "core/base/ordered_results.h"
#include "core/store/merge_plan.h"
#include "core/store/segment_builder.h"

namespace spanloupe::store {
namespace {

/// Ranges collected by one thread in one pass over all segments. More need more memory, fewer decode the same
/// blocks more often.
constexpr std::size_t kRangesAtATime = 5;

SegmentReader open(const std::shared_ptr<const SegmentInfo>& segment, BlobCursor& cursor) {
  return SegmentReader(std::make_unique<StoredColumns>(segment, cursor), segment->summary);
}

/// Hands each row to the builder of its range.
class RangeSink final : public SpanSink {
 public:
  explicit RangeSink(std::span<const TraceId> begins) : m_begins(begins) {
    m_segments.resize(begins.size());
    for (std::vector<EncodedSegment>& segments : m_segments)
      m_builders.push_back(std::make_unique<SegmentBuilder>(
          [&segments](EncodedSegment segment) { segments.push_back(std::move(segment)); }));
  }

  void setSource(std::int64_t source) { m_source = source; }

  // Every builder gets every resource and scope in the same order, so their handles agree; what it has no row
  // of is not written.
  ResourceHandle resource(const ResourceView& resource) override {
    ResourceHandle handle{};
    for (const auto& builder : m_builders) handle = builder->resource(resource);
    return handle;
  }
  ScopeHandle scope(const ScopeView& scope) override {
    ScopeHandle handle{};
    for (const auto& builder : m_builders) handle = builder->scope(scope);
    return handle;
  }
  void span(const SpanView& span) override { builderOf(span.traceId).span(span); }
  void log(const LogView& log) override { builderOf(log.traceId).log(log); }
  void metrics(std::uint64_t) override {}

  [[nodiscard]] std::vector<std::vector<EncodedSegment>> finish() {
    for (const auto& builder : m_builders) builder->finish();
    return std::move(m_segments);
  }

 private:
  SegmentBuilder& builderOf(TraceId id) {
    const auto next = std::upper_bound(m_begins.begin() + 1, m_begins.end(), id);
    SegmentBuilder& builder = *m_builders[static_cast<std::size_t>(next - m_begins.begin()) - 1];
    builder.setSource(m_source);
    return builder;
  }

  std::span<const TraceId> m_begins;
  std::int64_t m_source = 0;
  std::vector<std::vector<EncodedSegment>> m_segments;
  std::vector<std::unique_ptr<SegmentBuilder>> m_builders;
};

using Ranges = std::vector<std::vector<EncodedSegment>>;

/// The ranges that begin at `begins`; the last ends at `end`.
Result<Ranges> collect(const Segments& segments, BlobCursor& cursor, std::span<const TraceId> begins,
                       std::optional<TraceId> end, const std::stop_token& stop) {
  RangeSink sink(begins);
  for (const auto& segment : segments) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    SegmentReader reader = open(segment, cursor);
    sink.setSource(segment->summary.source);
    if (segment->summary.source == 0)
      reader.onSource([&sink](std::int64_t source) { sink.setSource(source); });
    const auto spans = spansBetween(reader, begins.front(), end);
    if (!spans) return tl::unexpected(spans.error());
    if (const auto visited = reader.visitSpans(spans->first, spans->count, sink, stop); !visited)
      return tl::unexpected(visited.error());
    const auto logs = logsBetween(reader, begins.front(), end);
    if (!logs) return tl::unexpected(logs.error());
    if (const auto visited = reader.visitLogs(logs->first, logs->count, sink, stop); !visited)
      return tl::unexpected(visited.error());
  }
  return sink.finish();
}

Result<std::vector<TraceId>> plan(const std::string& sessionPath, const Segments& segments,
                                  const std::stop_token& stop) {
  const auto connection = Connection::open(sessionPath, Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  BlobCursor cursor(*connection);
  MergePlan plan;
  for (const auto& segment : segments) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    SegmentReader reader = open(segment, cursor);
    if (const auto added = plan.add(reader); !added) return tl::unexpected(added.error());
  }
  return plan.ranges();
}

}  // namespace

bool areScattered(const Segments& segments) {
  if (segments.size() < 2) return false;
  std::uint64_t runs = 0;
  std::uint64_t linked = 0;
  for (const auto& segment : segments) {
    runs += segment->runs;
    for (const SharedRun& run : segment->shared)
      if (run.previousSegment >= segments.front()->id) ++linked;
  }
  // A few traces that are longer than many segments cannot be brought together.
  return linked * 4 > runs && runs - linked >= segments.size();
}

Result<void> mergeSegments(const std::string& sessionPath, const Segments& segments, const MergedRange& write,
                           const std::stop_token& stop) {
  const auto begins = plan(sessionPath, segments, stop);
  if (!begins) return tl::unexpected(begins.error());
  const std::size_t passes = (begins->size() + kRangesAtATime - 1) / kRangesAtATime;
  const std::size_t threadCount =
      std::min<std::size_t>(passes, std::max(1U, std::thread::hardware_concurrency()));
  OrderedResults<Result<Ranges>> results(threadCount + 1);
  results.end(passes);
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < threadCount; ++i)
    threads.emplace_back([&] {
      const auto connection = Connection::open(sessionPath, Access::ReadOnly);
      std::optional<BlobCursor> cursor;
      if (connection) cursor.emplace(*connection);
      for (auto pass = results.admit(); pass && *pass < passes; pass = results.admit()) {
        const std::size_t first = *pass * kRangesAtATime;
        const std::size_t count = std::min(kRangesAtATime, begins->size() - first);
        const std::optional<TraceId> end =
            first + count < begins->size() ? std::optional((*begins)[first + count]) : std::nullopt;
        results.put(*pass,
                    cursor ? collect(segments, *cursor, std::span(*begins).subspan(first, count), end, stop)
                           : Result<Ranges>(tl::unexpected(connection.error())));
      }
    });
  Result<void> outcome;
  std::size_t written = 0;
  while (auto ranges = results.take()) {
    if (!*ranges) {
      outcome = tl::unexpected(ranges->error());
    } else {
      for (std::vector<EncodedSegment>& range : **ranges) {
        const double done = static_cast<double>(++written) / static_cast<double>(begins->size());
        if (outcome = write(range, done); !outcome) break;
      }
    }
    if (!outcome) break;
  }
  results.close();
  return outcome;
}

}  // namespace spanloupe::store
