// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Turns acknowledged requests into segments, on a thread of its own that alone uses the Session: first those
// that a former process left pending, then those that are added. What arrives is committed as segments when
// it fills one, or shortly after it came, whichever is first. The segments, the end of their requests'
// pending rows and the counts of their sources are one transaction: a request is wholly in segments or wholly
// pending. After each commit SegmentUpkeep has its turn. While nothing arrives and nothing is due the thread
// sleeps.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/ingest/live/commit_times.h"
#include "core/ingest/live/request_format.h"
#include "core/ingest/live/segment_upkeep.h"
#include "core/store/live_store.h"
#include "core/store/segment_builder.h"

namespace spanloupe::ingest {

/// A request that is in the session's pending rows.
struct AcknowledgedRequest {
  std::int64_t id = 0;  ///< Of the pending row; ascending from call to call.
  std::int64_t source = 0;
  RequestFormat format;
  std::string body;
  std::uint64_t records = 0;  ///< Spans and logs.
  /// When it came.
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

/// Writing failed, and is tried again until it succeeds.
struct WriteFailure {
  Error error;
  std::chrono::system_clock::time_point since;
  bool operator==(const WriteFailure&) const = default;
};

/// What a former process had acknowledged and not put into segments.
struct ReplayCounts {
  std::uint64_t requests = 0;
  std::uint64_t unreadable = 0;  ///< Damaged; noted with their source.
  std::uint64_t kept = 0;        ///< Of a format that a newer version knows: they stay pending.
  bool done = false;
  bool operator==(const ReplayCounts&) const = default;
};

class SegmentWriter {
 public:
  struct Callbacks {
    std::function<void()> committed;     ///< Readers see something else now.
    std::function<void()> stateChanged;  ///< Of failure().
  };
  using Errand = std::function<void(store::LiveStore&)>;
  using Done = std::function<void(const Result<void>&)>;
  /// What was acknowledged is to be seen within this time, or with all that had come before it was begun on.
  static constexpr std::chrono::milliseconds kVisibleWithin{100};

  /// `store` must outlive this. Pending requests up to `replayed` are put into segments first. The callbacks
  /// are called on the writer thread.
  SegmentWriter(store::LiveStore& store, std::int64_t replayed, const Retention& retention,
                Callbacks callbacks);
  ~SegmentWriter();

  // Any thread.

  /// By one thread at a time.
  void add(AcknowledgedRequest request);
  /// Waits until less than `bytes` of requests wait to be written. False when that is not to be expected:
  /// writing fails, or stop() was called.
  [[nodiscard]] bool waitForRoom(std::size_t bytes);
  /// For the counts of a source, with the next commit.
  void count(std::int64_t source, const store::SourceGrowth& growth);
  /// Runs it on the writer thread, soon. False, and it is never run, when that has ended.
  [[nodiscard]] bool post(Errand errand);
  void setRetention(const Retention& retention);
  /// After LiveStore::setPinned().
  void unpinned();
  /// LiveStore::clear() of all that was added before: once that is in segments. `done` is called once, on the
  /// writer thread, or here when that has ended.
  void clear(Done done);
  /// Takes the last clear() back.
  void showCleared(Done done);
  [[nodiscard]] std::optional<WriteFailure> failure() const;
  /// What requests up to that id brought may not be stored any more.
  [[nodiscard]] std::int64_t goneUntil() const { return m_goneUntil; }
  /// Of merging and dropping; tried again after the next commit.
  [[nodiscard]] std::optional<Error> upkeepFailure() const;
  [[nodiscard]] EvictedCounts evicted() const;
  [[nodiscard]] ReplayCounts replay() const;
  [[nodiscard]] std::size_t waitingBytes() const;
  /// Writes what has been added, then ends the thread. What cannot be written stays pending.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;
  void run();
  /// False when it is time to end before all of them are in segments.
  [[nodiscard]] bool replayPending();
  /// One of them; false when there is none.
  [[nodiscard]] Result<bool> replayOne(std::int64_t& after);
  void take(const AcknowledgedRequest& request);
  void note(std::int64_t source, std::string_view kind, const std::string& text);
  [[nodiscard]] bool commit();
  [[nodiscard]] bool appendSegments();
  void maintain();
  void clearNow();
  void forgetTaken(std::int64_t upTo);
  [[nodiscard]] bool isCommitDue(Clock::time_point now) const;
  [[nodiscard]] bool isClearDue() const { return !m_clears.empty() && m_clears.front().after <= m_taken; }
  [[nodiscard]] std::optional<AcknowledgedRequest> next();
  void runErrands(std::unique_lock<std::mutex>& lock);
  void fail(const std::optional<Error>& error);
  /// False when it is time to end.
  [[nodiscard]] bool waitBeforeRetry(std::chrono::milliseconds delay);
  void finish();

  store::LiveStore& m_store;
  Callbacks m_callbacks;
  const std::int64_t m_replayed;

  // Writer thread only.
  SegmentUpkeep m_upkeep;
  std::vector<store::EncodedSegment> m_sealed;
  std::unique_ptr<store::SegmentBuilder> m_builder;
  std::uint64_t m_records = 0;  ///< In m_builder and m_sealed.
  store::LiveCommit m_commit;   ///< What they and the counts come to.
  store::SegmentStamp m_stamp;
  CommitTimes m_times;
  std::optional<Clock::time_point> m_due;
  std::atomic<std::int64_t> m_goneUntil = 0;

  // The mutex guards these.
  mutable std::mutex m_mutex;
  std::condition_variable m_changed;
  std::condition_variable m_room;
  std::deque<AcknowledgedRequest> m_waiting;
  std::size_t m_waitingBytes = 0;
  std::vector<Errand> m_errands;
  struct Clear {
    std::uint64_t after = 0;  ///< Requests that were added before.
    Done done;
  };
  std::deque<Clear> m_clears;
  std::uint64_t m_added = 0, m_taken = 0;  ///< Requests ever.
  std::uint64_t m_together = 0;            ///< Requests that had been added when the next commit was begun.
  std::optional<WriteFailure> m_failure;
  std::optional<Error> m_upkeepFailure;
  EvictedCounts m_evicted;
  ReplayCounts m_replay;
  bool m_stopping = false;
  bool m_ended = false;

  std::jthread m_thread;  // Last: it uses everything above.
};

}  // namespace spanloupe::ingest
