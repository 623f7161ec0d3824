// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session that is open for writing with the endpoints before it, for `serve`. Requests come on threads of
// the receivers; the functions here are for the main thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/cli/option_values.h"
#include "core/forward/forwarder.h"
#include "core/ingest/live/live_session.h"
#include "core/receive/receiver.h"

namespace spanloupe::cli {

struct ListenOptions {
  std::string store;
  ListenAddress grpc, http;
  std::optional<forward::ForwardOptions> tee;
};

class Listening {
 public:
  using Clock = std::chrono::steady_clock;

  /// Busy when a port is taken; the message says which option and variable help.
  [[nodiscard]] static Result<std::unique_ptr<Listening>> start(const ListenOptions& options);
  /// Stops.
  ~Listening();

  struct Endpoint {
    receive::Protocol protocol;
    std::vector<std::string> addresses;
    std::uint16_t port;
  };
  [[nodiscard]] const std::vector<Endpoint>& endpoints() const { return m_endpoints; }
  /// 0 when that protocol is off.
  [[nodiscard]] std::uint16_t portOf(receive::Protocol protocol) const;
  [[nodiscard]] ingest::LiveCounts counts() const { return m_live->counts(); }
  [[nodiscard]] std::uint64_t refused() const;
  /// Nothing without a tee.
  [[nodiscard]] std::optional<forward::ForwardState> forwarded() const;

  /// Until that many spans were acknowledged, `until` is reached or `stop` was requested; true for the spans.
  bool waitForSpans(std::optional<std::uint64_t> spans, std::optional<Clock::time_point> until,
                    const std::stop_token& stop);
  /// Until no request came for `quiet`, `most` at most.
  void waitForQuiet(std::chrono::milliseconds quiet, std::chrono::milliseconds most,
                    const std::stop_token& stop);
  /// Answers what is under way and seals the session; what is to be forwarded has two seconds, the rest waits
  /// for the next start. What appending failed with, if it did.
  std::optional<Error> stop();

 private:
  Listening() = default;
  [[nodiscard]] Result<void> open(const ListenAddress& address, receive::Protocol protocol);
  void take(ingest::ReceivedRequest request, ingest::ReceiptHandler handler);

  std::unique_ptr<ingest::LiveSession> m_live;
  std::unique_ptr<forward::Forwarder> m_forwarder;  ///< Null without a tee.
  bool m_ended = false;                             ///< What was to be forwarded has had its time.
  std::vector<Endpoint> m_endpoints;

  // The mutex guards these.
  std::mutex m_mutex;
  std::condition_variable_any m_changed;
  std::uint64_t m_spans = 0;
  std::optional<std::uint64_t> m_wanted;
  Clock::time_point m_lastRequest;
  std::optional<Error> m_failure;

  std::vector<std::unique_ptr<receive::Receiver>> m_receivers;  // Last: they use everything above.
};

}  // namespace spanloupe::cli
