// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_layout.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kTreeLeft = 8;
constexpr double kTreeRight = 8;
constexpr double kGap = 5;
constexpr double kSummaryGap = 6;
constexpr double kShortestSummary = 56;  // Less is an arrow and an ellipsis.
constexpr double kElbow = 6;
constexpr double kNarrowestBar = 2;
constexpr double kLabelGap = 6;
constexpr double kLabelInside = 7;
constexpr double kLabelMargin = 4;
constexpr double kCapOverhang = 1;
constexpr double kBeyond = 40;  // How far outside the view a bar is cut: past its caps and fades.
constexpr double kBadgePadding = 5;
// Of the tree column: whole steps up to the first, then steps of kDeepStep up to the second; below that only
// the number of the level grows.
constexpr double kWholeStepShare = 0.4;
constexpr double kDeepestShare = 0.5;
constexpr double kDeepStep = 3;
constexpr std::uint32_t kMostGuides = 64;
constexpr qsizetype kLongestName = 400;

QString textOf(const TraceDocument& doc, StringIndex index) {
  const std::string& text = doc.text(index);
  return QString::fromUtf8(text.data(),
                           std::min<qsizetype>(static_cast<qsizetype>(text.size()), kLongestName));
}

std::uint32_t wholeSteps(double treeWidth, double indent) {
  return static_cast<std::uint32_t>(std::max(1.0, std::floor(treeWidth * kWholeStepShare / indent)));
}

/// Left end of what stands in a row of that depth, its level number first.
double indentOf(std::uint32_t depth, double treeWidth, double indent) {
  const std::uint32_t whole = std::min(depth, wholeSteps(treeWidth, indent));
  const double deepRoom = std::floor(treeWidth * (kDeepestShare - kWholeStepShare));
  return kTreeLeft + whole * indent + std::min((depth - whole) * kDeepStep, deepRoom);
}

}  // namespace

double TimeScale::x(double time) const {
  return left + (time - window.from) / (window.to - window.from) * width;
}

double TimeScale::time(double x) const {
  return window.from + (x - left) / width * (window.to - window.from);
}

TimeScale timeScale(const WaterfallViewport& viewport) {
  TimeScale scale;
  scale.left = viewport.treeWidth + 1 + kTimelineLeft;
  scale.width = std::max(1.0, viewport.width - scale.left - kTimelineRight);
  scale.window = viewport.window;
  if (!(scale.window.to > scale.window.from)) scale.window.to = scale.window.from + 1;
  return scale;
}

struct WaterfallLayout::Pass {
  const WaterfallViewport& view;
  const WaterfallMeasures& measures;
  WaterfallFrame& frame;
  double minX = 0;
  double maxX = 0;

  /// Clamped so that no rect outgrows what a painter can handle, however far the zoom.
  [[nodiscard]] double x(double time) const { return std::clamp(frame.scale.x(time), minX, maxX); }
};

void WaterfallLayout::layOut(const WaterfallViewport& viewport, const WaterfallMeasures& measures,
                             WaterfallFrame& frame) const {
  frame.rows.clear();
  frame.guides.clear();
  frame.solids.clear();
  frame.criticals.clear();
  frame.events.clear();
  frame.logs.clear();
  frame.path.clear();
  frame.links.clear();
  frame.foreignLinks.clear();
  frame.scale = timeScale(viewport);
  frame.treeWidth = viewport.treeWidth;
  frame.width = viewport.width;
  if (m_model.isEmpty() || viewport.width <= 0 || viewport.height <= 0) return;

  const Pass pass{viewport, measures, frame, viewport.treeWidth - kBeyond, viewport.width + kBeyond};
  const double first = std::floor(std::max(0.0, viewport.scroll) / measures.rowHeight);
  const double last = std::ceil((viewport.scroll + viewport.height) / measures.rowHeight);
  const auto end = static_cast<RowIndex>(std::clamp(last, 0.0, static_cast<double>(m_model.rowCount())));
  for (auto row = static_cast<RowIndex>(std::min(first, static_cast<double>(end))); row < end; ++row) {
    RowLayout& out = frame.rows.emplace_back();
    out.row = row;
    out.node = m_model.nodeAt(row);
    out.rect = QRectF(0, row * measures.rowHeight - viewport.scroll, viewport.width, measures.rowHeight);
    layOutTree(pass, out);
    layOutBar(pass, out);
  }
  if (viewport.showCritical) layOutPath(pass);
  layOutLinks(pass);
}

