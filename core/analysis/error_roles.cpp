// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_tree.h"

namespace spanloupe::analysis {

std::vector<ErrorRole> errorRoles(const Trace& trace, const TraceTree& tree) {
  std::vector<ErrorRole> roles(trace.size(), ErrorRole::None);
  // Children after their parents in preorder: backwards, a failed child has its role before its parent is
  // asked.
  for (auto at = tree.preorder.rbegin(); at != tree.preorder.rend(); ++at) {
    if (!trace.isError(*at)) continue;
    if (roles[*at] == ErrorRole::None) roles[*at] = ErrorRole::Origin;
    const SpanIndex parent = tree.parent[*at];
    if (parent != kNoSpan && trace.isError(parent)) roles[parent] = ErrorRole::Propagated;
  }
  return roles;
}

}  // namespace spanloupe::analysis
