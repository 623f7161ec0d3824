// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_layout.h"

#include <algorithm>
#include <cmath>

namespace spanloupe::charts {
namespace {

// Numbers of the mockup, at a font height of 16.
constexpr double kTop = 8;
constexpr double kPlotHeight = 156;
constexpr double kLeft = 64;
constexpr double kRight = 12;
constexpr double kLabelGap = 8;
constexpr double kRateTop = 180;
constexpr double kRateHeight = 34;
constexpr double kTimeBaseline = 230;
constexpr double kHeight = 238;
constexpr double kBucketWidth = 14;
constexpr double kTimeLabelDistance = 120;
constexpr double kZeroBand = 16;
constexpr double kCell = 6;
constexpr double kDecadeLabelDistance = 22;
constexpr double kSmallestPlot = 40;
constexpr double kRounding = 1e-12;  ///< What lies on the edge of a cell is in the cell that begins there.

constexpr std::int64_t kLongest = std::numeric_limits<std::int64_t>::max();

/// The largest power of ten that is at most a pixel.
std::uint64_t fineness(double perPixel) {
  std::uint64_t unit = 1;
  while (static_cast<double>(unit) * 10 <= perPixel && unit < 1'000'000'000'000'000'000U) unit *= 10;
  return unit;
}

std::int64_t threeDigits(double nanos) {
  if (nanos < 1000) return static_cast<std::int64_t>(std::round(nanos));
  const double unit = std::pow(10.0, std::floor(std::log10(nanos)) - 2);
  return static_cast<std::int64_t>(std::min(std::round(nanos / unit) * unit, 9.2e18));
}

void placeDurationLabels(const LayoutRequest& request, ChartLayout& layout) {
  const int most = static_cast<int>(layout.plot.height() / request.measures.real(kDecadeLabelDistance)) + 1;
  for (const DurationTick& tick : layout.scale.ticks(most))
    layout.durationLabels.push_back({layout.plot.bottom() - tick.place * layout.plot.height(), tick.label});
}

void placeTimeLabels(const LayoutRequest& request, ChartLayout& layout) {
  const double perPixel = static_cast<double>(layout.buckets.length()) / layout.plot.width();
  const double gap = request.measures.real(kTimeLabelDistance);
  double free = layout.plot.left() - 1;
  for (const ClockTick& tick : clockTicks(layout.buckets.from, layout.buckets.to(),
                                          static_cast<std::uint64_t>(perPixel * gap), request.zone)) {
    const double x = layout.x(tick.time);
    const double width = request.labelWidth(tick.label);
    const double left = std::clamp(x - width / 2, layout.plot.left(),
                                   std::max(layout.plot.left(), layout.plot.right() - width));
    // A date is wider than the times around it.
    layout.timeLabels.push_back({x, left, left >= free ? tick.label : QString()});
    if (left >= free) free = left + width + request.measures.real(kLabelGap);
  }
}

HeatGrid heatGrid(const ChartLayout& layout, const ui::Measures& measures) {
  const double cell = measures.real(kCell);
  const double bucket = layout.plot.width() / layout.buckets.count;
  const double height = layout.plot.height() * (1 - layout.scale.base());
  const int parts = layout.scale.parts();
  HeatGrid grid;
  grid.hasZeroRow = layout.scale.base() > 0;
  grid.columns = layout.buckets.count * std::max(1, static_cast<int>(bucket / cell));
  grid.rows = parts * std::max(1, static_cast<int>(height / parts / cell)) + (grid.hasZeroRow ? 1 : 0);
  return grid;
}

}  // namespace

int chartHeight(const ui::Measures& measures) { return measures.px(kHeight); }

ChartLayout layOutChart(const LayoutRequest& request) {
  const ui::Measures& m = request.measures;
  ChartLayout layout;
  layout.size = request.size;
  layout.scale = DurationScale(request.summary, request.scale, kZeroBand / kPlotHeight);
  const double top = m.px(kTop);
  double left = m.px(kLeft);
  layout.plot = QRectF(0, top, 1, m.px(kPlotHeight));
  if (request.summary.shown > 0) {
    placeDurationLabels(request, layout);
    for (const DurationLabel& label : layout.durationLabels)
      left = std::max(left, std::ceil(request.labelWidth(label.text)) + m.real(kLabelGap + kRight));
  }
  const double width =
      std::max(m.real(kSmallestPlot), std::floor(request.size.width() - left - m.real(kRight)));
  layout.plot = QRectF(left, top, width, m.px(kPlotHeight));
  layout.rate = QRectF(left, m.px(kRateTop), width, m.px(kRateHeight));
  layout.timeBaseline = m.px(kTimeBaseline);
  if (request.summary.shown == 0) return layout;
  const int most = std::max(1, static_cast<int>(width / m.real(kBucketWidth)));
  layout.buckets = timeBuckets(request.summary.firstStart, request.summary.lastStart, most, request.zone);
  placeTimeLabels(request, layout);
  layout.heat = heatGrid(layout, m);
  return layout;
}

double ChartLayout::x(std::uint64_t start) const {
  const auto length = static_cast<double>(buckets.length());
  const double into = start >= buckets.from ? static_cast<double>(start - buckets.from) : 0;
  return plot.left() + std::min(into / length, 1.0) * plot.width();
}

double ChartLayout::y(std::int64_t duration) const {
  return plot.bottom() - scale.place(duration) * plot.height();
}

std::uint64_t ChartLayout::timeAt(double x) const {
  const double share = std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0);
  return buckets.from + static_cast<std::uint64_t>(share * static_cast<double>(buckets.length()));
}