void WaterfallLayout::layOutGuides(const Pass& pass, RowLayout& row) const {
  const TraceDocument& doc = m_model.document();
  const std::uint32_t depth = doc.depth(row.node);
  const std::uint32_t whole = wholeSteps(pass.view.treeWidth, pass.measures.indent);
  row.guides.begin = static_cast<std::uint32_t>(pass.frame.guides.size());
  if (depth > 0 && depth <= kMostGuides) {
    const double middle = std::floor(pass.measures.rowHeight / 2);
    const auto lineX = [&](std::uint32_t level) {
      return kTreeLeft + (level - 1) * pass.measures.indent + 7;
    };
    const bool goesOn = doc.hasNextSibling(row.node);
    if (depth <= whole) {
      pass.frame.guides.push_back(
          {lineX(depth), row.rect.top(), goesOn ? row.rect.bottom() : row.rect.top() + middle, kElbow});
    }
    NodeIndex above = doc.parent(row.node);
    for (std::uint32_t level = depth - 1; level > 0 && above != kNoNode; --level, above = doc.parent(above)) {
      if (level <= whole && doc.hasNextSibling(above))
        pass.frame.guides.push_back({lineX(level), row.rect.top(), row.rect.bottom(), 0});
    }
  }
  row.guides.end = static_cast<std::uint32_t>(pass.frame.guides.size());
}

void WaterfallLayout::layOutTree(const Pass& pass, RowLayout& row) const {
  const TraceDocument& doc = m_model.document();
  const WaterfallMeasures& m = pass.measures;
  const auto centred = [&](double x, double width, double height) {
    return QRectF(x, row.rect.top() + (m.rowHeight - height) / 2, width, height);
  };
  layOutGuides(pass, row);

  const std::uint32_t depth = doc.depth(row.node);
  double x = indentOf(depth, pass.view.treeWidth, m.indent);
  if (depth > wholeSteps(pass.view.treeWidth, m.indent)) {
    row.level = ui::formatCount(std::uint64_t{depth});
    const double width = m.smallWidth(row.level);
    row.levelRect = QRectF(x, row.rect.top(), width, m.rowHeight);
    x += width + kGap;
  }
  row.isCollapsed = m_model.isCollapsed(row.node);
  if (m_model.isExpandable(row.node)) {
    row.expander =
        QRectF(x + 2, row.rect.top() + std::floor((m.rowHeight - m.expander) / 2), m.expander, m.expander);
  }
  x += m.expander + 6;
  const bool isMissing = doc.isPlaceholder(row.node);
  if (!isMissing) {
    row.strip = centred(x, 3, m.rowHeight - 8);
    x += 3 + kGap;
  }
  row.icon = centred(x, m.icon, m.icon);
  x += m.icon + kGap;

  // From the right: the error disc last, so that discs form a column.
  double right = pass.view.treeWidth - kTreeRight;
  row.isFailed = !isMissing && doc.trace->isError(row.node);
  row.isBubbled = !row.isFailed && row.isCollapsed && doc.errorsBelow(row.node) > 0;
  if (row.isFailed || row.isBubbled) {
    row.errorDisc = centred(right - m.icon, m.icon, m.icon);
    right = row.errorDisc.left() - kGap;
  }
  if (row.isCollapsed) {
    row.hiddenCount = ui::formatCount(static_cast<std::uint64_t>(doc.descendants(row.node)));
    const double width = m.smallWidth(row.hiddenCount) + 2 * kBadgePadding;
    row.badge = centred(right - width, width, m.badgeHeight);
    right = row.badge.left() - kGap;
  }

  QString summary;
  if (isMissing) {
    const analysis::MissingParent& missing = doc.placeholder(row.node);
    row.name = QCoreApplication::translate("WaterfallLayout", "missing parent");
    summary =
        QString::fromStdString(missing.id.hex()) + QStringLiteral(" · ") +
        ui::formatCounted(missing.children.size(), QCoreApplication::translate("WaterfallLayout", "child"),
                          QCoreApplication::translate("WaterfallLayout", "children"));
  } else {
    row.name = textOf(doc, doc.trace->name[row.node]);
    row.isUnnamed = row.name.isEmpty();
    if (row.isUnnamed) row.name = QCoreApplication::translate("WaterfallLayout", "(no name)");
    if (m_summaries != nullptr) {
      if (const SpanSummary* known = m_summaries->summary(row.node)) {
        summary = known->text;
        row.target = known->target;
      }
    }
  }
  const double room = std::max(0.0, right - x);
  const double nameWidth = std::min(room, std::ceil(m.nameWidth(row.name)));
  row.nameRect = QRectF(x, row.rect.top(), nameWidth, m.rowHeight);
  const double rest = room - nameWidth - kSummaryGap;
  if (!summary.isEmpty() && rest >= std::min(kShortestSummary, m.nameWidth(summary))) {
    row.summary = summary;
    row.summaryRect = QRectF(x + nameWidth + kSummaryGap, row.rect.top(), rest, m.rowHeight);
  }
}

