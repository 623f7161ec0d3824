// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/span_order.h"

#include <algorithm>

#include "core/store/span_id_table.h"

namespace spanloupe::store {
namespace {

constexpr std::uint32_t kDropped = AttributeTable::kDropped;

/// Fills traceAt, rowsEnd, rowAt and newRow.
void sortRows(const SegmentRows& rows, const std::vector<std::uint32_t>& dropped, SpanOrder& order) {
  const SegmentRows::Spans& spans = rows.spans;
  order.newRow.assign(spans.id.size(), 0);
  for (const std::uint32_t row : dropped) order.newRow[row] = kDropped;

  std::vector<std::uint32_t> size(rows.traceIds.size(), 0);
  for (std::size_t row = 0; row < spans.id.size(); ++row)
    if (order.newRow[row] != kDropped) ++size[spans.trace[row]];
  for (std::uint32_t number = 0; number < size.size(); ++number)
    if (size[number] != 0) order.traceAt.push_back(number);
  std::sort(order.traceAt.begin(), order.traceAt.end(),
            [&rows](std::uint32_t a, std::uint32_t b) { return rows.traceIds[a] < rows.traceIds[b]; });

  std::vector<std::uint32_t> next(rows.traceIds.size());
  std::uint32_t end = 0;
  for (const std::uint32_t number : order.traceAt) {
    next[number] = end;
    end += size[number];
    order.rowsEnd.push_back(end);
  }
  order.rowAt.resize(end);
  for (std::uint32_t row = 0; row < spans.id.size(); ++row)
    if (order.newRow[row] != kDropped) order.rowAt[next[spans.trace[row]]++] = row;

  std::uint32_t begin = 0;
  const auto byStart = [&spans](std::uint32_t a, std::uint32_t b) { return spans.start[a] < spans.start[b]; };
  for (const std::uint32_t runEnd : order.rowsEnd) {
    const auto first = order.rowAt.begin() + begin;
    const auto last = order.rowAt.begin() + runEnd;
    if (!std::is_sorted(first, last, byStart)) std::stable_sort(first, last, byStart);
    begin = runEnd;
  }
  for (std::uint32_t row = 0; row < order.rowAt.size(); ++row) order.newRow[order.rowAt[row]] = row;
}

}  // namespace

SpanOrder orderSpans(const SegmentRows& rows, const std::vector<std::uint32_t>& dropped) {
  SpanOrder order;
  sortRows(rows, dropped, order);
  const SegmentRows::Spans& spans = rows.spans;
  SpanIdTable rowBySpanId(order.rowAt.size());
  const auto eachRow = [&order](const auto& visit) {
    std::uint32_t row = 0;
    for (std::uint32_t run = 0; run < order.rowsEnd.size(); ++run)
      for (; row < order.rowsEnd[run]; ++row) visit(run, row);
  };
  eachRow([&](std::uint32_t run, std::uint32_t row) {
    const SpanId id = spans.id[order.rowAt[row]];
    if (id.isZero()) return;
    const std::uint32_t first = rowBySpanId.add(run, id, row);
    if (first != row) order.sameId.emplace_back(first, row);
  });
  order.parent.resize(order.rowAt.size());
  eachRow([&](std::uint32_t run, std::uint32_t row) {
    const SpanId parent = spans.parentId[order.rowAt[row]];
    if (parent.isZero()) return;
    const bool noTrace = rows.traceIds[order.traceAt[run]].isZero();
    const std::uint32_t found = noTrace ? SpanIdTable::kNone : rowBySpanId.find(run, parent);
    const std::uint32_t begin = run == 0 ? 0 : order.rowsEnd[run - 1];
    order.parent[row] = found == SpanIdTable::kNone ? kForeignParent : found - begin + 1;
  });
  return order;
}

}  // namespace spanloupe::store
