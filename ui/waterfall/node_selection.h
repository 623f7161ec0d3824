// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which nodes of a document are selected: one current node, and around it those added with Ctrl and Shift.
// UI thread.
#pragma once

#include <vector>

#include "ui/waterfall/trace_document.h"

namespace spanloupe::waterfall {

class NodeSelection {
 public:
  /// The one that keys move and the details show; kNoNode for none.
  [[nodiscard]] NodeIndex current() const { return m_current; }
  /// Where a range extended with Shift began.
  [[nodiscard]] NodeIndex anchor() const { return m_anchor; }
  [[nodiscard]] std::size_t count() const { return m_nodes.size(); }
  [[nodiscard]] bool contains(NodeIndex node) const;
  /// Ascending.
  [[nodiscard]] const std::vector<NodeIndex>& nodes() const { return m_nodes; }

  void clear();
  void selectOnly(NodeIndex node);
  void toggle(NodeIndex node);
  /// Replaces all but the anchor; `current` becomes the current one. Duplicates are not allowed.
  void selectRange(std::vector<NodeIndex> nodes, NodeIndex current);

 private:
  std::vector<NodeIndex> m_nodes;
  NodeIndex m_current = kNoNode;
  NodeIndex m_anchor = kNoNode;
};

}  // namespace spanloupe::waterfall
