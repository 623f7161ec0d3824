// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What receiving needs of a session beyond importing: endpoints as sources, pending requests, segments that
// replace pending requests, and the means to keep the session from growing without end. Of Session::live();
// the same thread. What the functions do to the file is one transaction each, and readers of any process see
// all of it or nothing.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/model/diagnostics.h"
#include "core/store/encoded_segment.h"
#include "core/store/pending_log.h"

namespace spanloupe::store {

/// What came of one source since the last commit.
struct SourceGrowth {
  std::uint64_t spans = 0, logs = 0;  ///< LiveStore::append() subtracts duplicate spans.
  std::uint64_t metricPoints = 0, duplicates = 0, bytes = 0, requests = 0, rejected = 0;
  std::int64_t lastSeen = 0;  ///< Nanoseconds since 1970.
  Diagnostics diagnostics;
  void add(const SourceGrowth& more);
};

/// What is committed together with segments.
struct LiveCommit {
  /// Pending requests (after, upTo]: all that they brought is in these segments or earlier ones.
  std::int64_t after = 0, upTo = 0;
  std::map<std::int64_t, SourceGrowth> sources;
};

/// A segment that readers see, or would if it had not been cleared.
struct SegmentExtent {
  std::uint32_t id = 0;
  std::uint32_t spans = 0, logs = 0;
  std::uint32_t rows = 0;   ///< How full it is: a segment ends at kSegmentRows.
  std::uint64_t bytes = 0;  ///< Of its columns.
  SegmentStamp stamp;
  bool isCleared = false;
};

struct FileUse {
  std::uint64_t pageBytes = 0;
  std::uint64_t pages = 0, freePages = 0;
};

struct EvictionResult {
  std::uint64_t spans = 0, logs = 0, traces = 0;
};

class SegmentStore;
class Connection;

class LiveStore {
 public:
  /// All must outlive this.
  LiveStore(const std::string& path, const Connection& connection, SegmentStore& segments, WriteTurn turn);
  ~LiveStore();

  /// The source of that endpoint, the same every time the session is opened.
  [[nodiscard]] Result<std::int64_t> source(const std::string& name, const std::string& format);
  /// Acknowledges requests from another thread. From then on the log of the file is moved into the file by
  /// a thread of its own (Checkpointer), never by a commit. Must go before the session does.
  [[nodiscard]] Result<std::unique_ptr<PendingLog>> openPendingLog();
  /// The first pending request with an id above `after`; nothing when there is none.
  [[nodiscard]] Result<std::optional<PendingRequest>> nextPending(std::int64_t after);
  /// All or nothing; may be without segments. Returns the spans that were left out.
  [[nodiscard]] Result<DuplicateCounts> append(std::vector<EncodedSegment> segments,
                                               const SegmentStamp& stamp, LiveCommit commit);

  /// Requests up to that id count as new when they are sent again.
  [[nodiscard]] Result<void> forgetTaken(std::int64_t upTo);

  /// Retention copies the rows of pinned traces before it drops their segments.
  [[nodiscard]] Result<void> setPinned(TraceId id, bool pinned);
  /// Ascending id, which is the order in which their rows came.
  [[nodiscard]] std::vector<SegmentExtent> segments() const;
  /// Rewrites all segments after `after` as few larger ones.
  [[nodiscard]] Result<void> merge(std::uint32_t after);
  /// Takes these segments out of what is stored, and counts what is lost. Copies of pinned traces are as
  /// visible as they were.
  [[nodiscard]] Result<EvictionResult> evict(const std::vector<std::uint32_t>& ids);
  /// Readers no longer see anything that was received so far, pinned or not. Until showCleared() it is only
  /// hidden: what comes is linked to it as before, so that showing it again undoes it. It stays hidden when
  /// the process ends, however it does, and is dropped when the session is next opened for writing.
  [[nodiscard]] Result<void> clear();
  /// All of clear() is undone, but for what retention has dropped since. Spans that came again meanwhile are
  /// there once.
  [[nodiscard]] Result<void> showCleared();
  /// As evict(), of all that was cleared; pinned traces are seen again.
  [[nodiscard]] Result<EvictionResult> dropCleared();
  /// What dropCleared(), also on opening, and showCleared() took out: to be deleted. Once.
  [[nodiscard]] std::vector<SegmentExtent> takeDropped();
  /// Deletes a segment that merge() or evict() has taken out; readers of older snapshots lose it. Its room is
  /// used again.
  [[nodiscard]] Result<void> deleteReplaced(std::uint32_t id);
  /// Whether somebody goes through a whole snapshot, of before or now.
  [[nodiscard]] bool isBeingRead() const;
  [[nodiscard]] Result<FileUse> fileUse() const;
  /// Makes the file smaller by at most so many free pages.
  [[nodiscard]] Result<void> giveBack(std::uint64_t pages);

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace spanloupe::store
