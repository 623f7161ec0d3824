// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_document.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace spanloupe::waterfall {

namespace {

constexpr std::uint32_t kNone = 0xffffffff;

/// Appends `root` and everything below it, which is one slice of the tree's preorder.
void appendSubtree(TraceDocument& doc, const std::vector<std::uint32_t>& treePosition, SpanIndex root) {
  const auto begin = doc.tree.preorder.begin() + treePosition[root];
  doc.order.insert(doc.order.end(), begin, begin + doc.tree.descendants[root] + 1);
}

/// The tree's roots come by start, so children of one missing parent may be scattered; here they stand
/// together.
void orderNodes(TraceDocument& doc) {
  const auto spans = static_cast<std::uint32_t>(doc.spanCount());
  const auto missing = static_cast<std::uint32_t>(doc.tree.missingParents.size());
  if (missing != 0) {
    doc.missingParentOf.assign(spans, kNone);
    for (std::uint32_t i = 0; i < missing; ++i) {
      for (const SpanIndex child : doc.tree.missingParents[i].children) doc.missingParentOf[child] = i;
    }
  }
  std::vector<std::uint32_t> treePosition(spans);
  for (std::uint32_t i = 0; i < doc.tree.preorder.size(); ++i) treePosition[doc.tree.preorder[i]] = i;

  doc.order.reserve(spans + missing);
  std::vector<std::uint8_t> placed(missing);
  for (SpanIndex root = doc.tree.firstRoot; root != kNoSpan; root = doc.tree.nextSibling[root]) {
    const std::uint32_t group = missing == 0 ? kNone : doc.missingParentOf[root];
    if (group == kNone) {
      appendSubtree(doc, treePosition, root);
    } else if (placed[group] == 0) {
      placed[group] = 1;
      doc.order.push_back(spans + group);
      for (const SpanIndex child : doc.tree.missingParents[group].children)
        appendSubtree(doc, treePosition, child);
    }
  }
  doc.position.resize(spans + missing);
  doc.subtreeEnd.resize(spans + missing);
  for (std::uint32_t i = 0; i < doc.order.size(); ++i) {
    const NodeIndex node = doc.order[i];
    doc.position[node] = i;
    if (node < spans) {
      doc.subtreeEnd[i] = i + 1 + doc.tree.descendants[node];
      continue;
    }
    doc.subtreeEnd[i] = i + 1;
    for (const SpanIndex child : doc.placeholder(node).children) {
      doc.subtreeEnd[i] += doc.tree.descendants[child] + 1;
    }
  }
  doc.parentAt.resize(spans + missing);
  for (std::uint32_t i = 0; i < doc.order.size(); ++i) {
    const NodeIndex parent = doc.parent(doc.order[i]);
    doc.parentAt[i] = parent == kNoNode ? spans + missing : doc.position[parent];
  }
}

/// Sorts `count` items into slices by owner: begin[owner] … begin[owner + 1] of `items`.
template <typename OwnerOf>
void slice(std::size_t owners, std::size_t count, std::vector<std::uint32_t>& begin,
           std::vector<std::uint32_t>& items, OwnerOf ownerOf) {
  begin.assign(owners + 1, 0);
  for (std::size_t i = 0; i < count; ++i) {
    if (ownerOf(i) < owners) ++begin[ownerOf(i) + 1];
  }
  for (std::size_t i = 0; i < owners; ++i) begin[i + 1] += begin[i];
  items.resize(begin[owners]);
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (std::size_t i = 0; i < count; ++i) {
    if (ownerOf(i) < owners) items[next[ownerOf(i)]++] = static_cast<std::uint32_t>(i);
  }
}

void collectServices(TraceDocument& doc) {
  std::vector<std::uint8_t> seen(doc.trace->strings.size());
  for (const StringIndex service : doc.trace->service) {
    if (std::exchange(seen[service], 1) == 0 && !doc.text(service).empty()) doc.services.push_back(service);
  }
}

/// What depends on where spans are drawn.
void placeSpans(TraceDocument& doc, bool correctSkew) {
  doc.isSkewCorrected = correctSkew;
  doc.times = analysis::drawnTimes(*doc.trace, doc.tree, correctSkew ? &doc.skew : nullptr);
  doc.self = analysis::selfTimes(doc.tree, doc.times);
  doc.critical = analysis::criticalPath(doc.tree, doc.times);
  slice(doc.spanCount(), doc.critical.size(), doc.criticalBegin, doc.criticalOrder,
        [&](std::size_t i) { return doc.critical[i].span; });
}

void addUpServices(TraceDocument& doc) {
  std::vector<std::uint32_t> slot(doc.trace->strings.size());
  for (std::uint32_t i = 0; i < doc.services.size(); ++i) slot[doc.services[i]] = i;
  doc.serviceFigures.assign(doc.services.size(), {});
  for (SpanIndex span = 0; span < doc.spanCount(); ++span) {
    const StringIndex service = doc.trace->service[span];
    if (doc.services.empty() || doc.services[slot[service]] != service) continue;  // The empty name.
    ServiceFigures& figures = doc.serviceFigures[slot[service]];
    ++figures.spans;
    if (doc.trace->isError(span)) ++figures.errors;
    figures.self += doc.self[span];
  }
}

void indexForLinks(TraceDocument& doc) {
  if (doc.trace->links.empty()) return;
  doc.byId.resize(doc.spanCount());
  std::iota(doc.byId.begin(), doc.byId.end(), SpanIndex{0});
  std::sort(doc.byId.begin(), doc.byId.end(), [&](SpanIndex a, SpanIndex b) {
    return std::pair(doc.trace->spanId[a], a) < std::pair(doc.trace->spanId[b], b);
  });
  for (SpanIndex span = 0; span < doc.spanCount(); ++span) {
    for (std::uint32_t i = doc.trace->linksBegin[span]; i < doc.trace->linksBegin[span + 1]; ++i) {
      const TraceLink& link = doc.trace->links[i];
      const SpanIndex source = link.traceId == doc.trace->id ? doc.spanOf(link.spanId) : kNoSpan;
      if (source != kNoSpan && source != span) doc.linked.emplace_back(source, span);
    }
  }
  std::sort(doc.linked.begin(), doc.linked.end());
}

}  // namespace

