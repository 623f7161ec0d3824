// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_painter.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/common/look.h"

namespace spanloupe::waterfall {

namespace {

using ui::Icon;
using ui::snapped;

const ui::ServiceMark kVirtualMark;

Icon kindIcon(std::uint8_t kind) {
  switch (static_cast<SpanKind>(kind)) {
    case SpanKind::Server: return Icon::Server;
    case SpanKind::Client: return Icon::Client;
    case SpanKind::Producer: return Icon::Producer;
    case SpanKind::Consumer: return Icon::Consumer;
    case SpanKind::Internal:
    case SpanKind::Unspecified: break;
  }
  return Icon::Internal;
}

QFont italic(QFont font) {
  font.setItalic(true);
  return font;
}

}  // namespace

WaterfallPainter::WaterfallPainter(const ui::Look& look) : m_look(look) { reset(); }

void WaterfallPainter::reset() {
  const ui::Fonts& fonts = m_look.fonts();
  m_body = ui::TextCache(fonts.body);
  m_italic = ui::TextCache(italic(fonts.body));
  m_small = ui::TextCache(fonts.small, true);
  m_smallStrong = ui::TextCache(fonts.smallStrong, true);
  m_ticks.clear();
  m_ticksFor = {};
  setDocument(m_document);
}

void WaterfallPainter::setDocument(const TraceDocument* document) {
  m_document = document;
  m_marks.clear();
  if (document == nullptr) return;
  for (const StringIndex service : document->services) {
    m_marks[service] = m_look.services().mark(QString::fromStdString(document->text(service)));
  }
}

WaterfallMeasures WaterfallPainter::measures(bool isCompact) {
  const ui::Measures& m = m_look.measures();
  WaterfallMeasures result;
  result.rowHeight = isCompact ? m.rowCompact() : m.row();
  result.barHeight = result.rowHeight - (isCompact ? 8 : 10);
  result.textHeight = m.H;
  result.indent = m.px(14);
  result.icon = m.iconRow();
  // Odd, so that plus and minus have a middle.
  result.expander = m.px(11) | 1;
  result.badgeHeight = m.H;
  result.nameWidth = [this](const QString& text) { return m_body.width(text); };
  result.smallWidth = [this](const QString& text) { return m_small.width(text); };
  return result;
}

double WaterfallPainter::headerHeight() const { return m_look.measures().H + 8; }

const ui::ServiceMark& WaterfallPainter::markOf(const RowLayout& row) const {
  if (m_document->isPlaceholder(row.node)) return kVirtualMark;
  const auto found = m_marks.find(m_document->trace->service[row.node]);
  return found != m_marks.end() ? found->second : kVirtualMark;
}

Icon WaterfallPainter::iconOf(const RowLayout& row) const {
  if (m_document->isPlaceholder(row.node)) return Icon::Missing;
  switch (row.target) {
    case Target::Database: return Icon::Database;
    case Target::Cache: return Icon::Cache;
    case Target::Lambda: return Icon::Lambda;
    case Target::External:
      // Whoever answered is in the trace: an ordinary call between services.
      if (m_document->tree.firstChild[row.node] == kNoSpan) return Icon::External;
      break;
    case Target::Queue:
    case Target::Rpc:
    case Target::None: break;
  }
  return kindIcon(m_document->trace->kind[row.node]);
}

void WaterfallPainter::layOutTicks(const WaterfallFrame& frame) {
  const TimeScale& s = frame.scale;
  const bool same = m_ticksFor.left == s.left && m_ticksFor.width == s.width &&
                    m_ticksFor.window.from == s.window.from && m_ticksFor.window.to == s.window.to &&
                    !m_ticks.empty();
  if (same) return;
  m_ticksFor = s;
  ui::AxisRequest request;
  request.from = Duration(static_cast<std::int64_t>(std::clamp(s.window.from, -9e18, 9e18)));
  request.to = Duration(static_cast<std::int64_t>(std::clamp(s.window.to, -9e18, 9e18)));
  request.width = s.width;
  request.labelWidth = [this](const QString& text) { return m_small.width(text); };
  m_ticks = ui::timeTicks(request);
  for (ui::AxisTick& tick : m_ticks) tick.x += s.left;
}

void WaterfallPainter::paintRows(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state,
                                 double height) {
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(QRectF(0, 0, frame.width, height), theme.surface);
  if (m_document == nullptr) return;
  layOutTicks(frame);
  for (const ui::AxisTick& tick : m_ticks) {
    if (tick.isMajor) ui::hairlineV(painter, tick.x, 0, height, theme.hairline);
  }
  const auto rowState = [&](const RowLayout& row) {
    return ui::RowState{row.node == state.selected, row.node == state.hovered, state.hasFocus};
  };
  for (const RowLayout& row : frame.rows) {
    ui::paintRowBackground(painter, row.rect, rowState(row), theme);
    paintTree(painter, frame, row);
  }
  ui::hairlineV(painter, frame.treeWidth, 0, height, theme.line);

  painter.save();
  painter.setClipRect(QRectF(frame.treeWidth + 1, 0, frame.width - frame.treeWidth - 1, height));
  for (const RowLayout& row : frame.rows) {
    if (!row.bar.isNull()) paintBar(painter, frame, row, ui::rowColor(rowState(row), theme));
  }
  paintLinks(painter, frame);
  paintCritical(painter, frame);
  if (state.cursorX && !state.range) {
    painter.setPen(QPen(theme.accent, ui::devicePixel(painter), Qt::CustomDashLine));
    QPen pen = painter.pen();
    pen.setDashPattern({2 / ui::devicePixel(painter), 2 / ui::devicePixel(painter)});
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    const double x = snapped(painter, *state.cursorX) + ui::devicePixel(painter) / 2;
    painter.drawLine(QPointF(x, 0), QPointF(x, height));
  }
  for (const RowLayout& row : frame.rows) {
    if (row.labelPlace != LabelPlace::None) paintLabel(painter, row, ui::rowColor(rowState(row), theme));
  }
  if (state.range) paintRange(painter, frame, state, height);
  painter.restore();
}

void WaterfallPainter::paintTree(QPainter& painter, const WaterfallFrame& frame, const RowLayout& row) {
  const ui::Theme& theme = m_look.theme();
  for (std::uint32_t i = row.guides.begin; i < row.guides.end; ++i) {
    const GuideLine& guide = frame.guides[i];
    ui::hairlineV(painter, guide.x, guide.top, guide.bottom, theme.line);
    const double middle = row.rect.top() + std::floor(row.rect.height() / 2);
    if (guide.elbow > 0) ui::hairlineH(painter, guide.x, guide.x + guide.elbow, middle, theme.line);
  }
  if (!row.levelRect.isNull()) {
    painter.setPen(theme.text3);
    m_small.draw(painter, QPointF(row.levelRect.left(), ui::centredBaseline(row.levelRect, m_body.metrics())),
                 row.level);
  }
  if (!row.expander.isNull()) paintExpander(painter, row);

  const bool isMissing = m_document->isPlaceholder(row.node);
  if (!isMissing) ui::fillService(painter, snapped(painter, row.strip), markOf(row), theme, 1);
  ui::paintIcon(painter, iconOf(row), row.icon, isMissing ? theme.warn : theme.text2);

  const double baseline = ui::centredBaseline(row.rect, m_body.metrics());
  ui::TextCache& nameCache = isMissing ? m_italic : m_body;
  painter.setPen(isMissing ? theme.warn : row.isUnnamed ? theme.text3 : theme.text1);
  nameCache.draw(painter, QPointF(row.nameRect.left(), baseline),
                 nameCache.elided(row.name, row.nameRect.width() + 0.5));
  if (!row.summaryRect.isNull()) {
    painter.setPen(theme.text3);
    m_body.draw(painter, QPointF(row.summaryRect.left(), baseline),
                m_body.elided(row.summary, row.summaryRect.width()));
  }
  if (!row.badge.isNull()) {
    ui::roundedBox(painter, row.badge, ui::Measures::kRadiusBadge, theme.hover, {});
    painter.setPen(theme.text2);
    m_small.draw(painter, QPointF(row.badge.left() + 5, baseline), row.hiddenCount);
  }
  if (!row.errorDisc.isNull()) {
    ui::paintIcon(painter, Icon::Error, row.errorDisc,
                  row.isBubbled ? ui::withAlpha(theme.error, 0.75) : theme.error);
  }
}

void WaterfallPainter::paintExpander(QPainter& painter, const RowLayout& row) const {
  const ui::Theme& theme = m_look.theme();
  ui::roundedBox(painter, row.expander, 2, theme.surface, theme.control);
  const QRectF box = snapped(painter, row.expander);
  const double pixel = ui::devicePixel(painter);
  const double arm = std::floor(box.width() / 4) + 0.5;
  painter.fillRect(
      snapped(painter, QRectF(box.left() + arm, box.center().y() - pixel / 2, box.width() - 2 * arm, pixel)),
      theme.text2);
  if (!row.isCollapsed) return;
  painter.fillRect(
      snapped(painter, QRectF(box.center().x() - pixel / 2, box.top() + arm, pixel, box.height() - 2 * arm)),
      theme.text2);
}

void WaterfallPainter::paintBar(QPainter& painter, const WaterfallFrame& frame, const RowLayout& row,
                                const QColor& background) {
  const ui::Theme& theme = m_look.theme();
  const double pixel = ui::devicePixel(painter);
  QRectF bar = snapped(painter, row.bar);
  bar.setWidth(std::max(bar.width(), 2.0));
  if (row.style == BarStyle::Missing) {
    QPen pen(theme.warn, pixel);
    pen.setDashPattern({3 / pixel, 2 / pixel});
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(pixel / 2, pixel / 2, -pixel / 2, -pixel / 2));
    return;
  }
  const ui::ServiceMark& mark = markOf(row);
  const ui::ServiceTone& tone = theme.service(mark.slot);
  painter.fillRect(bar, tone.pale);
  for (std::uint32_t i = row.solid.begin; i < row.solid.end; ++i) {
    QRectF solid = snapped(painter, frame.solids[i]);
    solid.setRight(std::min(bar.right(), std::max(solid.right(), solid.left() + pixel)));
    if (mark.texture == ui::Texture::None) {
      painter.fillRect(solid, tone.solid);
    } else {
      ui::fillService(painter, solid, mark, theme);
    }
  }
  ui::hairlineFrame(painter, bar, tone.solid);
  if (row.isUnfinished) {
    // Nobody knows where it ends: the last 12 px fade in three steps.
    QColor veil = background;
    for (int step = 0; step < 3; ++step) {
      const double left = std::max(bar.left() + 2, bar.right() - 12 + step * 4.0);
      veil.setAlphaF(0.35F + 0.25F * static_cast<float>(step));
      painter.fillRect(
          snapped(painter, QRectF(left, bar.top(), std::min(4.0, bar.right() - left), bar.height())), veil);
    }
  }
  if (row.reportedX >= 0) {
    ui::hairlineFrame(painter, QRectF(row.reportedX - 1.5, bar.top() - 1, 3, bar.height() + 2), tone.solid);
  }
  if (row.isFailed) {
    painter.fillRect(snapped(painter, QRectF(bar.right() - 2, bar.top() - 1.5, 3, bar.height() + 3)),
                     theme.error);
  }
  paintMarks(painter, frame, row);
}

