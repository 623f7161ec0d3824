// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/load_sender.h"

#include <algorithm>
#include <condition_variable>
#include <thread>

#include "core/forward/retry_delay.h"

namespace spanloupe::cli {
namespace {

constexpr std::chrono::milliseconds kAnswerWithin{30'000};
constexpr std::chrono::seconds kRetryFor{60};
constexpr std::chrono::milliseconds kFirstDelay{100};
constexpr std::chrono::milliseconds kLongestDelay{5'000};

/// False when `stop` was requested before.
bool sleepUntil(std::chrono::steady_clock::time_point time, const std::stop_token& stop) {
  if (time <= std::chrono::steady_clock::now()) return !stop.stop_requested();
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_until(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace

Result<SendReport> LoadSender::run(const std::stop_token& stop,
                                   const std::function<void(const SendTotals&)>& progress) {
  std::vector<std::unique_ptr<forward::OtlpClient>> clients;
  for (std::size_t i = 0; i < m_options.connections; ++i) {
    auto client = forward::makeClient(m_options.target);
    if (!client) return tl::unexpected(client.error());
    clients.push_back(std::move(*client));
  }
  std::stop_source ending;
  const std::stop_callback interrupted(stop, [&] {
    ending.request_stop();
    m_requests.stop();
  });
  m_start = Clock::now();
  m_running = clients.size();
  std::vector<std::jthread> threads;
  for (const auto& client : clients)
    threads.emplace_back([this, &client, token = ending.get_token()] { sendAll(*client, token); });
  std::unique_lock lock(m_mutex);
  while (!m_changed.wait_for(lock, std::chrono::milliseconds(500), [this] { return m_running == 0; })) {
    const SendTotals totals = m_report.totals;
    lock.unlock();
    progress(totals);
    if (m_options.duration && Clock::now() - m_start >= *m_options.duration) m_requests.stop();
    lock.lock();
  }
  m_report.took = Clock::now() - m_start;
  lock.unlock();
  threads.clear();
  return m_report;
}

void LoadSender::sendAll(forward::OtlpClient& client, const std::stop_token& stop) {
  Latencies latencies;
  while (!stop.stop_requested()) {
    const auto request = m_requests.next();
    if (!request) break;
    const Clock::time_point when = due(request->records);
    if (m_options.duration && when - m_start >= *m_options.duration) break;
    if (!sleepUntil(when, stop)) break;
    sendOne(client, *request, when, stop, latencies);
  }
  const std::lock_guard lock(m_mutex);
  m_report.latencies.merge(latencies);
  --m_running;
  m_changed.notify_all();
}

LoadSender::Clock::time_point LoadSender::due(std::uint64_t records) {
  if (m_options.rate <= 0) return Clock::now();
  const std::lock_guard lock(m_mutex);
  const double seconds = static_cast<double>(m_scheduled) / m_options.rate;
  m_scheduled += records;
  return m_start + std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
}

void LoadSender::sendOne(forward::OtlpClient& client, const LoadRequest& request, Clock::time_point due,
                         const std::stop_token& stop, Latencies& latencies) {
  using Outcome = forward::ExportReply::Outcome;
  forward::RetryDelay delay(kFirstDelay, kLongestDelay);
  while (true) {
    const forward::ExportReply reply =
        client.send({request.signal, request.encoding, request.body}, kAnswerWithin, stop);
    const Clock::time_point now = Clock::now();
    if (reply.outcome == Outcome::Accepted) {
      latencies.add(now - due);
      return acknowledge(request, reply);
    }
    const std::chrono::milliseconds wait = delay.next(reply.after);
    if (reply.outcome == Outcome::Unreachable && !isWorthWaiting()) m_requests.stop();
    const bool again =
        reply.outcome == Outcome::Again || (reply.outcome == Outcome::Unreachable && isWorthWaiting());
    if (!again || now + wait - due > m_options.retryFor.value_or(kRetryFor))
      return giveUp(request, forward::withoutSecrets(reply.message, m_options.target.headers));
    {
      const std::lock_guard lock(m_mutex);
      ++m_report.totals.retries;
    }
    if (!sleepUntil(now + wait, stop)) return giveUp(request, "interrupted");
  }
}

bool LoadSender::isWorthWaiting() {
  const std::lock_guard lock(m_mutex);
  return m_options.retryFor.has_value() || m_report.totals.requests != 0;
}

void LoadSender::acknowledge(const LoadRequest& request, const forward::ExportReply& reply) {
  const std::lock_guard lock(m_mutex);
  SendTotals& totals = m_report.totals;
  ++totals.requests;
  totals.bytes += request.body.size();
  const std::uint64_t rejected = std::min(reply.rejected, request.records);
  if (request.signal == forward::Signal::Logs) {
    totals.logs += request.records - rejected;
    totals.rejectedLogs += rejected;
  } else {
    totals.spans += request.records - rejected;
    totals.rejectedSpans += rejected;
  }
  if (rejected != 0) keepProblem(forward::withoutSecrets(reply.message, m_options.target.headers));
}

void LoadSender::giveUp(const LoadRequest& request, const std::string& why) {
  const std::lock_guard lock(m_mutex);
  ++m_report.totals.failedRequests;
  m_report.totals.unsentSpans += request.records;
  keepProblem(why);
}

/// The mutex is held.
void LoadSender::keepProblem(const std::string& text) {
  if (m_report.firstProblem.empty()) m_report.firstProblem = text;
}

}  // namespace spanloupe::cli
