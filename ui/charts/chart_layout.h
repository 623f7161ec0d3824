// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of a duration chart stands: the plot, the rates below it on the same time axis, ticks and
// labels, and how times and durations become pixels and back. Pure; any thread.
#pragma once

#include <QRectF>
#include <functional>
#include <vector>

#include "ui/charts/clock_axis.h"
#include "ui/charts/duration_scale.h"
#include "ui/common/fonts.h"

namespace spanloupe::charts {

struct LayoutRequest {
  QSizeF size;
  PointSummary summary;
  ScaleKind scale = ScaleKind::Log;
  ui::TimeZone zone = ui::TimeZone::Local;
  ui::Measures measures;
  std::function<double(const QString&)> labelWidth;  ///< In the small font.
};

struct DurationLabel {
  double y = 0;
  QString text;
};
struct TimeLabel {
  double x = 0;     ///< Of the grid line.
  double left = 0;  ///< Of the text: kept inside the plot.
  QString text;
};

/// How a heatmap cuts the plot: columns that line up with the rates, rows that line up with the decades.
struct HeatGrid {
  int columns = 0;
  int rows = 0;
  bool hasZeroRow = false;  ///< The lowest row is what took no time.
};

struct ChartLayout {
  QSizeF size;
  QRectF plot;
  QRectF rate;
  double timeBaseline = 0;
  TimeBuckets buckets;
  DurationScale scale;
  HeatGrid heat;
  std::vector<DurationLabel> durationLabels;
  std::vector<TimeLabel> timeLabels;

  /// Nothing has a time: no axis.
  [[nodiscard]] bool isEmpty() const { return timeLabels.empty() && durationLabels.empty(); }
  [[nodiscard]] double x(std::uint64_t start) const;
  [[nodiscard]] double y(std::int64_t duration) const;
  /// The time at that pixel, inside the axis.
  [[nodiscard]] std::uint64_t timeAt(double x) const;
  [[nodiscard]] double nanosAt(double y) const;

  /// What a rectangle of pixels means, at round figures finer than a pixel. At the ends of the axis
  /// everything beyond belongs to it.
  [[nodiscard]] TimeBox boxOf(const QRectF& pixels, bool wholeHeight) const;
  [[nodiscard]] QRectF rectOf(const TimeBox& box) const;
  [[nodiscard]] QRectF bucketRect(int bucket) const;
  [[nodiscard]] TimeBox bucketBox(int bucket) const;

  [[nodiscard]] int cellOf(std::uint64_t start, std::int64_t duration) const;
  /// -1 outside.
  [[nodiscard]] int cellAt(QPointF pixel) const;
  [[nodiscard]] QRectF cellRect(int cell) const;
  /// Exactly what the cell counts.
  [[nodiscard]] TimeBox cellBox(int cell) const;
};

[[nodiscard]] ChartLayout layOutChart(const LayoutRequest& request);
/// The height the chart wants.
[[nodiscard]] int chartHeight(const ui::Measures& measures);

}  // namespace spanloupe::charts
