// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/session_removal.h"

#include <filesystem>

#include "core/store/session_lock.h"
#include "core/store/sqlite.h"

namespace spanloupe::store {
namespace {

// Leaving the write-ahead log takes the one lock that no other connection, reading or writing, allows.
// Looking for their locks ourselves would mean opening the file beside SQLite, and closing it would take this
// process's locks away.
Result<void> checkUnused(const std::string& path) {
  const auto connection = Connection::open(path, Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  auto left = connection->prepare("PRAGMA busy_timeout = 0");
  if (!left || !left->step()) return fail(ErrorKind::Io, "the session cannot be asked who uses it", path);
  left = connection->prepare("PRAGMA journal_mode = DELETE");
  if (!left) return tl::unexpected(left.error());
  const auto row = left->step();
  if (!row) return tl::unexpected(row.error());
  if (!*row || left->text(0) != "delete") return fail(ErrorKind::Busy, "the session is open", path);
  return {};
}

}  // namespace

Result<void> removeSession(const std::string& path) {
  // Held to the end: whoever wants to write it meanwhile is told so.
  const auto lock = SessionLock::acquire(path);
  if (!lock) return tl::unexpected(lock.error());
  // A file that is no session any more, or not yet, is open nowhere.
  if (const auto unused = checkUnused(path); !unused && unused.error().kind == ErrorKind::Busy)
    return tl::unexpected(unused.error());
  std::error_code error;
  std::filesystem::remove(path, error);
  if (error) return tl::unexpected(ioError("cannot delete the session", path, error.value()));
  for (const char* const suffix : {"-wal", "-shm", "-journal", ".lock"})
    std::filesystem::remove(path + suffix, error);
  return {};
}

}  // namespace spanloupe::store
