// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sends requests to an endpoint over several connections, each with one request under way, and measures how
// long each takes until it is acknowledged. What the endpoint wants to have again is sent again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/cli/latencies.h"
#include "app/cli/load_requests.h"
#include "core/forward/otlp_client.h"

namespace spanloupe::cli {

struct SendOptions {
  forward::ExportTarget target;
  std::size_t connections = 4;
  double rate = 0;  ///< Records a second; 0: as many as are taken.
  std::optional<std::chrono::nanoseconds> duration;
  /// How long one request is tried. Not said: a minute, but an endpoint that has never answered is not waited
  /// for.
  std::optional<std::chrono::nanoseconds> retryFor;
};

struct SendTotals {
  std::uint64_t requests = 0;  ///< Acknowledged.
  std::uint64_t spans = 0, logs = 0, bytes = 0;
  std::uint64_t rejectedSpans = 0, rejectedLogs = 0;
  std::uint64_t failedRequests = 0;  ///< Refused, or given up.
  std::uint64_t unsentSpans = 0;     ///< Of failed requests; logs included.
  std::uint64_t retries = 0;
};

struct SendReport {
  SendTotals totals;
  Latencies latencies;  ///< With a rate counted from when a request was due, not from when its turn came.
  std::chrono::nanoseconds took{0};
  std::string firstProblem;  ///< Why something was rejected, refused or given up.
};

class LoadSender {
 public:
  LoadSender(SendOptions options, LoadRequests& requests)
      : m_options(std::move(options)), m_requests(requests) {}

  /// Returns when everything was answered or `stop` was requested. `progress` is called twice a second, on
  /// this thread.
  [[nodiscard]] Result<SendReport> run(const std::stop_token& stop,
                                       const std::function<void(const SendTotals&)>& progress);

 private:
  using Clock = std::chrono::steady_clock;

  void sendAll(forward::OtlpClient& client, const std::stop_token& stop);
  /// When the next `records` may go.
  [[nodiscard]] Clock::time_point due(std::uint64_t records);
  void sendOne(forward::OtlpClient& client, const LoadRequest& request, Clock::time_point due,
               const std::stop_token& stop, Latencies& latencies);
  /// For an endpoint that cannot be reached now.
  [[nodiscard]] bool isWorthWaiting();
  void acknowledge(const LoadRequest& request, const forward::ExportReply& reply);
  void giveUp(const LoadRequest& request, const std::string& why);
  void keepProblem(const std::string& text);

  SendOptions m_options;
  LoadRequests& m_requests;
  Clock::time_point m_start;

  // The mutex guards these.
  std::mutex m_mutex;
  SendReport m_report;
  std::uint64_t m_scheduled = 0;
  std::size_t m_running = 0;
  std::condition_variable_any m_changed;
};

}  // namespace spanloupe::cli
