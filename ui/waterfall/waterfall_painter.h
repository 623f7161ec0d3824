// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Replays a WaterfallFrame with a QPainter: colours, icons and cached text. It decides nothing about places,
// except snapping edges to device pixels. UI thread.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "ui/common/paint.h"
#include "ui/common/text_cache.h"
#include "ui/common/time_axis.h"
#include "ui/waterfall/waterfall_layout.h"

namespace spanloupe::waterfall {

struct RangeMark {
  double x1 = 0;
  double x2 = 0;
  QString label;  ///< "Δ 312 ms · 14 spans"
};

/// What the pointer and the keyboard add to a frame.
struct WaterfallState {
  NodeIndex selected = kNoNode;
  NodeIndex hovered = kNoNode;
  bool hasFocus = false;
  std::optional<double> cursorX;
  QString cursorLabel;  ///< "664 ms · 14:27:13.157"
  std::optional<RangeMark> range;
  QString countLabel;  ///< "26 of 78 spans"
};

class WaterfallPainter {
 public:
  explicit WaterfallPainter(const ui::Look& look);

  /// Reads fonts and colours again.
  void reset();
  void setDocument(const TraceDocument* document);
  [[nodiscard]] WaterfallMeasures measures(bool isCompact);
  [[nodiscard]] double headerHeight() const;

  /// Everything below the header; the painter's origin is the upper left corner of the first row's area.
  void paintRows(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state, double height);
  /// Column header and ruler; the painter's origin is their upper left corner.
  void paintHeader(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state);

 private:
  void layOutTicks(const WaterfallFrame& frame);
  void paintTree(QPainter& painter, const WaterfallFrame& frame, const RowLayout& row);
  void paintExpander(QPainter& painter, const RowLayout& row) const;
  void paintBar(QPainter& painter, const WaterfallFrame& frame, const RowLayout& row,
                const QColor& background);
  void paintMarks(QPainter& painter, const WaterfallFrame& frame, const RowLayout& row) const;
  void paintCritical(QPainter& painter, const WaterfallFrame& frame) const;
  void paintLinks(QPainter& painter, const WaterfallFrame& frame) const;
  void paintLabel(QPainter& painter, const RowLayout& row, const QColor& background);
  void paintRange(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state,
                  double height) const;
  [[nodiscard]] const ui::ServiceMark& markOf(const RowLayout& row) const;
  [[nodiscard]] ui::Icon iconOf(const RowLayout& row) const;

  const ui::Look& m_look;
  const TraceDocument* m_document = nullptr;
  ui::TextCache m_body;
  ui::TextCache m_italic;
  ui::TextCache m_small;
  ui::TextCache m_smallStrong;
  std::unordered_map<StringIndex, ui::ServiceMark> m_marks;
  std::vector<ui::AxisTick> m_ticks;
  TimeScale m_ticksFor;
};

}  // namespace spanloupe::waterfall
