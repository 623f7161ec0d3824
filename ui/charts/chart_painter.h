// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a finished chart: grid, labels, the picture, rates, box, and what the pointer and the keyboard are
// at. UI thread.
#pragma once

#include <QPainter>

#include "ui/charts/chart_picture.h"
#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"

namespace spanloupe::charts {

/// Everything on screen belongs together: replaced as a whole.
struct ChartFrame {
  PointSet points;
  PointSummary summary;
  ChartLayout layout;
  std::shared_ptr<const ChartPicture> picture;
  bool isHeatmap = false;
};

struct ChartMarks {
  std::optional<TimeBox> box;
  std::optional<std::uint32_t> hovered;  ///< A point.
  std::optional<std::uint32_t> cursor;   ///< Likewise, of the keyboard.
  int hoveredCell = -1;
  int cursorCell = -1;
  int hoveredBucket = -1;
};

class ChartPainter {
 public:
  explicit ChartPainter(const ui::Look& look);
  void lookChanged();
  void paint(QPainter& painter, const ChartFrame& frame, const ChartMarks& marks);
  [[nodiscard]] double labelWidth(const QString& text) { return m_small.width(text); }

 private:
  void paintGrid(QPainter& painter, const ChartLayout& layout);
  void paintRates(QPainter& painter, const ChartFrame& frame, int hovered);
  void paintBox(QPainter& painter, const ChartFrame& frame, const TimeBox& box);
  void paintMarks(QPainter& painter, const ChartFrame& frame, const ChartMarks& marks);

  const ui::Look& m_look;
  ui::TextCache m_small;
};

/// "66 /min": the height of the fullest bucket, in the shortest unit that gives at least ten.
[[nodiscard]] QString peakRate(std::uint32_t points, std::uint64_t step);

}  // namespace spanloupe::charts
