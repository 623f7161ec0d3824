// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The writing side of one session file: opening (with lock and migration), sources, and appending sealed segments.
// One process writes a session; within it one thread at a time calls a Session (the writer thread).
#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/model/diagnostics.h"
#include "core/store/statistics.h"

namespace spanloupe::store {

class EncodedSegment;
class SessionImpl;

/// Known before the first byte of a source is read.
struct SourceStart {
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

  [[nodiscard]] Result<std::int64_t> beginSource(const SourceStart& start);
  /// Commits one segment; duplicates of spans already stored are left out. Returns how many were left out.
  [[nodiscard]] Result<std::uint64_t> append(EncodedSegment segment);
  [[nodiscard]] Result<void> endSource(std::int64_t source, const SourceEnd& end, const Diagnostics& diagnostics);
  /// The complete source with these bytes, if there is one.
  [[nodiscard]] Result<std::optional<SourceRow>> sourceWithHash(const std::string& contentHash);
  /// Removes a source with everything that only it brought.
  [[nodiscard]] Result<void> removeSource(std::int64_t source);

 private:
  explicit Session(std::unique_ptr<SessionImpl> impl);
  std::unique_ptr<SessionImpl> m_impl;
};

}  // namespace spanloupe::store
