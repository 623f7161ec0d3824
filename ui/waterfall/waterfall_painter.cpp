// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_painter.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/waterfall/bar_painter.h"
#include "ui/waterfall/overlay_painter.h"
#include "ui/waterfall/tree_painter.h"
#include "ui/waterfall/waterfall_text.h"

namespace spanloupe::waterfall {

WaterfallPainter::WaterfallPainter(const ui::Look& look) : m_kit(look) {}

void WaterfallPainter::reset() {
  m_kit.reset();
  m_ticks.clear();
  m_ticksFor = {};
}

WaterfallMeasures WaterfallPainter::measures(bool isCompact) {
  const ui::Measures& m = m_kit.look.measures();
  WaterfallMeasures result;
  result.rowHeight = isCompact ? m.rowCompact() : m.row();
  result.barHeight = result.rowHeight - (isCompact ? 8 : 10);
  result.textHeight = m.H;
  result.indent = m.px(14);
  result.icon = m.iconRow();
  // Odd, so that plus and minus have a middle.
  result.expander = m.px(11) | 1;
  result.badgeHeight = m.H;
  result.nameWidth = [this](const QString& text) { return m_kit.body.width(text); };
  result.smallWidth = [this](const QString& text) { return m_kit.small.width(text); };
  return result;
}

double WaterfallPainter::headerHeight() const { return m_kit.look.measures().H + 8; }

void WaterfallPainter::layOutTicks(const WaterfallFrame& frame) {
  if (m_kit.document == nullptr) return m_ticks.clear();
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
  request.fewestPixels = 4.0 * m_kit.look.measures().H;
  request.labelWidth = [this](const QString& text) { return m_kit.small.width(text); };
  m_ticks = ui::timeTicks(request);
  for (ui::AxisTick& tick : m_ticks) tick.x += s.left;
}

void WaterfallPainter::paintRows(QPainter& painter, const WaterfallFrame& frame, const WaterfallState& state,
                                 double height) {
  const ui::Theme& theme = m_kit.look.theme();
  painter.fillRect(QRectF(0, 0, frame.width, height), theme.surface);
  if (m_kit.document == nullptr) return;
  layOutTicks(frame);
  if (frame.rows.empty()) return paintNothing(painter, frame, height);
  paintGrid(painter, 0, height);
  const auto stateOf = [&](const RowLayout& row) {
    return ui::RowState{row.isSelected, row.node == state.hovered, state.hasFocus};
  };
  for (const RowLayout& row : frame.rows) {
    ui::paintRowBackground(painter, row.rect, stateOf(row), theme);
    if (state.ringsCurrent && row.node == state.selected) {
      ui::focusRing(painter, row.rect, 0, theme);
    }
    paintTree(painter, m_kit, frame, row);
  }
  ui::hairlineV(painter, frame.treeWidth, 0, height, theme.line);

  painter.save();
  painter.setClipRect(QRectF(frame.treeWidth + 1, 0, frame.width - frame.treeWidth - 1, height));
  for (const RowLayout& row : frame.rows) {
    const QColor background = ui::rowColor(stateOf(row), theme);
    if (!row.bar.isNull()) paintBar(painter, m_kit, frame, row, background);
    if (!row.otherPlace.isNull()) paintOtherPlace(painter, m_kit, row, background);
  }
  paintLinks(painter, m_kit, frame);
  paintCritical(painter, m_kit, frame);
  for (const RowLayout& row : frame.rows) {
    paintLogs(painter, m_kit, frame, row, ui::rowColor(stateOf(row), theme));
  }
  if (state.cursorX && !state.isMarking) paintCursor(painter, m_kit, *state.cursorX, height);
  for (const RowLayout& row : frame.rows) {
    if (row.labelPlace != LabelPlace::None)
      paintLabel(painter, m_kit, row, ui::rowColor(stateOf(row), theme));
  }
  painter.restore();
  if (!frame.sticky.empty()) paintSticky(painter, frame, state);
  if (state.range) paintRange(painter, m_kit, frame, state.range->x1, state.range->x2, height);
}

/// Only rules can leave a trace without rows, and the strip above lists them.
void WaterfallPainter::paintNothing(QPainter& painter, const WaterfallFrame& frame, double height) {
  const QString text = QCoreApplication::translate("WaterfallPainter",
                                                   "No span is left to show. Lift a rule above to see some.");
  painter.setPen(m_kit.look.theme().text2);
  m_kit.body.draw(painter, QPointF(std::max(8.0, (frame.width - m_kit.body.width(text)) / 2), height / 3),
                  text);
}

void WaterfallPainter::paintGrid(QPainter& painter, double top, double bottom) {
  for (const ui::AxisTick& tick : m_ticks) {
    if (tick.isMajor) ui::hairlineV(painter, tick.x, top, bottom, m_kit.look.theme().hairline);
  }
}

void WaterfallPainter::paintSticky(QPainter& painter, const WaterfallFrame& frame,
                                   const WaterfallState& state) {
  const ui::Theme& theme = m_kit.look.theme();
  const double bottom = frame.sticky.back().rect.bottom();
  painter.fillRect(QRectF(0, 0, frame.width, bottom), theme.panel);
  paintGrid(painter, 0, bottom);
  for (const RowLayout& row : frame.sticky) {
    const bool isHovered = row.node == state.hovered;
    const QColor& background = isHovered ? theme.hover : theme.panel;
    if (isHovered) painter.fillRect(row.rect, background);
    paintTree(painter, m_kit, frame, row);
    painter.save();
    painter.setClipRect(row.rect.adjusted(frame.treeWidth + 1, 0, 0, 0));
    if (!row.bar.isNull()) paintBar(painter, m_kit, frame, row, background);
    paintLogs(painter, m_kit, frame, row, background);
    if (row.labelPlace != LabelPlace::None) paintLabel(painter, m_kit, row, background);
    painter.restore();
  }
  ui::hairlineV(painter, frame.treeWidth, 0, bottom, theme.line);
  ui::hairlineH(painter, 0, frame.width, bottom, theme.line);
}

void WaterfallPainter::paintHeader(QPainter& painter, const WaterfallFrame& frame,
                                   const WaterfallState& state) {
  const ui::Theme& theme = m_kit.look.theme();
  const double height = headerHeight();
  const QRectF area(0, 0, frame.width, height);
  painter.fillRect(area, theme.surface);
  const double baseline = ui::centredBaseline(area, m_kit.small.metrics());
  const double padding = ui::Measures::kPanelPadding;

  painter.setPen(theme.text3);
  // What is folded and hidden is always counted; the title gives way.
  const QString count = m_kit.small.elided(state.countLabel, frame.treeWidth - 2 * padding);
  m_kit.small.drawRight(painter, frame.treeWidth - padding, baseline, count);
  const double titleRoom = frame.treeWidth - 3 * padding - m_kit.small.width(count);
  painter.setPen(theme.text2);
  const QString title =
      columnTitle(titleRoom, [this](const QString& text) { return m_kit.smallStrong.width(text); });
  if (!title.isEmpty()) m_kit.smallStrong.draw(painter, QPointF(padding, baseline), title);

  painter.save();
  painter.setClipRect(QRectF(frame.treeWidth + 1, 0, frame.width - frame.treeWidth - 1, height));
  const QString& tag = state.range ? state.range->label : state.cursorLabel;
  QRectF tagRect;
  if (!tag.isEmpty() && (state.range || state.cursorX)) {
    const double anchor = state.range
                              ? std::max(frame.treeWidth + 2, std::min(state.range->x1, state.range->x2))
                              : *state.cursorX;
    const double width = m_kit.small.width(tag) + 14;
    tagRect = QRectF(
        std::clamp(anchor - 1, frame.treeWidth + 2, std::max(frame.treeWidth + 2, frame.width - width - 2)),
        3, width, m_kit.look.measures().px(17));
  }
  layOutTicks(frame);
  for (const ui::AxisTick& tick : m_ticks) {
    ui::hairlineV(painter, tick.x, tick.isMajor ? height - 8 : height - 4, height, theme.line);
    if (!tick.isMajor) continue;
    const QRectF label(tick.x + 4, 0, m_kit.small.width(tick.label), height);
    if (label.right() > frame.width - 2 ||
        (!tagRect.isNull() && tagRect.adjusted(-4, 0, 4, 0).intersects(label)))
      continue;
    painter.setPen(theme.text2);
    m_kit.small.draw(painter, QPointF(label.left(), baseline), tick.label);
  }
  if (!tagRect.isNull()) {
    ui::roundedBox(painter, tagRect, ui::Measures::kRadiusBadge, theme.accent, {});
    painter.setPen(theme.onAccent);
    m_kit.small.draw(painter,
                     QPointF(tagRect.left() + 7, ui::centredBaseline(tagRect, m_kit.small.metrics())), tag);
  }
  painter.restore();
  ui::hairlineV(painter, frame.treeWidth, 0, height, theme.line);
  ui::hairlineH(painter, 0, frame.width, height - ui::devicePixel(painter), theme.line);
}

}  // namespace spanloupe::waterfall
