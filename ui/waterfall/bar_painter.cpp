// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/bar_painter.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

using ui::snapped;

constexpr double kNarrowestTexture = 3;
constexpr double kFade = 12;  // Of an unfinished bar, in three steps.
constexpr double kLogRadius = 1.7;
constexpr double kErrorLogRadius = 2.3;  // Told apart without its colour.
constexpr double kLogRing = 0.8;         // Of the background, around the dot.

/// Colours of one bar: what is dimmed is mixed with what lies behind, so that overlapping parts stay equal.
struct Shade {
  double share = 1;
  const QColor& background;
  [[nodiscard]] QColor operator()(const QColor& color) const {
    return share < 1 ? ui::mix(color, share, background) : color;
  }
};

void paintEvents(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row,
                 const Shade& shade) {
  if (row.events.begin == row.events.end) return;
  const ui::Theme& theme = kit.look.theme();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  for (std::uint32_t i = row.events.begin; i < row.events.end; ++i) {
    const Mark& mark = frame.events[i];
    const QColor color = shade(mark.isError ? theme.error : theme.ink);
    const double x = snapped(painter, mark.x);
    ui::hairlineV(painter, x, row.bar.top() - 2.5, row.bar.bottom() + 2.5, color);
    const double middle = x + ui::devicePixel(painter) / 2;
    painter.setBrush(color);
    const QPointF wedge[] = {
        {middle - 2.5, row.bar.top() - 4}, {middle + 2.5, row.bar.top() - 4}, {middle, row.bar.top() - 0.5}};
    painter.drawPolygon(wedge, 3);
  }
  painter.restore();
}

void paintMissing(QPainter& painter, const QRectF& bar, const QColor& color) {
  const double pixel = ui::devicePixel(painter);
  QPen pen(color, pixel);
  pen.setDashPattern({3 / pixel, 2 / pixel});
  pen.setCapStyle(Qt::FlatCap);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(bar.adjusted(pixel / 2, pixel / 2, -pixel / 2, -pixel / 2));
}

void paintSolids(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row,
                 const QRectF& bar, const Shade& shade) {
  const ui::Theme& theme = kit.look.theme();
  const ui::ServiceMark& mark = kit.markOf(row);
  const double pixel = ui::devicePixel(painter);
  const QColor color = shade(theme.service(mark.slot).solid);
  const bool isTextured = mark.texture != ui::Texture::None;
  for (std::uint32_t i = row.solid.begin; i < row.solid.end; ++i) {
    QRectF solid = snapped(painter, frame.solids[i]);
    solid.setRight(std::min(bar.right(), std::max(solid.right(), solid.left() + pixel)));
    if (!isTextured || solid.width() < kNarrowestTexture) {
      painter.fillRect(solid, color);
      continue;
    }
    painter.fillRect(solid, shade.background);
    painter.setOpacity(shade.share);
    ui::fillService(painter, solid, mark, theme);
    painter.setOpacity(1);
  }
}

/// Nobody knows where it ends: the last 12 px fade in three steps, and no line closes it.
void paintFade(QPainter& painter, const QRectF& bar, QColor background) {
  const double fade = std::min(kFade, bar.width() - 2);
  for (int step = 0; step < 3; ++step) {
    const double left = bar.right() - fade + step * fade / 3;
    background.setAlphaF(0.25F * static_cast<float>(step + 1));
    painter.fillRect(snapped(painter, QRectF(left, bar.top(), fade / 3, bar.height())), background);
  }
}

void paintOutline(QPainter& painter, const QRectF& bar, bool isOpen, const QColor& color) {
  if (!isOpen) return ui::hairlineFrame(painter, bar, color);
  ui::hairlineH(painter, bar.left(), bar.right(), bar.top(), color);
  ui::hairlineH(painter, bar.left(), bar.right(), bar.bottom() - ui::devicePixel(painter), color);
  ui::hairlineV(painter, bar.left(), bar.top(), bar.bottom(), color);
}

}  // namespace

