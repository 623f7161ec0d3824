// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sends a copy of everything that is received to another OTLP endpoint, without ever slowing receiving: what
// is offered goes into a bounded queue in memory, from there to a bounded backlog on disk, and from there to
// the endpoint, again and again until it takes it. Two threads of its own; every function is for any thread.
//
//   offer() ─► memory ─► [keeping thread] ─► Backlog ─► [sending thread] ─► endpoint
//
// What is in memory only, for as long as writing it takes, is not forwarded after kill -9 or a loss of power,
// although its sender was told that it is stored: it is, in the session. Only waiting for a second file
// before every answer would mend that.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/result.h"
#include "core/forward/backlog.h"
#include "core/forward/otlp_client.h"
#include "core/forward/retry_delay.h"
#include "core/ingest/live/request.h"

namespace spanloupe::forward {

struct ForwardOptions {
  ExportTarget target;
  std::string folder;  ///< For the backlog; of this forwarder alone.
  std::uint64_t diskBytes = std::uint64_t{512} << 20;
  std::size_t memoryBytes = std::size_t{64} << 20;
  std::chrono::milliseconds answerWithin{10'000};
  std::chrono::milliseconds firstDelay{1'000};
  std::chrono::milliseconds longestDelay{30'000};
};

/// Counts are since the start, what waits includes what was left by an earlier one. A request that had to be
/// sent in parts counts once for each.
struct ForwardState {
  /// For a moment one too many: that which has come to the disk, and in memory is not noted as gone.
  std::uint64_t waitingRequests = 0, waitingBytes = 0;
  std::uint64_t sentRequests = 0;
  std::uint64_t rejectedRecords = 0;  ///< Of sent requests: not taken by the other side.
  /// By the other side, for good, or there is no way to send them there: metrics of JSON over gRPC.
  std::uint64_t refusedRequests = 0;
  std::uint64_t droppedRequests = 0;  ///< There was no room for them.
  bool isRetrying = false;            ///< The last attempt failed; it is made again, later and later.
  std::string lastError;              ///< One line, without secrets; empty when there was none.
  std::int64_t lastErrorTime = 0;     ///< Nanoseconds since 1970.
  bool operator==(const ForwardState&) const = default;
};

class Forwarder {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Forwarder>> start(ForwardOptions options);
  /// Stops.
  ~Forwarder();

  /// Takes no time; what there is no room for is dropped and counted. It is written at once, on another
  /// thread.
  void offer(Signal signal, Encoding encoding, std::shared_ptr<const std::string> body);
  [[nodiscard]] ForwardState state() const;
  /// Until nothing waits, sending fails or `most` has passed.
  void waitUntilSent(std::chrono::milliseconds most);
  /// What waits stays on disk for the next start.
  void stop();

 private:
  struct Offered {
    Signal signal;
    Encoding encoding;
    std::shared_ptr<const std::string> body;
  };

  Forwarder(ForwardOptions options, std::unique_ptr<Backlog> backlog, std::unique_ptr<OtlpClient> client);
  void keep();
  void send(const std::stop_token& stop);
  using Parts = std::deque<WaitingRequest>;
  /// Of the oldest request. None when there is nothing to send now, after having waited for something.
  [[nodiscard]] Parts nextParts(RetryDelay& delay, const std::stop_token& stop);
  /// What an answer means for that signal: sending thread.
  [[nodiscard]] ExportReply judged(ExportReply reply, Signal signal, const std::stop_token& stop);
  void noteReply(const ExportReply& reply);
  void noteError(const std::string& text);
  [[nodiscard]] bool isIdle() const;

  ForwardOptions m_options;
  std::unique_ptr<Backlog> m_backlog;
  std::unique_ptr<OtlpClient> m_client;  ///< Sending thread.
  /// By signal: the headers let others in and not this one. Sending thread.
  std::array<bool, 3> m_isForOthersOnly{};

  // The mutex guards these.
  mutable std::mutex m_mutex;
  std::condition_variable_any m_changed;
  std::deque<Offered> m_offered;
  std::size_t m_offeredBytes = 0;
  bool m_keeping = false;  ///< One is on its way to the disk.
  bool m_stopping = false;
  ForwardState m_state;

  std::jthread m_keepingThread, m_sendingThread;  // Last: they use everything above.
};

using TakeRequest = std::function<void(ingest::ReceivedRequest, ingest::ReceiptHandler)>;
/// Forwarder::offer(), or what stands before it.
using OfferCopy = std::function<void(Signal, Encoding, std::shared_ptr<const std::string>)>;
/// Hands requests on to `next`, and offers what was stored there, before its sender is told.
[[nodiscard]] TakeRequest teeing(TakeRequest next, OfferCopy offer);
/// The same for one forwarder, which must outlive the calls.
[[nodiscard]] TakeRequest teeing(TakeRequest next, Forwarder& forwarder);

}  // namespace spanloupe::forward