NodeIndex TraceDocument::parent(NodeIndex node) const {
  if (isPlaceholder(node)) return kNoNode;
  if (tree.parent[node] != kNoSpan) return tree.parent[node];
  if (missingParentOf.empty() || missingParentOf[node] == kNone) return kNoNode;
  return static_cast<NodeIndex>(spanCount()) + missingParentOf[node];
}

std::uint32_t TraceDocument::errorsBelow(NodeIndex node) const {
  if (!isPlaceholder(node)) return tree.errorsBelow[node];
  std::uint32_t sum = 0;
  for (const SpanIndex child : placeholder(node).children) {
    sum += tree.errorsBelow[child] + (trace->isError(child) ? 1 : 0);
  }
  return sum;
}

double TraceDocument::offset(Timestamp time) const {
  return static_cast<double>(elapsed(times.traceStart, time).count());
}

Interval TraceDocument::drawn(NodeIndex node) const {
  if (!isPlaceholder(node)) return {offset(times.start[node]), offset(times.end[node])};
  Interval result;
  bool isFirst = true;
  for (const SpanIndex child : placeholder(node).children) {
    const Interval one = drawn(child);
    result = isFirst ? one : Interval{std::min(result.from, one.from), std::max(result.to, one.to)};
    isFirst = false;
  }
  return result;
}

std::span<const std::uint32_t> TraceDocument::logsOf(SpanIndex span) const {
  return std::span(logs).subspan(logsBegin[span], logsBegin[span + 1] - logsBegin[span]);
}

std::span<const std::uint32_t> TraceDocument::criticalOf(SpanIndex span) const {
  return std::span(criticalOrder).subspan(criticalBegin[span], criticalBegin[span + 1] - criticalBegin[span]);
}

Duration TraceDocument::criticalTime(SpanIndex span) const {
  Duration sum{};
  for (const std::uint32_t i : criticalOf(span)) sum += elapsed(critical[i].from, critical[i].to);
  return sum;
}

std::span<const std::pair<SpanIndex, SpanIndex>> TraceDocument::linkedBy(SpanIndex span) const {
  const auto [first, last] = std::equal_range(linked.begin(), linked.end(), std::pair(span, SpanIndex{0}),
                                              [](const auto& a, const auto& b) { return a.first < b.first; });
  return {first, last};
}

SpanIndex TraceDocument::spanOf(SpanId id) const {
  const auto found = std::lower_bound(byId.begin(), byId.end(), id, [this](SpanIndex span, SpanId wanted) {
    return trace->spanId[span] < wanted;
  });
  return found != byId.end() && trace->spanId[*found] == id ? *found : kNoSpan;
}

std::shared_ptr<const TraceDocument> buildTraceDocument(std::shared_ptr<const Trace> trace) {
  auto doc = std::make_shared<TraceDocument>();
  doc->trace = std::move(trace);
  doc->tree = analysis::buildTree(*doc->trace);
  doc->skew = analysis::estimateSkew(*doc->trace, doc->tree);
  placeSpans(*doc, true);
  orderNodes(*doc);
  collectServices(*doc);
  addUpServices(*doc);
  indexForLinks(*doc);
  doc->duplicateIds =
      static_cast<std::uint32_t>(std::count(doc->tree.duplicateId.begin(), doc->tree.duplicateId.end(), 1));
  slice(doc->spanCount(), doc->trace->logs.size(), doc->logsBegin, doc->logs,
        [&](std::size_t i) { return doc->trace->logs[i].span; });
  return doc;
}

std::shared_ptr<const TraceDocument> redrawn(const TraceDocument& document, bool correctSkew) {
  auto doc = std::make_shared<TraceDocument>(document);
  placeSpans(*doc, correctSkew);
  addUpServices(*doc);
  return doc;
}

}  // namespace spanloupe::waterfall
