// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of a list are selected, as ranges: all of ten million rows are one entry. The current row has
// the keyboard, the anchor is where an extended selection begins. A plain value; any one thread.
#pragma once

#include <cstdint>
#include <vector>

namespace spanloupe::traces {

/// Both ends inclusive.
struct RowRange {
  int first = 0;
  int last = 0;
  friend bool operator==(const RowRange&, const RowRange&) = default;
};

class RowSelection {
 public:
  [[nodiscard]] int current() const { return m_current; }
  [[nodiscard]] bool contains(int row) const;
  [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
  [[nodiscard]] std::int64_t count() const;
  /// Ascending, with a gap between each two.
  [[nodiscard]] const std::vector<RowRange>& ranges() const { return m_ranges; }
  /// The first `most` rows.
  [[nodiscard]] std::vector<int> rows(std::size_t most) const;

  void clear();
  /// Only `row`.
  void select(int row);
  /// Everything from the anchor to `row` and nothing else; with `keep`, besides what is selected.
  void extendTo(int row, bool keep = false);
  void toggle(int row);
  /// The keyboard goes to `row`, the selection stays.
  void moveTo(int row) { m_current = m_anchor = row; }
  /// Of a list of so many rows; the current row stays.
  void selectAll(int rows);
  void add(RowRange range);

 private:
  void remove(int row);

  std::vector<RowRange> m_ranges;
  int m_current = -1;
  int m_anchor = -1;
};

}  // namespace spanloupe::traces
