// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listening.h"

#include <utility>

namespace spanloupe::cli {
namespace {

constexpr std::chrono::milliseconds kLastForwarding{2000};

std::optional<receive::ReceiverOptions> receiverOptions(const ListenOptions& options,
                                                        receive::Protocol protocol) {
  const ListenAddress& address = protocol == receive::Protocol::OtlpGrpc ? options.grpc : options.http;
  if (address.off) return std::nullopt;
  receive::ReceiverOptions receiver;
  receiver.protocol = protocol;
  receiver.port = address.port;
  if (!address.host.empty()) receiver.addresses = {address.host};
  receiver.messageLimit = options.messageLimit;
  receiver.token = options.token;
  receiver.certificateFile = options.certificateFile;
  receiver.keyFile = options.keyFile;
  receiver.allowedOrigins = options.allowedOrigins;
  return receiver;
}

}  // namespace

Result<std::unique_ptr<Listening>> Listening::start(const ListenOptions& options) {
  std::unique_ptr<Listening> listening(new Listening);
  listening->m_lastRequest = Clock::now();
  ingest::LiveOptions live;
  live.retention = options.retention;
  auto session = ingest::LiveSession::open(options.store, live, {});
  if (!session) return tl::unexpected(session.error());
  listening->m_live = std::move(*session);
  if (options.tee) {
    auto forwarder = forward::Forwarder::start(*options.tee);
    if (!forwarder) return tl::unexpected(forwarder.error());
    listening->m_forwarder = std::move(*forwarder);
  }
  if (auto opened = listening->open(options); !opened) return tl::unexpected(opened.error());
  return listening;
}

Listening::~Listening() { stop(); }

Result<void> Listening::open(const ListenOptions& options) {
  std::vector<receive::ReceiverOptions> wished;
  for (const receive::Protocol protocol : {receive::Protocol::OtlpGrpc, receive::Protocol::OtlpHttp}) {
    auto receiver = receiverOptions(options, protocol);
    if (!receiver) continue;
    const auto source = m_live->addSource(receive::nameOf(protocol), "otlp-proto");
    if (!source) return tl::unexpected(source.error());
    receiver->source = *source;
    wished.push_back(std::move(*receiver));
  }
  receive::TakeRequest into = [this](ingest::ReceivedRequest request, ingest::ReceiptHandler handler) {
    take(std::move(request), std::move(handler));
  };
  if (m_forwarder) into = forward::teeing(std::move(into), *m_forwarder);
  m_endpoints = std::make_unique<receive::Endpoints>(std::move(wished), std::move(into));
  for (std::size_t i = 0; i < m_endpoints->size(); ++i) {
    const auto started = m_endpoints->start(i);
    if (started) continue;
    // The state says who holds the port and what to set; only the option is missing.
    const receive::EndpointState state = m_endpoints->snapshot()[i];
    std::string text = receive::nameOf(state.protocol) + ": " + receive::textOf(state);
    if (started.error().kind == ErrorKind::Busy) {
      const bool grpc = state.protocol == receive::Protocol::OtlpGrpc;
      text += std::string("; start with ") + (grpc ? "--grpc " : "--http ") +
              (state.nextFree != 0 ? std::to_string(state.nextFree) : "PORT");
    }
    return fail(started.error().kind, std::move(text));
  }
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

std::vector<receive::EndpointState> Listening::endpoints() const {
  return m_stopped.empty() ? m_endpoints->snapshot() : m_stopped;
}

std::uint16_t Listening::portOf(receive::Protocol protocol) const {
  for (const receive::EndpointState& endpoint : endpoints())
    if (endpoint.protocol == protocol) return endpoint.port;
  return 0;
}

std::uint64_t Listening::refused() const {
  std::uint64_t refused = 0;
  for (const receive::EndpointState& endpoint : endpoints()) refused += endpoint.counts.refused;
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
  if (m_endpoints && m_stopped.empty()) {
    m_stopped = m_endpoints->snapshot();
    m_endpoints->stopAll();
  }
  if (m_live) m_live->stop();
  if (m_forwarder && !std::exchange(m_ended, true)) {
    m_forwarder->waitUntilSent(kLastForwarding);
    m_forwarder->stop();
  }
  if (!m_live) return std::nullopt;
  const auto failure = m_live->state().failure;
  return failure ? std::optional(failure->error) : std::nullopt;
}

}  // namespace spanloupe::cli