void WaterfallPainter::paintMarks(QPainter& painter, const WaterfallFrame& frame,
                                  const RowLayout& row) const {
  if (row.events.begin == row.events.end && row.logs.begin == row.logs.end) return;
  const ui::Theme& theme = m_look.theme();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::uint32_t i = row.events.begin; i < row.events.end; ++i) {
    const Mark& mark = frame.events[i];
    const QColor& color = mark.isError ? theme.error : theme.ink;
    const double x = snapped(painter, mark.x);
    ui::hairlineV(painter, x, row.bar.top() - 2.5, row.bar.bottom() + 2.5, color);
    const double middle = x + ui::devicePixel(painter) / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF wedge[] = {
        {middle - 2.5, row.bar.top() - 4}, {middle + 2.5, row.bar.top() - 4}, {middle, row.bar.top() - 0.5}};
    painter.drawPolygon(wedge, 3);
  }
  for (std::uint32_t i = row.logs.begin; i < row.logs.end; ++i) {
    painter.setPen(QPen(theme.surface, 0.8));
    painter.setBrush(frame.logs[i].isError ? theme.error : theme.text2);
    painter.drawEllipse(QPointF(frame.logs[i].x, row.bar.bottom() + 2), 1.7, 1.7);
  }
  painter.restore();
}

