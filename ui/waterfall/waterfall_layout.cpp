// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_layout.h"

#include <algorithm>
#include <cmath>

#include "ui/waterfall/bar_layout.h"
#include "ui/waterfall/tree_layout.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kBeyond = 40;  // How far outside the view a bar is cut: past its caps and fades.
constexpr double kForeignStub = 14;
constexpr std::uint32_t kMostLinksOfARow = 64;
constexpr double kReach = 3;

void clear(WaterfallFrame& frame) {
  frame.rows.clear();
  frame.sticky.clear();
  frame.nameOverflow = frame.treeOverflow = 0;
  frame.guides.clear();
  frame.highlights.clear();
  frame.solids.clear();
  frame.criticals.clear();
  frame.events.clear();
  frame.logs.clear();
  frame.path.clear();
  frame.links.clear();
  frame.foreignLinks.clear();
}

void layOutPath(const LayoutPass& pass) {
  const TraceDocument& doc = pass.model.document();
  const WaterfallMeasures& m = pass.measures;
  const double barBottom = std::round((m.rowHeight - m.barHeight) / 2) - 1 + m.barHeight + 1.5;
  const double from = pass.frame.scale.time(pass.minX);
  const double to = pass.frame.scale.time(pass.maxX);
  const auto& segments = doc.critical;
  auto at = std::partition_point(segments.begin(), segments.end(),
                                 [&](const analysis::CriticalSegment& s) { return doc.offset(s.to) < from; });
  for (; at != segments.end() && doc.offset(at->from) <= to; ++at) {
    // A hidden span's part of the path runs along the nearest row above it.
    const RowIndex row = pass.model.nearestRow(at->span);
    if (row == kNoRow) continue;
    const double y = row * m.rowHeight - pass.view.scroll + barBottom;
    const double x1 = pass.x(doc.offset(at->from));
    const double x2 = pass.x(doc.offset(at->to));
    std::vector<PathPoint>& path = pass.frame.path;
    if (!path.empty() && x2 - path.back().x2 < 0.5 && path.size() > 1) continue;  // Sub-pixel steps.
    path.push_back({path.empty() ? x1 : std::max(x1, path.back().x2), x2, y});
  }
}

/// From where the source ended to where the one that names it begins.
void addLink(const LayoutPass& pass, NodeIndex source, QPointF end) {
  const RowIndex row = pass.model.rowOf(source);
  if (row == kNoRow) return;
  const double y = row * pass.measures.rowHeight - pass.view.scroll + pass.measures.rowHeight / 2 + 3;
  pass.frame.links.push_back({pass.x(pass.model.document().drawn(source).to),
                              std::clamp(y, -kBeyond, pass.view.height + kBeyond), end.x(), end.y()});
}

/// Links that a row on screen names.
void layOutOutgoing(const LayoutPass& pass, const RowLayout& row) {
  const TraceDocument& doc = pass.model.document();
  const Trace& trace = *doc.trace;
  const QPointF end(row.bar.left(), row.rect.top() + std::floor(pass.measures.rowHeight / 2));
  const std::uint32_t begin = trace.linksBegin[row.node];
  const std::uint32_t last = std::min(trace.linksBegin[row.node + 1], begin + kMostLinksOfARow);
  for (std::uint32_t i = begin; i < last; ++i) {
    const NodeIndex source = trace.links[i].traceId == trace.id ? doc.spanOf(trace.links[i].spanId) : kNoNode;
    if (source == kNoNode) {
      if (end.x() - kForeignStub > pass.view.treeWidth) pass.frame.foreignLinks.push_back(end);
      break;  // One stub says it; the details list them all.
    }
    if (source != row.node) addLink(pass, source, end);
  }
}

/// Links from a row on screen to spans that are rows above or below the view.
void layOutIncoming(const LayoutPass& pass, const RowLayout& row) {
  const TraceDocument& doc = pass.model.document();
  const RowIndex first = pass.frame.rows.front().row;
  const RowIndex last = pass.frame.rows.back().row;
  std::uint32_t drawn = 0;
  for (const auto& link : doc.linkedBy(row.node)) {
    const SpanIndex linking = link.second;
    const RowIndex at = pass.model.rowOf(linking);
    if (at == kNoRow || (at >= first && at <= last)) continue;
    const double y = (at + 0.5) * pass.measures.rowHeight - pass.view.scroll;
    addLink(pass, row.node,
            {pass.x(doc.drawn(linking).from), std::clamp(y, -kBeyond, pass.view.height + kBeyond)});
    if (++drawn == kMostLinksOfARow) break;
  }
}

void layOutLinks(const LayoutPass& pass) {
  const TraceDocument& doc = pass.model.document();
  if (doc.trace->links.empty()) return;
  for (const RowLayout& row : pass.frame.rows) {
    if (doc.isPlaceholder(row.node) || row.bar.isNull()) continue;
    layOutOutgoing(pass, row);
    layOutIncoming(pass, row);
  }
}

