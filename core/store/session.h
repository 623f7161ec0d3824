// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The writing side of one session file: opening (with lock and migration), sources, and appending sealed
// segments. One process writes a session; within it one thread at a time calls a Session (the writer thread).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/model/diagnostics.h"
#include "core/store/pending_log.h"
#include "core/store/statistics.h"

namespace spanloupe::store {

class EncodedSegment;
class SessionImpl;

/// Known before the first byte of a source is read.
struct SourceStart {
  std::int64_t id = 0;  ///< Greater than Session::lastSource() and every id begun since.
  std::string name;
  std::string format;
  Timestamp importedAt;
};

/// Known at its end.
struct SourceEnd {
  SourceState state = SourceState::Complete;
  std::string format;
  std::uint64_t bytes = 0;
  std::string contentHash;
  std::uint64_t spans = 0, logs = 0, metricPoints = 0, duplicates = 0;
};

/// Spans that were left out because the session has them, by source.
using DuplicateCounts = std::map<std::int64_t, std::uint64_t>;

class Session {
 public:
  /// Creates the file (0600) when it is absent. Busy when another process writes it (the message names it),
  /// Unsupported when its schema is newer.
  [[nodiscard]] static Result<std::unique_ptr<Session>> openForWriting(const std::string& path);
  ~Session();

  [[nodiscard]] const std::string& path() const;

  [[nodiscard]] Result<std::int64_t> lastSource();
  [[nodiscard]] Result<void> beginSource(const SourceStart& start);
  /// Commits one segment; duplicates of spans already stored are left out. Returns how many per source.
  [[nodiscard]] Result<DuplicateCounts> append(EncodedSegment segment);
  /// Likewise, and forgets the pending requests up to `pending`, all of whose spans are in segments then.
  [[nodiscard]] Result<DuplicateCounts> append(EncodedSegment segment, std::int64_t pending);
  /// For pending requests that have nothing to append.
  [[nodiscard]] Result<void> forgetPending(std::int64_t pending);
  /// The first pending request with an id above `after`; nothing when there is none.
  [[nodiscard]] Result<std::optional<PendingRequest>> nextPending(std::int64_t after);
  /// Acknowledges requests from another thread.
  [[nodiscard]] Result<std::unique_ptr<PendingLog>> openPendingLog();
  [[nodiscard]] Result<void> endSource(std::int64_t source, const SourceEnd& end,
                                       const Diagnostics& diagnostics);
  /// Id of the newest segment; 0 when there is none.
  [[nodiscard]] std::uint32_t lastSegment() const;
  /// Rewrites the segments after `after` in order of trace when many of their traces lie in several of them,
  /// so that reading a trace is reading one place. Until everything is written readers see them as they are;
  /// Cancelled when `stop` is requested, and then nothing has changed. `progress` gets shares of the whole.
  [[nodiscard]] Result<void> gatherTraces(std::uint32_t after, const std::function<void(double)>& progress,
                                          const std::stop_token& stop);
  /// Rewrites the segments after `after` as few larger ones, in order of trace, if there are two or more.
  [[nodiscard]] Result<void> mergeSegments(std::uint32_t after, const std::stop_token& stop);
  /// Id and spans of the newest segments, oldest first, at most `most` of them.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> newestSegments(std::size_t most) const;
  /// Deletes what gatherTraces() replaced. Opening for writing does so too; before that, questions about
  /// older snapshots are still answered.
  [[nodiscard]] Result<void> deleteReplaced();
  /// Sources that were imported to their end, with size and content hash.
  [[nodiscard]] Result<std::vector<SourceRow>> completeSources();

 private:
  explicit Session(std::unique_ptr<SessionImpl> impl);
  std::unique_ptr<SessionImpl> m_impl;
};

}  // namespace spanloupe::store
