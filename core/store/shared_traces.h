// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds, for a segment about to be written, which of its traces earlier segments hold, and which of its spans
// they hold already. Writer thread.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/store/eviction.h"
#include "core/store/segment_cache.h"
#include "core/store/span_filter.h"
#include "core/store/span_id_table.h"
#include "core/store/trace_index.h"

namespace spanloupe::store {

class SharedTraces {
 public:
  explicit SharedTraces(BlobCursor& cursor) : m_cache(cursor, kCachedSegments, kCachedTraces) {}

  /// `segment` was committed: its traces are known from now on.
  void add(const std::shared_ptr<const SegmentInfo>& info, const EncodedSegment& segment);
  /// Likewise for one found on opening; must come before any of the above.
  [[nodiscard]] Result<void> add(const std::shared_ptr<const SegmentInfo>& info);
  /// The segment that was added last is not committed after all.
  void takeBack(const SegmentInfo& info, const EncodedSegment& segment);
  /// Forgets consecutive segments whose traces are in those that will be added next.
  void forget(const Segments& replaced);
  /// Where a trace goes on when the segment that held it last is gone.
  using NewestParts = std::vector<std::pair<TraceId, std::uint32_t>>;
  [[nodiscard]] Result<NewestParts> newestParts(const Segments& gone, const EvictionLinks& links);
  /// Forgets segments and their traces, but for those in `parts`, and replaces what is known of others.
  void drop(const Segments& gone, const NewestParts& parts, const Segments& changed);
  /// Ascending id.
  [[nodiscard]] const Segments& segments() const { return m_segments; }
  /// What was added with ids above `after`.
  [[nodiscard]] Segments segmentsAfter(std::uint32_t after) const;
  /// Forgets all segments.
  void clear();
  /// Gives back memory that only duplicates() needs; it takes it again when it must.
  void dropFilter() { m_filter.reset(); }

  /// The traces of `segment` that earlier segments hold, ascending run.
  [[nodiscard]] Result<std::vector<SharedRun>> find(const EncodedSegment& segment);
  /// Rows of `segment` whose equal is in an earlier segment; ascending.
  struct Duplicates {
    std::vector<std::uint32_t> rows;
    bool inCleared = false;  ///< There are others, whose equal is only in segments of `cleared`.
  };
  [[nodiscard]] Result<Duplicates> duplicates(const EncodedSegment& segment,
                                              std::span<const SharedRun> shared,
                                              const std::set<std::uint32_t>& cleared);

  /// As find(), but for a segment that replaces parts in the segments from `replaced` on: the newest part
  /// before those, if any.
  [[nodiscard]] Result<std::vector<SharedRun>> findBefore(const EncodedSegment& segment,
                                                          std::uint32_t replaced);

 private:
  static constexpr std::size_t kCachedSegments = 48;
  /// Of 28 bytes each.
  static constexpr std::uint64_t kCachedTraces = 1'000'000;
  /// A span of the new segment and one of an earlier segment with the same ids.
  struct Pair {
    std::uint32_t segment = 0;
    std::uint32_t storedRow = 0;
    std::uint32_t newRow = 0;
  };

  /// Null when there is no such segment any more.
  [[nodiscard]] std::shared_ptr<const SegmentInfo> info(std::uint32_t id) const;
  void remember(const std::shared_ptr<const SegmentInfo>& info, const std::vector<TraceId>& ids);
  /// Every span of every segment goes into m_filter.
  [[nodiscard]] Result<void> fillFilter();
  /// Those runs of `shared` of which earlier segments may hold a span.
  [[nodiscard]] std::vector<SharedRun> suspects(const EncodedSegment& segment,
                                                std::span<const SharedRun> shared) const;
  [[nodiscard]] Result<std::optional<SharedRun>> locate(TraceId id, std::uint32_t run);
  /// Pairs of `segment` and all earlier segments that hold parts of its traces; nothing when that takes
  /// looking at more than `most` parts.
  [[nodiscard]] Result<std::optional<std::vector<Pair>>> match(const EncodedSegment& segment,
                                                               std::span<const SharedRun> shared,
                                                               std::size_t most);
  [[nodiscard]] Result<std::vector<Pair>> pairs(const EncodedSegment& segment,
                                                std::span<const SharedRun> shared);
  /// Of one earlier segment: `runs` are its runs and those of the new segment they belong to, ascending run
  /// there.
  [[nodiscard]] Result<void> matchStored(const std::shared_ptr<const SegmentInfo>& stored,
                                         std::span<const SharedRun> runs, const SpanIdTable& newRows,
                                         std::vector<Pair>& pairs);

  SegmentCache m_cache;
  TraceIndex m_index;
  Segments m_segments;  ///< Ascending id.
  /// Set once traces are found scattered over so many segments that looking through all of them for each new
  /// one would be quadratic.
  std::optional<SpanFilter> m_filter;
};

}  // namespace spanloupe::store
