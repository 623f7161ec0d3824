// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding in a trace with all that a table's filter understands: words of TraceText and the comparisons of
// span_filter_terms.h. Any thread.
#pragma once

#include "core/query/span_filter_terms.h"
#include "core/query/trace_text.h"

namespace spanloupe::query {

/// Ascending. `cells` need no attributes: those that are compared are read. A comparison that means nothing
/// is looked for as words, for it may stand in a text.
[[nodiscard]] Result<std::vector<SpanIndex>> findSpans(const store::Reader& reader,
                                                       const store::Snapshot& snapshot, SpanCells cells,
                                                       const TraceText& text, std::string_view typed,
                                                       std::stop_token stop);

}  // namespace spanloupe::query
