// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session that receivers write to. Every function may be called from any thread. The answer to take() says
// Stored only when the request is committed and through to the disk. Requests that wait together are
// committed together.
//
//   take() [receiver's thread: decode, count, pack] ─► committing thread: pending rows, answers
//                                                   ─► SegmentWriter: segments, end of pending rows
//
// When the session cannot be written (the disk is full), requests are answered with Failed, and what had been
// acknowledged waits until it can; state() tells, and it recovers by itself.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/ingest/live/recent_requests.h"
#include "core/ingest/live/request.h"
#include "core/ingest/live/segment_writer.h"
#include "core/ingest/live/senders.h"
#include "core/store/session.h"

namespace spanloupe::ingest {

struct LiveOptions {
  /// Of requests that are not in a segment yet; beyond it senders wait, and beyond twice that are refused.
  std::size_t waitingBytes = std::size_t{64} << 20;
  Retention retention;
};

/// Since the session was opened.
struct LiveCounts {
  std::uint64_t requests = 0, bytes = 0, spans = 0, logs = 0, metricPoints = 0;
  /// Out of requests that were taken for the rest. Receivers count the requests that are refused whole.
  std::uint64_t rejectedSpans = 0, rejectedLogs = 0;
  std::uint64_t repeatedRequests = 0;  ///< The same bytes again, kept once; not in those above.
  EvictedCounts evicted;
  bool operator==(const LiveCounts&) const = default;
};

struct LiveState {
  /// It cannot be written, and since when; nothing when all is well.
  std::optional<WriteFailure> failure;
  /// Merging and dropping does not succeed, so that the file grows; receiving goes on.
  std::optional<Error> upkeepFailure;
  std::size_t waitingBytes = 0;  ///< Of requests that are not in a segment yet.
  ReplayCounts replay;
  bool operator==(const LiveState&) const = default;
};

class LiveSession {
 public:
  /// Of no thread in particular; must be quick, and not call back.
  using Callbacks = SegmentWriter::Callbacks;

  /// Opens it for writing. What was acknowledged before a crash comes into segments on the writer thread: the
  /// session is usable at once.
  [[nodiscard]] static Result<std::unique_ptr<LiveSession>> open(const std::string& path,
                                                                 const LiveOptions& options,
                                                                 Callbacks callbacks);
  /// Stops.
  ~LiveSession();

  /// What requests of an endpoint are filed under: the source of that name, also of former runs, or a new
  /// one. Blocks for a commit.
  [[nodiscard]] Result<std::int64_t> addSource(const std::string& name, const std::string& format);
  /// `handler` is called once, on this thread or the committing one.
  void take(ReceivedRequest request, ReceiptHandler handler);
  /// From now on.
  void setRetention(const Retention& retention);
  /// Whether retention keeps that trace. Blocks for a commit. Reader::pinnedTraces() lists them.
  [[nodiscard]] Result<void> setPinned(TraceId trace, bool pinned);

  /// Hides everything received so far from readers of any process, at once. Until the next clear() or the end
  /// of the session it can be shown again. `done` is called once, on another thread, or this one.
  void clear(SegmentWriter::Done done) { m_segments.clear(std::move(done)); }
  void showCleared(SegmentWriter::Done done) { m_segments.showCleared(std::move(done)); }

  [[nodiscard]] LiveCounts counts() const;
  [[nodiscard]] LiveState state() const;
  [[nodiscard]] std::vector<SenderState> senders() const { return m_senders.list(); }
  /// Answers what is under way, seals, ends the threads and closes the session. Later requests are told to
  /// come again.
  void stop();

 private:
  struct Waiting {
    store::PendingRequest row;
    AcknowledgedRequest request;
    Receipt receipt;
    std::vector<SenderState> senders;
    ReceiptHandler handler;
  };

  LiveSession(std::unique_ptr<store::Session> session, std::unique_ptr<store::PendingLog> log,
              const LiveOptions& options, Callbacks callbacks);
  void commitWaiting();
  void commitGroup(std::vector<Waiting> group);
  void probe();
  /// Takes requests that were taken before out of a group.
  [[nodiscard]] std::vector<Waiting> takeRepeated(std::vector<Waiting>& group);
  void setFailure(const std::optional<Error>& error);
  void count(const Receipt& receipt, const std::vector<SenderState>& senders, std::size_t bytes);
  void countMetrics(std::int64_t source, const Receipt& receipt, std::size_t bytes, Diagnostics diagnostics);
  void refuse(const ReceiptHandler& handler, Receipt::Outcome outcome, std::string message);
  [[nodiscard]] Result<void> ask(const std::function<Result<void>(store::LiveStore&)>& question);

  LiveOptions m_options;
  Callbacks m_callbacks;
  std::unique_ptr<store::Session> m_session;
  std::unique_ptr<store::PendingLog> m_log;  ///< Committing thread.
  RecentRequests m_recent;                   ///< Likewise.
  Senders m_senders;
  SegmentWriter m_segments;

  // The mutex guards these.
  mutable std::mutex m_mutex;
  std::condition_variable m_changed;
  std::vector<Waiting> m_waiting;
  std::size_t m_waitingBytes = 0;
  bool m_stopping = false;
  LiveCounts m_counts;
  std::optional<WriteFailure> m_failure;  ///< Of the pending rows.

  std::mutex m_joining;       ///< stop() may be called twice.
  std::jthread m_committing;  // Last: it uses everything above.
};

}  // namespace spanloupe::ingest