void WaterfallLayout::layOutBar(const Pass& pass, RowLayout& row) const {
  const TraceDocument& doc = m_model.document();
  const Interval drawn = doc.drawn(row.node);
  const auto emptySlice = [](std::size_t at) {
    return Slice{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)};
  };
  row.solid = emptySlice(pass.frame.solids.size());
  row.critical = emptySlice(pass.frame.criticals.size());
  row.events = emptySlice(pass.frame.events.size());
  row.logs = emptySlice(pass.frame.logs.size());

  const double left = pass.x(drawn.from);
  const double right = std::max(left + kNarrowestBar, pass.x(drawn.to));
  if (right < pass.view.treeWidth || left > pass.view.width) return;
  double top = row.rect.top() + std::round((pass.measures.rowHeight - pass.measures.barHeight) / 2);
  if (pass.view.showCritical) top -= 1;
  row.bar = QRectF(left, top, right - left, pass.measures.barHeight);
  if (doc.isPlaceholder(row.node)) {
    row.style = BarStyle::Missing;
  } else {
    row.isUnfinished = doc.times.unfinished[row.node] != 0;
    row.isZeroLength = drawn.to <= drawn.from;
    const Duration shift = doc.skew.shift.empty() ? Duration{} : doc.skew.shift[row.node];
    if (shift.count() != 0) {
      const double reported = pass.frame.scale.x(drawn.from - static_cast<double>(shift.count()));
      if (reported > pass.view.treeWidth && reported < pass.view.width) row.reportedX = reported;
    }
    layOutSelf(pass, row, drawn);
    layOutMarks(pass, row);
    if (pass.view.showCritical) layOutCritical(pass, row);
  }
  layOutLabel(pass, row, drawn);
}

