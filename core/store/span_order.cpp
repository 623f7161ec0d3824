// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/span_order.h"

#include <algorithm>
#include <bit>
#include <numeric>

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

/// Finds the first row of a run with a given span id.
class RowBySpanId {
 public:
  explicit RowBySpanId(std::size_t rows) : m_slots(std::bit_ceil(2 * rows + 2)) {}

  /// The row already there, or `row` after adding it.
  std::uint32_t add(std::uint32_t run, SpanId id, std::uint32_t row) {
    Slot& slot = find(run, id);
    if (slot.row == kFree) slot = {id, run, row};
    return slot.row;
  }
  /// kDropped when no row of the run has that id.
  [[nodiscard]] std::uint32_t row(std::uint32_t run, SpanId id) {
    const Slot& slot = find(run, id);
    return slot.row == kFree ? kDropped : slot.row;
  }

 private:
  static constexpr std::uint32_t kFree = 0xffffffff;
  struct Slot {
    SpanId id;
    std::uint32_t run = 0;
    std::uint32_t row = kFree;
  };
  Slot& find(std::uint32_t run, SpanId id) {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hashOf(SpanId{id.value + run * 0x9e3779b97f4a7c15ULL}) & mask;
    while (m_slots[at].row != kFree && (m_slots[at].id != id || m_slots[at].run != run)) at = (at + 1) & mask;
    return m_slots[at];
  }
  std::vector<Slot> m_slots;
};

}  // namespace

SpanOrder orderSpans(const SegmentRows& rows, const std::vector<std::uint32_t>& dropped) {
  SpanOrder order;
  sortRows(rows, dropped, order);
  const SegmentRows::Spans& spans = rows.spans;
  RowBySpanId rowBySpanId(order.rowAt.size());
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
    const std::uint32_t found = noTrace ? kDropped : rowBySpanId.row(run, parent);
    const std::uint32_t begin = run == 0 ? 0 : order.rowsEnd[run - 1];
    order.parent[row] = found == kDropped ? kForeignParent : found - begin + 1;
  });
  return order;
}

}  // namespace spanloupe::store
