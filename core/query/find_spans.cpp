// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/find_spans.h"

#include <numeric>

namespace spanloupe::query {

Result<std::vector<SpanIndex>> findSpans(const store::Reader& reader, const store::Snapshot& snapshot,
                                         SpanCells cells, const TraceText& text, std::string_view typed,
                                         std::stop_token stop) {
  const SpanFilter filter = parseSpanFilter(typed);
  if (filter.terms.empty() || !filter.mistake.empty()) return text.find(reader, typed, std::move(stop));
  std::vector<SpanIndex> spans;
  if (filter.words.empty()) {
    spans.resize(cells.size());
    std::iota(spans.begin(), spans.end(), SpanIndex{0});
  } else {
    auto found = text.find(reader, filter.words, stop);
    if (!found) return found;
    spans = std::move(*found);
  }
  for (const FilterTerm& term : filter.terms) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    if (term.column.field == SpanField::Attribute && cells.attribute(term.column.key) == nullptr) {
      auto column = AttributeColumn::read(reader, snapshot, *cells.trace, term.column.key, stop);
      if (!column) return tl::unexpected(column.error());
      cells.attributes[term.column.key] = std::move(*column);
    }
    spans = satisfying(cells, spans, term);
  }
  return spans;
}

}  // namespace spanloupe::query
