// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a chart that costs: a million points as dots and crosses, or as a heatmap, painted into an
// image at device resolution, with the counts below it. Pure functions of a request; any thread.
#pragma once

#include <QColor>
#include <QImage>
#include <array>

#include "ui/charts/point_grid.h"

namespace spanloupe::charts {

/// Colours by use, of a theme.
struct PictureColors {
  QColor dot;
  QColor error;
  QColor surface;
  std::array<QColor, 9> heat;
};

struct PictureRequest {
  PointSet points;
  ChartLayout layout;
  bool isHeatmap = false;
  double devicePixelRatio = 1;
  double fontScale = 1;  ///< Of the measures: marks grow with the font.
  PictureColors colors;
};

struct TraceCount {
  std::uint32_t points = 0;
  std::uint32_t failed = 0;
};

struct ChartPicture {
  QImage image;
  QPointF origin;                   ///< Its top left, in the coordinates of the layout.
  std::vector<TraceCount> buckets;  ///< One for each of the layout's.
  std::vector<TraceCount> cells;    ///< Of a heatmap: row by row from below.
  std::uint32_t fullestCell = 0;
  PointGrid grid;  ///< Of a scatter.
};

/// A mark in device pixels of the picture; several points on one pixel are one mark.
struct ScatterMark {
  float x = 0;
  float y = 0;
  bool failed = false;
};
/// Those without error first. `margin` = what the picture is larger than the plot, on each side.
[[nodiscard]] std::vector<ScatterMark> layOutScatter(const PointSet& set, const ChartLayout& layout,
                                                     double ratio, double margin,
                                                     const std::stop_token& stop = {});
[[nodiscard]] std::vector<TraceCount> countBuckets(const PointSet& set, const ChartLayout& layout,
                                                   const std::stop_token& stop = {});
[[nodiscard]] std::vector<TraceCount> countCells(const PointSet& set, const ChartLayout& layout,
                                                 const std::stop_token& stop = {});
/// One of the nine steps: log2 of the count, scaled so that the fullest cell has the last one.
[[nodiscard]] int heatStep(std::uint32_t count, std::uint32_t fullest);
/// A cross over a cell: at least half of it failed.
[[nodiscard]] inline bool isMostlyFailed(TraceCount cell) {
  return cell.failed != 0 && cell.failed * std::uint64_t{2} >= cell.points;
}

/// Null when stopped.
[[nodiscard]] std::shared_ptr<const ChartPicture> drawPicture(const PictureRequest& request,
                                                              const std::stop_token& stop = {});

}  // namespace spanloupe::charts
