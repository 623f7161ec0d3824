// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/tree_painter.h"

#include <cmath>

namespace spanloupe::waterfall {

namespace {

using ui::Icon;
using ui::snapped;

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

Icon iconOf(const PaintKit& kit, const RowLayout& row) {
  if (kit.document->isPlaceholder(row.node)) return Icon::Missing;
  switch (row.target) {
    case Target::Database: return Icon::Database;
    case Target::Cache: return Icon::Cache;
    case Target::Lambda: return Icon::Lambda;
    case Target::External:
      // Whoever answered is in the trace: an ordinary call between services.
      if (kit.document->tree.firstChild[row.node] == kNoSpan) return Icon::External;
      break;
    case Target::Queue:
    case Target::Rpc:
    case Target::None: break;
  }
  return kindIcon(kit.document->trace->kind[row.node]);
}

void paintExpander(QPainter& painter, const PaintKit& kit, const RowLayout& row) {
  const ui::Theme& theme = kit.look.theme();
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

/// Found words again, in the strongest colour on theirs.
void paintFound(QPainter& painter, PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row,
                double baseline) {
  const ui::Theme& theme = kit.look.theme();
  for (std::uint32_t i = row.highlights.begin; i < row.highlights.end; ++i) {
    const QRectF word = snapped(painter, frame.highlights[i]);
    painter.save();
    painter.setClipRect(word, Qt::IntersectClip);
    painter.fillRect(word, theme.match);
    painter.setPen(theme.text1);
    const bool isInName = word.left() < row.nameRect.right();
    const QRectF& rect = isInName ? row.nameRect : row.summaryRect;
    kit.body.draw(painter, QPointF(rect.left(), baseline),
                  kit.body.elided(isInName ? row.name : row.summary, rect.width() + (isInName ? 0.5 : 0)));
    painter.restore();
  }
}

}  // namespace

void paintTree(QPainter& painter, PaintKit& kit, const WaterfallFrame& frame, const RowLayout& row) {
  const ui::Theme& theme = kit.look.theme();
  for (std::uint32_t i = row.guides.begin; i < row.guides.end; ++i) {
    const GuideLine& guide = frame.guides[i];
    ui::hairlineV(painter, guide.x, guide.top, guide.bottom, theme.line);
    const double middle = row.rect.top() + std::floor(row.rect.height() / 2);
    if (guide.elbow > 0) ui::hairlineH(painter, guide.x, guide.x + guide.elbow, middle, theme.line);
  }
  if (!row.expander.isNull()) paintExpander(painter, kit, row);
  if (row.isDimmed) painter.setOpacity(kDimmedText);
  if (!row.levelRect.isNull()) {
    painter.setPen(theme.text3);
    kit.small.draw(painter,
                   QPointF(row.levelRect.left(), ui::centredBaseline(row.levelRect, kit.body.metrics())),
                   row.level);
  }

  const bool isMissing = kit.document->isPlaceholder(row.node);
  if (!isMissing) ui::fillService(painter, snapped(painter, row.strip), kit.markOf(row), theme, 1);
  ui::paintIcon(painter, iconOf(kit, row), row.icon, isMissing ? theme.warn : theme.text2);

  const double baseline = ui::centredBaseline(row.rect, kit.body.metrics());
  ui::TextCache& nameCache = isMissing ? kit.italic : kit.body;
  painter.setPen(isMissing ? theme.warn : row.isUnnamed ? theme.text3 : theme.text1);
  nameCache.draw(painter, QPointF(row.nameRect.left(), baseline),
                 nameCache.elided(row.name, row.nameRect.width() + 0.5));
  if (!row.summaryRect.isNull()) {
    painter.setPen(theme.text3);
    kit.body.draw(painter, QPointF(row.summaryRect.left(), baseline),
                  kit.body.elided(row.summary, row.summaryRect.width()));
  }
  paintFound(painter, kit, frame, row, baseline);
  // Counts and discs are found by a glance down the column, search or not.
  if (row.isDimmed) painter.setOpacity(1);
  if (!row.badge.isNull()) {
    ui::roundedBox(painter, row.badge, ui::Measures::kRadiusBadge, theme.hover, {});
    painter.setPen(theme.text2);
    kit.small.draw(painter, QPointF(row.badge.left() + 5, baseline), row.hiddenCount);
  }
  if (!row.errorDisc.isNull()) {
    ui::paintIcon(painter, Icon::Error, row.errorDisc,
                  row.isBubbled ? ui::withAlpha(theme.error, 0.75) : theme.error);
  }
}

}  // namespace spanloupe::waterfall