/// The one nearest to `x`; null when none is in reach.
const Mark* markAt(const std::vector<Mark>& marks, Slice slice, double x) {
  const Mark* nearest = nullptr;
  for (std::uint32_t i = slice.begin; i < slice.end; ++i) {
    const double distance = std::abs(marks[i].x - x);
    if (distance <= kReach && (nearest == nullptr || distance < std::abs(nearest->x - x)))
      nearest = &marks[i];
  }
  return nearest;
}

void layOutRow(const LayoutPass& pass, Coverage& coverage, const SummarySource* summaries, RowIndex index,
               double top, RowLayout& row) {
  row.row = index;
  row.node = pass.model.nodeAt(index);
  row.rect = QRectF(0, top, pass.view.width, pass.measures.rowHeight);
  layOutTree(pass, summaries, row);
  layOutBar(pass, coverage, row);
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

RowIndex stickyCount(const WaterfallModel& model, RowIndex first) {
  // Each repeated row covers one more, whose ancestors may be more: up to the bound.
  RowIndex count = 0;
  while (count < kMostSticky && first + count < model.rowCount() && model.depthOf(first + count) > count) {
    ++count;
  }
  return first + count < model.rowCount() ? std::min(count, model.depthOf(first + count)) : 0;
}

void WaterfallLayout::layOut(const WaterfallViewport& viewport, const WaterfallMeasures& measures,
                             WaterfallFrame& frame) const {
  clear(frame);
  frame.scale = timeScale(viewport);
  frame.treeWidth = viewport.treeWidth;
  frame.width = viewport.width;
  if (m_model.rowCount() == 0 || viewport.width <= 0 || viewport.height <= 0) return;

  const LayoutPass pass{
      m_model, viewport, measures, frame, viewport.treeWidth - kBeyond, viewport.width + kBeyond};
  const double first = std::floor(std::max(0.0, viewport.scroll) / measures.rowHeight);
  const double last = std::ceil((viewport.scroll + viewport.height) / measures.rowHeight);
  const auto end = static_cast<RowIndex>(std::clamp(last, 0.0, static_cast<double>(m_model.rowCount())));
  const auto begin = static_cast<RowIndex>(std::min(first, static_cast<double>(end)));
  for (RowIndex row = begin; row < end; ++row) {
    layOutRow(pass, m_coverage, m_summaries, row, row * measures.rowHeight - viewport.scroll,
              frame.rows.emplace_back());
  }
  const RowIndex sticky = begin < end ? stickyCount(m_model, begin) : 0;
  RowIndex above = sticky > 0 ? m_model.parentRow(begin + sticky) : kNoRow;
  frame.sticky.resize(sticky);
  for (RowIndex i = sticky; i-- > 0; above = m_model.parentRow(above)) {
    layOutRow(pass, m_coverage, m_summaries, above, i * measures.rowHeight, frame.sticky[i]);
  }
  if (viewport.showCritical) layOutPath(pass);
  if (!frame.rows.empty()) layOutLinks(pass);
}

Hit hitTest(const WaterfallFrame& frame, QPointF point) {
  for (const RowLayout& row : frame.sticky) {
    if (point.y() >= row.rect.top() && point.y() < row.rect.bottom()) return {HitPart::Sticky, row.node, 0};
  }
  for (const RowLayout& row : frame.rows) {
    if (point.y() < row.rect.top() || point.y() >= row.rect.bottom()) continue;
    const auto near = [&](const QRectF& rect, double by) {
      return !rect.isNull() && rect.adjusted(-by, -by, by, by).contains(point);
    };
    if (near(row.expander, kReach)) return {HitPart::Expander, row.node, 0};
    if (near(row.errorDisc, 1)) return {HitPart::ErrorDisc, row.node, 0};
    if (near(row.badge, 0)) return {HitPart::HiddenCount, row.node, 0};
    if (point.x() <= frame.treeWidth) return {HitPart::Row, row.node, 0};
    // Dots hang below the bar, where ticks end: there they go first.
    const bool isBelowBar = point.y() >= row.bar.bottom() - 1;
    if (const Mark* log = isBelowBar ? markAt(frame.logs, row.logs, point.x()) : nullptr)
      return {HitPart::Log, row.node, log->index, log->count};
    if (const Mark* event = markAt(frame.events, row.events, point.x()))
      return {HitPart::Event, row.node, event->index, event->count};
    if (near(row.otherPlace, 1)) return {HitPart::OtherPlace, row.node, 0};
    if (near(row.bar, 1)) return {HitPart::Bar, row.node, 0};
    return {HitPart::Row, row.node, 0};
  }
  return {};
}

}  // namespace spanloupe::waterfall
