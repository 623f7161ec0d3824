// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/overlay_painter.h"

#include <algorithm>

namespace spanloupe::waterfall {

using ui::snapped;

namespace {

constexpr double kLeastJoined = 2;

}  // namespace

bool joins(const PathPoint& before, const PathPoint& point) {
  if (before.y == point.y) return false;
  // Between pieces too short to tell apart, lines from row to row would fill the picture.
  return std::max(before.x2 - before.x1, point.x2 - point.x1) >= kLeastJoined;
}

void paintCritical(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame) {
  const ui::Theme& theme = kit.look.theme();
  for (std::size_t i = 0; i < frame.path.size(); ++i) {
    const PathPoint& point = frame.path[i];
    if (i > 0 && joins(frame.path[i - 1], point)) {
      const double above = frame.path[i - 1].y;
      ui::hairlineV(painter, point.x1, std::min(above, point.y), std::max(above, point.y),
                    ui::withAlpha(theme.ink, 0.4));
    }
    const double width = std::max(1.5, point.x2 - point.x1);
    painter.fillRect(snapped(painter, QRectF(point.x1, point.y - 1.25, width, 2.5)), theme.ink);
  }
}

void paintLinks(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame) {
  if (frame.links.empty() && frame.foreignLinks.empty()) return;
  const ui::Theme& theme = kit.look.theme();
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
    ui::paintIcon(painter, ui::Icon::Link, QRectF(end.x() - 28, end.y() - 6, 12, 12), theme.accent);
  }
  painter.restore();
}

void paintCursor(QPainter& painter, const PaintKit& kit, double x, double height) {
  const double pixel = ui::devicePixel(painter);
  QPen pen(kit.look.theme().accent, pixel, Qt::CustomDashLine);
  pen.setDashPattern({2 / pixel, 2 / pixel});
  pen.setCapStyle(Qt::FlatCap);
  painter.setPen(pen);
  const double middle = snapped(painter, x) + pixel / 2;
  painter.drawLine(QPointF(middle, 0), QPointF(middle, height));
}

void paintRange(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, double x1, double x2,
                double height) {
  const ui::Theme& theme = kit.look.theme();
  const double timeline = frame.treeWidth + 1;
  const double left = std::max(timeline, std::min(x1, x2));
  const double right = std::min(frame.width, std::max(x1, x2));
  if (right < left) return;
  painter.fillRect(QRectF(left, 0, right - left, height), ui::withAlpha(theme.accent, 0.10));
  if (std::min(x1, x2) >= timeline) ui::hairlineV(painter, left, 0, height, theme.accent);
  if (std::max(x1, x2) <= frame.width) ui::hairlineV(painter, right, 0, height, theme.accent);
}

}  // namespace spanloupe::waterfall