void WaterfallLayout::layOutSelf(const Pass& pass, RowLayout& row, Interval drawn) const {
  const std::vector<Interval>& children = m_coverage.childrenOf(row.node);
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

void WaterfallLayout::layOutMarks(const Pass& pass, RowLayout& row) const {
  const TraceDocument& doc = m_model.document();
  const Trace& trace = *doc.trace;
  const Duration shift = doc.skew.shift.empty() ? Duration{} : doc.skew.shift[row.node];
  const auto add = [&](std::vector<Mark>& marks, std::uint32_t begin, Timestamp time, bool isError,
                       std::uint32_t index) {
    const double x = pass.frame.scale.x(doc.offset(time) + static_cast<double>(shift.count()));
    if (!(x > pass.view.treeWidth) || x > pass.view.width) return;
    // Marks within one pixel are one mark; an error among them stays visible.
    if (marks.size() > begin && std::abs(marks.back().x - x) < 1) {
      marks.back().isError = marks.back().isError || isError;
    } else {
      marks.push_back({x, isError, index});
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
}

void WaterfallLayout::layOutCritical(const Pass& pass, RowLayout& row) const {
  const TraceDocument& doc = m_model.document();
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

void WaterfallLayout::layOutLabel(const Pass& pass, RowLayout& row, Interval drawn) const {
  const TraceDocument& doc = m_model.document();
  const Duration duration(static_cast<std::int64_t>(std::clamp(drawn.to - drawn.from, 0.0, 9e18)));
  row.label = (row.isUnfinished ? QStringLiteral("≥ ") : QString()) + ui::formatDuration(duration);
  const double width = pass.measures.smallWidth(row.label);
  const double timelineLeft = pass.view.treeWidth + 1;
  const double gap = row.isFailed ? kLabelGap + kCapOverhang : kLabelGap;
  if (row.bar.right() >= timelineLeft && row.bar.right() + gap + width < pass.view.width - kLabelMargin) {
    row.labelPlace = LabelPlace::Right;
    row.labelX = std::max(row.bar.right(), timelineLeft) + gap;
    return;
  }
  if (row.bar.left() - kLabelGap - width > timelineLeft + kLabelMargin - 1) {
    row.labelPlace = LabelPlace::Left;
    row.labelX = row.bar.left() - kLabelGap - width;
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

void WaterfallLayout::layOutPath(const Pass& pass) const {
  const TraceDocument& doc = m_model.document();
  const WaterfallMeasures& m = pass.measures;
  const double barBottom = std::round((m.rowHeight - m.barHeight) / 2) - 1 + m.barHeight + 1.5;
  const double from = pass.frame.scale.time(pass.minX);
  const double to = pass.frame.scale.time(pass.maxX);
  const auto& segments = doc.critical;
  auto at = std::partition_point(segments.begin(), segments.end(),
                                 [&](const analysis::CriticalSegment& s) { return doc.offset(s.to) < from; });
  for (; at != segments.end() && doc.offset(at->from) <= to; ++at) {
    // A hidden span's part of the path runs along the collapsed row above it.
    NodeIndex node = at->span;
    while (node != kNoNode && m_model.rowOf(node) == kNoRow) node = doc.parent(node);
    if (node == kNoNode) continue;
    const double y = m_model.rowOf(node) * m.rowHeight - pass.view.scroll + barBottom;
    const double x1 = pass.x(doc.offset(at->from));
    const double x2 = pass.x(doc.offset(at->to));
    std::vector<PathPoint>& path = pass.frame.path;
    if (!path.empty() && x2 - path.back().x2 < 0.5 && path.size() > 1) continue;  // Sub-pixel steps.
    path.push_back({path.empty() ? x1 : std::max(x1, path.back().x2), x2, y});
  }
}

void WaterfallLayout::layOutLinks(const Pass& pass) const {
  const TraceDocument& doc = m_model.document();
  const Trace& trace = *doc.trace;
  if (trace.links.empty()) return;
  for (const RowLayout& row : pass.frame.rows) {
    if (doc.isPlaceholder(row.node) || row.bar.isNull()) continue;
    for (std::uint32_t i = trace.linksBegin[row.node]; i < trace.linksBegin[row.node + 1]; ++i) {
      const QPointF end(row.bar.left(), row.rect.top() + std::floor(pass.measures.rowHeight / 2));
      const NodeIndex source =
          trace.links[i].traceId == trace.id ? doc.spanOf(trace.links[i].spanId) : kNoNode;
      if (source == kNoNode) {
        if (end.x() - 14 > pass.view.treeWidth) pass.frame.foreignLinks.push_back(end);
        break;  // One stub says it; the details list them all.
      }
      const RowIndex sourceRow = m_model.rowOf(source);
      if (sourceRow == kNoRow || source == row.node) continue;
      const double x = pass.x(doc.drawn(source).to);
      const double y =
          sourceRow * pass.measures.rowHeight - pass.view.scroll + pass.measures.rowHeight / 2 + 3;
      pass.frame.links.push_back({x, std::clamp(y, -kBeyond, pass.view.height + kBeyond), end.x(), end.y()});
    }
  }
}

Hit hitTest(const WaterfallFrame& frame, QPointF point) {
  constexpr double kReach = 3;
  for (const RowLayout& row : frame.rows) {
    if (point.y() < row.rect.top() || point.y() >= row.rect.bottom()) continue;
    const auto near = [&](const QRectF& rect, double by) {
      return !rect.isNull() && rect.adjusted(-by, -by, by, by).contains(point);
    };
    if (near(row.expander, kReach)) return {HitPart::Expander, row.node, 0};
    if (near(row.errorDisc, 1)) return {HitPart::ErrorDisc, row.node, 0};
    if (near(row.badge, 0)) return {HitPart::HiddenCount, row.node, 0};
    if (point.x() <= frame.treeWidth) return {HitPart::Row, row.node, 0};
    for (std::uint32_t i = row.events.begin; i < row.events.end; ++i) {
      if (std::abs(frame.events[i].x - point.x()) <= kReach)
        return {HitPart::Event, row.node, frame.events[i].index};
    }
    const bool isBelowBar = point.y() >= row.bar.bottom() - 1;
    for (std::uint32_t i = row.logs.begin; isBelowBar && i < row.logs.end; ++i) {
      if (std::abs(frame.logs[i].x - point.x()) <= kReach)
        return {HitPart::Log, row.node, frame.logs[i].index};
    }
    if (near(row.bar, 1)) return {HitPart::Bar, row.node, 0};
    return {HitPart::Row, row.node, 0};
  }
  return {};
}

}  // namespace spanloupe::waterfall
