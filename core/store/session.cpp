// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/session.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <mutex>

#include "core/store/column_codec.h"
#include "core/store/encoded_segment.h"
#include "core/store/schema.h"
#include "core/store/segment_merge.h"
#include "core/store/segment_rewrite.h"
#include "core/store/session_lock.h"
#include "core/store/shared_traces.h"

namespace spanloupe::store {
namespace {

/// Sessions are private: the file is made before SQLite would make it with the user's umask.
Result<void> createPrivate(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return tl::unexpected(ioError("cannot create the session", path, errno));
  ::close(descriptor);
  return {};
}

}  // namespace

class SessionImpl {
 public:
  SessionImpl(std::string path, SessionLock lock, Connection connection)
      : m_path(std::move(path)),
        m_lock(std::move(lock)),
        m_connection(std::move(connection)),
        m_cursor(m_connection),
        m_shared(m_cursor) {}

  [[nodiscard]] const std::string& path() const { return m_path; }

  Result<void> prepare() {
    if (const auto ready = prepareSchema(m_connection, m_path); !ready) return ready;
    const auto set = m_connection.run(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; "
        "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY");
    if (!set) return set;
    // Whatever was being imported when a former process ended is not complete.
    const auto marked = m_connection.run("UPDATE source SET state = 2 WHERE state = 0");
    if (!marked) return marked;
    const auto last = m_connection.integer("SELECT coalesce(max(id), 0) FROM segment");
    if (!last) return tl::unexpected(last.error());
    m_lastSegment = static_cast<std::uint32_t>(*last);
    if (const auto deleted = deleteHiddenSegments(m_connection); !deleted) return deleted;
    return learnSegments(0);
  }

  Result<std::int64_t> lastSource() {
    return m_connection.integer("SELECT coalesce(max(id), 0) FROM source");
  }

  Result<void> beginSource(const SourceStart& start) {
    auto insert = m_connection.prepare(
        "INSERT INTO source (id, name, format, imported_at, state) VALUES (?, ?, ?, ?, 0)");
    if (!insert) return tl::unexpected(insert.error());
    insert->bind(1, start.id).bind(2, start.name).bind(3, start.format);
    insert->bind(4, static_cast<std::int64_t>(nanosOf(start.importedAt)));
    return insert->run();
  }

  Result<DuplicateCounts> append(EncodedSegment segment, std::int64_t pending) {
    auto shared = m_shared.find(segment);
    if (!shared) return tl::unexpected(shared.error());
    if (!shared->empty()) {
      auto left = leaveOutDuplicates(segment, *shared);
      if (!left) return tl::unexpected(left.error());
    }
    m_cursor.release();
    DuplicateCounts duplicates = std::move(segment.duplicates);
    if (segment.columns.empty()) {
      if (const auto forgotten = forgetPending(pending); !forgotten)
        return tl::unexpected(forgotten.error());
      return duplicates;
    }
    const auto written = write(segment, *shared, SegmentState::Shown, pending);
    if (!written) return tl::unexpected(written.error());
    const auto infos = loadSegments(m_connection, m_lastSegment - 1);
    if (!infos) return tl::unexpected(infos.error());
    for (const auto& info : *infos) m_shared.add(info, segment);
    return duplicates;
  }

  [[nodiscard]] std::uint32_t lastSegment() const { return m_lastSegment; }

  Result<void> forgetPending(std::int64_t pending) {
    if (pending == 0) return {};
    const std::lock_guard lock(*m_turn);
    return m_connection.run("DELETE FROM pending WHERE id <= " + std::to_string(pending));
  }

  Result<std::optional<PendingRequest>> nextPending(std::int64_t after) {
    auto query = m_connection.prepare(
        "SELECT id, source, format, body FROM pending WHERE id > ? ORDER BY id LIMIT 1");
    if (!query) return tl::unexpected(query.error());
    query->bind(1, after);
    const auto row = query->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return PendingRequest{query->integer(0), query->integer(1), std::string(query->text(2)),
                          std::string(query->blob(3))};
  }

