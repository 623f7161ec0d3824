// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Read-only SQL over a session, for people: one statement, its rows handed over one by one. Opens its own
// connection (read-only, query_only), so any thread; the call blocks until the rows are done.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.h"

namespace spanloupe::store {

struct SqlBlob {
  std::string_view bytes;
};
/// NULL, INTEGER, REAL, TEXT, BLOB; views are valid during the call that gets them.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string_view, SqlBlob>;

class SqlRowSink {
 public:
  SqlRowSink() = default;
  SqlRowSink(const SqlRowSink&) = delete;
  SqlRowSink& operator=(const SqlRowSink&) = delete;
  virtual ~SqlRowSink() = default;

  /// Once, before the first row, also when there are no rows.
  virtual void columns(std::span<const std::string_view> names) = 0;
  /// False: no more rows are wanted.
  virtual bool row(std::span<const SqlValue> values) = 0;
};

/// InvalidArgument with SQLite's message for a statement that does not compile, is more than one, or would
/// write. Cancelled when stopped, also in the middle of a long step.
[[nodiscard]] Result<void> runSql(const std::string& sessionPath, std::string_view statement,
                                  SqlRowSink& sink, std::stop_token stop);

/// Of the library in use: "3.40.1".
[[nodiscard]] std::string_view sqliteVersion();

}  // namespace spanloupe::store
