// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the waterfall shows: which nodes of a document are visible rows, which one is selected. Collapsing
// walks the visible nodes once (a few milliseconds for a million). UI thread.
#pragma once

#include <memory>
#include <vector>

#include "ui/waterfall/trace_document.h"

namespace spanloupe::waterfall {

using RowIndex = std::uint32_t;
inline constexpr RowIndex kNoRow = 0xffffffff;

class WaterfallModel {
 public:
  WaterfallModel() = default;
  explicit WaterfallModel(std::shared_ptr<const TraceDocument> document);

  [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }
  [[nodiscard]] const TraceDocument& document() const { return *m_document; }
  [[nodiscard]] const std::shared_ptr<const TraceDocument>& shared() const { return m_document; }

  [[nodiscard]] RowIndex rowCount() const { return static_cast<RowIndex>(m_rows.size()); }
  [[nodiscard]] NodeIndex nodeAt(RowIndex row) const { return m_rows[row]; }
  /// kNoRow while an ancestor is collapsed.
  [[nodiscard]] RowIndex rowOf(NodeIndex node) const;
  /// Visible rows that are spans.
  [[nodiscard]] std::uint32_t visibleSpans() const { return m_visibleSpans; }

  [[nodiscard]] bool isExpandable(NodeIndex node) const { return m_document->descendants(node) > 0; }
  [[nodiscard]] bool isCollapsed(NodeIndex node) const { return m_collapsed[node] != 0; }
  void setCollapsed(NodeIndex node, bool collapsed);
  void setSubtreeCollapsed(NodeIndex node, bool collapsed);
  void collapseAll();
  void expandAll();
  /// Nodes at `depth` and below are collapsed, all above expanded.
  void expandToDepth(std::uint32_t depth);
  /// Expands what hides `node`; true when rows changed.
  bool reveal(NodeIndex node);

  [[nodiscard]] NodeIndex selected() const { return m_selected; }
  void select(NodeIndex node) { m_selected = node; }

  [[nodiscard]] NodeIndex firstChild(NodeIndex node) const;
  /// The next failed span in tree order after (or before) `node`, collapsed or not, around the end; kNoNode
  /// for none.
  [[nodiscard]] NodeIndex nextError(NodeIndex node, bool forward) const;
  /// Spans that start in [from, to), in nanoseconds from the start of the trace.
  [[nodiscard]] std::uint32_t spansIn(double from, double to) const;

 private:
  void rebuild();

  std::shared_ptr<const TraceDocument> m_document;
  std::vector<std::uint8_t> m_collapsed;  ///< Per node.
  std::vector<NodeIndex> m_rows;
  std::vector<RowIndex> m_rowOf;  ///< Per node.
  std::uint32_t m_visibleSpans = 0;
  NodeIndex m_selected = kNoNode;
};

}  // namespace spanloupe::waterfall
