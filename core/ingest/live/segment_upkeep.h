// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a session that receives for ever readable and bounded, a little after each commit: small segments are
// merged, the oldest are dropped as Retention says, and what readers no longer see is deleted after a grace.
//
// Merging takes the newest segments only, and none across more than a day (or an eighth of the age that is
// kept), so that ids go on in order of arrival and the oldest segment is the oldest data. Deleted pages are
// used again; the file is made smaller when more than a 32nd of it is free, as after the limit was lowered.
//
// Thread of the session; does nothing by itself.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/ingest/live/retention.h"
#include "core/store/live_store.h"

namespace spanloupe::ingest {

class SegmentUpkeep {
 public:
  using Clock = std::chrono::steady_clock;
  /// How long replaced and dropped segments stay for those who read an older snapshot. As long as somebody
  /// has a ReadingLease they stay, too.
  static constexpr std::chrono::seconds kGrace{10};
  /// Likewise when they are more than a 16th of what may be kept. Where even that would make the file a 32nd
  /// larger than it may be, they go at once.
  static constexpr std::chrono::seconds kLeastGrace{1};
  /// Small segments that are merged at a time.
  static constexpr std::size_t kMerged = 16;

  SegmentUpkeep(store::LiveStore& store, const Retention& retention);

  void setRetention(const Retention& retention) { m_retention = retention; }
  /// A trace is no longer pinned: what was kept of it goes like everything else of its age.
  void unpinned() { m_unpinned = true; }
  /// The newest stamp of what was dropped since the last call, in nanoseconds since 1970; 0 when nothing was.
  [[nodiscard]] std::int64_t takeDroppedUntil() { return std::exchange(m_droppedUntil, 0); }
  /// LiveStore::clear(), after what was cleared before has been dropped.
  [[nodiscard]] Result<void> clear(Clock::time_point now);
  /// Does what is due. The first Error, after everything has been tried.
  [[nodiscard]] Result<void> run(Clock::time_point now);
  /// When to call run() although nothing was committed.
  [[nodiscard]] std::optional<Clock::time_point> due() const { return m_due; }
  /// Dropped by retention since this was made.
  [[nodiscard]] const EvictedCounts& evicted() const { return m_evicted; }

 private:
  /// A segment that readers do not see any more.
  struct Hidden {
    std::uint32_t id = 0;
    std::uint64_t bytes = 0;
    Clock::time_point since;
  };
  [[nodiscard]] Result<void> mergeSmall(Clock::time_point now);
  [[nodiscard]] Result<void> dropOldest(Clock::time_point now);
  [[nodiscard]] Result<void> renewKept(Clock::time_point now);
  [[nodiscard]] Result<void> drop(const std::vector<store::SegmentExtent>& segments, Clock::time_point now);
  [[nodiscard]] Result<void> dropCleared(Clock::time_point now);
  [[nodiscard]] Result<void> deleteHidden(Clock::time_point now);
  [[nodiscard]] Result<void> giveBack(Clock::time_point now);
  void hide(const std::vector<store::SegmentExtent>& segments, Clock::time_point now, std::uint64_t& largest);
  [[nodiscard]] std::uint64_t mostInFile() const;
  [[nodiscard]] std::uint64_t hiddenReserve() const;
  [[nodiscard]] std::uint64_t hiddenBytes() const;
  [[nodiscard]] std::uint64_t receivedBytes(const store::FileUse& use) const;
  void wake(Clock::time_point at);

  store::LiveStore& m_store;
  Retention m_retention;
  std::deque<Hidden> m_hidden;                          ///< Longest hidden first.
  std::uint64_t m_largestMerge = 0, m_largestDrop = 0;  ///< Bytes of what one of them hid.
  bool m_unpinned = false;
  std::int64_t m_droppedUntil = 0;
  EvictedCounts m_evicted;
  std::optional<Clock::time_point> m_due;
};

}  // namespace spanloupe::ingest
