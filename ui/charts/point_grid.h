// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Points by where they stand on the screen, so that the one under the pointer is found without looking at all
// of them. Made with one layout and of use only with it. Immutable once made; any thread.
#pragma once

#include <QPointF>
#include <optional>
#include <vector>

#include "ui/charts/chart_layout.h"

namespace spanloupe::charts {

class PointGrid {
 public:
  PointGrid() = default;
  PointGrid(const PointSet& set, const ChartLayout& layout, const std::stop_token& stop);

  /// The nearest point within `reach` pixels; of two equally near ones the one that failed.
  [[nodiscard]] std::optional<std::uint32_t> nearest(const PointSet& set, const ChartLayout& layout,
                                                     QPointF pixel, double reach) const;

 private:
  [[nodiscard]] int column(double x) const;
  [[nodiscard]] int row(double y) const;
  [[nodiscard]] std::size_t cellAt(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) +
           static_cast<std::size_t>(column);
  }

  QRectF m_area;
  int m_columns = 0;
  int m_rows = 0;
  std::vector<std::uint32_t> m_begin;  ///< Of each cell in m_points, and one more.
  std::vector<std::uint32_t> m_points;
};

}  // namespace spanloupe::charts
