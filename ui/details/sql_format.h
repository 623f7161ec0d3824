// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// SQL for reading: keywords found, clauses on lines of their own. Not a parser: text in quotes and comments
// stays as it is, everything else is looked up word by word. Pure; any thread.
#pragma once

#include "ui/details/details_item.h"

namespace spanloupe::details {

/// Begins with a word that begins statements. What databases without SQL are sent does not.
[[nodiscard]] bool looksLikeSql(std::string_view text);
/// Keywords, semibold.
[[nodiscard]] std::vector<TextRun> sqlRuns(const QString& sql);
/// Clauses on lines of their own, their first words ending below each other:
///   SELECT sku, on_hand
///     FROM stock
///    WHERE warehouse = $1
[[nodiscard]] QString formatSql(const QString& sql);

}  // namespace spanloupe::details
