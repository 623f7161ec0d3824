// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/span_groups.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "core/query/span_sort.h"

namespace spanloupe::query {
namespace {

Duration added(Duration a, Duration b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a.count(), b.count(), &sum))
    return b.count() < 0 ? Duration::min() : Duration::max();
  return Duration(sum);
}

/// Equal numbers for equal values of a column.
std::uint32_t codeOf(const SpanCells& cells, const SpanColumn& column, SpanIndex span) {
  switch (column.field) {
    case SpanField::Name: return cells.trace->name[span];
    case SpanField::Service: return cells.trace->service[span];
    case SpanField::Kind: return cells.trace->kind[span];
    case SpanField::Status: return cells.trace->status[span];
    case SpanField::Attribute: {
      const AttributeColumn* attribute = cells.attribute(column.key);
      return attribute != nullptr ? attribute->code(span) : 0;
    }
    default: return 0;
  }
}

/// The number of each span's group, in order of first appearance.
std::vector<std::uint32_t> numbered(const SpanCells& cells, std::span<const SpanIndex> spans,
                                    const std::vector<SpanColumn>& columns, std::vector<SpanGroup>& groups) {
  std::vector<std::uint32_t> numbers(spans.size(), 0);
  std::unordered_map<std::uint64_t, std::uint32_t> known;
  std::uint32_t count = spans.empty() ? 0 : 1;
  for (const SpanColumn& column : columns) {
    known.clear();
    count = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const std::uint64_t pair = std::uint64_t{numbers[i]} << 32 | codeOf(cells, column, spans[i]);
      const auto [found, isNew] = known.try_emplace(pair, count);
      if (isNew) ++count;
      numbers[i] = found->second;
    }
  }
  groups.resize(count);
  return numbers;
}

void measure(SpanGroup& group, const SpanCells& cells, std::span<const SpanIndex> members) {
  group.sample = members.front();
  group.totals = totalsOf(cells, members);
  std::vector<Duration> durations;
  durations.reserve(members.size());
  for (const SpanIndex span : members) durations.push_back(cells.duration(span));
  const auto middle = durations.begin() + (durations.size() - 1) / 2;
  std::nth_element(durations.begin(), middle, durations.end());
  group.median = *middle;
  group.smallest = *std::min_element(durations.begin(), middle + 1);
  group.largest = *std::max_element(middle, durations.end());
}

/// Where the values of a column stand in order, by the code of codeOf().
std::vector<std::uint32_t> ranksOf(const SpanCells& cells, const SpanColumn& column) {
  if (column.field == SpanField::Name || column.field == SpanField::Service)
    return textRanks(cells.trace->strings);
  const AttributeColumn* attribute =
      column.field == SpanField::Attribute ? cells.attribute(column.key) : nullptr;
  if (attribute == nullptr) {
    std::vector<std::uint32_t> same(256);
    std::iota(same.begin(), same.end(), 0U);
    return same;
  }
  std::vector<std::uint32_t> ranks = attribute->ranks();
  ranks[0] = std::numeric_limits<std::uint32_t>::max();  // "(missing)" last.
  return ranks;
}

std::uint64_t figureOf(const SpanGroup& group, GroupFigure figure) {
  switch (figure) {
    case GroupFigure::Count: return group.totals.count;
    case GroupFigure::Errors: return group.totals.errors;
    case GroupFigure::Total: return sortKey(group.totals.total);
    case GroupFigure::Self: return sortKey(group.totals.self);
    case GroupFigure::Smallest: return sortKey(group.smallest);
    case GroupFigure::Median: return sortKey(group.median);
    case GroupFigure::Largest: return sortKey(group.largest);
    case GroupFigure::Label: break;
  }
  return 0;
}

}  // namespace

SpanTotals totalsOf(const SpanCells& cells, std::span<const SpanIndex> spans) {
  SpanTotals totals;
  totals.count = spans.size();
  for (const SpanIndex span : spans) {
    totals.errors += cells.trace->isError(span) ? 1 : 0;
    totals.total = added(totals.total, cells.duration(span));
    totals.self = added(totals.self, cells.selfTime(span));
  }
  return totals;
}

SpanGroups grouped(const SpanCells& cells, std::span<const SpanIndex> spans,
                   const std::vector<SpanColumn>& columns) {
  SpanGroups result;
  const std::vector<std::uint32_t> numbers = numbered(cells, spans, columns, result.groups);
  for (const std::uint32_t number : numbers) ++result.groups[number].end;
  std::uint32_t begin = 0;
  for (SpanGroup& group : result.groups) {
    group.begin = begin;
    begin += group.end;
    group.end = group.begin;
  }
  result.members.resize(spans.size());
  for (std::size_t i = 0; i < spans.size(); ++i) result.members[result.groups[numbers[i]].end++] = spans[i];
  for (SpanGroup& group : result.groups) measure(group, cells, result.membersOf(group));
  return result;
}

void sortGroups(SpanGroups& groups, const SpanCells& cells, const std::vector<SpanColumn>& columns,
                GroupFigure figure, bool descending) {
  const auto sortBy = [&](auto keyOf) {
    std::vector<std::uint64_t> keys;
    keys.reserve(groups.groups.size());
    for (const SpanGroup& group : groups.groups) keys.push_back(descending ? ~keyOf(group) : keyOf(group));
    std::vector<std::uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0U);
    sortByKey(order, keys);
    std::vector<SpanGroup> sortedGroups;
    sortedGroups.reserve(order.size());
    for (const std::uint32_t place : order) sortedGroups.push_back(groups.groups[place]);
    groups.groups = std::move(sortedGroups);
  };
  if (figure != GroupFigure::Label)
    return sortBy([&](const SpanGroup& group) { return figureOf(group, figure); });
  // The last column first: sorting is stable.
  for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
    const std::vector<std::uint32_t> ranks = ranksOf(cells, *column);
    sortBy(
        [&](const SpanGroup& group) { return std::uint64_t{ranks[codeOf(cells, *column, group.sample)]}; });
  }
}

}  // namespace spanloupe::query
