// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds, for a segment about to be written, which of its traces earlier segments hold, and which of its spans
// they hold already. Writer thread.
#pragma once

#include <span>
#include <vector>

#include "core/store/segment_cache.h"
#include "core/store/span_id_table.h"
#include "core/store/trace_index.h"

namespace spanloupe::store {

class SharedTraces {
 public:
  explicit SharedTraces(BlobCursor& cursor) : m_cache(cursor, kCachedSegments) {}

  /// A segment was committed (or found on opening): its traces are known from now on.
  [[nodiscard]] Result<void> add(const std::shared_ptr<const SegmentInfo>& info,
                                 const std::vector<TraceId>& ids);
  /// Likewise, the ids read from the file.
  [[nodiscard]] Result<void> add(const std::shared_ptr<const SegmentInfo>& info);

  /// The traces of `segment` that earlier segments hold, ascending run.
  [[nodiscard]] Result<std::vector<SharedRun>> find(const EncodedSegment& segment);
  /// Rows of `segment` whose equal is in an earlier segment; ascending.
  [[nodiscard]] Result<std::vector<std::uint32_t>> duplicates(const EncodedSegment& segment,
                                                              std::span<const SharedRun> shared);

 private:
  static constexpr std::size_t kCachedSegments = 48;
  /// A span of the new segment and one of an earlier segment with the same ids.
  struct Pair {
    std::uint32_t segment = 0;
    std::uint32_t storedRow = 0;
    std::uint32_t newRow = 0;
  };

  [[nodiscard]] const std::shared_ptr<const SegmentInfo>& info(std::uint32_t id) const;
  [[nodiscard]] Result<std::optional<SharedRun>> locate(TraceId id, std::uint32_t run);
  /// Pairs of `segment` and all earlier segments that hold parts of its traces.
  [[nodiscard]] Result<std::vector<Pair>> match(const EncodedSegment& segment,
                                                std::span<const SharedRun> shared);
  /// Of one earlier segment: `runs` are its runs and those of the new segment they belong to, ascending run
  /// there.
  [[nodiscard]] Result<void> matchStored(const std::shared_ptr<const SegmentInfo>& stored,
                                         std::span<const SharedRun> runs, const SpanIdTable& newRows,
                                         std::vector<Pair>& pairs);

  SegmentCache m_cache;
  TraceIndex m_index;
  std::vector<std::shared_ptr<const SegmentInfo>> m_segments;  ///< Ascending id.
};

}  // namespace spanloupe::store
