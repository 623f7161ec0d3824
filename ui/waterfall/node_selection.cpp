// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/node_selection.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

constexpr std::size_t kManyNodes = 50'000;

}  // namespace

bool NodeSelection::contains(NodeIndex node) const {
  return std::binary_search(m_nodes.begin(), m_nodes.end(), node);
}

void NodeSelection::clear() {
  m_nodes.clear();
  m_current = m_anchor = kNoNode;
}

void NodeSelection::selectOnly(NodeIndex node) {
  m_nodes.assign(1, node);
  m_current = m_anchor = node;
}

void NodeSelection::toggle(NodeIndex node) {
  const auto at = std::lower_bound(m_nodes.begin(), m_nodes.end(), node);
  if (at == m_nodes.end() || *at != node) {
    m_nodes.insert(at, node);
  } else if (m_nodes.size() > 1) {
    m_nodes.erase(at);
  }
  m_anchor = node;
  m_current = contains(node) ? node : m_nodes.front();
}

void NodeSelection::selectRange(std::vector<NodeIndex> nodes, NodeIndex current) {
  m_nodes = std::move(nodes);
  if (m_nodes.size() > kManyNodes) {
    // Marking and collecting beats sorting.
    std::vector<std::uint8_t> marked(*std::max_element(m_nodes.begin(), m_nodes.end()) + std::size_t{1});
    for (const NodeIndex node : m_nodes) marked[node] = 1;
    m_nodes.clear();
    for (NodeIndex node = 0; node < marked.size(); ++node) {
      if (marked[node] != 0) m_nodes.push_back(node);
    }
  } else {
    std::sort(m_nodes.begin(), m_nodes.end());
  }
  m_current = current;
  if (m_anchor == kNoNode) m_anchor = current;
}

}  // namespace spanloupe::waterfall
