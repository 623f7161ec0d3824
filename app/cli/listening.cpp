// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listening.h"

#include <utility>

namespace spanloupe::cli {
namespace {

constexpr std::chrono::milliseconds kLastForwarding{2000};

/// What to do about a port that is taken.
Error withAdvice(Error error, receive::Protocol protocol) {
  const bool grpc = protocol == receive::Protocol::OtlpGrpc;
  if (error.kind == ErrorKind::Busy)
    error.message += std::string("; choose another with ") + (grpc ? "--grpc" : "--http") +
                     " PORT and set OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:PORT in the program";
  return error;
}

}  // namespace

Result<std::unique_ptr<Listening>> Listening::start(const ListenOptions& options) {
  std::unique_ptr<Listening> listening(new Listening);
  listening->m_lastRequest = Clock::now();
  ingest::SegmentWriter::Callbacks callbacks;
  callbacks.failed = [raw = listening.get()](const Error& error) {
    const std::lock_guard lock(raw->m_mutex);
    raw->m_failure = error;
  };
  auto live = ingest::LiveSession::open(options.store, {}, std::move(callbacks));
  if (!live) return tl::unexpected(live.error());
  listening->m_live = std::move(*live);
  if (options.tee) {
    auto forwarder = forward::Forwarder::start(*options.tee);
    if (!forwarder) return tl::unexpected(forwarder.error());
    listening->m_forwarder = std::move(*forwarder);
  }
  if (auto opened = listening->open(options.grpc, receive::Protocol::OtlpGrpc); !opened)
    return tl::unexpected(opened.error());
  if (auto opened = listening->open(options.http, receive::Protocol::OtlpHttp); !opened)
    return tl::unexpected(opened.error());
  return listening;
}

Listening::~Listening() { stop(); }

Result<void> Listening::open(const ListenAddress& address, receive::Protocol protocol) {
  if (address.off) return {};
  receive::ReceiverOptions options;
  options.protocol = protocol;
  options.port = address.port;
  if (!address.host.empty()) options.addresses = {address.host};
  options.source = 1;
  receive::TakeRequest into = [this](ingest::ReceivedRequest request, ingest::ReceiptHandler handler) {
    take(std::move(request), std::move(handler));
  };
  if (m_forwarder) into = forward::teeing(std::move(into), *m_forwarder);
  auto receiver = receive::startReceiver(options, std::move(into));
  if (!receiver) return tl::unexpected(withAdvice(receiver.error(), protocol));
  m_endpoints.push_back({protocol, (*receiver)->addresses(), (*receiver)->port()});
  m_receivers.push_back(std::move(*receiver));
  return {};
}

void Listening::take(ingest::ReceivedRequest request, ingest::ReceiptHandler handler) {
  {
    const std::lock_guard lock(m_mutex);
    m_lastRequest = Clock::now();
  }
  m_live->take(std::move(request), [this, handler = std::move(handler)](ingest::Receipt receipt) {
    const std::uint64_t spans = receipt.spans;
    handler(std::move(receipt));
    const std::lock_guard lock(m_mutex);
    m_spans += spans;
    if (m_wanted && m_spans >= *m_wanted) m_changed.notify_all();
  });
}

std::uint16_t Listening::portOf(receive::Protocol protocol) const {
  for (const Endpoint& endpoint : m_endpoints)
    if (endpoint.protocol == protocol) return endpoint.port;
  return 0;
}

std::uint64_t Listening::refused() const {
  std::uint64_t refused = 0;
  for (const auto& receiver : m_receivers) refused += receiver->counts().refused;
  return refused;
}

std::optional<forward::ForwardState> Listening::forwarded() const {
  if (!m_forwarder) return std::nullopt;
  return m_forwarder->state();
}

bool Listening::waitForSpans(std::optional<std::uint64_t> spans, std::optional<Clock::time_point> until,
                             const std::stop_token& stop) {
  std::unique_lock lock(m_mutex);
  m_wanted = spans;
  const auto enough = [this] { return m_wanted && m_spans >= *m_wanted; };
  if (until) return m_changed.wait_until(lock, stop, *until, enough);
  return m_changed.wait(lock, stop, enough);
}

void Listening::waitForQuiet(std::chrono::milliseconds quiet, std::chrono::milliseconds most,
                             const std::stop_token& stop) {
  const Clock::time_point end = Clock::now() + most;
  std::unique_lock lock(m_mutex);
  m_wanted.reset();
  for (Clock::time_point due = Clock::now() + quiet; !stop.stop_requested() && Clock::now() < end;) {
    m_changed.wait_until(lock, stop, std::min(due, end), [] { return false; });
    if (Clock::now() < m_lastRequest + quiet) {
      due = m_lastRequest + quiet;
    } else {
      return;
    }
  }
}

std::optional<Error> Listening::stop() {
  for (const auto& receiver : m_receivers) receiver->stop();
  if (m_live) m_live->stop();
  if (m_forwarder && !std::exchange(m_ended, true)) {
    m_forwarder->waitUntilSent(kLastForwarding);
    m_forwarder->stop();
  }
  const std::lock_guard lock(m_mutex);
  return m_failure;
}

}  // namespace spanloupe::cli
