// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the nodes of a document are in a later one of the same trace, of which more has come (or less is
// kept), so that a view keeps what is collapsed, hidden, selected and found. Pure; any thread.
#pragma once

#include "ui/waterfall/visibility.h"

namespace spanloupe::waterfall {

struct NodeMatch {
  std::vector<NodeIndex> nodes;  ///< Per node of the earlier document; kNoNode: not there any more.
  double moved = 0;              ///< Nanoseconds that the earlier start lies behind the later one.

  [[nodiscard]] NodeIndex of(NodeIndex node) const { return node < nodes.size() ? nodes[node] : kNoNode; }
};

/// Spans are the same when their ids are, the nth of several that share one being the nth. A missing parent
/// that has come is its span.
[[nodiscard]] NodeMatch matchNodes(const TraceDocument& before, const TraceDocument& after);

/// The same wish in the later document: services by their names.
[[nodiscard]] Visibility matched(const Visibility& visibility, const NodeMatch& match,
                                 const TraceDocument& before, const TraceDocument& after);
/// Null for null.
[[nodiscard]] std::shared_ptr<const SpanMatches> matched(const SpanMatches* found, const NodeMatch& match,
                                                         const TraceDocument& after);

}  // namespace spanloupe::waterfall
