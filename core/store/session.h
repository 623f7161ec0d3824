// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The writing side of one session file: opening (with lock and migration), sources, and appending sealed
// segments. One process writes a session; within it one thread at a time calls a Session (the writer thread).
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/diagnostics.h"
#include "core/store/encoded_segment.h"
#include "core/store/live_store.h"
#include "core/store/statistics.h"

namespace spanloupe::store {

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
  [[nodiscard]] Result<void> endSource(std::int64_t source, const SourceEnd& end,
                                       const Diagnostics& diagnostics);
  /// Id of the newest segment; 0 when there is none.
  [[nodiscard]] std::uint32_t lastSegment() const;
  /// Rewrites the segments after `after` in order of trace when many of their traces lie in several of them,
  /// so that reading a trace is reading one place. Until everything is written readers see them as they are;
  /// Cancelled when `stop` is requested, and then nothing has changed. `progress` gets shares of the whole.
  [[nodiscard]] Result<void> gatherTraces(std::uint32_t after, const std::function<void(double)>& progress,
                                          const std::stop_token& stop);
  /// Deletes what gatherTraces() replaced. Opening for writing does so too; before that, questions about
  /// older snapshots are still answered.
  [[nodiscard]] Result<void> deleteReplaced();
  /// Sources that were imported to their end, with size and content hash.
  [[nodiscard]] Result<std::vector<SourceRow>> completeSources();
  /// What receiving takes.
  [[nodiscard]] LiveStore& live();

 private:
  explicit Session(std::unique_ptr<SessionImpl> impl);
  std::unique_ptr<SessionImpl> m_impl;
};

}  // namespace spanloupe::store
