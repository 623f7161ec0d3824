// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/span_sort.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/query/folded_text.h"

namespace spanloupe::query {
namespace {

constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();

template <typename KeyOf>
std::vector<std::uint64_t> keysBy(std::size_t count, KeyOf keyOf) {
  std::vector<std::uint64_t> keys(count);
  for (std::size_t i = 0; i < count; ++i) keys[i] = keyOf(static_cast<SpanIndex>(i));
  return keys;
}

std::vector<std::uint64_t> attributeKeys(const SpanCells& cells, const AttributeColumn& column,
                                         bool descending) {
  const std::vector<std::uint32_t> ranks = column.ranks();
  return keysBy(cells.size(), [&](SpanIndex span) -> std::uint64_t {
    const std::uint32_t code = column.code(span);
    if (code == 0) return kLast;
    return descending ? column.valueCount() - ranks[code] : ranks[code];
  });
}

std::vector<std::uint64_t> textKeys(const SpanCells& cells, const std::vector<StringIndex>& texts) {
  const std::vector<std::uint32_t> ranks = textRanks(cells.trace->strings);
  return keysBy(cells.size(), [&](SpanIndex span) { return ranks[texts[span]]; });
}

std::vector<std::uint64_t> fieldKeys(const SpanCells& cells, SpanField field) {
  const Trace& trace = *cells.trace;
  const std::size_t count = cells.size();
  switch (field) {
    case SpanField::Name: return textKeys(cells, trace.name);
    case SpanField::Service: return textKeys(cells, trace.service);
    case SpanField::Kind: return keysBy(count, [&](SpanIndex span) { return trace.kind[span]; });
    case SpanField::Status: return keysBy(count, [&](SpanIndex span) { return trace.status[span]; });
    case SpanField::Self: return keysBy(count, [&](SpanIndex span) { return sortKey(cells.selfTime(span)); });
    case SpanField::Duration:
    case SpanField::Share:
      return keysBy(count, [&](SpanIndex span) { return sortKey(cells.duration(span)); });
    case SpanField::Start:
    case SpanField::Attribute: break;
  }
  return keysBy(count, [&](SpanIndex span) { return sortKey(cells.offset(span)); });
}

}  // namespace

std::vector<SpanIndex> sorted(const SpanCells& cells, std::vector<SpanIndex> spans, const SpanOrder& order) {
  std::vector<std::uint64_t> keys;
  if (order.column.field == SpanField::Attribute) {
    const AttributeColumn* column = cells.attribute(order.column.key);
    if (column == nullptr) return spans;
    keys = attributeKeys(cells, *column, order.descending);
  } else {
    keys = fieldKeys(cells, order.column.field);
    if (order.descending)
      for (std::uint64_t& key : keys) key = ~key;
  }
  sortByKey(spans, keys);
  return spans;
}

std::vector<std::uint32_t> textRanks(const std::vector<std::string>& texts) {
  std::vector<std::string> lower;
  lower.reserve(texts.size());
  for (const std::string& text : texts) lower.push_back(folded(text));
  std::vector<std::uint32_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int compared = lower[a].compare(lower[b]);
    return compared != 0 ? compared < 0 : texts[a] < texts[b];
  });
  std::vector<std::uint32_t> ranks(texts.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return ranks;
}

}  // namespace spanloupe::query
