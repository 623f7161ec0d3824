// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite.h"

#include <unistd.h>

#include <filesystem>

namespace spanloupe::store {

Error sqliteError(sqlite3* handle, int code) {
  const std::string detail = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  const char* const name = handle != nullptr ? sqlite3_db_filename(handle, "main") : nullptr;
  Error error;
  error.file = name != nullptr ? name : "";
  switch (code & 0xff) {
    case SQLITE_FULL:
      error = {ErrorKind::Io,
               "the disk is full; free some space or choose another folder, then try again",
               error.file,
               {}};
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      error = {
          ErrorKind::Io, "the session cannot be opened or written here (" + detail + ")", error.file, {}};
      break;
    case SQLITE_NOTADB:
      error = {ErrorKind::Corrupt,
               "this file is no Spanloupe session, or its beginning is damaged; trace files are opened or "
               "imported instead",
               error.file,
               {}};
      break;
    case SQLITE_CORRUPT:
      error = {ErrorKind::Corrupt, "the session file is damaged (" + detail + ")", error.file, {}};
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      error = {ErrorKind::Busy, "another program is using the session (" + detail + ")", error.file, {}};
      break;
    case SQLITE_INTERRUPT: error = {ErrorKind::Cancelled, "cancelled", {}, {}}; break;
    default:
      error = {ErrorKind::Io, "the session cannot be read or written (" + detail + ")", error.file, {}};
  }
  return error;
}

Statement& Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(m_statement.get(), index, value);
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  sqlite3_bind_text64(m_statement.get(), index, text.data() != nullptr ? text.data() : "", text.size(),
                      SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bindBlob(int index, std::string_view bytes) {
  sqlite3_bind_blob64(m_statement.get(), index, bytes.data() != nullptr ? bytes.data() : "", bytes.size(),
                      SQLITE_STATIC);
  return *this;
}

Statement& Statement::bindNull(int index) {
  sqlite3_bind_null(m_statement.get(), index);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(m_statement.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  const Error error = sqliteError(sqlite3_db_handle(m_statement.get()), code);
  reset();
  return tl::unexpected(error);
}

Result<void> Statement::run() {
  while (true) {
    const auto more = step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
}

void Statement::reset() { sqlite3_reset(m_statement.get()); }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }

std::string_view Statement::text(int column) const {
  const unsigned char* const text = sqlite3_column_text(m_statement.get(), column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const void* const bytes = sqlite3_column_blob(m_statement.get(), column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

bool Statement::isNull(int column) const {
  return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

Result<Connection> Connection::open(const std::string& path, Access access) {
  if (path.empty()) return fail(ErrorKind::InvalidArgument, "no session was named");
  // A write-ahead log needs to write beside the file even for reading; where that cannot be, nobody else
  // writes either.
  const bool immutable =
      access == Access::ReadOnly && ::access(std::filesystem::path(path).parent_path().empty()
                                                 ? "."
                                                 : std::filesystem::path(path).parent_path().c_str(),
                                             W_OK) != 0;
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (c == '?') {
      uri += "%3f";
    } else if (c == '#') {
      uri += "%23";
    } else if (c == '%') {
      uri += "%25";
    } else {
      uri += c;
    }
  }
  if (immutable) uri += "?immutable=1";
  sqlite3* handle = nullptr;
  const int flags = (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                    SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
  Connection connection;
  connection.m_handle.reset(handle);
  if (code != SQLITE_OK) {
    Error error = sqliteError(handle, code);
    error.file = path;
    return tl::unexpected(error);
  }
  sqlite3_busy_timeout(handle, 5000);
  return connection;
}

Result<Statement> Connection::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(m_handle.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(sqliteError(m_handle.get(), code));
  return Statement(statement);
}

Result<void> Connection::run(std::string_view sql) const {
  const int code = sqlite3_exec(m_handle.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(sqliteError(m_handle.get(), code));
  return {};
}

Result<std::int64_t> Connection::integer(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return tl::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

Result<Transaction> Transaction::begin(const Connection& connection) {
  if (const auto begun = connection.run("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
  return Transaction(&connection);
}

Transaction::~Transaction() {
  if (m_connection != nullptr) (void)m_connection->run("ROLLBACK");
}

Result<void> Transaction::commit() {
  const auto committed = m_connection->run("COMMIT");
  if (committed) m_connection = nullptr;
  return committed;
}

Result<void> BlobCursor::moveTo(std::int64_t row) {
  // As long as it is open, the write-ahead log cannot begin anew, and grows.
  constexpr std::chrono::milliseconds kLongest{10};
  if (m_row == row) return {};
  const auto now = std::chrono::steady_clock::now();
  if (m_blob != nullptr && now - m_opened > kLongest) release();
  if (m_blob == nullptr) m_opened = now;
  const int code = m_blob != nullptr ? sqlite3_blob_reopen(m_blob, row)
                                     : sqlite3_blob_open(m_connection.handle(), "main", "segment_column",
                                                         "data", row, 0, &m_blob);
  if (code == SQLITE_OK) {
    m_row = row;
    return {};
  }
  Error error = sqliteError(m_connection.handle(), code);
  if (std::string_view(sqlite3_errmsg(m_connection.handle())).starts_with("no such rowid"))
    error = {ErrorKind::Outdated,
             "this part of the session has been merged or dropped meanwhile; look again",
             error.file,
             {}};
  release();
  return tl::unexpected(error);
}

Result<void> BlobCursor::read(std::int64_t row, std::uint64_t offset, std::span<char> out) {
  if (const auto moved = moveTo(row); !moved) return moved;
  const auto size = static_cast<std::uint64_t>(sqlite3_blob_bytes(m_blob));
  if (offset > size || out.size() > size - offset)
    return fail(ErrorKind::Corrupt, "a column of the session is damaged: it ends too early");
  if (out.empty()) return {};
  const int code =
      sqlite3_blob_read(m_blob, out.data(), static_cast<int>(out.size()), static_cast<int>(offset));
  if (code != SQLITE_OK) return tl::unexpected(sqliteError(m_connection.handle(), code));
  return {};
}

void BlobCursor::release() {
  sqlite3_blob_close(m_blob);
  m_blob = nullptr;
  m_row.reset();
}

}  // namespace spanloupe::store
