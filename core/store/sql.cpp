// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "core/store/schema.h"
#include "core/store/sql_spans.h"

namespace spanloupe::store {
namespace {

/// SQLite's steps between two looks at the stop token: well below a millisecond.
constexpr int kStepsPerLook = 10'000;

int stopRequested(void* token) {
  return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0;
}

/// What the user wrote is wrong, not the session.
tl::unexpected<Error> refused(sqlite3* handle) {
  std::string message = sqlite3_errmsg(handle);
  const int offset = sqlite3_error_offset(handle);
  if (offset >= 0) message += ", at character " + std::to_string(offset + 1) + " of the statement";
  return fail(ErrorKind::InvalidArgument, std::move(message));
}

/// A connection that can neither write nor reach other files, whatever the statement says.
Result<Connection> openForStatements(const std::string& path) {
  auto connection = Connection::open(path, Access::ReadOnly);
  if (!connection) return connection;
  if (const auto readable = checkVersion(*connection, path); !readable)
    return tl::unexpected(readable.error());
  sqlite3* const handle = connection->handle();
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (const auto set = connection->run("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY"); !set) {
    return tl::unexpected(set.error());
  }
  return connection;
}

/// Null for nothing but white space and comments.
Result<Statement> compile(sqlite3* handle, std::string_view sql, std::string_view& rest) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  if (sqlite3_prepare_v2(handle, sql.data(), static_cast<int>(sql.size()), &statement, &tail) != SQLITE_OK) {
    return refused(handle);
  }
  rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  return Statement(statement);
}

Result<Statement> compileOne(sqlite3* handle, std::string_view sql) {
  if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return fail(ErrorKind::InvalidArgument, "the statement is too long");
  }
  std::string_view rest;
  auto statement = compile(handle, sql, rest);
  if (!statement) return statement;
  if (statement->handle() == nullptr) return fail(ErrorKind::InvalidArgument, "there is no statement");
  if (sqlite3_stmt_readonly(statement->handle()) == 0) {
    return fail(ErrorKind::InvalidArgument, "the session is open for reading only: use SELECT");
  }
  while (!rest.empty()) {
    const auto more = compile(handle, rest, rest);
    if (!more || more->handle() != nullptr)
      return fail(ErrorKind::InvalidArgument, "one statement at a time, please");
  }
  return statement;
}

std::string_view bytesOf(sqlite3_stmt* statement, int column, const void* begin) {
  if (begin == nullptr) return {};
  return {static_cast<const char*>(begin), static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

SqlValue valueOf(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: return bytesOf(statement, column, sqlite3_column_text(statement, column));
    case SQLITE_BLOB: return SqlBlob{bytesOf(statement, column, sqlite3_column_blob(statement, column))};
    default: return {};
  }
}

void announceColumns(sqlite3_stmt* statement, SqlRowSink& sink) {
  std::vector<std::string_view> names;
  for (int column = 0; column < sqlite3_column_count(statement); ++column) {
    const char* const name = sqlite3_column_name(statement, column);
    names.emplace_back(name != nullptr ? name : "");
  }
  sink.columns(names);
}

}  // namespace

Result<void> runSql(const std::string& sessionPath, std::string_view statement, SqlRowSink& sink,
                    std::stop_token stop) {
  const auto connection = openForStatements(sessionPath);
  if (!connection) return tl::unexpected(connection.error());
  const auto spans = SqlSpans::add(*connection);
  if (!spans) return tl::unexpected(spans.error());
  sqlite3_progress_handler(connection->handle(), kStepsPerLook, &stopRequested, &stop);
  auto compiled = compileOne(connection->handle(), statement);
  if (!compiled) return tl::unexpected(compiled.error());

  sqlite3_stmt* const handle = compiled->handle();
  announceColumns(handle, sink);
  std::vector<SqlValue> row(static_cast<std::size_t>(sqlite3_column_count(handle)));
  while (true) {
    const int code = sqlite3_step(handle);
    if (code == SQLITE_DONE) return {};
    // Overflow, a wrong argument of a function, a bad JSON path: plain errors are the statement's.
    if ((code & 0xff) == SQLITE_ERROR || (code & 0xff) == SQLITE_AUTH) return refused(connection->handle());
    if (code != SQLITE_ROW) return tl::unexpected(sqliteError(connection->handle(), code));
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = valueOf(handle, static_cast<int>(i));
    if (!sink.row(row)) return {};
  }
}

std::string_view sqliteVersion() { return sqlite3_libversion(); }

}  // namespace spanloupe::store
