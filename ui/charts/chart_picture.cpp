// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_picture.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "ui/charts/mark_stamp.h"

namespace spanloupe::charts {
namespace {

// look.md, "Scatter" and "Heatmap".
constexpr double kDotRadius = 2.3;
constexpr double kDotOpacity = 0.5;
constexpr double kCrossSize = 5.2;
constexpr double kCrossStroke = 1.5;
constexpr double kHalo = 1.25;  ///< Around a cross on dark cells.
constexpr double kCellGap = 0.6;
constexpr double kMargin = 6;

/// A bit per device pixel.
class PixelSet {
 public:
  PixelSet(int width, int height)
      : m_width(width), m_height(height), m_bits((static_cast<std::size_t>(width) * height + 63) / 64) {}
  /// Whether it is new.
  bool add(int x, int y) {
    x = std::clamp(x, 0, m_width - 1);
    y = std::clamp(y, 0, m_height - 1);
    const std::size_t at = static_cast<std::size_t>(y) * m_width + x;
    const std::uint64_t bit = std::uint64_t{1} << (at % 64);
    const bool isNew = (m_bits[at / 64] & bit) == 0;
    m_bits[at / 64] |= bit;
    return isNew;
  }

 private:
  int m_width;
  int m_height;
  std::vector<std::uint64_t> m_bits;
};

QSize pictureSize(const ChartLayout& layout, double ratio, double margin) {
  return {static_cast<int>(std::ceil((layout.plot.width() + 2 * margin) * ratio)),
          static_cast<int>(std::ceil((layout.plot.height() + 2 * margin) * ratio))};
}

void drawScatter(const PictureRequest& request, ChartPicture& picture, double margin,
                 const std::stop_token& stop) {
  const double scale = request.devicePixelRatio * request.fontScale;
  const auto marks = layOutScatter(request.points, request.layout, request.devicePixelRatio, margin, stop);
  const MarkStamp dot = MarkStamp::dot(kDotRadius * scale);
  const MarkStamp cross = MarkStamp::cross(kCrossSize * scale, kCrossStroke * scale);
  CoverageLayer layer(picture.image.size());
  auto mark = marks.begin();
  for (; mark != marks.end() && !mark->failed; ++mark) layer.add(dot, mark->x, mark->y);
  layer.blendOnto(picture.image, request.colors.dot, kDotOpacity);
  layer.clear();
  for (; mark != marks.end(); ++mark) layer.add(cross, mark->x, mark->y);
  layer.blendOnto(picture.image, request.colors.error, 1);
}

/// Rows and columns of device pixels, the last ones paler: a gap that is no whole number of pixels must not
/// blur the edges.
void fillCell(QImage& image, const QRect& cell, const QColor& color, double gap) {
  const int blank = static_cast<int>(gap);
  const double paler = 1 - (gap - blank);
  const QRgb full = color.rgba();
  const int alpha = static_cast<int>(std::lround(255 * paler));
  const QRgb pale = qPremultiply(qRgba(color.red(), color.green(), color.blue(), alpha));
  const QRect all = cell.adjusted(0, 0, -blank, -blank);
  const QRect shown = all.intersected(image.rect());
  for (int y = shown.top(); y <= shown.bottom(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = shown.left(); x <= shown.right(); ++x)
      line[x] = x == all.right() || y == all.bottom() ? pale : full;
  }
}

void drawHeatmap(const PictureRequest& request, ChartPicture& picture) {
  const ChartLayout& layout = request.layout;
  const double ratio = request.devicePixelRatio;
  const auto device = [&](double at, double origin) {
    return static_cast<int>(std::lround((at - origin) * ratio));
  };
  const double scale = ratio * request.fontScale;
  const MarkStamp cross = MarkStamp::cross(kCrossSize * scale, kCrossStroke * scale);
  const MarkStamp halo = MarkStamp::cross((kCrossSize + kHalo) * scale, (kCrossStroke + 2 * kHalo) * scale);
  CoverageLayer crosses(picture.image.size());
  CoverageLayer halos(picture.image.size());
  for (std::size_t i = 0; i < picture.cells.size(); ++i) {
    const TraceCount cell = picture.cells[i];
    if (cell.points == 0) continue;
    const QRectF rect = layout.cellRect(static_cast<int>(i));
    const QPoint topLeft(device(rect.left(), picture.origin.x()), device(rect.top(), picture.origin.y()));
    const QPoint end(device(rect.right(), picture.origin.x()), device(rect.bottom(), picture.origin.y()));
    const auto step = static_cast<std::size_t>(heatStep(cell.points, picture.fullestCell));
    fillCell(picture.image, QRect(topLeft, end - QPoint(1, 1)), request.colors.heat[step], kCellGap * ratio);
    if (!isMostlyFailed(cell)) continue;
    const QPointF centre = QPointF(topLeft + end - QPoint(1, 1)) / 2;
    crosses.add(cross, static_cast<float>(centre.x()), static_cast<float>(centre.y()));
    halos.add(halo, static_cast<float>(centre.x()), static_cast<float>(centre.y()));
  }
  halos.blendOnto(picture.image, request.colors.surface, 1);
  crosses.blendOnto(picture.image, request.colors.error, 1);
}

}  // namespace

std::vector<ScatterMark> layOutScatter(const PointSet& set, const ChartLayout& layout, double ratio,
                                       double margin, const std::stop_token& stop) {
  const QSize size = pictureSize(layout, ratio, margin);
  PixelSet passed(size.width(), size.height());
  PixelSet failed(size.width(), size.height());
  std::vector<ScatterMark> marks;
  std::vector<ScatterMark> failures;
  const double left = layout.plot.left() - margin;
  const double top = layout.plot.top() - margin;
  forEachPoint(set, stop, [&](std::uint32_t at) {
    if (!set.isShown(at)) return;
    const auto x = static_cast<float>((layout.x(set.start[at]) - left) * ratio);
    const auto y = static_cast<float>((layout.y(set.duration[at]) - top) * ratio);
    const bool isError = set.isError(at);
    if ((isError ? failed : passed).add(static_cast<int>(x), static_cast<int>(y)))
      (isError ? failures : marks).push_back({x, y, isError});
  });
  marks.insert(marks.end(), failures.begin(), failures.end());
  return marks;
}

std::vector<TraceCount> countBuckets(const PointSet& set, const ChartLayout& layout,
                                     const std::stop_token& stop) {
  std::vector<TraceCount> buckets(static_cast<std::size_t>(layout.buckets.count));
  forEachPoint(set, stop, [&](std::uint32_t at) {
    if (!set.isShown(at)) return;
    TraceCount& bucket = buckets[static_cast<std::size_t>(
        std::clamp(layout.buckets.indexOf(set.start[at]), 0, layout.buckets.count - 1))];
    ++bucket.points;
    if (set.isError(at)) ++bucket.failed;
  });
  return buckets;
}

std::vector<TraceCount> countCells(const PointSet& set, const ChartLayout& layout,
                                   const std::stop_token& stop) {
  std::vector<TraceCount> cells(static_cast<std::size_t>(layout.heat.columns) * layout.heat.rows);
  forEachPoint(set, stop, [&](std::uint32_t at) {
    if (!set.isShown(at)) return;
    TraceCount& cell = cells[static_cast<std::size_t>(layout.cellOf(set.start[at], set.duration[at]))];
    ++cell.points;
    if (set.isError(at)) ++cell.failed;
  });
  return cells;
}

int heatStep(std::uint32_t count, std::uint32_t fullest) {
  constexpr double kSteps = 8.99;
  if (count <= 1 || fullest <= 1) return 0;
  const double share = std::log2(static_cast<double>(count)) / std::log2(static_cast<double>(fullest));
  return std::clamp(static_cast<int>(share * kSteps), 0, 8);
}

std::shared_ptr<const ChartPicture> drawPicture(const PictureRequest& request, const std::stop_token& stop) {
  auto picture = std::make_shared<ChartPicture>();
  if (request.layout.isEmpty()) return picture;
  const double margin = kMargin * request.fontScale;
  picture->image = QImage(pictureSize(request.layout, request.devicePixelRatio, margin),
                          QImage::Format_ARGB32_Premultiplied);
  if (picture->image.isNull()) return picture;  // No memory for it: the axes still stand.
  picture->image.fill(0);
  picture->origin = request.layout.plot.topLeft() - QPointF(margin, margin);
  picture->buckets = countBuckets(request.points, request.layout, stop);
  if (request.isHeatmap) {
    picture->cells = countCells(request.points, request.layout, stop);
    for (const TraceCount cell : picture->cells)
      picture->fullestCell = std::max(picture->fullestCell, cell.points);
    drawHeatmap(request, *picture);
  } else {
    picture->grid = PointGrid(request.points, request.layout, stop);
    drawScatter(request, *picture, margin, stop);
  }
  picture->image.setDevicePixelRatio(request.devicePixelRatio);
  return stop.stop_requested() ? nullptr : picture;
}

}  // namespace spanloupe::charts
