// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/forwarder.h"

#include "core/forward/sendable_parts.h"

namespace spanloupe::forward {
namespace {

constexpr const char* kNotThisSignal =
    " (other signals are taken with these headers; this one is not forwarded)";
constexpr const char* kDenied = " (what is to be forwarded waits until the headers are right)";

/// A key that has run out must not cost what waits for a better one.
bool isToBeKept(const ExportReply& reply) {
  return reply.isRetryable() || reply.outcome == ExportReply::Outcome::Denied;
}

}  // namespace

Result<std::unique_ptr<Forwarder>> Forwarder::start(ForwardOptions options) {
  auto backlog = Backlog::open(options.folder, options.diskBytes);
  if (!backlog) return tl::unexpected(backlog.error());
  auto client = makeClient(options.target);
  if (!client) return tl::unexpected(client.error());
  return std::unique_ptr<Forwarder>(
      new Forwarder(std::move(options), std::move(*backlog), std::move(*client)));
}

Forwarder::Forwarder(ForwardOptions options, std::unique_ptr<Backlog> backlog,
                     std::unique_ptr<OtlpClient> client)
    : m_options(std::move(options)), m_backlog(std::move(backlog)), m_client(std::move(client)) {
  m_keepingThread = std::jthread([this] { keep(); });
  m_sendingThread = std::jthread([this](const std::stop_token& stop) { send(stop); });
}

Forwarder::~Forwarder() { stop(); }

void Forwarder::offer(Signal signal, Encoding encoding, std::shared_ptr<const std::string> body) {
  const std::lock_guard lock(m_mutex);
  if (m_stopping || m_offeredBytes + body->size() > m_options.memoryBytes) {
    ++m_state.droppedRequests;
    return;
  }
  m_offeredBytes += body->size();
  m_offered.push_back({signal, encoding, std::move(body)});
  m_changed.notify_all();
}

void Forwarder::keep() {
  std::unique_lock lock(m_mutex);
  while (true) {
    m_changed.wait(lock, [this] { return m_stopping || !m_offered.empty(); });
    if (m_offered.empty()) return;
    const Offered offered = std::move(m_offered.front());
    m_offered.pop_front();
    m_keeping = true;
    lock.unlock();
    const auto kept = m_backlog->append(offered.signal, offered.encoding, *offered.body);
    lock.lock();
    m_keeping = false;
    m_offeredBytes -= offered.body->size();
    if (!kept) noteError(kept.error().message);
    m_changed.notify_all();
  }
}

Forwarder::Parts Forwarder::nextParts(RetryDelay& delay, const std::stop_token& stop) {
  auto request = m_backlog->front();
  if (request && *request) {
    auto parts = sendableParts(std::move(**request), m_options.target.transport);
    if (parts) return std::move(*parts);
    ExportReply reply;
    reply.outcome = ExportReply::Outcome::Refused;
    reply.message = parts.error().message;
    m_backlog->pop();
    const std::lock_guard lock(m_mutex);
    noteReply(reply);
    m_changed.notify_all();
    return {};
  }
  std::unique_lock lock(m_mutex);
  if (request) {
    m_state.isRetrying = false;
    m_changed.wait(lock, stop, [this] { return m_backlog->counts().requests != 0; });
  } else {
    m_state.isRetrying = true;
    noteError(request.error().text());
    m_changed.notify_all();
    m_changed.wait_for(lock, stop, delay.next({}), [] { return false; });
  }
  return {};
}

void Forwarder::send(const std::stop_token& stop) {
  RetryDelay delay(m_options.firstDelay, m_options.longestDelay);
  Parts parts;
  while (!stop.stop_requested()) {
    if (parts.empty()) parts = nextParts(delay, stop);
    if (parts.empty()) continue;
    const WaitingRequest& part = parts.front();
    const ExportReply reply =
        judged(m_client->send({part.signal, part.encoding, part.body}, m_options.answerWithin, stop),
               part.signal, stop);
    if (stop.stop_requested() && isToBeKept(reply)) return;  // It was cut short.
    if (!isToBeKept(reply)) {
      parts.pop_front();
      if (parts.empty()) m_backlog->pop();
      delay.reset();
    }
    std::unique_lock lock(m_mutex);
    noteReply(reply);
    m_changed.notify_all();
    if (isToBeKept(reply)) m_changed.wait_for(lock, stop, delay.next(reply.after), [] { return false; });
  }
}

// A key may be good for traces and not for logs: then logs must not keep traces waiting behind them.
ExportReply Forwarder::judged(ExportReply reply, Signal signal, const std::stop_token& stop) {
  bool& isForOthersOnly = m_isForOthersOnly.at(static_cast<std::size_t>(signal));
  if (reply.outcome == ExportReply::Outcome::Accepted) isForOthersOnly = false;
  if (reply.outcome != ExportReply::Outcome::Denied) return reply;
  for (const Signal other : {Signal::Traces, Signal::Logs, Signal::Metrics}) {
    if (isForOthersOnly || other == signal) continue;
    // An empty request asks for nothing but whether it is let in.
    const ExportReply probe = m_client->send({other, Encoding::Protobuf, {}}, m_options.answerWithin, stop);
    isForOthersOnly = probe.outcome == ExportReply::Outcome::Accepted;
  }
  if (!isForOthersOnly) return reply;
  reply.outcome = ExportReply::Outcome::Refused;
  reply.message += kNotThisSignal;
  return reply;
}

/// The mutex is held.
void Forwarder::noteReply(const ExportReply& reply) {
  m_state.isRetrying = isToBeKept(reply);
  if (reply.outcome == ExportReply::Outcome::Accepted) {
    ++m_state.sentRequests;
    m_state.rejectedRecords += reply.rejected;
    if (reply.rejected != 0) noteError(reply.message);
    return;
  }
  if (reply.outcome == ExportReply::Outcome::Refused) ++m_state.refusedRequests;
  const bool isDenied = reply.outcome == ExportReply::Outcome::Denied;
  noteError(isDenied ? reply.message + kDenied : reply.message);
}

/// The mutex is held.
void Forwarder::noteError(const std::string& text) {
  m_state.lastError = withoutSecrets(text, m_options.target.headers);
  m_state.lastErrorTime = std::chrono::duration_cast<std::chrono::nanoseconds>(
                              std::chrono::system_clock::now().time_since_epoch())
                              .count();
}

ForwardState Forwarder::state() const {
  // With the mutex, so that nothing is missed on its way from memory to the disk.
  const std::lock_guard lock(m_mutex);
  const BacklogCounts counts = m_backlog->counts();
  ForwardState state = m_state;
  state.waitingRequests = counts.requests + m_offered.size() + (m_keeping ? 1 : 0);
  state.waitingBytes = counts.bytes + m_offeredBytes;
  state.droppedRequests += counts.dropped;
  return state;
}

/// The mutex is held.
bool Forwarder::isIdle() const {
  return m_offered.empty() && !m_keeping && m_backlog->counts().requests == 0;
}

void Forwarder::waitUntilSent(std::chrono::milliseconds most) {
  std::unique_lock lock(m_mutex);
  m_changed.wait_for(lock, most, [this] { return isIdle() || m_state.isRetrying; });
}

void Forwarder::stop() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_changed.notify_all();
  }
  m_sendingThread.request_stop();
  if (m_keepingThread.joinable()) m_keepingThread.join();
  if (m_sendingThread.joinable()) m_sendingThread.join();
}

}  // namespace spanloupe::forward
