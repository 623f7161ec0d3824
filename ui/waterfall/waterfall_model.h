// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the waterfall shows: which nodes of a document are rows, given what is collapsed, hidden, focused and
// searched for, and which are selected. Every change walks the nodes once, in order of memory and without
// branches on what they hold (a few milliseconds for a million). UI thread.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "ui/waterfall/node_match.h"
#include "ui/waterfall/node_selection.h"
#include "ui/waterfall/visibility.h"

namespace spanloupe::waterfall {

using RowIndex = std::uint32_t;
inline constexpr RowIndex kNoRow = 0xffffffff;

class WaterfallModel {
 public:
  WaterfallModel() = default;
  explicit WaterfallModel(std::shared_ptr<const TraceDocument> document);

  [[nodiscard]] bool isEmpty() const { return m_document == nullptr || m_document->nodeCount() == 0; }
  [[nodiscard]] const TraceDocument& document() const { return *m_document; }
  [[nodiscard]] const std::shared_ptr<const TraceDocument>& shared() const { return m_document; }
  /// The same trace with other drawn times: rows, selection and rules stay.
  void setRedrawn(std::shared_ptr<const TraceDocument> document);
  /// The same trace with other spans: what was collapsed, hidden, found and selected is so still.
  void setGrown(std::shared_ptr<const TraceDocument> document, const NodeMatch& match);

  // Rows.
  [[nodiscard]] RowIndex rowCount() const { return m_rowCount; }
  [[nodiscard]] NodeIndex nodeAt(RowIndex row) const { return m_document->order[m_rows[row].position]; }
  /// kNoRow while it is hidden or an ancestor is collapsed.
  [[nodiscard]] RowIndex rowOf(NodeIndex node) const;
  /// Among the rows: hidden ancestors do not count.
  [[nodiscard]] std::uint32_t depthOf(RowIndex row) const { return m_rows[row].depth; }
  [[nodiscard]] RowIndex parentRow(RowIndex row) const { return m_rows[row].parent; }
  [[nodiscard]] bool hasNextSibling(RowIndex row) const { return nextSibling(row) != kNoRow; }
  /// The row of its nearest ancestor that is one, itself included; kNoRow outside the focus.
  [[nodiscard]] RowIndex nearestRow(NodeIndex node) const;

  // Counts of spans: all = visible + folded + hidden.
  [[nodiscard]] std::uint32_t visibleSpans() const { return m_visibleSpans; }
  [[nodiscard]] std::uint32_t foldedSpans() const { return m_foldedSpans; }  ///< Below collapsed rows.
  [[nodiscard]] std::uint32_t hiddenSpans() const;                           ///< By the rules and the focus.
  /// Spans below it that collapsing hides.
  [[nodiscard]] std::uint32_t shownBelow(NodeIndex node) const;

  // Collapsing.
  [[nodiscard]] bool isExpandable(NodeIndex node) const { return shownBelow(node) > 0; }
  [[nodiscard]] bool isCollapsed(NodeIndex node) const {
    return m_collapsed[m_document->position[node]] != 0;
  }
  void setCollapsed(NodeIndex node, bool collapsed);
  void setSubtreeCollapsed(NodeIndex node, bool collapsed);
  /// `node` and every other child of its parent.
  void collapseSiblings(NodeIndex node);
  void collapseAll();
  void expandAll();
  /// Nodes at `depth` below the top and deeper are collapsed, all above expanded.
  void expandToDepth(std::uint32_t depth);
  /// Expands what hides `node` and lifts rules that do; true when rows changed.
  bool reveal(NodeIndex node);

  // Rules.
  [[nodiscard]] const Visibility& visibility() const { return m_visibility; }
  void setVisibility(Visibility visibility);
  [[nodiscard]] const FoundSpans& found() const { return m_found; }
  /// Null ends the search, and with it the rule that hides what does not match.
  void setMatches(std::shared_ptr<const SpanMatches> matches);
  [[nodiscard]] bool isMatch(NodeIndex node) const { return m_found.contains(m_document->position[node]); }

  // Selection.
  [[nodiscard]] const NodeSelection& selection() const { return m_selection; }
  [[nodiscard]] NodeSelection& selection() { return m_selection; }
  [[nodiscard]] NodeIndex selected() const { return m_selection.current(); }
  void select(NodeIndex node) { m_selection.selectOnly(node); }
  /// Every row from one to the other.
  [[nodiscard]] std::vector<NodeIndex> nodesBetween(RowIndex a, RowIndex b) const;

  [[nodiscard]] NodeIndex firstChild(NodeIndex node) const;
  /// Among the rows; kNoNode at the end.
  [[nodiscard]] NodeIndex sibling(NodeIndex node, bool forward) const;
  /// The next node in tree order after (or before) `node` that `isWanted`, shown or not, around the end;
  /// kNoNode for none.
  [[nodiscard]] NodeIndex next(NodeIndex node, bool forward,
                               const std::function<bool(NodeIndex)>& isWanted) const;
  /// The next failed span.
  [[nodiscard]] NodeIndex nextError(NodeIndex node, bool forward) const;
  /// The failed span with most ancestors, the first of several; none of its children failed.
  [[nodiscard]] NodeIndex deepestError() const;
  /// Spans drawn at some time in [from, to], in nanoseconds from the start of the trace. One pass over all of
  /// them: 1 to 2 ms for a million.
  [[nodiscard]] std::uint32_t spansIn(double from, double to) const;

 private:
  struct Row {
    std::uint32_t position;  ///< In TraceDocument::order.
    RowIndex parent;
    std::uint32_t depth;
  };

  void applyRules();
  void rebuild();
  template <typename IsShown>
  void buildRows(std::uint32_t first, std::uint32_t last, IsShown isShown);
  [[nodiscard]] RowIndex nextSibling(RowIndex row) const;
  /// Spans and placeholders that pass the rules from one position to another.
  [[nodiscard]] std::uint32_t shownBetween(std::uint32_t from, std::uint32_t to) const {
    return m_shown.empty() ? to - from : m_shown[to] - m_shown[from];
  }

  std::shared_ptr<const TraceDocument> m_document;
  Visibility m_visibility;
  FoundSpans m_found;
  NodeSelection m_selection;
  std::vector<std::uint32_t> m_shown;     ///< countShown().
  std::vector<std::uint8_t> m_collapsed;  ///< Per position.
  std::vector<Row> m_rows;                ///< The first m_rowCount; has room for all nodes and one.
  std::uint32_t m_rowCount = 0;
  std::vector<RowIndex> m_nearest;  ///< Per position, and one beyond: nearestRow().
  std::uint32_t m_visibleSpans = 0;
  std::uint32_t m_foldedSpans = 0;
};

}  // namespace spanloupe::waterfall
