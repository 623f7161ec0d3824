// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of one trace: parents resolved, orphans and several roots kept, cycles cut and named, and the
// figures that need the tree. Pure function of a Trace; immutable; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/trace.h"

namespace spanloupe::analysis {

/// Why a span stands at root level.
enum class RootReason : std::uint8_t { NotRoot, NoParentId, MissingParent, CycleCut };

/// A parent id that no span of the trace has, with the spans that name it.
struct MissingParent {
  SpanId id;
  std::vector<SpanIndex> children;  ///< In order of start.
};

struct TraceTree {
  // One element per span.
  std::vector<SpanIndex> parent;           ///< kNoSpan at root level.
  std::vector<SpanIndex> firstChild;       ///< Children are in order of start; kNoSpan for none.
  std::vector<SpanIndex> nextSibling;      ///< kNoSpan after the last; roots are siblings of each other.
  std::vector<std::uint32_t> depth;        ///< 0 at root level; a child of a missing parent has depth 1.
  std::vector<std::uint32_t> descendants;  ///< Spans below, without itself.
  std::vector<std::uint32_t> errorsBelow;  ///< Failed spans below, without itself.
  std::vector<RootReason> rootReason;
  std::vector<std::uint8_t> duplicateId;  ///< 1: another span of the trace has the same id.

  SpanIndex firstRoot = kNoSpan;
  std::vector<SpanIndex> preorder;  ///< All spans, parents before children, siblings by start.
  std::vector<MissingParent> missingParents;
  std::uint32_t rootCount = 0;  ///< Spans without a parent id.
  std::uint32_t cyclesCut = 0;
  std::uint32_t maxDepth = 0;
  std::uint32_t errorCount = 0;
  SpanIndex root = kNoSpan;  ///< decisions.md 4: earliest without parent id, else earliest orphan.
  Timestamp start;           ///< Smallest start, absurd ones ignored unless there is no other.
  Timestamp end;             ///< Largest end, likewise; never before start.

  [[nodiscard]] bool isComplete() const { return rootCount == 1 && missingParents.empty(); }
};

/// The parent of a span is the first span of the trace with that id; of spans with equal ids only the first
/// owns children. A cycle is cut at its earliest span. O(n), no recursion.
[[nodiscard]] TraceTree buildTree(const Trace& trace);

/// Where each span is drawn after undoing clock skew between services.
struct SkewEstimate {
  std::vector<Duration> shift;  ///< Per span, to be added to its reported times; 0 for most.
  /// The largest shift of each service that was moved, for the header ("skew -3.1 ms on payment, adjusted").
  struct ServiceShift {
    StringIndex service = 0;
    Duration shift{};
  };
  std::vector<ServiceShift> services;
};

/// A child of another service that lies outside its parent although it would fit is moved inside: centred
/// when the network delay is unknown, and its subtree of the same service with it. Children of the same
/// service, children longer than their parent, and asynchronous ones (producer to consumer, links) are left
/// alone.
[[nodiscard]] SkewEstimate estimateSkew(const Trace& trace, const TraceTree& tree);

/// Drawn start and end of every span: skew applied (when `skew` is given), unfinished spans extended to the
/// end of the trace, spans without a usable start placed at their parent's, end before start made zero
/// length. Saturating.
struct DrawnTimes {
  std::vector<Timestamp> start;
  std::vector<Timestamp> end;
  std::vector<std::uint8_t> unfinished;
  Timestamp traceStart;
  Timestamp traceEnd;
};
[[nodiscard]] DrawnTimes drawnTimes(const Trace& trace, const TraceTree& tree, const SkewEstimate* skew);

/// Time of each span in which none of its direct children ran (overlapping children counted once).
[[nodiscard]] std::vector<Duration> selfTimes(const TraceTree& tree, const DrawnTimes& times);

/// The parts of the trace's duration, each on the span that was the last to finish among what was waited for:
/// walking back from the end of the root, always into the child that ended last before the present point.
struct CriticalSegment {
  SpanIndex span = kNoSpan;
  Timestamp from;
  Timestamp to;
};
/// In ascending time; no gaps and no overlaps between the root's start and end. Empty for an empty trace.
[[nodiscard]] std::vector<CriticalSegment> criticalPath(const TraceTree& tree, const DrawnTimes& times);

/// Whether an error of a descendant reached this span unbroken (each span on the way failed too).
enum class ErrorRole : std::uint8_t { None, Origin, Propagated };
[[nodiscard]] std::vector<ErrorRole> errorRoles(const Trace& trace, const TraceTree& tree);

}  // namespace spanloupe::analysis
