// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A thin layer over the SQLite C interface: handles that close themselves, results instead of codes. No logic
// of the store lives here. A connection and everything made from it belong to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"

namespace spanloupe::store {

class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::string_view text);
  /// `bytes` must stay until the statement is reset.
  Statement& bindBlob(int index, std::string_view bytes);
  Statement& bindNull(int index);

  /// True while there is a row. Resets by itself after the last row and after an error.
  [[nodiscard]] Result<bool> step();
  /// step() for statements without rows.
  [[nodiscard]] Result<void> run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  /// Valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;
  [[nodiscard]] bool isNull(int column) const;
  [[nodiscard]] sqlite3_stmt* handle() const { return m_statement.get(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

enum class Access { ReadOnly, ReadWrite };

class Connection {
 public:
  /// ReadOnly also opens a file in a folder that cannot be written (decisions.md 14). The file must exist.
  [[nodiscard]] static Result<Connection> open(const std::string& path, Access access);

  [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
  [[nodiscard]] Result<void> run(std::string_view sql) const;
  [[nodiscard]] Result<std::int64_t> integer(std::string_view sql) const;
  [[nodiscard]] std::int64_t lastRowId() const { return sqlite3_last_insert_rowid(m_handle.get()); }
  [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> m_handle;
};

/// An Error for what SQLite last complained about; disk full and corruption get their own kinds and words.
[[nodiscard]] Error sqliteError(sqlite3* handle, int code);

/// A transaction that is undone unless commit() succeeded.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(const Connection& connection);
  Transaction(Transaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Result<void> commit();

 private:
  explicit Transaction(const Connection* connection) : m_connection(connection) {}
  const Connection* m_connection;
};

/// Reads parts of the blobs in segment_column.data through one handle that moves from row to row. release()
/// must be called at the end of each question: an open handle pins what the connection sees, and what writers
/// add to the log meanwhile cannot be cleared away. In long questions it lets go by itself between rows: they
/// never change. Outdated when a row is gone: the segment has been merged or dropped since it was listed.
class BlobCursor {
 public:
  explicit BlobCursor(const Connection& connection) : m_connection(connection) {}
  BlobCursor(const BlobCursor&) = delete;
  BlobCursor& operator=(const BlobCursor&) = delete;
  ~BlobCursor() { release(); }

  [[nodiscard]] Result<void> read(std::int64_t row, std::uint64_t offset, std::span<char> out);
  void release();

 private:
  [[nodiscard]] Result<void> moveTo(std::int64_t row);

  const Connection& m_connection;
  sqlite3_blob* m_blob = nullptr;
  std::optional<std::int64_t> m_row;
  std::chrono::steady_clock::time_point m_opened;
};

}  // namespace spanloupe::store