void WaterfallPainter::paintCritical(QPainter& painter, const WaterfallFrame& frame) const {
  const ui::Theme& theme = m_look.theme();
  for (std::size_t i = 0; i < frame.path.size(); ++i) {
    const PathPoint& point = frame.path[i];
    if (i > 0 && frame.path[i - 1].y != point.y) {
      const double above = frame.path[i - 1].y;
      ui::hairlineV(painter, point.x1, std::min(above, point.y), std::max(above, point.y),
                    ui::withAlpha(theme.ink, 0.4));
    }
    const double width = std::max(1.5, point.x2 - point.x1);
    painter.fillRect(snapped(painter, QRectF(point.x1, point.y - 1.25, width, 2.5)), theme.ink);
  }
}

void WaterfallPainter::paintLinks(QPainter& painter, const WaterfallFrame& frame) const {
  if (frame.links.empty() && frame.foreignLinks.empty()) return;
  const ui::Theme& theme = m_look.theme();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const auto head = [&](QPointF tip) {
    const QPointF points[] = {
        {tip.x() - 5, tip.y() - 3}, {tip.x() - 0.5, tip.y()}, {tip.x() - 5, tip.y() + 3}};
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawPolygon(points, 3);
  };
  for (const LinkLine& link : frame.links) {
    const QPointF tip(link.x2, link.y2 + 0.5);
    painter.setPen(QPen(theme.accent, 1.2));
    painter.setBrush(Qt::NoBrush);
    const double knee = std::min(link.x1, link.x2 - 8);
    const QPointF points[] = {{knee, link.y1}, {knee, tip.y()}, {tip.x() - 4, tip.y()}};
    painter.drawPolyline(points, 3);
    head(tip);
  }
  for (const QPointF& end : frame.foreignLinks) {
    painter.setPen(QPen(theme.accent, 1.2));
    painter.drawLine(QPointF(end.x() - 14, end.y() + 0.5), QPointF(end.x() - 4, end.y() + 0.5));
    head(end + QPointF(0, 0.5));
    ui::paintIcon(painter, Icon::Link, QRectF(end.x() - 28, end.y() - 6, 12, 12), theme.accent);
  }
  painter.restore();
}

