// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one question sees: the committed segments at one moment, and which of their trace runs head the
// session's trace list. Immutable, shared between threads.
//
// Every run of every segment has a position; a trace that lies in several segments is listed at its run in
// the newest of them, from which the others are reached through SharedRun.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/store/segment_info.h"

namespace spanloupe::store {

/// One run of one segment.
struct RunRef {
  std::uint32_t segment = 0;  ///< Place in Snapshot::segments().
  std::uint32_t run = 0;
};

class Snapshot {
 public:
  explicit Snapshot(std::vector<std::shared_ptr<const SegmentInfo>> segments);

  [[nodiscard]] const std::vector<std::shared_ptr<const SegmentInfo>>& segments() const { return m_segments; }
  /// Traces in the list.
  [[nodiscard]] std::uint64_t traceCount() const { return m_traces; }
  /// Positions of all listed traces, ascending.
  [[nodiscard]] std::vector<std::uint32_t> positions() const;
  [[nodiscard]] std::uint32_t firstPosition(std::size_t segment) const { return m_firstPosition[segment]; }
  [[nodiscard]] bool isListed(RunRef run) const;
  /// Nothing when no trace of the snapshot has that position.
  [[nodiscard]] std::optional<RunRef> at(std::uint32_t position) const;
  /// Position of the newest run of spans without trace id, which no list shows; nothing when there are none.
  [[nodiscard]] std::optional<std::uint32_t> withoutTrace() const;
  /// All runs of the trace headed by `run`, newest first; all spans without trace id count as one.
  [[nodiscard]] std::vector<RunRef> chain(RunRef run) const;
  /// Whether an older segment has a part of the trace.
  [[nodiscard]] bool isShared(RunRef run) const { return shared(run) != nullptr; }
  /// Place of the segment with that id; segments().size() when there is none.
  [[nodiscard]] std::size_t placeOf(std::uint32_t segmentId) const;

 private:
  [[nodiscard]] const SharedRun* shared(RunRef run) const;

  std::vector<std::shared_ptr<const SegmentInfo>> m_segments;
  std::vector<std::uint32_t> m_firstPosition;  ///< One more than there are segments.
  std::vector<std::vector<std::uint32_t>>
      m_superseded;  ///< Per segment: runs that a newer one heads; ascending.
  std::uint64_t m_traces = 0;
};

}  // namespace spanloupe::store
