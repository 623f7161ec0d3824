// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/bar_layout.h"

#include <cmath>

#include "ui/common/format.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kNarrowestBar = 2;
constexpr double kLabelGap = 6;
constexpr double kLabelInside = 7;
constexpr double kLabelMargin = 4;
constexpr double kCapOverhang = 1;
constexpr double kLinkRoom = 32;
constexpr double kOtherPlaceWidth = 7;
constexpr double kLogGap = 2;           // From the bar to the middle of a dot.
constexpr double kLogGapOfPath = 4.25;  // With the critical path between them.

void layOutSelf(const LayoutPass& pass, Coverage& coverage, RowLayout& row, Interval drawn) {
  const std::vector<Interval>& children = coverage.childrenOf(row.node);
  std::vector<QRectF>& out = pass.frame.solids;
  const double pixel = (pass.frame.scale.window.to - pass.frame.scale.window.from) / pass.frame.scale.width;
  const double firstTime = std::max(drawn.from, pass.frame.scale.time(pass.minX));
  const double lastTime = std::min(drawn.to, pass.frame.scale.time(pass.maxX));
  const auto emitSolid = [&](double from, double to) {
    const double left = pass.x(from);
    const double right = std::min(row.bar.right(), std::max(pass.x(to), left + 1));
    if (right <= left) return;
    if (out.size() > row.solid.begin && left <= out.back().right() + 0.25) {
      out.back().setRight(std::max(out.back().right(), right));  // Closer than a pixel: one piece.
    } else {
      out.emplace_back(left, row.bar.top(), right - left, row.bar.height());
    }
  };
  if (row.isZeroLength) {
    out.push_back(row.bar);
  } else {
    double at = firstTime;
    auto next =
        std::partition_point(children.begin(), children.end(), [&](const Interval& c) { return c.to <= at; });
    while (at < lastTime) {
      if (next == children.end() || next->from >= lastTime) {
        emitSolid(at, lastTime);
        break;
      }
      if (next->from > at) emitSolid(at, next->from);
      at = std::max(at, next->to);
      ++next;
      // A million children in one bar: go on behind the current pixel.
      if (next != children.end() && next->to - at < pixel) {
        const double beyond = at + pixel;
        const auto skipped =
            std::partition_point(next, children.end(), [&](const Interval& c) { return c.to <= beyond; });
        if (skipped != next) {
          if (next->from > at) emitSolid(at, next->from);
          at = std::max(at, std::prev(skipped)->to);
          next = skipped;
        }
      }
    }
  }
  row.solid.end = static_cast<std::uint32_t>(out.size());
}

void layOutMarks(const LayoutPass& pass, RowLayout& row) {
  const TraceDocument& doc = pass.model.document();
  const Trace& trace = *doc.trace;
  const Duration shift = doc.isSkewCorrected ? doc.skewOf(row.node) : Duration{};
  const auto add = [&](std::vector<Mark>& marks, std::uint32_t begin, Timestamp time, bool isError,
                       std::uint32_t index) {
    const double x = pass.frame.scale.x(doc.offset(time) + static_cast<double>(shift.count()));
    if (!(x > pass.view.treeWidth) || x > pass.view.width) return;
    // Marks within one pixel are one mark; an error among them stays visible.
    if (marks.size() > begin && std::abs(marks.back().x - x) < 1) {
      marks.back().isError = marks.back().isError || isError;
      ++marks.back().count;
    } else {
      marks.push_back({x, isError, index, 1});
    }
  };
  for (std::uint32_t i = trace.eventsBegin[row.node]; i < trace.eventsBegin[row.node + 1]; ++i) {
    add(pass.frame.events, row.events.begin, trace.events[i].time, trace.events[i].isException, i);
  }
  row.events.end = static_cast<std::uint32_t>(pass.frame.events.size());
  constexpr std::uint32_t kSeverityError = 17;
  for (const std::uint32_t i : doc.logsOf(row.node)) {
    add(pass.frame.logs, row.logs.begin, trace.logs[i].time, trace.logs[i].severityNumber >= kSeverityError,
        i);
  }
  row.logs.end = static_cast<std::uint32_t>(pass.frame.logs.size());
  row.logsY = row.bar.bottom() + (pass.view.showCritical ? kLogGapOfPath : kLogGap);
}

/// The reported place of a corrected bar; of a bar as reported, where the correction would put it.
void layOutOtherPlace(const LayoutPass& pass, RowLayout& row, Interval drawn, double top) {
  const TraceDocument& doc = pass.model.document();
  const Duration shift = doc.skewOf(row.node);
  if (shift.count() == 0) return;
  const double by = static_cast<double>(doc.isSkewCorrected ? -shift.count() : shift.count());
  const double x = pass.frame.scale.x(drawn.from + by);
  if (!(x > pass.view.treeWidth && x < pass.view.width)) return;
  row.otherPlace = QRectF(x - kOtherPlaceWidth / 2, top, kOtherPlaceWidth, pass.measures.barHeight);
}