void WaterfallPainter::paintLabel(QPainter& painter, const RowLayout& row, const QColor& background) {
  const ui::Theme& theme = m_look.theme();
  const QPointF at(row.labelX, ui::centredBaseline(row.rect, m_small.metrics()));
  if (row.labelPlace == LabelPlace::InsidePale || row.labelPlace == LabelPlace::InsideSolid) {
    const bool isPale = row.labelPlace == LabelPlace::InsidePale;
    painter.setPen(isPale ? theme.text1 : theme.service(markOf(row).slot).on);
    m_small.draw(painter, at, row.label);
  } else {
    m_small.drawWithHalo(painter, at, row.label, theme.text2, background, 2);
  }
}

void WaterfallPainter::paintRange(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state,
                                  double height) const {
  const ui::Theme& theme = m_look.theme();
  const double left = std::max(frame.treeWidth + 1, std::min(state.range->x1, state.range->x2));
  const double right = std::max(state.range->x1, state.range->x2);
  painter.fillRect(QRectF(left, 0, right - left, height), ui::withAlpha(theme.accent, 0.10));
  ui::hairlineV(painter, left, 0, height, theme.accent);
  ui::hairlineV(painter, right, 0, height, theme.accent);
}

void WaterfallPainter::paintHeader(QPainter& painter, const WaterfallFrame& frame,
                                   const WaterfallState& state) {
  const ui::Theme& theme = m_look.theme();
  const double height = headerHeight();
  const QRectF area(0, 0, frame.width, height);
  painter.fillRect(area, theme.surface);
  const double baseline = ui::centredBaseline(area, m_small.metrics());
  const double padding = ui::Measures::kPanelPadding;

  painter.setPen(theme.text3);
  m_small.drawRight(painter, frame.treeWidth - padding, baseline, state.countLabel);
  const double titleRoom = frame.treeWidth - 3 * padding - m_small.width(state.countLabel);
  painter.setPen(theme.text2);
  const QString title = QCoreApplication::translate("WaterfallPainter", "Service and operation");
  m_smallStrong.draw(painter, QPointF(padding, baseline), m_smallStrong.elided(title, titleRoom));

  painter.save();
  painter.setClipRect(QRectF(frame.treeWidth + 1, 0, frame.width - frame.treeWidth - 1, height));
  const QString& tag = state.range ? state.range->label : state.cursorLabel;
  QRectF tagRect;
  if (!tag.isEmpty() && (state.range || state.cursorX)) {
    const double anchor = state.range ? std::min(state.range->x1, state.range->x2) : *state.cursorX;
    const double width = m_small.width(tag) + 14;
    tagRect = QRectF(
        std::clamp(anchor - 1, frame.treeWidth + 2, std::max(frame.treeWidth + 2, frame.width - width - 2)),
        3, width, m_look.measures().px(17));
  }
  layOutTicks(frame);
  for (const ui::AxisTick& tick : m_ticks) {
    ui::hairlineV(painter, tick.x, tick.isMajor ? height - 8 : height - 4, height, theme.line);
    if (!tick.isMajor) continue;
    const QRectF label(tick.x + 4, 0, m_small.width(tick.label), height);
    if (label.right() > frame.width - 2 ||
        (!tagRect.isNull() && tagRect.adjusted(-4, 0, 4, 0).intersects(label)))
      continue;
    painter.setPen(theme.text2);
    m_small.draw(painter, QPointF(label.left(), baseline), tick.label);
  }
  if (!tagRect.isNull()) {
    ui::roundedBox(painter, tagRect, ui::Measures::kRadiusBadge, theme.accent, {});
    painter.setPen(theme.onAccent);
    m_small.draw(painter, QPointF(tagRect.left() + 7, ui::centredBaseline(tagRect, m_small.metrics())), tag);
  }
  painter.restore();
  ui::hairlineV(painter, frame.treeWidth, 0, height, theme.line);
  ui::hairlineH(painter, 0, frame.width, height - ui::devicePixel(painter), theme.line);
}

}  // namespace spanloupe::waterfall
