// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds, for a segment about to be written, which of its traces earlier segments hold, and which of its spans they
// hold already. Writer thread.
#pragma once

#include <span>
#include <vector>

#include "core/store/segment_cache.h"
#include "core/store/trace_index.h"

namespace spanloupe::store {

class SharedTraces {
 public:
  explicit SharedTraces(BlobCursor& cursor) : m_cache(cursor, kCachedSegments) {}

  /// A segment was committed (or found on opening): its traces are known from now on.
  [[nodiscard]] Result<void> add(const std::shared_ptr<const SegmentInfo>& info, const std::vector<TraceId>& ids);
  /// Likewise, the ids read from the file.
  [[nodiscard]] Result<void> add(const std::shared_ptr<const SegmentInfo>& info);

  /// The traces of `segment` that earlier segments hold, ascending run.
  [[nodiscard]] Result<std::vector<SharedRun>> find(const EncodedSegment& segment);
  /// Rows of `segment` whose equal is in an earlier segment; ascending.
  [[nodiscard]] Result<std::vector<std::uint32_t>> duplicates(const EncodedSegment& segment,
                                                              std::span<const SharedRun> shared);

 private:
  static constexpr std::size_t kCachedSegments = 24;
  /// A span of the new segment and one of an earlier segment with the same ids.
  struct Pair {
    std::uint32_t segment = 0;
    std::uint32_t storedRow = 0;
    std::uint32_t newRow = 0;
  };

  [[nodiscard]] const std::shared_ptr<const SegmentInfo>& info(std::uint32_t id) const;
  [[nodiscard]] Result<std::optional<SharedRun>> locate(TraceId id, std::uint32_t run);
  [[nodiscard]] Result<void> matchRun(const EncodedSegment& segment, SharedRun shared, std::vector<Pair>& pairs);

  SegmentCache m_cache;
  TraceIndex m_index;
  std::vector<std::shared_ptr<const SegmentInfo>> m_segments;   ///< Ascending id.
};

}  // namespace spanloupe::store
