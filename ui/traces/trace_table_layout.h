// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of the trace list is: columns from the width, rows from the scroll position, and the parts
// of a row. Painting, hit testing, tool tips and accessibility read the same rectangles. Pure values; any
// thread.
#pragma once

#include <QRect>
#include <array>
#include <optional>

#include "ui/common/fonts.h"
#include "ui/traces/trace_columns.h"

namespace spanloupe::traces {

struct TableGeometry {
  ui::Measures measures;
  int width = 0;  ///< Of the viewport.
  int height = 0;
  int rows = 0;
  qint64 scrollY = 0;
  int scrollX = 0;
  bool withDate = false;  ///< Starts need more room.
  ColumnChoice choice;
  int keptFree = 0;  ///< For a scroll bar that is not there now, so that its coming moves no column.
};

/// The parts of one row, inside its cells.
struct RowParts {
  QRectF mark;
  QRectF tile;
  QRectF name;  ///< From the first letter to the end of the cell.
  QRectF start;
  QRectF duration;  ///< Number and unit, right-aligned.
  QRectF bar;
  QRectF spans;
  QRectF errors;
  QRectF services;
  QRectF sketch;
};

class TableLayout {
 public:
  explicit TableLayout(const TableGeometry& geometry);

  [[nodiscard]] int rowHeight() const { return m_rowHeight; }
  [[nodiscard]] qint64 contentHeight() const { return qint64{m_geometry.rows} * m_rowHeight; }
  [[nodiscard]] int contentWidth() const { return m_contentWidth; }
  /// The rows that are at least partly on screen: [first, end).
  [[nodiscard]] int firstRow() const;
  [[nodiscard]] int endRow() const;
  /// Rows that fit wholly, for paging.
  [[nodiscard]] int rowsPerPage() const;

  [[nodiscard]] QRect rowRect(int row) const;
  [[nodiscard]] std::optional<int> rowAt(int y) const;
  /// Left and right end of a column in viewport coordinates.
  [[nodiscard]] QRect columnRect(Column column, int top, int height) const;
  [[nodiscard]] std::optional<Column> columnAt(int x) const;
  [[nodiscard]] bool isShown(Column column) const { return m_geometry.choice.isShown(column); }
  [[nodiscard]] const ColumnChoice& choice() const { return m_geometry.choice; }
  /// The column whose right end is within reach of the pointer.
  [[nodiscard]] std::optional<Column> edgeAt(int x) const;
  [[nodiscard]] RowParts parts(int row) const;
  /// The scroll position nearest to the present one that shows `row` whole.
  [[nodiscard]] qint64 scrollToShow(int row) const;

  static constexpr int kCellPadding = 10;
  static constexpr double kLeastWidth = 44;  ///< Of a column that is made narrow, at a font height of 16.

 private:
  void shareSpare(std::array<int, kColumnCount>& widths, int spare) const;

  TableGeometry m_geometry;
  int m_rowHeight = 28;
  int m_contentWidth = 0;
  std::array<int, kColumnCount> m_x{};  ///< Left ends, by column.
  std::array<int, kColumnCount> m_widths{};
};

/// The filled part of a duration bar: in proportion, never less than two pixels.
[[nodiscard]] QRectF barFill(const QRectF& bar, Duration value, Duration longest);

}  // namespace spanloupe::traces
