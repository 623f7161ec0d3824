// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/visibility.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

// What is known of a node by itself.
constexpr std::uint8_t kPasses = 1;  ///< A span that satisfies every rule.
constexpr std::uint8_t kLeads = 2;   ///< Shown when something below it passes.

struct Positions {
  std::uint32_t begin;
  std::uint32_t end;
};

/// Clears kPasses of the spans that are not `wanted(span)`. One rule at a time and without branches: what a
/// span has is as good as random, and a wrong guess of the processor costs more than all the rest.
template <typename Wanted>
void narrow(const TraceDocument& doc, Positions where, std::vector<std::uint8_t>& marks, Wanted wanted) {
  const auto spans = static_cast<NodeIndex>(doc.spanCount());
  for (std::uint32_t at = where.begin; at < where.end; ++at) {
    const NodeIndex node = doc.order[at];
    if (node >= spans) continue;
    const std::uint8_t kept = wanted(node) ? 0xff : static_cast<std::uint8_t>(~kPasses);
    marks[at - where.begin] = static_cast<std::uint8_t>(marks[at - where.begin] & kept);
  }
}

std::vector<std::uint8_t> marked(const TraceDocument& doc, const Visibility& visibility,
                                 const FoundSpans& found, Positions where) {
  const Trace& trace = *doc.trace;
  const bool narrows = visibility.onlyErrors || visibility.onlyCritical || visibility.onlyMatches;
  std::vector<std::uint8_t> marks(where.end - where.begin, narrows ? kPasses | kLeads : kPasses);
  if (!visibility.hiddenServices.empty()) {
    std::vector<std::uint8_t> marksOf(trace.strings.size(), 0xff);
    for (const StringIndex service : visibility.hiddenServices) marksOf[service] = 0;
    const auto spans = static_cast<NodeIndex>(doc.spanCount());
    for (std::uint32_t at = where.begin; at < where.end; ++at) {
      const NodeIndex node = doc.order[at];
      if (node < spans) marks[at - where.begin] &= marksOf[trace.service[node]];
    }
  }
  if (visibility.onlyErrors) narrow(doc, where, marks, [&](SpanIndex span) { return trace.isError(span); });
  if (visibility.onlyCritical) {
    narrow(doc, where, marks,
           [&](SpanIndex span) { return doc.criticalBegin[span + 1] > doc.criticalBegin[span]; });
  }
  if (visibility.onlyMatches) {
    std::vector<std::uint8_t> matches(marks.size(), static_cast<std::uint8_t>(~kPasses));
    const std::vector<std::uint32_t>& positions = found.positions();
    for (auto at = std::lower_bound(positions.begin(), positions.end(), where.begin);
         at != positions.end() && *at < where.end; ++at) {
      matches[*at - where.begin] = 0xff;
    }
    for (std::size_t i = 0; i < marks.size(); ++i) marks[i] &= matches[i];
  }
  for (std::size_t i = 0; i < doc.tree.missingParents.size(); ++i) {
    const std::uint32_t at = doc.position[doc.spanCount() + i];
    if (at >= where.begin && at < where.end) marks[at - where.begin] = kLeads;
  }
  return marks;
}

/// As countShown() would find; looks only at the node and what is below it.
bool isShown(const TraceDocument& doc, const Visibility& visibility, const FoundSpans& found,
             std::uint32_t at) {
  if (!visibility.hasRules()) return true;
  const std::vector<std::uint8_t> marks = marked(doc, visibility, found, {at, doc.subtreeEnd[at]});
  const auto passes = [](std::uint8_t mark) { return (mark & kPasses) != 0; };
  return passes(marks.front()) ||
         ((marks.front() & kLeads) != 0 && std::any_of(marks.begin(), marks.end(), passes));
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
  const auto nodes = static_cast<std::uint32_t>(document.nodeCount());
  std::vector<std::uint8_t> marks = marked(document, visibility, found, {0, nodes});
  // Backwards: what passes below a node has been seen when the node is reached.
  std::uint32_t nextPassing = nodes;
  for (std::uint32_t at = nodes; at-- > 0;) {
    const std::uint8_t mark = marks[at];
    nextPassing = (mark & kPasses) != 0 ? at : nextPassing;
    const int leads =
        static_cast<int>((mark & kLeads) != 0) & static_cast<int>(nextPassing < document.subtreeEnd[at]);
    marks[at] = static_cast<std::uint8_t>((mark & kPasses) | leads);
  }
  std::vector<std::uint32_t> shown(nodes + std::size_t{1});
  std::uint32_t sum = 0;
  for (std::uint32_t at = 0; at < nodes; ++at) shown[at + 1] = sum += marks[at];
  return shown;
}

Visibility liftedFor(const TraceDocument& document, Visibility visibility, const FoundSpans& found,
                     NodeIndex node) {
  if (visibility.focus != kNoNode && !isBelow(document, visibility.focus, node)) visibility.focus = kNoNode;
  if (!document.isPlaceholder(node)) visibility.setHidden(document.trace->service[node], false);
  const std::uint32_t at = document.position[node];
  for (bool Visibility::*rule :
       {&Visibility::onlyMatches, &Visibility::onlyCritical, &Visibility::onlyErrors}) {
    if (!(visibility.*rule) || isShown(document, visibility, found, at)) continue;
    // Lift the rule only when the node fails it alone; else another one is to blame.
    Visibility alone;
    alone.*rule = true;
    if (!isShown(document, alone, found, at)) visibility.*rule = false;
  }
  // Passes each rule alone but not all at once, or is a placeholder whose children are hidden.
  if (!isShown(document, visibility, found, at))
    visibility.onlyMatches = visibility.onlyCritical = visibility.onlyErrors = false;
  if (!isShown(document, visibility, found, at)) visibility.hiddenServices.clear();
  return visibility;
}

}  // namespace spanloupe::waterfall
