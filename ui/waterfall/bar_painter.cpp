// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/bar_painter.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

using ui::snapped;

void paintMarks(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row) {
  if (row.events.begin == row.events.end && row.logs.begin == row.logs.end) return;
  const ui::Theme& theme = kit.look.theme();
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

}  // namespace

void paintBar(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row,
              const QColor& background) {
  const ui::Theme& theme = kit.look.theme();
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
  if (row.isDimmed) painter.setOpacity(kDimmedBar);
  const ui::ServiceMark& mark = kit.markOf(row);
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
  paintMarks(painter, kit, frame, row);
  if (row.isDimmed) painter.setOpacity(1);
}

void paintLabel(QPainter& painter, PaintKit& kit, const RowLayout& row, const QColor& background) {
  const ui::Theme& theme = kit.look.theme();
  const QPointF at(row.labelX, ui::centredBaseline(row.rect, kit.small.metrics()));
  if (row.isDimmed) painter.setOpacity(kDimmedText);
  if (row.labelPlace == LabelPlace::InsidePale || row.labelPlace == LabelPlace::InsideSolid) {
    const bool isPale = row.labelPlace == LabelPlace::InsidePale;
    painter.setPen(isPale ? theme.text1 : theme.service(kit.markOf(row).slot).on);
    kit.small.draw(painter, at, row.label);
  } else {
    kit.small.drawWithHalo(painter, at, row.label, theme.text2, background, 2);
  }
  if (row.isDimmed) painter.setOpacity(1);
}

}  // namespace spanloupe::waterfall
