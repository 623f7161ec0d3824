// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reader.h"

#include <algorithm>
#include <map>

#include "core/store/live_tables.h"
#include "core/store/reader_impl.h"
#include "core/store/schema.h"
#include "core/store/session_lock.h"

namespace spanloupe::store {
namespace {

/// Rows asked for, by segment, with the places of their answers.
template <typename Visit>
Result<void> forEachSegment(const Snapshot& snapshot, std::span<const SpanRef> refs, Visit visit) {
  std::vector<std::size_t> order(refs.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&refs](std::size_t a, std::size_t b) { return refs[a] < refs[b]; });
  for (std::size_t i = 0; i < order.size();) {
    const std::uint32_t segment = refs[order[i]].segment;
    std::vector<std::uint32_t> rows;
    std::vector<std::size_t> rowOfAnswer;
    std::size_t end = i;
    for (; end < order.size() && refs[order[end]].segment == segment; ++end) {
      if (rows.empty() || rows.back() != refs[order[end]].row) rows.push_back(refs[order[end]].row);
      rowOfAnswer.push_back(rows.size() - 1);
    }
    const std::size_t place = snapshot.placeOf(segment);
    if (place == snapshot.segments().size())
      return fail(ErrorKind::NotFound, "the span is no longer in this session");
    if (const auto visited = visit(place, rows, std::span(order).subspan(i, end - i), rowOfAnswer); !visited)
      return visited;
    i = end;
  }
  return {};
}

}  // namespace

std::vector<SnapshotPart> partsOf(const Snapshot& snapshot) {
  std::vector<SnapshotPart> parts;
  for (const bool logs : {false, true}) {
    for (std::uint32_t segment = 0; segment < snapshot.segments().size(); ++segment) {
      const SegmentSummary& summary = snapshot.segments()[segment]->summary;
      const std::uint32_t rows = logs ? summary.logs : summary.spans;
      for (std::uint32_t first = 0; first < rows; first += kBlockRows)
        parts.push_back({segment, logs, first, std::min(kBlockRows, rows - first)});
    }
  }
  return parts;
}

Reader::Reader(std::unique_ptr<ReaderImpl> impl) : m_impl(std::move(impl)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const std::string& path) {
  return open(path, ReaderImpl::kOpenSegments);
}

