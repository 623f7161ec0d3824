// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The SQL table "spans" over a session: one row per span with its fields as columns, and any attribute
// through attr(spans, 'key'). Read only. One thread, that of the connection.
#pragma once

#include <memory>

#include "core/store/sqlite.h"

namespace spanloupe::store {

class SpanRows;

class SqlSpans {
 public:
  /// Adds table and function to `connection`, which must outlive the result; statements must end before it.
  [[nodiscard]] static Result<SqlSpans> add(const Connection& connection);
  SqlSpans(SqlSpans&&) noexcept;
  SqlSpans& operator=(SqlSpans&&) = delete;
  ~SqlSpans();

 private:
  explicit SqlSpans(std::unique_ptr<SpanRows> rows);
  std::unique_ptr<SpanRows> m_rows;
};

}  // namespace spanloupe::store
