// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons in what is typed to filter a table: duration>20ms, http.response.status_code>=500,
// service==cart, kind!=client. What is no comparison stays words for TraceText. A missing value satisfies no
// comparison. Pure; any thread.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/query/span_cells.h"

namespace spanloupe::query {

enum class CompareOp : std::uint8_t { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

struct FilterTerm {
  SpanColumn column;
  CompareOp op = CompareOp::Equal;
  std::string value;
};

struct SpanFilter {
  std::vector<FilterTerm> terms;
  std::string words;    ///< For TraceText::find(); empty for none.
  std::string mistake;  ///< A comparison that means nothing, as typed; empty when all is well.
};
[[nodiscard]] SpanFilter parseSpanFilter(std::string_view typed);

/// Those of `spans` that satisfy the term. Attributes must have been read.
[[nodiscard]] std::vector<SpanIndex> satisfying(const SpanCells& cells, const std::vector<SpanIndex>& spans,
                                                const FilterTerm& term);

/// "20ms", "1.5 s", "300us", "5" (nanoseconds are written ns; a bare number is milliseconds).
[[nodiscard]] std::optional<Duration> parseDuration(std::string_view text);

}  // namespace spanloupe::query