Result<std::unique_ptr<Reader>> Reader::open(const std::string& path, std::size_t openSegments) {
  auto connection = Connection::open(path, Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  if (const auto readable = checkVersion(*connection, path); !readable)
    return tl::unexpected(readable.error());
  if (const auto set = connection->run("PRAGMA cache_size = -4000; PRAGMA query_only = 1"); !set)
    return tl::unexpected(set.error());
  return std::unique_ptr<Reader>(
      new Reader(std::make_unique<ReaderImpl>(path, std::move(*connection), openSegments)));
}

Result<std::unique_ptr<Reader>> Reader::forParts() const {
  auto reader = open(m_impl->path(), ReaderImpl::kOpenInTurn);
  if (reader) (*reader)->m_impl->lease();
  return reader;
}

Result<std::shared_ptr<const Snapshot>> Reader::snapshot() {
  const Question question(*m_impl);
  auto& known = m_impl->known();
  if (const auto refreshed = refreshSegments(m_impl->connection(), known); !refreshed)
    return tl::unexpected(refreshed.error());
  return std::make_shared<const Snapshot>(known);
}

Result<OrderedTraces> Reader::orderTraces(const Snapshot& snapshot, TraceOrder order,
                                          const TraceFilter& filter, const WantedPage& page,
                                          std::stop_token stop) {
  const Question question(*m_impl);
  return store::orderTraces(*m_impl, snapshot, order, filter, page, stop);
}

Result<OrderedTraces> Reader::orderTraces(const Snapshot& snapshot, TraceOrder order,
                                          const TraceFilter& filter, std::size_t firstPage,
                                          std::stop_token stop) {
  return orderTraces(snapshot, order, filter, WantedPage{firstPage, {}, false}, std::move(stop));
}

Result<OrderedTraces> Reader::orderTraces(const Snapshot& snapshot, TraceOrder order, std::size_t firstPage,
                                          std::stop_token stop) {
  return orderTraces(snapshot, order, {}, firstPage, std::move(stop));
}

Result<std::vector<TraceRow>> Reader::traceRows(const Snapshot& snapshot,
                                                std::span<const std::uint32_t> positions) {
  const Question question(*m_impl);
  return readTraceRows(*m_impl, snapshot, positions, RowUse::Show);
}

Result<TracePoints> Reader::tracePoints(const Snapshot& snapshot, std::stop_token stop) {
  const Question question(*m_impl);
  return readTracePoints(*m_impl, snapshot, stop);
}

Result<std::shared_ptr<const Trace>> Reader::trace(const Snapshot& snapshot, TraceId id,
                                                   std::stop_token stop) {
  const Question question(*m_impl);
  const auto run = findTrace(*m_impl, snapshot, id);
  if (!run) return tl::unexpected(run.error());
  return readTrace(*m_impl, snapshot, id, snapshot.chain(*run), stop);
}

Result<std::vector<std::uint32_t>> Reader::segmentsOf(const Snapshot& snapshot, TraceId id) {
  const Question question(*m_impl);
  const auto run = findTrace(*m_impl, snapshot, id);
  if (!run) return tl::unexpected(run.error());
  std::vector<std::uint32_t> segments;
  for (const RunRef part : snapshot.chain(*run)) segments.push_back(snapshot.segments()[part.segment]->id);
  std::sort(segments.begin(), segments.end());
  return segments;
}

Result<std::shared_ptr<const Trace>> Reader::traceAt(const Snapshot& snapshot, std::uint32_t position,
                                                     std::stop_token stop) {
  const Question question(*m_impl);
  const auto run = snapshot.at(position);
  if (!run) return fail(ErrorKind::InvalidArgument, "a trace position is not of this snapshot");
  SegmentReader& reader = m_impl->open(snapshot, run->segment);
  const auto high = reader.integers(ColumnScope::Trace, key::kTraceIdHigh, run->run, 1);
  if (!high) return tl::unexpected(high.error());
  const auto low = reader.integers(ColumnScope::Trace, key::kTraceIdLow, run->run, 1);
  if (!low) return tl::unexpected(low.error());
  return readTrace(*m_impl, snapshot, {high->front(), low->front()}, snapshot.chain(*run), stop);
}

Result<TraceOutline> Reader::outlineAt(const Snapshot& snapshot, std::uint32_t position,
                                       std::size_t mostSpans) {
  const Question question(*m_impl);
  const auto run = snapshot.at(position);
  if (!run) return fail(ErrorKind::InvalidArgument, "a trace position is not of this snapshot");
  return readOutline(*m_impl, snapshot, *run, mostSpans);
}

Result<std::vector<SpanRecord>> Reader::spans(const Snapshot& snapshot, std::span<const SpanRef> refs) {
  const Question question(*m_impl);
  std::vector<SpanRecord> records(refs.size());
  const auto visited = forEachSegment(
      snapshot, refs,
      [&](std::size_t place, const std::vector<std::uint32_t>& rows, std::span<const std::size_t> answers,
          const std::vector<std::size_t>& rowOfAnswer) -> Result<void> {
        RecordingSink sink;
        if (const auto read = m_impl->open(snapshot, place).visitSpansAt(rows, sink); !read) return read;
        for (std::size_t i = 0; i < answers.size(); ++i) records[answers[i]] = sink.spans()[rowOfAnswer[i]];
        return {};
      });
  if (!visited) return tl::unexpected(visited.error());
  return records;
}

Result<std::vector<LogRecord>> Reader::logs(const Snapshot& snapshot, std::span<const SpanRef> refs) {
  const Question question(*m_impl);
  std::vector<LogRecord> records(refs.size());
  const auto visited = forEachSegment(
      snapshot, refs,
      [&](std::size_t place, const std::vector<std::uint32_t>& rows, std::span<const std::size_t> answers,
          const std::vector<std::size_t>& rowOfAnswer) -> Result<void> {
        RecordingSink sink;
        if (const auto read = m_impl->open(snapshot, place).visitLogsAt(rows, sink); !read) return read;
        for (std::size_t i = 0; i < answers.size(); ++i) records[answers[i]] = sink.logs()[rowOfAnswer[i]];
        return {};
      });
  if (!visited) return tl::unexpected(visited.error());
  return records;
}

Result<void> Reader::readSegment(const std::shared_ptr<const SegmentInfo>& segment,
                                 const std::function<Result<void>(SegmentReader&)>& read) {
  const Question question(*m_impl);
  return read(m_impl->open(segment));
}

Result<void> Reader::visitAll(const Snapshot& snapshot, SpanSink& sink, std::stop_token stop) {
  const Question question(*m_impl);
  for (std::size_t place = 0; place < snapshot.segments().size(); ++place) {
    SegmentReader& reader = m_impl->open(snapshot, place);
    if (const auto done = reader.visitSpans(0, reader.summary().spans, sink, stop); !done) return done;
    if (const auto done = reader.visitLogs(0, reader.summary().logs, sink, stop); !done) return done;
  }
  return {};
}

Result<void> Reader::visitPart(const Snapshot& snapshot, const SnapshotPart& part, SpanSink& sink,
                               std::stop_token stop) {
  const Question question(*m_impl);
  SegmentReader& reader = m_impl->open(snapshot, part.segment);
  return part.logs ? reader.visitLogs(part.first, part.count, sink, std::move(stop))
                   : reader.visitSpans(part.first, part.count, sink, std::move(stop));
}

Result<void> Reader::visitTraces(const Snapshot& snapshot, std::span<const TraceId> ids, SpanSink& sink) {
  const Question question(*m_impl);
  for (const TraceId id : ids) {
    const auto run = findTrace(*m_impl, snapshot, id);
    if (!run) return tl::unexpected(run.error());
    const auto trace = readTrace(*m_impl, snapshot, id, snapshot.chain(*run), {});
    if (!trace) return tl::unexpected(trace.error());
    std::map<std::uint32_t, std::vector<std::uint32_t>> spans;
    std::map<std::uint32_t, std::vector<std::uint32_t>> logs;
    for (const SpanRef ref : (*trace)->ref) spans[ref.segment].push_back(ref.row);
    for (const TraceLog& log : (*trace)->logs) logs[log.ref.segment].push_back(log.ref.row);
    for (auto& [segment, rows] : spans) {
      std::sort(rows.begin(), rows.end());
      const auto done = m_impl->open(snapshot, snapshot.placeOf(segment)).visitSpansAt(rows, sink);
      if (!done) return done;
    }
    for (auto& [segment, rows] : logs) {
      std::sort(rows.begin(), rows.end());
      const auto done = m_impl->open(snapshot, snapshot.placeOf(segment)).visitLogsAt(rows, sink);
      if (!done) return done;
    }
  }
  return {};
}

Result<Statistics> Reader::statistics(const Snapshot& snapshot) {
  const Question question(*m_impl);
  return readStatistics(*m_impl, snapshot);
}

Result<std::vector<SourceRow>> Reader::sources() {
  const auto version = m_impl->connection().integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  auto query = m_impl->connection().prepare(
      std::string("SELECT id, name, format, imported_at, bytes, content_hash, state, spans, logs, "
                  "metric_points, duplicates, diagnostics, ") +
      (*version < 3 ? "0, 0, 0" : "requests, rejected, last_seen") + " FROM source ORDER BY id");
  if (!query) return tl::unexpected(query.error());
  const bool writing = isWriting(m_impl->path());
  std::vector<SourceRow> rows;
  while (true) {
    const auto more = query->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return rows;
    SourceRow& row = rows.emplace_back();
    row.id = query->integer(0);
    row.name = query->text(1);
    row.format = query->text(2);
    row.importedAt = timestampFromNanos(static_cast<std::uint64_t>(query->integer(3)));
    row.bytes = static_cast<std::uint64_t>(query->integer(4));
    row.contentHash = query->blob(5);
    row.state = static_cast<SourceState>(query->integer(6));
    // Nobody is importing any more: the process that was did not get to say how it ended.
    if (row.state == SourceState::Importing && !writing) row.state = SourceState::Incomplete;
    row.spans = static_cast<std::uint64_t>(query->integer(7));
    row.logs = static_cast<std::uint64_t>(query->integer(8));
    row.metricPoints = static_cast<std::uint64_t>(query->integer(9));
    row.duplicates = static_cast<std::uint64_t>(query->integer(10));
    row.diagnosticTotal = static_cast<std::uint64_t>(query->integer(11));
    row.requests = static_cast<std::uint64_t>(query->integer(12));
    row.rejected = static_cast<std::uint64_t>(query->integer(13));
    row.lastSeen = timestampFromNanos(static_cast<std::uint64_t>(query->integer(14)));
  }
}

Result<std::vector<EvictedRow>> Reader::evicted() { return readEvicted(m_impl->connection()); }
Result<std::vector<TraceId>> Reader::pinnedTraces() { return readPinned(m_impl->connection()); }

Result<std::vector<Diagnostic>> Reader::diagnostics(std::int64_t source) {
  auto query = m_impl->connection().prepare(
      "SELECT severity, kind, offset, text, member FROM diagnostic WHERE source = ? ORDER BY position");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, source);
  std::vector<Diagnostic> entries;
  while (true) {
    const auto more = query->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return entries;
    entries.push_back({static_cast<Severity>(query->integer(0)), std::string(query->text(1)),
                       static_cast<std::uint64_t>(query->integer(2)), std::string(query->text(3)),
                       std::string(query->text(4))});
  }
}

Result<std::vector<KeyRow>> Reader::keys(const Snapshot& snapshot, std::stop_token stop) {
  const Question question(*m_impl);
  return readKeys(*m_impl, snapshot, stop);
}

Result<std::vector<ValueRow>> Reader::values(const Snapshot& snapshot, const std::string& key,
                                             std::size_t limit, std::stop_token stop) {
  const Question question(*m_impl);
  return readValues(*m_impl, snapshot, key, limit, stop);
}

}  // namespace spanloupe::store
