// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/session_copy.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <system_error>

#include "core/store/live_store.h"
#include "core/store/schema.h"
#include "core/store/segment_info.h"
#include "core/store/segment_store.h"
#include "core/store/session_lock.h"

namespace spanloupe::store {
namespace {

namespace fs = std::filesystem;

/// About 4 MB: often enough for progress and for stopping.
constexpr int kPagesAtOnce = 256;

/// A file beside the target that goes away unless it became the target.
class Draft {
 public:
  static Result<Draft> beside(const std::string& target) {
    const fs::path path(target);
    std::string name = (path.parent_path() / ("." + path.filename().string() + ".XXXXXX")).string();
    const int descriptor = ::mkstemp(name.data());  // 0600
    if (descriptor < 0) return tl::unexpected(ioError("the session cannot be saved here", target, errno));
    ::close(descriptor);
    return Draft(std::move(name));
  }
  Draft(Draft&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
  Draft& operator=(Draft&&) = delete;
  ~Draft() {
    if (m_path.empty()) return;
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((m_path + suffix).c_str());
  }

  [[nodiscard]] const std::string& path() const { return m_path; }
  Result<void> become(const std::string& target) {
    // What an unclean end left beside a session of that name would be taken for a part of the new one.
    for (const char* suffix : {"-wal", "-shm"}) ::unlink((target + suffix).c_str());
    if (::rename(m_path.c_str(), target.c_str()) != 0)
      return tl::unexpected(ioError("the session cannot be saved here", target, errno));
    m_path.clear();
    return {};
  }

 private:
  explicit Draft(std::string path) : m_path(std::move(path)) {}
  std::string m_path;
};

Result<void> checkTarget(const std::string& from, const std::string& to, Overwrite overwrite) {
  std::error_code error;
  if (!fs::exists(to, error)) return {};
  if (fs::equivalent(from, to, error))
    return fail(ErrorKind::InvalidArgument, "this is the session that is open; choose another name", to);
  if (fs::is_directory(to, error))
    return fail(ErrorKind::InvalidArgument, "there is a folder of that name; choose another one", to);
  if (overwrite == Overwrite::No)
    return fail(ErrorKind::InvalidArgument, "there is a file of that name already; choose another one", to);
  if (isWriting(to))
    return fail(ErrorKind::Busy, "another program is writing the session of that name; choose another one",
                to);
  return {};
}

Result<void> copyPages(const Connection& source, const Connection& target, const CopyProgress& progress,
                       const std::stop_token& stop) {
  sqlite3_backup* const backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
  if (backup == nullptr)
    return tl::unexpected(sqliteError(target.handle(), sqlite3_errcode(target.handle())));
  int code = SQLITE_OK;
  while (code == SQLITE_OK && !stop.stop_requested()) {
    code = sqlite3_backup_step(backup, kPagesAtOnce);
    const int pages = sqlite3_backup_pagecount(backup);
    if (progress && pages > 0) progress(1.0 - double(sqlite3_backup_remaining(backup)) / pages);
  }
  const int finished = sqlite3_backup_finish(backup);
  if (code == SQLITE_OK) return fail(ErrorKind::Cancelled, "cancelled");
  if (code == SQLITE_DONE && finished == SQLITE_OK) return {};
  return tl::unexpected(sqliteError(target.handle(), finished != SQLITE_OK ? finished : code));
}

/// What was cleared is nobody's business who gets the copy, and cannot be shown again there.
Result<void> dropCleared(const std::string& draft, const Connection& target) {
  const auto version = target.integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  if (*version < 3) return {};
  const auto cleared = target.integer("SELECT count(*) FROM segment WHERE state = 3");
  if (!cleared) return tl::unexpected(cleared.error());
  if (*cleared == 0) return {};
  const auto turn = std::make_shared<std::mutex>();
  SegmentStore segments(draft, target, turn);
  if (const auto opened = segments.open(); !opened) return opened;
  const auto dropped = LiveStore(draft, target, segments, turn).dropCleared();
  if (!dropped) return tl::unexpected(dropped.error());
  return {};
}

Result<void> fill(const std::string& from, const std::string& draft, const CopyProgress& progress,
                  const std::stop_token& stop) {
  auto source = Connection::open(from, Access::ReadOnly);
  if (!source) return tl::unexpected(source.error());
  if (const auto readable = checkVersion(*source, from); !readable) return readable;
  // One view of the session for the whole copy, whatever is committed meanwhile.
  if (const auto begun = source->run("BEGIN"); !begun) return begun;
  if (const auto seen = source->integer("SELECT count(*) FROM source"); !seen)
    return tl::unexpected(seen.error());
  auto target = Connection::open(draft, Access::ReadWrite);
  if (!target) return tl::unexpected(target.error());
  if (const auto copied = copyPages(*source, *target, progress, stop); !copied) return copied;
  if (const auto dropped = dropCleared(draft, *target); !dropped) return dropped;
  // One file that opens anywhere, without a log beside it; and nobody goes on importing into a copy.
  const auto closed =
      target->run("PRAGMA journal_mode = DELETE; UPDATE source SET state = 2 WHERE state = 0");
  if (!closed) return closed;
  return deleteHiddenSegments(*target);
}

}  // namespace

Result<void> copySession(const std::string& from, const std::string& to, Overwrite overwrite,
                         const CopyProgress& progress, std::stop_token stop) {
  if (const auto allowed = checkTarget(from, to, overwrite); !allowed) return allowed;
  auto draft = Draft::beside(to);
  if (!draft) return tl::unexpected(draft.error());
  if (auto filled = fill(from, draft->path(), progress, stop); !filled) {
    // The user knows the name they chose, not the draft's.
    if (filled.error().file == draft->path()) filled.error().file = to;
    return filled;
  }
  return draft->become(to);
}

}  // namespace spanloupe::store
