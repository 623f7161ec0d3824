// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Replays a WaterfallFrame with a QPainter, layer by layer. It decides nothing about places, except snapping
// edges to device pixels. UI thread.
#pragma once

#include <optional>
#include <vector>

#include "ui/common/time_axis.h"
#include "ui/waterfall/paint_kit.h"

namespace spanloupe::waterfall {

struct RangeMark {
  double x1 = 0;
  double x2 = 0;
  QString label;  ///< "Δ 312 ms · 14 spans"
};

/// What the pointer and the keyboard add to a frame.
struct WaterfallState {
  NodeIndex selected = kNoNode;
  bool ringsCurrent = false;  ///< Several are selected: the current one wears a ring.
  NodeIndex hovered = kNoNode;
  bool hasFocus = false;
  std::optional<double> cursorX;
  QString cursorLabel;     ///< "664 ms · 14:27:13.157"
  bool isMarking = false;  ///< A range is being dragged: no cursor line.
  std::optional<RangeMark> range;
  QString countLabel;  ///< "26 of 78 spans · 52 folded"
};

class WaterfallPainter {
 public:
  explicit WaterfallPainter(const ui::Look& look);

  /// Reads fonts and colours again.
  void reset();
  void setDocument(const TraceDocument* document) { m_kit.setDocument(document); }
  [[nodiscard]] WaterfallMeasures measures(bool isCompact);
  [[nodiscard]] double headerHeight() const;

  /// Everything below the header; the painter's origin is the upper left corner of the first row's area.
  void paintRows(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state, double height);
  /// Column header and ruler; the painter's origin is their upper left corner.
  void paintHeader(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state);

 private:
  void layOutTicks(const WaterfallFrame& frame);
  void paintNothing(QPainter& painter, const WaterfallFrame& frame, double height);
  void paintGrid(QPainter& painter, double top, double bottom);
  void paintSticky(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state);

  PaintKit m_kit;
  std::vector<ui::AxisTick> m_ticks;
  TimeScale m_ticksFor;
};

}  // namespace spanloupe::waterfall
