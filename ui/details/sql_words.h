// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Splits one line of SQL into keywords and the rest, for drawing keywords semibold. Not a parser: text in
// quotes stays plain, everything else is looked up word by word. Pure; any thread.
#pragma once

#include <QString>
#include <vector>

namespace spanloupe::details {

struct SqlPiece {
  QString text;
  bool isKeyword = false;
};

/// The pieces put together are `line`.
[[nodiscard]] std::vector<SqlPiece> sqlPieces(const QString& line);

}  // namespace spanloupe::details
