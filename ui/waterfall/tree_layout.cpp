// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/tree_layout.h"

#include <QCoreApplication>
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
constexpr double kDeepElbow = 4;
constexpr double kBadgePadding = 5;
// Of the tree column: whole steps up to the first, then steps of kDeepStep up to the second; below that only
// the number of the level grows.
constexpr double kWholeStepShare = 0.4;
constexpr double kDeepestShare = 0.5;
constexpr double kDeepStep = 3;
constexpr std::uint32_t kMostGuides = 64;
constexpr qsizetype kLongestName = 400;
constexpr int kMostHighlights = 8;  // In one text.

QString translated(const char* text) { return QCoreApplication::translate("WaterfallLayout", text); }

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

QRectF centred(const LayoutPass& pass, const RowLayout& row, double x, double width, double height) {
  return {x, row.rect.top() + (pass.measures.rowHeight - height) / 2, width, height};
}

void layOutGuides(const LayoutPass& pass, std::uint32_t depth, double left, RowLayout& row) {
  std::vector<GuideLine>& guides = pass.frame.guides;
  const std::uint32_t whole = wholeSteps(pass.view.treeWidth, pass.measures.indent);
  row.guides.begin = static_cast<std::uint32_t>(guides.size());
  const double middle = row.rect.top() + std::floor(pass.measures.rowHeight / 2);
  if (depth > whole) guides.push_back({left - kGap, row.rect.top(), middle, kDeepElbow});
  if (depth > 0 && depth <= kMostGuides) {
    const auto lineX = [&](std::uint32_t level) {
      return kTreeLeft + (level - 1) * pass.measures.indent + 7 - pass.view.treeScroll;
    };
    if (depth <= whole) {
      const double bottom = pass.model.hasNextSibling(row.row) ? row.rect.bottom() : middle;
      guides.push_back({lineX(depth), row.rect.top(), bottom, kElbow});
    }
    RowIndex above = pass.model.parentRow(row.row);
    for (std::uint32_t level = depth - 1; level > 0 && above != kNoRow;
         --level, above = pass.model.parentRow(above)) {
      if (level <= whole && pass.model.hasNextSibling(above))
        guides.push_back({lineX(level), row.rect.top(), row.rect.bottom(), 0});
    }
  }
  row.guides.end = static_cast<std::uint32_t>(guides.size());
}

/// From the right: the error disc last, so that discs form a column. Returns where the text must end.
double layOutBadges(const LayoutPass& pass, RowLayout& row) {
  const TraceDocument& doc = pass.model.document();
  const WaterfallMeasures& m = pass.measures;
  double right = pass.view.treeWidth - kTreeRight;
  row.isFailed = !doc.isPlaceholder(row.node) && doc.trace->isError(row.node);
  row.isBubbled = !row.isFailed && row.isCollapsed && doc.errorsBelow(row.node) > 0;
  if (row.isFailed || row.isBubbled) {
    row.errorDisc = centred(pass, row, right - m.icon, m.icon, m.icon);
    right = row.errorDisc.left() - kGap;
  }
  if (row.isCollapsed) {
    row.hiddenCount = ui::formatCount(std::uint64_t{pass.model.shownBelow(row.node)});
    const double width = m.smallWidth(row.hiddenCount) + 2 * kBadgePadding;
    row.badge = centred(pass, row, right - width, width, m.badgeHeight);
    right = row.badge.left() - kGap;
  }
  return right;
}

/// Sets the name and returns the summary, which may not fit.
QString readTexts(const LayoutPass& pass, const SummarySource* summaries, RowLayout& row) {
  const TraceDocument& doc = pass.model.document();
  if (doc.isPlaceholder(row.node)) {
    const analysis::MissingParent& missing = doc.placeholder(row.node);
    row.name = translated("missing parent");
    return QString::fromStdString(missing.id.hex()) + QStringLiteral(" · ") +
           ui::formatCounted(missing.children.size(), translated("child"), translated("children"));
  }
  row.name = textOf(doc, doc.trace->name[row.node]);
  row.isUnnamed = row.name.isEmpty();
  if (row.isUnnamed) row.name = translated("(no name)");
  const SpanSummary* known = summaries != nullptr ? summaries->summary(row.node) : nullptr;
  if (known == nullptr) return {};
  row.target = known->target;
  return known->text;
}

