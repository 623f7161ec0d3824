// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/node_match.h"

#include <algorithm>
#include <numeric>

namespace spanloupe::waterfall {
namespace {

/// Spans by id, equal ids in the order of the trace.
std::vector<SpanIndex> spansById(const Trace& trace) {
  std::vector<SpanIndex> spans(trace.size());
  std::iota(spans.begin(), spans.end(), SpanIndex{0});
  std::stable_sort(spans.begin(), spans.end(),
                   [&trace](SpanIndex a, SpanIndex b) { return trace.spanId[a] < trace.spanId[b]; });
  return spans;
}

/// The first with that id, kNoNode for none.
NodeIndex spanWithId(const Trace& trace, const std::vector<SpanIndex>& byId, SpanId id) {
  const auto found = std::lower_bound(byId.begin(), byId.end(), id, [&trace](SpanIndex span, SpanId wanted) {
    return trace.spanId[span] < wanted;
  });
  return found != byId.end() && trace.spanId[*found] == id ? *found : kNoNode;
}

NodeIndex placeholderOf(const TraceDocument& document, SpanId id) {
  const auto& missing = document.tree.missingParents;
  const auto found = std::find_if(missing.begin(), missing.end(),
                                  [id](const analysis::MissingParent& parent) { return parent.id == id; });
  if (found == missing.end()) return kNoNode;
  return static_cast<NodeIndex>(document.spanCount() + static_cast<std::size_t>(found - missing.begin()));
}

}  // namespace

NodeMatch matchNodes(const TraceDocument& before, const TraceDocument& after) {
  NodeMatch match;
  match.moved = after.offset(before.times.traceStart);
  match.nodes.assign(before.nodeCount(), kNoNode);
  const std::vector<SpanIndex> was = spansById(*before.trace);
  const std::vector<SpanIndex> now = spansById(*after.trace);
  auto next = now.begin();
  for (const SpanIndex span : was) {
    const SpanId id = before.trace->spanId[span];
    while (next != now.end() && after.trace->spanId[*next] < id) ++next;
    if (next == now.end()) break;
    if (after.trace->spanId[*next] == id) match.nodes[span] = *next++;
  }
  for (std::size_t i = 0; i < before.tree.missingParents.size(); ++i) {
    const SpanId id = before.tree.missingParents[i].id;
    const NodeIndex come = spanWithId(*after.trace, now, id);
    match.nodes[before.spanCount() + i] = come != kNoNode ? come : placeholderOf(after, id);
  }
  return match;
}

Visibility matched(const Visibility& visibility, const NodeMatch& match, const TraceDocument& before,
                   const TraceDocument& after) {
  Visibility now = visibility;
  now.focus = match.of(visibility.focus);
  now.hiddenServices.clear();
  for (const StringIndex hidden : visibility.hiddenServices)
    for (const StringIndex service : after.services)
      if (after.text(service) == before.text(hidden)) now.setHidden(service, true);
  return now;
}

std::shared_ptr<const SpanMatches> matched(const SpanMatches* found, const NodeMatch& match,
                                           const TraceDocument& after) {
  if (found == nullptr) return nullptr;
  auto now = std::make_shared<SpanMatches>(*found);
  now->isComplete = false;  // What has come has not been looked at.
  now->spans.clear();
  for (const SpanIndex span : found->spans)
    if (match.of(span) < after.spanCount()) now->spans.push_back(match.of(span));
  std::sort(now->spans.begin(), now->spans.end());
  return now;
}

}  // namespace spanloupe::waterfall
