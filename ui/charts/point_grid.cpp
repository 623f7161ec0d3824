// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/point_grid.h"

#include <algorithm>
#include <cmath>

namespace spanloupe::charts {
namespace {

constexpr double kCell = 16;

}  // namespace

PointGrid::PointGrid(const PointSet& set, const ChartLayout& layout, const std::stop_token& stop)
    : m_area(layout.plot),
      m_columns(static_cast<int>(layout.plot.width() / kCell) + 1),
      m_rows(static_cast<int>(layout.plot.height() / kCell) + 1) {
  const auto cellOf = [&](std::uint32_t at) {
    return cellAt(row(layout.y(set.duration[at])), column(layout.x(set.start[at])));
  };
  m_begin.assign(static_cast<std::size_t>(m_columns * m_rows) + 1, 0);
  // Counting sort; where each point belongs is remembered, the logarithms would cost as much again.
  std::vector<std::uint32_t> cells;
  std::vector<std::uint32_t> points;
  forEachPoint(set, stop, [&](std::uint32_t at) {
    if (!set.isShown(at)) return;
    const std::size_t cell = cellOf(at);
    ++m_begin[cell + 1];
    cells.push_back(static_cast<std::uint32_t>(cell));
    points.push_back(at);
  });
  for (std::size_t i = 1; i < m_begin.size(); ++i) m_begin[i] += m_begin[i - 1];
  std::vector<std::uint32_t> next = m_begin;
  m_points.resize(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) m_points[next[cells[i]]++] = points[i];
}

int PointGrid::column(double x) const {
  return std::clamp(static_cast<int>((x - m_area.left()) / kCell), 0, m_columns - 1);
}

int PointGrid::row(double y) const {
  return std::clamp(static_cast<int>((y - m_area.top()) / kCell), 0, m_rows - 1);
}

std::optional<std::uint32_t> PointGrid::nearest(const PointSet& set, const ChartLayout& layout, QPointF pixel,
                                                double reach) const {
  if (m_points.empty()) return std::nullopt;
  std::optional<std::uint32_t> best;
  double bestDistance = reach * reach;
  for (int r = row(pixel.y() - reach); r <= row(pixel.y() + reach); ++r) {
    for (int c = column(pixel.x() - reach); c <= column(pixel.x() + reach); ++c) {
      const std::size_t cell = cellAt(r, c);
      for (std::uint32_t i = m_begin[cell]; i < m_begin[cell + 1]; ++i) {
        const std::uint32_t at = m_points[i];
        const double dx = layout.x(set.start[at]) - pixel.x();
        const double dy = layout.y(set.duration[at]) - pixel.y();
        const double distance = dx * dx + dy * dy;
        const bool isNearer = distance < bestDistance || (!best && distance <= bestDistance) ||
                              (distance == bestDistance && set.isError(at) && !set.isError(*best));
        if (!isNearer) continue;
        best = at;
        bestDistance = distance;
      }
    }
  }
  return best;
}

}  // namespace spanloupe::charts
