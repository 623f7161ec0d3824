// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table of spans as CSV (RFC 4180: CRLF, quotes where needed): exact numbers, times in nanoseconds,
// ids besides. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/query/span_groups.h"

namespace spanloupe::query {

/// A field, in quotes when it has to be.
void appendCsvField(std::string& out, std::string_view text);

/// The line of names: what identifies a span, then `columns`.
void appendCsvHeader(std::string& out, const std::vector<SpanColumn>& columns);
void appendCsvRow(std::string& out, const SpanCells& cells, SpanIndex span,
                  const std::vector<SpanColumn>& columns);

/// Likewise for groups: the columns they were made by, then their figures.
void appendCsvGroupHeader(std::string& out, const std::vector<SpanColumn>& groupBy);
void appendCsvGroup(std::string& out, const SpanCells& cells, const SpanGroup& group,
                    const std::vector<SpanColumn>& groupBy);

}  // namespace spanloupe::query