  Result<std::unique_ptr<PendingLog>> openPendingLog() { return PendingLog::open(m_path, m_turn); }

  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> newestSegments(std::size_t most) const {
    const Segments& all = m_shared.segments();
    std::vector<std::pair<std::uint32_t, std::uint32_t>> newest;
    for (std::size_t i = all.size() - std::min(most, all.size()); i < all.size(); ++i)
      newest.emplace_back(all[i]->id, all[i]->summary.spans);
    return newest;
  }

  Result<void> gatherTraces(std::uint32_t after, const std::function<void(double)>& progress,
                            const std::stop_token& stop) {
    const Segments segments = m_shared.segmentsAfter(after);
    if (!areScattered(segments)) return {};
    m_shared.dropFilter();
    return merge(segments, progress, stop);
  }

  Result<void> mergeSegments(std::uint32_t after, const std::stop_token& stop) {
    const Segments segments = m_shared.segmentsAfter(after);
    if (segments.size() < 2) return {};
    return merge(segments, {}, stop);
  }

  Result<void> merge(const Segments& segments, const std::function<void(double)>& progress,
                     const std::stop_token& stop) {
    m_cursor.release();
    auto gathered = store::mergeSegments(
        m_path, segments,
        [&](const std::vector<EncodedSegment>& range, double done) -> Result<void> {
          if (const auto written = writeRange(range, segments.front()->id); !written) return written;
          if (progress) progress(done);
          return {};
        },
        stop);
    if (gathered) gathered = replace(segments);
    if (!gathered)
      return deleteSegments(m_connection, SegmentState::Written).and_then([&] { return gathered; });
    m_shared.forget(segments);
    return learnSegments(segments.back()->id);
  }

  Result<void> deleteReplaced() {
    const std::lock_guard lock(*m_turn);
    return deleteSegments(m_connection, SegmentState::Replaced);
  }

  Result<void> endSource(std::int64_t source, const SourceEnd& end, const Diagnostics& diagnostics) {
    auto transaction = Transaction::begin(m_connection);
    if (!transaction) return tl::unexpected(transaction.error());
    auto update = m_connection.prepare(
        "UPDATE source SET format = ?, bytes = ?, content_hash = ?, state = ?, spans = ?, logs = ?, "
        "metric_points = ?, "
        "duplicates = ?, diagnostics = ? WHERE id = ?");
    if (!update) return tl::unexpected(update.error());
    update->bind(1, end.format)
        .bind(2, static_cast<std::int64_t>(end.bytes))
        .bind(4, static_cast<std::int64_t>(end.state));
    if (end.contentHash.empty()) {
      update->bindNull(3);
    } else {
      update->bindBlob(3, end.contentHash);
    }
    update->bind(5, static_cast<std::int64_t>(end.spans)).bind(6, static_cast<std::int64_t>(end.logs));
    update->bind(7, static_cast<std::int64_t>(end.metricPoints))
        .bind(8, static_cast<std::int64_t>(end.duplicates));
    update->bind(9, static_cast<std::int64_t>(diagnostics.total())).bind(10, source);
    if (const auto done = update->run(); !done) return done;
    if (const auto done = writeDiagnostics(source, diagnostics); !done) return done;
    return transaction->commit();
  }

  Result<std::vector<SourceRow>> completeSources() {
    auto query =
        m_connection.prepare("SELECT id, name, format, bytes, content_hash FROM source WHERE state = 1");
    if (!query) return tl::unexpected(query.error());
    std::vector<SourceRow> rows;
    while (true) {
      const auto more = query->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more) return rows;
      SourceRow& row = rows.emplace_back();
      row.id = query->integer(0);
      row.name = query->text(1);
      row.format = query->text(2);
      row.bytes = static_cast<std::uint64_t>(query->integer(3));
      row.contentHash = query->blob(4);
      row.state = SourceState::Complete;
    }
  }