void layOutCritical(const LayoutPass& pass, RowLayout& row) {
  const TraceDocument& doc = pass.model.document();
  std::vector<QRectF>& out = pass.frame.criticals;
  for (const std::uint32_t i : doc.criticalOf(row.node)) {
    const double left = pass.x(doc.offset(doc.critical[i].from));
    const double right = std::max(left + 1, pass.x(doc.offset(doc.critical[i].to)));
    if (right < pass.view.treeWidth || left > pass.view.width) continue;
    if (out.size() > row.critical.begin && left <= out.back().right()) {
      out.back().setRight(std::max(out.back().right(), right));
    } else {
      out.emplace_back(left, row.bar.bottom() + 0.25, right - left, 2.5);
    }
  }
  row.critical.end = static_cast<std::uint32_t>(out.size());
}

void layOutLabel(const LayoutPass& pass, RowLayout& row, Interval drawn) {
  const TraceDocument& doc = pass.model.document();
  const Duration duration(static_cast<std::int64_t>(std::clamp(drawn.to - drawn.from, 0.0, 9e18)));
  row.label = (row.isUnfinished ? QStringLiteral("≥ ") : QString()) + ui::formatDuration(duration);
  const double width = pass.measures.smallWidth(row.label);
  const double timelineLeft = pass.view.treeWidth + 1;
  const double gap = row.isFailed ? kLabelGap + kCapOverhang : kLabelGap;
  const auto meetsOtherPlace = [&](double left) {
    return !row.otherPlace.isNull() && left < row.otherPlace.right() + kLabelMargin &&
           left + width > row.otherPlace.left() - kLabelMargin;
  };
  const double rightStart = std::max(row.bar.right(), timelineLeft) + gap;
  if (!meetsOtherPlace(rightStart) && row.bar.right() >= timelineLeft &&
      row.bar.right() + gap + width < pass.view.width - kLabelMargin) {
    row.labelPlace = LabelPlace::Right;
    row.labelX = rightStart;
    return;
  }
  // Arrows of links end at the left end of the bar.
  const bool hasLinks =
      row.style == BarStyle::Span && doc.trace->linksBegin[row.node + 1] > doc.trace->linksBegin[row.node];
  double leftStart = row.bar.left() - (hasLinks ? kLinkRoom : kLabelGap) - width;
  if (meetsOtherPlace(leftStart)) leftStart = row.otherPlace.left() - kLabelGap - width;
  if (leftStart > timelineLeft + kLabelMargin - 1) {
    row.labelPlace = LabelPlace::Left;
    row.labelX = leftStart;
    return;
  }
  // Inside the longest part spent in children, else over its own time.
  const double visibleLeft = std::max(row.bar.left(), timelineLeft);
  const double visibleRight = std::min(row.bar.right(), pass.view.width);
  QRectF best;
  double cursor = visibleLeft;
  const auto consider = [&](double from, double to) {
    if (to - from > best.width()) best = QRectF(from, row.bar.top(), to - from, row.bar.height());
  };
  for (std::uint32_t i = row.solid.begin; i < row.solid.end; ++i) {
    const QRectF& solid = pass.frame.solids[i];
    consider(cursor, std::min(solid.left(), visibleRight));
    cursor = std::max(cursor, solid.right());
  }
  if (!doc.isPlaceholder(row.node)) consider(cursor, visibleRight);
  const double needed = width + kLabelInside + kLabelMargin;
  if (best.width() >= needed) {
    row.labelPlace = LabelPlace::InsidePale;
    row.labelX = best.left() + kLabelInside;
  } else if (visibleRight - visibleLeft >= needed) {
    row.labelPlace = row.style == BarStyle::Missing ? LabelPlace::InsidePale : LabelPlace::InsideSolid;
    row.labelX = visibleLeft + kLabelInside;
  } else {
    row.labelPlace = LabelPlace::None;
    row.label.clear();
  }
}

}  // namespace

void layOutBar(const LayoutPass& pass, Coverage& coverage, RowLayout& row) {
  const TraceDocument& doc = pass.model.document();
  const Interval drawn = doc.drawn(row.node);
  const auto emptySlice = [](std::size_t at) {
    return Slice{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)};
  };
  row.solid = emptySlice(pass.frame.solids.size());
  row.critical = emptySlice(pass.frame.criticals.size());
  row.events = emptySlice(pass.frame.events.size());
  row.logs = emptySlice(pass.frame.logs.size());

  double top = row.rect.top() + std::round((pass.measures.rowHeight - pass.measures.barHeight) / 2);
  if (pass.view.showCritical) top -= 1;
  if (!doc.isPlaceholder(row.node)) layOutOtherPlace(pass, row, drawn, top);
  const double left = pass.x(drawn.from);
  const double right = std::max(left + kNarrowestBar, pass.x(drawn.to));
  if (right < pass.view.treeWidth || left > pass.view.width) return;
  row.bar = QRectF(left, top, right - left, pass.measures.barHeight);
  if (doc.isPlaceholder(row.node)) {
    row.style = BarStyle::Missing;
  } else {
    row.isUnfinished = doc.times.unfinished[row.node] != 0;
    row.isZeroLength = drawn.to <= drawn.from;
    layOutSelf(pass, coverage, row, drawn);
    layOutMarks(pass, row);
    if (pass.view.showCritical) layOutCritical(pass, row);
  }
  layOutLabel(pass, row, drawn);
}

}  // namespace spanloupe::waterfall
