// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One trace with everything the trace tab needs, computed once. Built by a pure function on a worker thread,
// then immutable and shared. A node is a span (its SpanIndex) or, from spanCount() on, the placeholder of a
// missing parent.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/analysis/trace_tree.h"
#include "core/model/trace.h"
#include "ui/waterfall/time_window.h"

namespace spanloupe::waterfall {

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = 0xffffffff;

/// What the spans of one service come to.
struct ServiceFigures {
  std::uint32_t spans = 0;
  std::uint32_t errors = 0;
  Duration self{};
};

struct TraceDocument {
  std::shared_ptr<const Trace> trace;
  analysis::TraceTree tree;
  analysis::SkewEstimate skew;
  bool isSkewCorrected = true;  ///< False: drawn as reported.
  analysis::DrawnTimes times;
  std::vector<Duration> self;
  std::vector<analysis::CriticalSegment> critical;
  std::vector<StringIndex> services;           ///< Distinct, in order of first start; without the empty one.
  std::vector<ServiceFigures> serviceFigures;  ///< Of each of `services`.
  std::uint32_t duplicateIds = 0;

  // Nodes in preorder: parents before children, siblings by start, each missing parent above its children.
  std::vector<NodeIndex> order;
  std::vector<std::uint32_t> position;    ///< Of each node in `order`.
  std::vector<std::uint32_t> subtreeEnd;  ///< Per position: the one after the last node below it.
  std::vector<std::uint32_t> parentAt;    ///< Per position: that of its parent; nodeCount() for none.
  std::vector<std::uint32_t>
      missingParentOf;  ///< Per span, index of tree.missingParents; empty if there are none.

  std::vector<SpanIndex> byId;  ///< Spans by id, equal ids by start; empty without links.
  std::vector<std::pair<SpanIndex, SpanIndex>> linked;  ///< (linked span, span that names it), ascending.

  // Per span: its logs and critical segments, as slices of the lists below.
  std::vector<std::uint32_t> logsBegin;
  std::vector<std::uint32_t> logs;  ///< Into trace->logs.
  std::vector<std::uint32_t> criticalBegin;
  std::vector<std::uint32_t> criticalOrder;  ///< Into `critical`.

  [[nodiscard]] std::size_t spanCount() const { return trace->size(); }
  [[nodiscard]] std::size_t nodeCount() const { return order.size(); }
  [[nodiscard]] bool isPlaceholder(NodeIndex node) const { return node >= spanCount(); }
  [[nodiscard]] const analysis::MissingParent& placeholder(NodeIndex node) const {
    return tree.missingParents[node - spanCount()];
  }
  [[nodiscard]] NodeIndex parent(NodeIndex node) const;
  [[nodiscard]] std::uint32_t depth(NodeIndex node) const {
    return isPlaceholder(node) ? 0 : tree.depth[node];
  }
  /// Nodes below, without itself; they follow it in `order`.
  [[nodiscard]] std::uint32_t descendants(NodeIndex node) const {
    return subtreeEnd[position[node]] - position[node] - 1;
  }
  [[nodiscard]] std::uint32_t errorsBelow(NodeIndex node) const;
  [[nodiscard]] Interval drawn(NodeIndex node) const;
  /// What the correction of clock skew adds to its times; 0 for most.
  [[nodiscard]] Duration skewOf(SpanIndex span) const {
    return skew.shift.empty() ? Duration{} : skew.shift[span];
  }
  [[nodiscard]] double offset(Timestamp time) const;  ///< From the start of the trace, in nanoseconds.
  [[nodiscard]] double length() const { return offset(times.traceEnd); }
  [[nodiscard]] std::span<const std::uint32_t> logsOf(SpanIndex span) const;
  [[nodiscard]] std::span<const std::uint32_t> criticalOf(SpanIndex span) const;
  [[nodiscard]] Duration criticalTime(SpanIndex span) const;
  /// The first span with that id; kNoSpan for none, and in traces without links. Binary search.
  [[nodiscard]] SpanIndex spanOf(SpanId id) const;
  /// The part of `linked` about `span`: the seconds are the spans of this trace that name it in a link.
  [[nodiscard]] std::span<const std::pair<SpanIndex, SpanIndex>> linkedBy(SpanIndex span) const;
  /// The kept text `index`, as UTF-8.
  [[nodiscard]] const std::string& text(StringIndex index) const { return trace->strings[index]; }
};

/// Pure; any thread. `trace` must not be null.
[[nodiscard]] std::shared_ptr<const TraceDocument> buildTraceDocument(std::shared_ptr<const Trace> trace);

/// The same trace with clock skew corrected, or drawn as reported. Pure; any thread. Takes about half as long
/// as building it.
[[nodiscard]] std::shared_ptr<const TraceDocument> redrawn(const TraceDocument& document, bool correctSkew);

}  // namespace spanloupe::waterfall
