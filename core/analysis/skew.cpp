// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "core/analysis/saturating.h"
#include "core/analysis/trace_tree.h"

// A child cannot run before it was called, and a reply is sent before it is received. So a callee of another
// service that stands outside its caller shows a wrong clock, if it was waited for at all:
//   - a child that starts before its parent always does;
//   - a child that ends after its parent does when it is the server side of a client span that succeeded. A
//   client that
//     failed may have given up while the server went on, and between other kinds the parent may simply not
//     have waited.
// Producer and consumer, and children that link to their parent, are asynchronous and never moved; nor is a
// child longer than its parent: no shift would make it fit, and moving it to the parent's start (as is often
// done) draws something that nobody reported.
//
// The clock is the host's, of which a trace knows only the service. The subtree of the same service moves
// along. A second child of a service is moved by the shift of the one before it if that makes it fit, so that
// calls to one host keep their distances; otherwise it is centred by itself, another instance being on
// another host.

namespace spanloupe::analysis {
namespace {

class SkewEstimator {
 public:
  SkewEstimator(const Trace& trace, const TraceTree& tree) : m_trace(trace), m_tree(tree) {
    m_estimate.shift.assign(trace.size(), Duration::zero());
  }

  SkewEstimate estimate() {
    for (const SpanIndex span : m_tree.preorder) {
      const SpanIndex parent = m_tree.parent[span];
      if (parent == kNoSpan) continue;
      m_estimate.shift[span] = m_trace.service[span] == m_trace.service[parent] ? m_estimate.shift[parent]
                                                                                : shiftInto(parent, span);
    }
    listServices();
    return std::move(m_estimate);
  }

 private:
  [[nodiscard]] bool isMeasured(SpanIndex span) const {
    return !isAbsurd(m_trace.start[span]) && !isAbsurd(m_trace.end[span]) &&
           m_trace.end[span] >= m_trace.start[span];
  }

  [[nodiscard]] bool isKind(SpanIndex span, SpanKind kind) const {
    return m_trace.kind[span] == static_cast<std::uint8_t>(kind);
  }

  [[nodiscard]] bool isAsynchronous(SpanIndex parent, SpanIndex child) const {
    if (isKind(parent, SpanKind::Producer) || isKind(child, SpanKind::Consumer)) return true;
    for (std::uint32_t i = m_trace.linksBegin[child]; i < m_trace.linksBegin[child + 1]; ++i) {
      if (m_trace.links[i].spanId == m_trace.spanId[parent] && m_trace.links[i].traceId == m_trace.id)
        return true;
    }
    return false;
  }

  /// The shift that puts a child of another service inside its parent, 0 when it must stay.
  Duration shiftInto(SpanIndex parent, SpanIndex child) {
    if (!isMeasured(parent) || !isMeasured(child)) return {};
    const Timestamp from = moved(m_trace.start[parent], m_estimate.shift[parent]);
    const Timestamp to = moved(m_trace.end[parent], m_estimate.shift[parent]);
    const Duration atStart =
        elapsed(m_trace.start[child], from);  // Shift that aligns the starts, the least possible,
    const Duration atEnd = elapsed(m_trace.end[child], to);  // and the ends, the greatest possible.
    if (atStart > atEnd) return {};                          // Longer than its parent.
    const bool early = atStart > Duration::zero();
    const bool late = atEnd < Duration::zero();
    if ((!early && !late) || isAsynchronous(parent, child)) return {};
    if (late && !waitedFor(parent, child)) return {};
    Duration& last = lastShift(m_trace.service[child]);
    const bool lastFits = last != Duration::zero() && last >= atStart && last <= atEnd;
    if (!lastFits) last = atStart + (atEnd - atStart) / 2;
    Duration& largest = m_largest[m_trace.service[child]];
    if (std::abs(last.count()) > std::abs(largest.count())) largest = last;
    return last;
  }

  [[nodiscard]] bool waitedFor(SpanIndex parent, SpanIndex child) const {
    return isKind(parent, SpanKind::Client) && isKind(child, SpanKind::Server) && !m_trace.isError(parent);
  }

  /// Most traces move nothing and never make the tables.
  Duration& lastShift(StringIndex service) {
    if (m_last.empty()) {
      m_last.assign(m_trace.strings.size(), Duration::zero());
      m_largest.assign(m_trace.strings.size(), Duration::zero());
    }
    return m_last[service];
  }

  void listServices() {
    for (StringIndex service = 0; service < m_largest.size(); ++service) {
      if (m_largest[service] != Duration::zero())
        m_estimate.services.push_back({service, m_largest[service]});
    }
  }

  const Trace& m_trace;
  const TraceTree& m_tree;
  SkewEstimate m_estimate;
  std::vector<Duration> m_last;     ///< Per service: how its last moved child was moved.
  std::vector<Duration> m_largest;  ///< Per service: the largest of all.
};

}  // namespace

SkewEstimate estimateSkew(const Trace& trace, const TraceTree& tree) {
  return SkewEstimator(trace, tree).estimate();
}

}  // namespace spanloupe::analysis
