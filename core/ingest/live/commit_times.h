// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which requests a segment can have come of, by the time in its stamp: what is dropped is no longer known to
// be stored, so a request that is sent again must count as new. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

namespace spanloupe::ingest {

class CommitTimes {
 public:
  /// `before` = the newest request of former processes, whose times are not known.
  explicit CommitTimes(std::int64_t before) : m_unknown(before) {}

  /// Requests up to `upTo` are in segments whose newest stamp is `lastAt`, in nanoseconds since 1970.
  void add(std::int64_t lastAt, std::int64_t upTo) {
    m_commits.push_back({lastAt, upTo});
    if (m_commits.size() <= kMost) return;
    m_unknown = m_commits.front().upTo;
    m_commits.pop_front();
  }
  /// The newest request that may be in a segment with that stamp.
  [[nodiscard]] std::int64_t newestUntil(std::int64_t lastAt) const {
    std::int64_t request = m_unknown;
    for (const Commit& commit : m_commits)
      if (commit.lastAt <= lastAt) request = commit.upTo;
    return request;
  }

 private:
  /// Some minutes, at a commit every tenth of a second.
  static constexpr std::size_t kMost = 8192;
  struct Commit {
    std::int64_t lastAt = 0;
    std::int64_t upTo = 0;
  };
  std::int64_t m_unknown;
  std::deque<Commit> m_commits;
};

}  // namespace spanloupe::ingest