 private:
  /// Reads which traces the segments after `after` have.
  Result<void> learnSegments(std::uint32_t after) {
    const auto infos = loadSegments(m_connection, after);
    if (!infos) return tl::unexpected(infos.error());
    for (const auto& info : *infos)
      if (const auto added = m_shared.add(info); !added) return added;
    m_cursor.release();
    return {};
  }

  /// Segments of one range of traces that will replace those from `replaced` on. A trace too long for one of
  /// them is linked from each to the one before.
  Result<void> writeRange(const std::vector<EncodedSegment>& range, std::uint32_t replaced) {
    std::map<TraceId, SharedRun> newest;
    for (const EncodedSegment& segment : range) {
      const auto before = m_shared.findBefore(segment, replaced);
      if (!before) return tl::unexpected(before.error());
      m_cursor.release();
      std::map<std::uint32_t, SharedRun> links;
      for (const SharedRun& run : *before) links[run.run] = run;
      for (std::uint32_t run = 0; range.size() > 1 && run < segment.traceIds.size(); ++run) {
        if (segment.traceIds[run].isZero()) continue;
        SharedRun& last = newest[segment.traceIds[run]];
        if (last.previousSegment != 0) links[run] = {run, last.previousSegment, last.previousRun};
        last = {0, m_lastSegment + 1, run};
      }
      std::vector<SharedRun> shared;
      for (const auto& [run, link] : links) shared.push_back(link);
      if (const auto written = write(segment, shared, SegmentState::Written, 0); !written) return written;
    }
    return {};
  }

  /// In one transaction, so that every reader sees either these segments or those that were written for them.
  Result<void> replace(const Segments& segments) {
    const std::lock_guard lock(*m_turn);
    auto transaction = Transaction::begin(m_connection);
    if (!transaction) return tl::unexpected(transaction.error());
    const std::string first = std::to_string(segments.front()->id);
    const std::string last = std::to_string(segments.back()->id);
    return m_connection
        .run("UPDATE segment SET state = 2 WHERE id BETWEEN " + first + " AND " + last +
             "; UPDATE segment SET state = 0 WHERE id > " + last + " AND state = 1")
        .and_then([&] { return transaction->commit(); });
  }

  /// Rewrites `segment` without what earlier segments hold; `shared` then tells its new runs.
  Result<void> leaveOutDuplicates(EncodedSegment& segment, std::vector<SharedRun>& shared) {
    const auto rows = m_shared.duplicates(segment, shared);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return {};
    SegmentReader reader(std::make_unique<EncodedColumns>(segment), segment.summary);
    const auto sources = reader.integers(ColumnScope::Span, key::kSource, 0, segment.summary.spans);
    if (!sources) return tl::unexpected(sources.error());
    DuplicateCounts counts = segment.duplicates;
    for (const std::uint32_t row : *rows)
      ++counts[segment.summary.source != 0 ? segment.summary.source
                                           : static_cast<std::int64_t>((*sources)[row])];
    auto rest = rewriteWithout(segment, *rows);
    if (!rest) return tl::unexpected(rest.error());
    segment = std::move(*rest);
    segment.duplicates = std::move(counts);
    auto again = m_shared.find(segment);
    if (!again) return tl::unexpected(again.error());
    shared = std::move(*again);
    return {};
  }

  /// In a transaction of its own.
  Result<void> write(const EncodedSegment& segment, const std::vector<SharedRun>& shared,
                     SegmentState state, std::int64_t pending) {
    const std::lock_guard lock(*m_turn);
    auto transaction = Transaction::begin(m_connection);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto inserted = insertSegment(m_connection, ++m_lastSegment, segment, shared, state);
    if (!inserted) return inserted;
    if (pending != 0) {
      const auto forgotten =
          m_connection.run("DELETE FROM pending WHERE id <= " + std::to_string(pending));
      if (!forgotten) return forgotten;
    }
    return transaction->commit();
  }