double ChartLayout::nanosAt(double y) const {
  return scale.nanosAt(std::clamp((plot.bottom() - y) / plot.height(), 0.0, 1.0));
}

TimeBox ChartLayout::boxOf(const QRectF& pixels, bool wholeHeight) const {
  const std::uint64_t unit = fineness(static_cast<double>(buckets.length()) / plot.width());
  const std::uint64_t from = std::max(buckets.from, timeAt(pixels.left()) / unit * unit);
  const std::uint64_t to = std::min(buckets.to(), (timeAt(pixels.right()) + unit - 1) / unit * unit);
  TimeBox box{timestampFromNanos(from), timestampFromNanos(std::max(to, from + 1)), Duration{},
              Duration(kLongest), wholeHeight};
  if (wholeHeight) return box;
  if (pixels.bottom() < plot.bottom() - 0.5) box.shortest = Duration(threeDigits(nanosAt(pixels.bottom())));
  if (pixels.top() > plot.top() + 0.5)
    box.longest = std::max(box.shortest, Duration(threeDigits(nanosAt(pixels.top()))));
  return box;
}

QRectF ChartLayout::rectOf(const TimeBox& box) const {
  const double left = x(nanosOf(box.from));
  const double right = x(nanosOf(box.to));
  if (box.wholeHeight) return {left, plot.top(), right - left, rate.bottom() - plot.top()};
  const double bottom = box.shortest.count() <= 0 ? plot.bottom() : y(box.shortest.count());
  const double top = box.longest.count() == kLongest ? plot.top() : y(box.longest.count());
  return {left, top, right - left, bottom - top};
}

QRectF ChartLayout::bucketRect(int bucket) const {
  const double width = rate.width() / buckets.count;
  return {rate.left() + bucket * width, rate.top(), width, rate.height()};
}

TimeBox ChartLayout::bucketBox(int bucket) const {
  const std::uint64_t from = buckets.from + static_cast<std::uint64_t>(bucket) * buckets.step;
  return {timestampFromNanos(from), timestampFromNanos(from + buckets.step), Duration{}, Duration(kLongest),
          true};
}

int ChartLayout::cellOf(std::uint64_t start, std::int64_t duration) const {
  const double across = static_cast<double>(start - buckets.from) / static_cast<double>(buckets.length());
  const int column = std::clamp(static_cast<int>(across * heat.columns + kRounding), 0, heat.columns - 1);
  const int zeroRows = heat.hasZeroRow ? 1 : 0;
  if (heat.hasZeroRow && duration <= 0) return column;
  const double up = (scale.place(duration) - scale.base()) / (1 - scale.base());
  const int rows = heat.rows - zeroRows;
  return (zeroRows + std::clamp(static_cast<int>(up * rows + kRounding), 0, rows - 1)) * heat.columns +
         column;
}

int ChartLayout::cellAt(QPointF pixel) const {
  if (!plot.contains(pixel) || heat.columns == 0) return -1;
  const int column = std::clamp(static_cast<int>((pixel.x() - plot.left()) / plot.width() * heat.columns), 0,
                                heat.columns - 1);
  const double place = (plot.bottom() - pixel.y()) / plot.height();
  const int zeroRows = heat.hasZeroRow ? 1 : 0;
  if (place < scale.base()) return column;
  const int rows = heat.rows - zeroRows;
  const double up = (place - scale.base()) / (1 - scale.base());
  return (zeroRows + std::clamp(static_cast<int>(up * rows), 0, rows - 1)) * heat.columns + column;
}

QRectF ChartLayout::cellRect(int cell) const {
  const int row = cell / heat.columns;
  const double width = plot.width() / heat.columns;
  const double left = plot.left() + cell % heat.columns * width;
  const double zeroHeight = scale.base() * plot.height();
  const int zeroRows = heat.hasZeroRow ? 1 : 0;
  const double height = (plot.height() - zeroHeight) / (heat.rows - zeroRows);
  // The row of the zeros is as high as the others and stands on the line.
  if (row < zeroRows) return {left, plot.bottom() - height, width, height};
  return {left, plot.bottom() - zeroHeight - (row - zeroRows + 1) * height, width, height};
}

TimeBox ChartLayout::cellBox(int cell) const {
  const auto length = static_cast<double>(buckets.length());
  const int column = cell % heat.columns;
  const int row = cell / heat.columns;
  const auto edge = [&](int at) {
    return buckets.from + static_cast<std::uint64_t>(std::ceil(length * at / heat.columns));
  };
  TimeBox box{timestampFromNanos(edge(column)), timestampFromNanos(edge(column + 1)), Duration{}, Duration{},
              false};
  const int zeroRows = heat.hasZeroRow ? 1 : 0;
  if (row < zeroRows) return box;
  const int rows = heat.rows - zeroRows;
  const auto nanos = [&](int at) {
    return std::ceil(scale.nanosAt(scale.base() + (1 - scale.base()) * at / rows) * (1 - kRounding));
  };
  const int up = row - zeroRows;
  // The ends of the axis hold what lies beyond; with zeros on a line of their own, only what is above them.
  if (up > 0) box.shortest = Duration(static_cast<std::int64_t>(nanos(up)));
  if (up == 0 && heat.hasZeroRow) box.shortest = Duration(1);
  box.longest = Duration(up + 1 == rows ? kLongest : static_cast<std::int64_t>(nanos(up + 1)) - 1);
  return box;
}

}  // namespace spanloupe::charts
