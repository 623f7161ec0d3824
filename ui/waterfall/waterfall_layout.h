// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything in the waterfall stands, and hit tests on the same rects. Pure arithmetic on a model and a
// viewport: no widget, no painter, so it is tested without a window.
#pragma once

#include "ui/waterfall/coverage.h"
#include "ui/waterfall/waterfall_frame.h"

namespace spanloupe::waterfall {

class WaterfallLayout {
 public:
  WaterfallLayout(const WaterfallModel& model, Coverage& coverage) : m_model(model), m_coverage(coverage) {}

  void setSummaries(const SummarySource* source) { m_summaries = source; }
  void layOut(const WaterfallViewport& viewport, const WaterfallMeasures& measures,
              WaterfallFrame& frame) const;

 private:
  const WaterfallModel& m_model;
  Coverage& m_coverage;
  const SummarySource* m_summaries = nullptr;
};

/// How many ancestors are repeated at the top when `first` is the first row that may be seen.
[[nodiscard]] RowIndex stickyCount(const WaterfallModel& model, RowIndex first);
inline constexpr RowIndex kMostSticky = 3;

/// What is at `point`, by the rects of `frame` itself.
[[nodiscard]] Hit hitTest(const WaterfallFrame& frame, QPointF point);

}  // namespace spanloupe::waterfall