void highlight(const LayoutPass& pass, const QString& text, const QRectF& rect) {
  if (rect.isNull()) return;
  const WaterfallMeasures& m = pass.measures;
  for (const QString& asked : pass.model.found().matches().words) {
    const QString word = asked.section(QLatin1Char('='), -1);  // Of key=value, what can be seen.
    if (word.isEmpty()) continue;
    qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
    for (int i = 0; at >= 0 && i < kMostHighlights; ++i) {
      const double left = rect.left() + m.nameWidth(text.left(at));
      const double right = std::min(rect.right(), rect.left() + m.nameWidth(text.left(at + word.size())));
      if (right > left) {
        pass.frame.highlights.emplace_back(left, rect.top() + (m.rowHeight - m.textHeight) / 2, right - left,
                                           m.textHeight);
      }
      at = text.indexOf(word, at + word.size(), Qt::CaseInsensitive);
    }
  }
}

void layOutSearch(const LayoutPass& pass, RowLayout& row) {
  row.highlights.begin = static_cast<std::uint32_t>(pass.frame.highlights.size());
  if (pass.model.found().count() > 0) {  // A miss dims nothing.
    row.isDimmed = !pass.model.isMatch(row.node);
    if (!row.isDimmed) {
      highlight(pass, row.name, row.nameRect);
      highlight(pass, row.summary, row.summaryRect);
    }
  }
  row.highlights.end = static_cast<std::uint32_t>(pass.frame.highlights.size());
}

}  // namespace

void layOutTree(const LayoutPass& pass, const SummarySource* summaries, RowLayout& row) {
  const TraceDocument& doc = pass.model.document();
  const WaterfallMeasures& m = pass.measures;
  const std::uint32_t depth = pass.model.depthOf(row.row);
  double x = indentOf(depth, pass.view.treeWidth, m.indent) - pass.view.treeScroll;
  layOutGuides(pass, depth, x, row);
  if (depth > wholeSteps(pass.view.treeWidth, m.indent)) {
    row.level = ui::formatCount(std::uint64_t{doc.depth(row.node)});
    const double width = m.smallWidth(row.level);
    row.levelRect = QRectF(x, row.rect.top(), width, m.rowHeight);
    x += width + kGap;
  }
  const bool isExpandable = pass.model.isExpandable(row.node);
  row.isCollapsed = isExpandable && pass.model.isCollapsed(row.node);
  row.isSelected = pass.model.selection().contains(row.node);
  if (isExpandable) {
    row.expander =
        QRectF(x + 2, row.rect.top() + std::floor((m.rowHeight - m.expander) / 2), m.expander, m.expander);
  }
  x += m.expander + 6;
  if (!doc.isPlaceholder(row.node)) {
    row.strip = centred(pass, row, x, 3, m.rowHeight - 8);
    x += 3 + kGap;
  }
  row.icon = centred(pass, row, x, m.icon, m.icon);
  x += m.icon + kGap;

  const double right = layOutBadges(pass, row);
  const QString summary = readTexts(pass, summaries, row);
  const double room = std::max(0.0, right - x);
  const double wholeName = std::ceil(m.nameWidth(row.name));
  const double nameWidth = std::min(room, wholeName);
  row.nameRect = QRectF(x, row.rect.top(), nameWidth, m.rowHeight);
  const double rest = room - nameWidth - kSummaryGap;
  const double wholeSummary = summary.isEmpty() ? 0 : std::ceil(m.nameWidth(summary));
  if (!summary.isEmpty() && rest >= std::min(kShortestSummary, wholeSummary)) {
    row.summary = summary;
    row.summaryRect = QRectF(x + nameWidth + kSummaryGap, row.rect.top(), rest, m.rowHeight);
  }
  const double nameEnd = x + wholeName + pass.view.treeScroll;
  const double end = summary.isEmpty() ? nameEnd : nameEnd + kSummaryGap + wholeSummary;
  pass.frame.nameOverflow = std::max(pass.frame.nameOverflow, nameEnd - right);
  pass.frame.treeOverflow = std::max(pass.frame.treeOverflow, end - right);
  layOutSearch(pass, row);
}

}  // namespace spanloupe::waterfall
