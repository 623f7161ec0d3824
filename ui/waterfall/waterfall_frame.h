// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a laid-out waterfall is made of: measures and viewport go in, rects, lines and texts of the visible
// rows come out. Values without a window, reused from paint to paint so that scrolling allocates nothing per
// span.
#pragma once

#include <QRectF>
#include <QString>
#include <functional>
#include <vector>

#include "ui/waterfall/span_summary.h"
#include "ui/waterfall/waterfall_model.h"

namespace spanloupe::waterfall {

struct WaterfallMeasures {
  double rowHeight = 24;
  double barHeight = 14;
  double textHeight = 16;
  double indent = 14;
  double icon = 14;
  double expander = 11;
  double badgeHeight = 16;
  std::function<double(const QString&)> nameWidth;   ///< Body font.
  std::function<double(const QString&)> smallWidth;  ///< Small font, equal digits.
};

struct WaterfallViewport {
  double width = 0;  ///< Of rows: tree column and timeline.
  double height = 0;
  double treeWidth = 424;
  double scroll = 0;      ///< Pixels above the first visible one.
  double treeScroll = 0;  ///< Pixels of the tree column left of its first visible one.
  TimeWindow window;
  bool showCritical = false;
};

inline constexpr double kTimelineLeft = 14;
inline constexpr double kTimelineRight = 20;

/// Time to x and back, in the coordinates of the rows.
struct TimeScale {
  double left = 0;
  double width = 1;
  TimeWindow window;
  [[nodiscard]] double x(double time) const;
  [[nodiscard]] double time(double x) const;
};
[[nodiscard]] TimeScale timeScale(const WaterfallViewport& viewport);

/// A part of WaterfallFrame's flat lists.
struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct GuideLine {
  double x = 0;
  double top = 0;
  double bottom = 0;
  double elbow = 0;  ///< Length of the horizontal piece at mid-row, 0 for none.
};

struct Mark {
  double x = 0;
  bool isError = false;
  std::uint32_t index = 0;  ///< Into Trace::events or Trace::logs; the first of those merged into one pixel.
  std::uint32_t count = 1;  ///< Merged into one pixel.
};

enum class LabelPlace : std::uint8_t { None, Right, Left, InsidePale, InsideSolid };
enum class BarStyle : std::uint8_t { Span, Missing };

struct RowLayout {
  RowIndex row = 0;
  NodeIndex node = 0;
  QRectF rect;  ///< Tree column and timeline.
  Slice guides;
  QString level;     ///< Of rows too deep to be indented by a whole step.
  QRectF levelRect;  ///< Null for all others.
  QRectF expander;   ///< Null when there is nothing below.
  QRectF strip;
  QRectF icon;
  QString name;
  QRectF nameRect;
  QString summary;
  QRectF summaryRect;   ///< Null when there is no room or no summary.
  QString hiddenCount;  ///< In the quiet badge.
  QRectF badge;
  QRectF errorDisc;
  Slice highlights;  ///< Behind found words of name and summary.
  Target target = Target::None;
  bool isCollapsed = false;
  bool isSelected = false;
  bool isDimmed = false;   ///< A search is going on and this is not a match.
  bool isUnnamed = false;  ///< The name is a stand-in.
  bool isBubbled = false;  ///< The error lies below this collapsed row.

  BarStyle style = BarStyle::Span;
  bool isUnfinished = false;
  bool isZeroLength = false;
  bool isFailed = false;
  QRectF bar;   ///< Null when outside the window. Cut off far outside the view.
  Slice solid;  ///< Self time.
  Slice critical;
  Slice events;
  Slice logs;
  double logsY = 0;   ///< Middle of the dots.
  QRectF otherPlace;  ///< Of a skewed span: where it was reported, or its corrected place. Null for none.
  LabelPlace labelPlace = LabelPlace::None;
  QString label;
  double labelX = 0;  ///< Left end of the text.
};

/// One piece of the critical path, joined to the next by a vertical line.
struct PathPoint {
  double x1 = 0;
  double x2 = 0;
  double y = 0;
};

/// A link between two spans of this trace, one of which at least is on screen.
struct LinkLine {
  double x1 = 0;
  double y1 = 0;
  double x2 = 0;
  double y2 = 0;
};

struct WaterfallFrame {
  TimeScale scale;
  double treeWidth = 0;
  double width = 0;
  std::vector<RowLayout> rows;
  std::vector<RowLayout> sticky;  ///< Ancestors of the first row below them, drawn over the top rows.
  double nameOverflow = 0;        ///< By how much the widest name is cut off …
  double treeOverflow = 0;        ///< … and the widest name with its summary.
  std::vector<GuideLine> guides;
  std::vector<QRectF> highlights;
  std::vector<QRectF> solids;
  std::vector<QRectF> criticals;
  std::vector<Mark> events;
  std::vector<Mark> logs;
  std::vector<PathPoint> path;
  std::vector<LinkLine> links;
  std::vector<QPointF> foreignLinks;  ///< Starts of 14 px stubs to other traces.
};

enum class HitPart : std::uint8_t {
  Nothing,
  Row,
  Expander,
  Bar,
  ErrorDisc,
  HiddenCount,
  Event,
  Log,
  OtherPlace,
  Sticky
};
struct Hit {
  HitPart part = HitPart::Nothing;
  NodeIndex node = kNoNode;
  std::uint32_t index = 0;  ///< Of the event or log; the first of `count`.
  std::uint32_t count = 1;
};

}  // namespace spanloupe::waterfall
