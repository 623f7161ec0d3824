// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a committed segment without reading a column: immutable, shared between snapshots and
// threads.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/store/segment_columns.h"
#include "core/store/sqlite.h"

namespace spanloupe::store {

/// One trace of a segment that an earlier segment holds too.
struct SharedRun {
  std::uint32_t run = 0;              ///< Place of the trace in this segment.
  std::uint32_t previousSegment = 0;  ///< Id of the segment.
  std::uint32_t previousRun = 0;
};

struct SegmentInfo {
  std::uint32_t id = 0;
  SegmentSummary summary;
  SegmentStamp stamp;
  std::uint32_t runs = 0;           ///< Traces, with the run of spans that have no trace id.
  bool firstRunHasNoTrace = false;  ///< Run 0 holds the spans without trace id.
  std::vector<ColumnName> names;
  std::vector<std::uint64_t> sizes;  ///< Bytes of each column's blob.
  std::vector<SharedRun> shared;     ///< Ascending run.

  /// Where an older part of that run's trace is; null when no earlier segment has one.
  [[nodiscard]] const SharedRun* sharedRun(std::uint32_t run) const;
  /// Of its columns.
  [[nodiscard]] std::uint64_t bytes() const;
};

/// Columns of a committed segment, read through a cursor that must outlive this.
class StoredColumns final : public SegmentColumns {
 public:
  StoredColumns(std::shared_ptr<const SegmentInfo> info, BlobCursor& cursor)
      : m_info(std::move(info)), m_cursor(cursor) {}
  [[nodiscard]] const std::vector<ColumnName>& names() const override { return m_info->names; }
  [[nodiscard]] Result<std::unique_ptr<BlobSource>> open(std::size_t column) override;

 private:
  std::shared_ptr<const SegmentInfo> m_info;
  BlobCursor& m_cursor;
};

using Segments = std::vector<std::shared_ptr<const SegmentInfo>>;

/// Of the table segment; readers see those that are Shown. Cleared: by the user, and shown again if they undo
/// it; the writer still knows what is in them, so that nothing of it is stored twice.
enum class SegmentState { Shown = 0, Written = 1, Replaced = 2, Cleared = 3 };

/// The shown segments, ascending id. Links into cleared ones lead past them.
[[nodiscard]] Result<Segments> loadSegments(const Connection& connection);
/// Shown and cleared ones with ids above `after`, ascending, with the links that are stored.
[[nodiscard]] Result<Segments> loadStored(const Connection& connection, std::uint32_t after);
/// Brings `known` up to date, reading as little as possible.
[[nodiscard]] Result<void> refreshSegments(const Connection& connection, Segments& known);

/// What is known of a segment that insertSegment() writes with these.
[[nodiscard]] std::shared_ptr<const SegmentInfo> describe(std::uint32_t id, const EncodedSegment& segment,
                                                          std::vector<SharedRun> shared,
                                                          const SegmentStamp& stamp);
/// Writes the rows of one segment, within the caller's transaction.
[[nodiscard]] Result<void> insertSegment(const Connection& connection, const SegmentInfo& info,
                                         const EncodedSegment& segment, SegmentState state);
/// Whether it is shown or cleared.
[[nodiscard]] Result<bool> isStored(const Connection& connection, std::uint32_t id);
/// Writes SegmentInfo::shared again, within the caller's transaction.
[[nodiscard]] Result<void> updateShared(const Connection& connection, const SegmentInfo& info);
/// Deletes one segment that readers do not see, whatever its state; in a transaction of its own. Its pages
/// are free for what is written next.
[[nodiscard]] Result<void> deleteSegment(const Connection& connection, std::uint32_t id);
/// Deletes all segments of that state and gives their room back to the file system.
[[nodiscard]] Result<void> deleteSegments(const Connection& connection, SegmentState state);
/// All that readers do not see.
[[nodiscard]] Result<void> deleteHiddenSegments(const Connection& connection);

}  // namespace spanloupe::store
