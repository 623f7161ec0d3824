// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/session.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>

#include "core/store/schema.h"
#include "core/store/segment_store.h"
#include "core/store/session_lock.h"

namespace spanloupe::store {
namespace {

/// Sessions are private: the file is made before SQLite would make it with the user's umask. One that is
/// there is not opened: closing it would take away the locks that readers of this process have on it.
Result<void> createPrivate(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0 && errno == EEXIST) return {};
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
        m_segments(m_path, m_connection, m_turn),
        m_live(m_path, m_connection, m_segments, m_turn) {}

  [[nodiscard]] const std::string& path() const { return m_path; }
  [[nodiscard]] SegmentStore& segments() { return m_segments; }
  [[nodiscard]] LiveStore& live() { return m_live; }

  Result<void> prepare() {
    if (const auto ready = prepareSchema(m_connection, m_path); !ready) return ready;
    const auto set = m_connection.run(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; "
        "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY");
    if (!set) return set;
    // Whatever was being imported when a former process ended is not complete.
    const auto marked = m_connection.run("UPDATE source SET state = 2 WHERE state = 0");
    if (!marked) return marked;
    if (const auto opened = m_segments.open(); !opened) return opened;
    // What the user of a former process cleared. Where that cannot be written now, it stays hidden.
    (void)m_live.dropCleared();
    return {};
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
  SegmentStore m_segments;
  LiveStore m_live;
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
  std::vector<EncodedSegment> one;
  one.push_back(std::move(segment));
  return m_impl->segments().append(std::move(one), {}, {});
}
Result<void> Session::endSource(std::int64_t source, const SourceEnd& end, const Diagnostics& diagnostics) {
  return m_impl->endSource(source, end, diagnostics);
}
std::uint32_t Session::lastSegment() const { return m_impl->segments().last(); }
Result<void> Session::gatherTraces(std::uint32_t after, const std::function<void(double)>& progress,
                                   const std::stop_token& stop) {
  return m_impl->segments().gather(after, progress, stop);
}
Result<void> Session::deleteReplaced() { return m_impl->segments().deleteReplaced(); }
Result<std::vector<SourceRow>> Session::completeSources() { return m_impl->completeSources(); }
LiveStore& Session::live() { return m_impl->live(); }

}  // namespace spanloupe::store