void paintBar(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row,
              const QColor& background) {
  const ui::Theme& theme = kit.look.theme();
  const Shade shade{row.isDimmed ? kDimmedBar : 1, background};
  QRectF bar = snapped(painter, row.bar);
  bar.setWidth(std::max(bar.width(), 2.0));
  if (row.style == BarStyle::Missing) return paintMissing(painter, bar, shade(theme.warn));
  const ui::ServiceTone& tone = theme.service(kit.markOf(row).slot);
  painter.fillRect(bar, shade(tone.pale));
  paintSolids(painter, kit, frame, row, bar, shade);
  paintOutline(painter, bar, row.isUnfinished, shade(tone.solid));
  if (row.isUnfinished) paintFade(painter, bar, background);
  if (row.isFailed) {
    painter.fillRect(snapped(painter, QRectF(bar.right() - 2, bar.top() - 1.5, 3, bar.height() + 3)),
                     shade(theme.error));
  }
  paintEvents(painter, kit, frame, row, shade);
}

void paintLogs(QPainter& painter, const PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row,
               const QColor& background) {
  if (row.logs.begin == row.logs.end) return;
  const ui::Theme& theme = kit.look.theme();
  const Shade shade{row.isDimmed ? kDimmedBar : 1, background};
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(background, kLogRing));
  for (std::uint32_t i = row.logs.begin; i < row.logs.end; ++i) {
    const Mark& mark = frame.logs[i];
    const double radius = (mark.isError ? kErrorLogRadius : kLogRadius) + kLogRing / 2;
    painter.setBrush(shade(mark.isError ? theme.error : theme.text2));
    painter.drawEllipse(QPointF(mark.x, row.logsY), radius, radius);
  }
  painter.restore();
}

void paintOtherPlace(QPainter& painter, const PaintKit& kit, const RowLayout& row, const QColor& background) {
  const Shade shade{row.isDimmed ? kDimmedBar : 1, background};
  const QColor color = shade(kit.look.theme().service(kit.markOf(row).slot).solid);
  const double pixel = ui::devicePixel(painter);
  const QRectF box = snapped(painter, row.otherPlace);
  const double middle = snapped(painter, box.center().x() - pixel / 2);
  // Over a bar of the same colour the mark would not be seen: it clears its surroundings.
  for (const bool isHalo : {true, false}) {
    const double by = isHalo ? pixel : 0;
    const auto part = [&](double x, double y, double width, double height) {
      painter.fillRect(QRectF(x - by, y - by, width + 2 * by, height + 2 * by), isHalo ? background : color);
    };
    part(middle, box.top(), pixel, box.height());
    part(box.left(), box.top(), box.width(), pixel);
    part(box.left(), box.bottom() - pixel, box.width(), pixel);
  }
}

void paintLabel(QPainter& painter, PaintKit& kit, const RowLayout& row, const QColor& background) {
  const ui::Theme& theme = kit.look.theme();
  const bool isPale = row.labelPlace == LabelPlace::InsidePale;
  if (!isPale && row.labelPlace != LabelPlace::InsideSolid) {
    const QPointF at(row.labelX, ui::centredBaseline(row.rect, kit.small.metrics()));
    if (row.isDimmed) painter.setOpacity(kDimmedText);
    kit.small.drawWithHalo(painter, at, row.label, theme.text2, background, 2);
    painter.setOpacity(1);
    return;
  }
  // The bar moves for the critical path, and what is written on it moves along. Cursor, texture and lines of
  // the path pass behind.
  const ui::ServiceTone& tone = theme.service(kit.markOf(row).slot);
  const Shade shade{row.isDimmed ? kDimmedBar : 1, background};
  const double pixel = ui::devicePixel(painter);
  const QRectF bar = snapped(painter, row.bar);
  const QRectF behind(row.labelX - 2, bar.top() + pixel, kit.small.width(row.label) + 4,
                      bar.height() - 2 * pixel);
  const bool isMissing = row.style == BarStyle::Missing;
  painter.fillRect(snapped(painter, behind), isMissing ? background : shade(isPale ? tone.pale : tone.solid));
  // What is written on a bar in its own colour is too faint when the bar is.
  painter.setPen(isPale || row.isDimmed ? theme.text1 : tone.on);
  if (row.isDimmed) painter.setOpacity(kDimmedText);
  kit.small.draw(painter, QPointF(row.labelX, ui::centredBaseline(row.bar, kit.small.metrics())), row.label);
  painter.setOpacity(1);
}

}  // namespace spanloupe::waterfall
