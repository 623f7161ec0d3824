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
#include "core/receive/endpoints.h"

namespace spanloupe::cli {

struct ListenOptions {
  std::string store;
  ListenAddress grpc, http;
  std::size_t messageLimit = receive::ReceiverOptions().messageLimit;
  std::string token, certificateFile, keyFile;
  std::vector<std::string> allowedOrigins;
  ingest::Retention retention;
  std::optional<forward::ForwardOptions> tee;
};

class Listening {
 public:
  using Clock = std::chrono::steady_clock;

  /// Busy when a port is taken; the message says which option and variable help.
  [[nodiscard]] static Result<std::unique_ptr<Listening>> start(const ListenOptions& options);
  /// Stops.
  ~Listening();

  /// Of the protocols that are not off; as they were when they stopped.
  [[nodiscard]] std::vector<receive::EndpointState> endpoints() const;
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
  /// for the next start. Why the last of it
  /// could not be written, if so: it is kept, and written when the session is next opened.
  std::optional<Error> stop();

 private:
  Listening() = default;
  [[nodiscard]] Result<void> open(const ListenOptions& options);
  void take(ingest::ReceivedRequest request, ingest::ReceiptHandler handler);

  std::unique_ptr<ingest::LiveSession> m_live;
  std::unique_ptr<forward::Forwarder> m_forwarder;  ///< Null without a tee.
  std::vector<receive::EndpointState> m_stopped;    ///< Once they have.
  bool m_ended = false;                             ///< What was to be forwarded has had its time.

  // The mutex guards these.
  std::mutex m_mutex;
  std::condition_variable_any m_changed;
  std::uint64_t m_spans = 0;
  std::optional<std::uint64_t> m_wanted;
  Clock::time_point m_lastRequest;

  std::unique_ptr<receive::Endpoints> m_endpoints;  // Last: they use everything above.
};

}  // namespace spanloupe::cli
