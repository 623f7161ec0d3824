// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/visibility.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

bool isCritical(const TraceDocument& doc, SpanIndex span) {
  return doc.criticalBegin[span + 1] > doc.criticalBegin[span];
}

bool isBelow(const TraceDocument& doc, NodeIndex top, NodeIndex node) {
  const std::uint32_t at = doc.position[node];
  return at >= doc.position[top] && at < doc.subtreeEnd[doc.position[top]];
}

}  // namespace

bool Visibility::hides(StringIndex service) const {
  return std::binary_search(hiddenServices.begin(), hiddenServices.end(), service);
}

void Visibility::setHidden(StringIndex service, bool hidden) {
  const auto at = std::lower_bound(hiddenServices.begin(), hiddenServices.end(), service);
  const bool isThere = at != hiddenServices.end() && *at == service;
  if (hidden && !isThere) hiddenServices.insert(at, service);
  if (!hidden && isThere) hiddenServices.erase(at);
}

void Visibility::hideAllBut(StringIndex service, const TraceDocument& document) {
  hiddenServices = document.services;
  std::sort(hiddenServices.begin(), hiddenServices.end());
  setHidden(service, false);
}

std::vector<std::uint32_t> countShown(const TraceDocument& document, const Visibility& visibility,
                                      const FoundSpans& found) {
  if (!visibility.hasRules()) return {};
  const Trace& trace = *document.trace;
  const std::size_t nodes = document.nodeCount();
  std::vector<std::uint8_t> hidden;  // By service; empty: none is.
  if (!visibility.hiddenServices.empty()) {
    hidden.resize(trace.strings.size());
    for (const StringIndex service : visibility.hiddenServices) hidden[service] = 1;
  }
  const bool narrows = visibility.onlyErrors || visibility.onlyCritical || visibility.onlyMatches;
  const std::vector<std::uint32_t>& matches = found.positions();
  std::size_t match = matches.size();  // One past the match at or before the current position.

  std::vector<std::uint32_t> shown(nodes + 1);
  // Backwards: what was found below a node has been seen when the node is reached.
  std::size_t nextWanted = nodes;
  for (std::size_t at = nodes; at-- > 0;) {
    const NodeIndex node = document.order[at];
    while (match > 0 && matches[match - 1] > at) --match;
    const bool isSpan = !document.isPlaceholder(node);
    const bool isHidden = isSpan && !hidden.empty() && hidden[trace.service[node]] != 0;
    const bool isWanted = isSpan && !isHidden && (!visibility.onlyErrors || trace.isError(node)) &&
                          (!visibility.onlyCritical || isCritical(document, node)) &&
                          (!visibility.onlyMatches || (match > 0 && matches[match - 1] == at));
    if (isWanted) nextWanted = at;
    const bool leadsToOne = (narrows || !isSpan) && nextWanted < document.subtreeEnd[at];
    shown[at + 1] = isWanted || (!isHidden && leadsToOne) ? 1 : 0;
  }
  std::uint32_t sum = 0;
  for (std::uint32_t& one : shown) one = sum += one;
  return shown;
}

Visibility liftedFor(const TraceDocument& document, Visibility visibility, const FoundSpans& found,
                     NodeIndex node) {
  if (visibility.focus != kNoNode && !isBelow(document, visibility.focus, node)) visibility.focus = kNoNode;
  if (!document.isPlaceholder(node)) visibility.setHidden(document.trace->service[node], false);
  const std::uint32_t at = document.position[node];
  const auto isShown = [&] {
    const std::vector<std::uint32_t> shown = countShown(document, visibility, found);
    return shown.empty() || shown[at + 1] > shown[at];
  };
  for (bool Visibility::*rule :
       {&Visibility::onlyMatches, &Visibility::onlyCritical, &Visibility::onlyErrors}) {
    if (!(visibility.*rule) || isShown()) continue;
    // Lift the rule only when the node fails it alone; else another one is to blame.
    Visibility alone;
    alone.*rule = true;
    const std::vector<std::uint32_t> shown = countShown(document, alone, found);
    if (shown[at + 1] == shown[at]) visibility.*rule = false;
  }
  // Passes each rule alone but not all at once, or is a placeholder whose children are hidden.
  if (!isShown()) visibility.onlyMatches = visibility.onlyCritical = visibility.onlyErrors = false;
  if (!isShown()) visibility.hiddenServices.clear();
  return visibility;
}

}  // namespace spanloupe::waterfall
