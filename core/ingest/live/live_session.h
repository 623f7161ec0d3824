// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session that receivers write to. take() may be called from any thread; its answer says Stored only when
// the request is committed and through to the disk. Requests that wait together are committed together.
//
//   take() [receiver's thread: decode, count, pack] ─► committing thread: pending rows, answers
//                                                   ─► SegmentWriter: segments, end of pending rows
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/ingest/live/request.h"
#include "core/ingest/live/segment_writer.h"
#include "core/store/pending_log.h"

namespace spanloupe::ingest {

struct LiveOptions {
  /// Of requests that are not in a segment yet; beyond it senders wait, and beyond twice that are refused.
  std::size_t waitingBytes = std::size_t{64} << 20;
};

/// Since the session was opened.
struct LiveCounts {
  std::uint64_t requests = 0, bytes = 0, spans = 0, logs = 0, metricPoints = 0;
  std::uint64_t rejectedSpans = 0, rejectedLogs = 0, refusedRequests = 0;
};

class LiveSession {
 public:
  /// Opens it for writing and puts what was acknowledged before a crash into segments.
  [[nodiscard]] static Result<std::unique_ptr<LiveSession>> open(const std::string& path,
                                                                 const LiveOptions& options,
                                                                 SegmentWriter::Callbacks callbacks);
  /// Stops.
  ~LiveSession();

  /// `handler` is called once, on this thread or the committing one.
  void take(ReceivedRequest request, ReceiptHandler handler);
  [[nodiscard]] LiveCounts counts() const;
  /// Answers what is under way, seals, and closes the session. Later requests are told to come again.
  void stop();

 private:
  struct Waiting {
    store::PendingRequest row;
    AcknowledgedRequest request;
    Receipt receipt;
    ReceiptHandler handler;
  };

  LiveSession(std::unique_ptr<store::Session> session, std::unique_ptr<store::PendingLog> log,
              const LiveOptions& options, SegmentWriter::Callbacks callbacks);
  void commitWaiting();
  void commitGroup(std::vector<Waiting> group);
  void count(const Receipt& receipt, std::size_t bytes);
  void refuse(const ReceiptHandler& handler, Receipt receipt);

  LiveOptions m_options;
  std::unique_ptr<store::Session> m_session;
  std::unique_ptr<store::PendingLog> m_log;  ///< Committing thread.
  SegmentWriter m_segments;

  // The mutex guards these.
  mutable std::mutex m_mutex;
  std::condition_variable m_changed;
  std::vector<Waiting> m_waiting;
  std::size_t m_waitingBytes = 0;
  bool m_stopping = false;
  LiveCounts m_counts;

  std::jthread m_committing;  // Last: it uses everything above.
};

}  // namespace spanloupe::ingest
