// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/row_selection.h"

#include <algorithm>

namespace spanloupe::traces {
namespace {

/// The first range that ends at `row` or behind it.
template <typename Ranges>
auto rangeFrom(Ranges& ranges, int row) {
  return std::lower_bound(ranges.begin(), ranges.end(), row,
                          [](const RowRange& range, int value) { return range.last < value; });
}

}  // namespace

bool RowSelection::contains(int row) const {
  const auto found = rangeFrom(m_ranges, row);
  return found != m_ranges.end() && found->first <= row;
}

std::int64_t RowSelection::count() const {
  std::int64_t count = 0;
  for (const RowRange& range : m_ranges) count += std::int64_t{range.last} - range.first + 1;
  return count;
}

std::vector<int> RowSelection::rows(std::size_t most) const {
  std::vector<int> rows;
  for (const RowRange& range : m_ranges)
    for (int row = range.first; row <= range.last && rows.size() < most; ++row) rows.push_back(row);
  return rows;
}

void RowSelection::clear() { *this = {}; }

void RowSelection::select(int row) {
  m_ranges = {{row, row}};
  m_current = m_anchor = row;
}

void RowSelection::extendTo(int row, bool keep) {
  if (m_anchor < 0) m_anchor = row;
  if (!keep) m_ranges.clear();
  add({std::min(m_anchor, row), std::max(m_anchor, row)});
  m_current = row;
}

void RowSelection::toggle(int row) {
  if (contains(row)) {
    remove(row);
  } else {
    add({row, row});
  }
  m_current = m_anchor = row;
}

void RowSelection::selectAll(int rows) {
  m_ranges.clear();
  if (rows > 0) m_ranges.push_back({0, rows - 1});
}

void RowSelection::add(RowRange range) {
  // Also ranges that only touch it become one with it.
  const auto begin = rangeFrom(m_ranges, range.first - 1);
  auto end = begin;
  while (end != m_ranges.end() && end->first <= range.last + 1) {
    range.first = std::min(range.first, end->first);
    range.last = std::max(range.last, end->last);
    ++end;
  }
  m_ranges.insert(m_ranges.erase(begin, end), range);
}

void RowSelection::remove(int row) {
  const auto found = rangeFrom(m_ranges, row);
  const RowRange whole = *found;
  auto next = m_ranges.erase(found);
  if (whole.last > row) next = m_ranges.insert(next, {row + 1, whole.last});
  if (whole.first < row) m_ranges.insert(next, {whole.first, row - 1});
}

}  // namespace spanloupe::traces
