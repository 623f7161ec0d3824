// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of the span table is: columns from their widths, rows from the scroll position. Painting,
// hit testing, tool tips and accessibility read the same rectangles. Pure values; any thread.
#pragma once

#include <QRect>
#include <optional>
#include <vector>

#include "ui/common/fonts.h"
#include "ui/spantable/table_column.h"

namespace spanloupe::spantable {

struct TableGeometry {
  ui::Measures measures;
  int width = 0;  ///< Of the viewport.
  int height = 0;
  int rows = 0;
  qint64 scrollY = 0;
  int scrollX = 0;
};

class SpanTableLayout {
 public:
  SpanTableLayout(const TableGeometry& geometry, const std::vector<TableColumn>& columns);

  [[nodiscard]] int rowHeight() const { return m_geometry.measures.row(); }
  [[nodiscard]] qint64 contentHeight() const { return qint64{m_geometry.rows} * rowHeight(); }
  [[nodiscard]] int contentWidth() const { return m_x.back(); }
  /// The rows that are at least partly on screen: [first, end).
  [[nodiscard]] int firstRow() const;
  [[nodiscard]] int endRow() const;
  [[nodiscard]] int rowsPerPage() const;
  [[nodiscard]] QRect rowRect(int row) const;
  [[nodiscard]] std::optional<int> rowAt(int y) const;
  [[nodiscard]] int columnCount() const { return static_cast<int>(m_x.size()) - 1; }
  [[nodiscard]] QRect columnRect(int column, int top, int height) const;
  [[nodiscard]] std::optional<int> columnAt(int x) const;
  /// The column whose trailing edge is there, for dragging.
  [[nodiscard]] std::optional<int> edgeAt(int x) const;
  /// The room of the cell's text; of a column with bars, of its number.
  [[nodiscard]] QRectF textRect(int column, int top, int height) const;
  /// Empty for columns without bars.
  [[nodiscard]] QRectF barRect(int column, int top, int height) const;
  /// The square that opens and closes a group.
  [[nodiscard]] QRectF expanderRect(int row) const;
  /// The scroll position nearest to the present one that shows it whole.
  [[nodiscard]] qint64 scrollToShow(int row) const;
  [[nodiscard]] int scrollToShowColumn(int column) const;

  static constexpr int kEdgeGrab = 4;

 private:
  TableGeometry m_geometry;
  std::vector<int> m_x;  ///< Left ends, then the right end of the last.
  std::vector<int> m_bars;
};

}  // namespace spanloupe::spantable