  Result<void> writeDiagnostics(std::int64_t source, const Diagnostics& diagnostics) {
    auto insert = m_connection.prepare(
        "INSERT INTO diagnostic (source, position, severity, kind, offset, member, text) VALUES (?, ?, ?, ?, "
        "?, ?, ?)");
    if (!insert) return tl::unexpected(insert.error());
    std::int64_t position = 0;
    for (const Diagnostic& entry : diagnostics.entries()) {
      insert->bind(1, source)
          .bind(2, position++)
          .bind(3, static_cast<std::int64_t>(entry.severity))
          .bind(4, entry.kind);
      insert->bind(5, static_cast<std::int64_t>(entry.offset)).bind(6, entry.member).bind(7, entry.text);
      if (const auto done = insert->run(); !done) return done;
    }
    auto count = m_connection.prepare("INSERT INTO diagnostic_count (source, kind, count) VALUES (?, ?, ?)");
    if (!count) return tl::unexpected(count.error());
    for (const auto& [kind, total] : diagnostics.counts()) {
      count->bind(1, source).bind(2, kind).bind(3, static_cast<std::int64_t>(total));
      if (const auto done = count->run(); !done) return done;
    }
    return {};
  }

  std::string m_path;
  WriteTurn m_turn = std::make_shared<std::mutex>();
  SessionLock m_lock;
  Connection m_connection;
  BlobCursor m_cursor;
  SharedTraces m_shared;
  std::uint32_t m_lastSegment = 0;
};

Session::Session(std::unique_ptr<SessionImpl> impl) : m_impl(std::move(impl)) {}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::openForWriting(const std::string& path) {
  auto lock = SessionLock::acquire(path);
  if (!lock) return tl::unexpected(lock.error());
  if (const auto created = createPrivate(path); !created) return tl::unexpected(created.error());
  auto connection = Connection::open(path, Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  auto impl = std::make_unique<SessionImpl>(path, std::move(*lock), std::move(*connection));
  if (const auto ready = impl->prepare(); !ready) return tl::unexpected(ready.error());
  return std::unique_ptr<Session>(new Session(std::move(impl)));
}

const std::string& Session::path() const { return m_impl->path(); }
Result<std::int64_t> Session::lastSource() { return m_impl->lastSource(); }
Result<void> Session::beginSource(const SourceStart& start) { return m_impl->beginSource(start); }
Result<DuplicateCounts> Session::append(EncodedSegment segment) {
  return m_impl->append(std::move(segment), 0);
}
Result<DuplicateCounts> Session::append(EncodedSegment segment, std::int64_t pending) {
  return m_impl->append(std::move(segment), pending);
}
Result<void> Session::forgetPending(std::int64_t pending) { return m_impl->forgetPending(pending); }
Result<std::optional<PendingRequest>> Session::nextPending(std::int64_t after) {
  return m_impl->nextPending(after);
}
Result<std::unique_ptr<PendingLog>> Session::openPendingLog() { return m_impl->openPendingLog(); }
Result<void> Session::mergeSegments(std::uint32_t after, const std::stop_token& stop) {
  return m_impl->mergeSegments(after, stop);
}
std::vector<std::pair<std::uint32_t, std::uint32_t>> Session::newestSegments(std::size_t most) const {
  return m_impl->newestSegments(most);
}
Result<void> Session::endSource(std::int64_t source, const SourceEnd& end, const Diagnostics& diagnostics) {
  return m_impl->endSource(source, end, diagnostics);
}
std::uint32_t Session::lastSegment() const { return m_impl->lastSegment(); }
Result<void> Session::gatherTraces(std::uint32_t after, const std::function<void(double)>& progress,
                                   const std::stop_token& stop) {
  return m_impl->gatherTraces(after, progress, stop);
}
Result<void> Session::deleteReplaced() { return m_impl->deleteReplaced(); }
Result<std::vector<SourceRow>> Session::completeSources() { return m_impl->completeSources(); }

}  // namespace spanloupe::store
