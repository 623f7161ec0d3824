// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_painter.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace spanloupe::charts {
namespace {

constexpr double kBarOpacity = 0.55;
constexpr double kBarGap = 1.5;
constexpr double kBoxOpacity = 0.10;
constexpr double kHeatmapOutline = 1.5;
constexpr double kHandle = 6;
constexpr double kRing = 5;
constexpr double kRingStroke = 1.5;
constexpr double kLabelGap = 8;
constexpr double kRateRule = 1.5;  ///< The line between points and rates, above the rates.

QString tr(const char* text) { return QCoreApplication::translate("charts", text); }

struct RateUnit {
  const char* name;
  double seconds;
};
constexpr RateUnit kRateUnits[] = {{QT_TRANSLATE_NOOP("charts", "/s"), 1},
                                   {QT_TRANSLATE_NOOP("charts", "/min"), 60},
                                   {QT_TRANSLATE_NOOP("charts", "/h"), 3600},
                                   {QT_TRANSLATE_NOOP("charts", "/day"), 86400}};

QString shortNumber(double value) {
  const auto digits = [](double of) { return ui::formatFixed(of, of >= 99.5 ? 0 : of >= 9.95 ? 1 : 2); };
  if (value >= 999'500) return digits(value / 1e6) + ui::kThinSpace + QLatin1Char('M');
  if (value >= 9'999.5) return digits(value / 1e3) + ui::kThinSpace + QLatin1Char('k');
  return ui::formatFixed(value, value >= 9.95 || value == std::floor(value) ? 0 : 1);
}

/// A frame of whole device pixels around the edges of `rect`.
void paintOutline(QPainter& painter, const QRectF& rect, double width, const QColor& color) {
  const double half = width / 2;
  const QRectF outer = ui::snapped(painter, rect.adjusted(-half, -half, half, half));
  const double edge = std::max(ui::devicePixel(painter),
                               std::round(width / ui::devicePixel(painter)) * ui::devicePixel(painter));
  painter.fillRect(QRectF(outer.left(), outer.top(), outer.width(), edge), color);
  painter.fillRect(QRectF(outer.left(), outer.bottom() - edge, outer.width(), edge), color);
  painter.fillRect(QRectF(outer.left(), outer.top(), edge, outer.height()), color);
  painter.fillRect(QRectF(outer.right() - edge, outer.top(), edge, outer.height()), color);
}

}  // namespace

QString peakRate(std::uint32_t points, std::uint64_t step) {
  const double perSecond = points / (static_cast<double>(step) / 1e9);
  for (const RateUnit& unit : kRateUnits) {
    const double rate = perSecond * unit.seconds;
    if (rate < 9.95 && &unit != std::end(kRateUnits) - 1) continue;
    const QString number = shortNumber(rate);
    // "12.3 k/s", but "66 /min".
    return number.back().isLetter() ? number + tr(unit.name) : number + ui::kThinSpace + tr(unit.name);
  }
  return {};
}

ChartPainter::ChartPainter(const ui::Look& look) : m_look(look), m_small(look.fonts().small, true) {}

void ChartPainter::lookChanged() { m_small = ui::TextCache(m_look.fonts().small, true); }

void ChartPainter::paint(QPainter& painter, const ChartFrame& frame, const ChartMarks& marks) {
  if (frame.layout.isEmpty()) return;
  paintGrid(painter, frame.layout);
  if (frame.picture && !frame.picture->image.isNull())
    painter.drawImage(ui::snapped(painter, QRectF(frame.picture->origin, QSizeF())).topLeft(),
                      frame.picture->image);
  if (frame.picture) paintRates(painter, frame, marks.hoveredBucket);
  if (marks.box) paintBox(painter, frame, *marks.box);
  paintMarks(painter, frame, marks);
}

void ChartPainter::paintGrid(QPainter& painter, const ChartLayout& layout) {
  const ui::Theme& theme = m_look.theme();
  const QRectF& plot = layout.plot;
  for (const TimeLabel& label : layout.timeLabels)
    ui::hairlineV(painter, label.x, plot.top(), layout.rate.bottom(), theme.hairline);
  painter.setPen(theme.text2);
  const double right = plot.left() - m_look.measures().real(kLabelGap);
  const double middle = m_small.metrics().capHeight() / 2;
  for (const DurationLabel& label : layout.durationLabels) {
    ui::hairlineH(painter, plot.left(), plot.right(), label.y, theme.hairline);
    if (!label.text.isEmpty()) m_small.drawRight(painter, right, std::round(label.y + middle), label.text);
  }
  for (const TimeLabel& label : layout.timeLabels)
    if (!label.text.isEmpty()) m_small.draw(painter, {label.left, layout.timeBaseline}, label.text);
}

void ChartPainter::paintRates(QPainter& painter, const ChartFrame& frame, int hovered) {
  const ui::Theme& theme = m_look.theme();
  const ChartLayout& layout = frame.layout;
  const QRectF& area = layout.rate;
  std::uint32_t most = 1;
  for (const TraceCount bucket : frame.picture->buckets) most = std::max(most, bucket.points);
  const double pixel = ui::devicePixel(painter);
  const double gap = std::max(pixel, std::floor(kBarGap / pixel) * pixel);
  ui::hairlineH(painter, area.left(), area.right(), area.top() - kRateRule, theme.hairline);
  const auto height = [&](std::uint32_t count) {
    // What is there must show, however little.
    return count == 0 ? 0.0 : std::max(pixel, ui::snapped(painter, area.height() * count / most));
  };
  for (std::size_t i = 0; i < frame.picture->buckets.size(); ++i) {
    const TraceCount bucket = frame.picture->buckets[i];
    if (bucket.points == 0) continue;
    const QRectF column = ui::snapped(painter, layout.bucketRect(static_cast<int>(i)));
    const double width = std::max(pixel, column.width() - gap);
    const double whole = height(bucket.points);
    const double failed = std::min(whole, height(bucket.failed));
    const bool isHovered = static_cast<int>(i) == hovered;
    painter.fillRect(QRectF(column.left() + pixel, area.bottom() - whole, width, whole - failed),
                     isHovered ? theme.control : ui::withAlpha(theme.control, kBarOpacity));
    painter.fillRect(QRectF(column.left() + pixel, area.bottom() - failed, width, failed), theme.error);
  }
  ui::hairlineH(painter, area.left(), area.right(), area.bottom(), theme.line);
  painter.setPen(theme.text2);
  const double right = area.left() - m_look.measures().real(kLabelGap);
  const double cap = m_small.metrics().capHeight();
  m_small.drawRight(painter, right, std::round(area.top() + cap + 1), peakRate(most, layout.buckets.step));
  m_small.drawRight(painter, right, std::round(area.bottom() + cap / 2), QStringLiteral("0"));
}

void ChartPainter::paintBox(QPainter& painter, const ChartFrame& frame, const TimeBox& box) {
  const ui::Theme& theme = m_look.theme();
  const ChartLayout& layout = frame.layout;
  const QRectF rect = ui::snapped(painter, layout.rectOf(box));
  const double pixel = ui::devicePixel(painter);
  if (rect.right() < layout.plot.left() || rect.left() > layout.plot.right()) return;
  if (frame.isHeatmap && !box.wholeHeight) {
    // The colours of cells mean something: no tint over them, and an outline that stands out of all of them.
    const double edge = m_look.measures().real(kHeatmapOutline);
    paintOutline(painter, rect, edge + 2 * pixel, theme.surface);
    paintOutline(painter, rect, edge, theme.accent);
  } else {
    painter.fillRect(rect, ui::withAlpha(theme.accent, kBoxOpacity));
  }
  constexpr double handle = kHandle;
  const bool hasRoom = rect.width() > 2 * handle && (box.wholeHeight || rect.height() > 2 * handle);
  if (box.wholeHeight) {
    ui::hairlineV(painter, rect.left(), rect.top(), rect.bottom(), theme.accent);
    ui::hairlineV(painter, rect.right() - pixel, rect.top(), rect.bottom(), theme.accent);
  } else if (!frame.isHeatmap) {
    ui::hairlineFrame(painter, rect, theme.accent);
  }
  if (!hasRoom) return;  // They would hide what is in the box.
  const auto paintHandle = [&](double x, double y) {
    const QRectF square = ui::snapped(painter, QRectF(x - handle / 2, y - handle / 2, handle, handle));
    painter.fillRect(square, theme.surface);
    ui::hairlineFrame(painter, square, theme.accent);
  };
  for (const double x : {rect.left(), rect.right()}) {
    if (box.wholeHeight) {
      paintHandle(x, layout.rate.center().y());
    } else {
      paintHandle(x, rect.top());
      paintHandle(x, rect.bottom());
    }
  }
}

void ChartPainter::paintMarks(QPainter& painter, const ChartFrame& frame, const ChartMarks& marks) {
  const ui::Theme& theme = m_look.theme();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const auto ring = [&](std::uint32_t at, const QColor& color, double stroke) {
    if (!frame.points.isShown(at)) return;
    const QPointF centre(frame.layout.x(frame.points.start[at]), frame.layout.y(frame.points.duration[at]));
    const double radius = m_look.measures().real(kRing);
    painter.setPen(QPen(theme.surface, stroke + 2));
    painter.drawEllipse(centre, radius, radius);
    painter.setPen(QPen(color, stroke));
    painter.drawEllipse(centre, radius, radius);
  };
  if (marks.hovered) ring(*marks.hovered, theme.text2, kRingStroke);
  if (marks.cursor) ring(*marks.cursor, theme.accent, 2);
  painter.restore();
  const auto frameCell = [&](int cell, const QColor& color, double stroke) {
    const QRectF rect = ui::snapped(painter, frame.layout.cellRect(cell)).adjusted(-stroke, -stroke, 0, 0);
    painter.save();
    painter.setPen(Qt::NoPen);
    for (const QRectF& side : {QRectF(rect.left(), rect.top(), rect.width() + stroke, stroke),
                               QRectF(rect.left(), rect.bottom() - 0, rect.width() + stroke, stroke),
                               QRectF(rect.left(), rect.top(), stroke, rect.height()),
                               QRectF(rect.right(), rect.top(), stroke, rect.height() + stroke)})
      painter.fillRect(side, color);
    painter.restore();
  };
  if (marks.hoveredCell >= 0) frameCell(marks.hoveredCell, theme.text2, 1);
  if (marks.cursorCell >= 0) frameCell(marks.cursorCell, theme.accent, 2);
}

}  // namespace spanloupe::charts
