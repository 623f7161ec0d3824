// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/endpoints.h"

#include <algorithm>
#include <utility>

#include "core/receive/test_trace.h"

namespace spanloupe::receive {

using Phase = EndpointState::Phase;

std::vector<ReceiverOptions> Endpoints::usual() {
  ReceiverOptions grpc, http;
  grpc.protocol = Protocol::OtlpGrpc;
  grpc.port = kGrpcPort;
  http.protocol = Protocol::OtlpHttp;
  http.port = kHttpPort;
  return {grpc, http};
}

Endpoints::Endpoints(std::vector<ReceiverOptions> wished, TakeRequest take) : m_take(std::move(take)) {
  for (ReceiverOptions& options : wished) {
    for (const std::string& origin : options.allowedOrigins)
      if (std::find(m_origins.begin(), m_origins.end(), origin) == m_origins.end())
        m_origins.push_back(origin);
    EndpointState state = stateOf(options);
    m_endpoints.push_back({std::move(options), std::move(state), nullptr});
  }
}

Endpoints::~Endpoints() { stopAll(); }

std::vector<EndpointState> Endpoints::snapshot() const {
  const std::lock_guard lock(m_mutex);
  std::vector<EndpointState> states;
  for (const Endpoint& endpoint : m_endpoints) {
    states.push_back(endpoint.state);
    if (!endpoint.receiver) continue;
    states.back().counts = endpoint.receiver->counts();
    states.back().refusals = endpoint.receiver->refusals();
  }
  return states;
}

ReceiverOptions Endpoints::options(std::size_t endpoint) const {
  const std::lock_guard lock(m_mutex);
  ReceiverOptions options = m_endpoints.at(endpoint).wished;
  if (const auto& receiver = m_endpoints.at(endpoint).receiver) options.port = receiver->port();
  options.allowedOrigins = m_origins;
  return options;
}

EndpointState Endpoints::stateOf(const ReceiverOptions& options) const {
  EndpointState state;
  state.protocol = options.protocol;
  state.port = options.port;
  state.addresses = options.addresses;
  state.hasToken = !options.token.empty();
  state.certificateFile = options.certificateFile;
  return state;
}

EndpointState Endpoints::failureOf(const ReceiverOptions& options, const Error& error) const {
  EndpointState state = stateOf(options);
  state.phase = error.kind == ErrorKind::Busy ? Phase::PortTaken : Phase::Failed;
  state.error = error.text();
  if (state.phase != Phase::PortTaken) return state;
  state.holder = holderOf(options.port);
  std::vector<std::uint16_t> others;
  for (const Endpoint& endpoint : m_endpoints) others.push_back(endpoint.state.port);
  state.nextFree = nextFreePort(options.port, others).value_or(0);
  return state;
}

void Endpoints::listen(std::size_t endpoint, const ReceiverOptions& options,
                       std::unique_ptr<Receiver> receiver) {
  EndpointState state = stateOf(options);
  state.phase = Phase::Listening;
  state.port = receiver->port();
  state.addresses = receiver->addresses();
  if (options.addresses.empty() && state.addresses == std::vector<std::string>{"127.0.0.1"})
    state.other = holderOfV6(state.port);
  const std::lock_guard lock(m_mutex);
  m_endpoints.at(endpoint) = {options, std::move(state), std::move(receiver)};
}

Result<void> Endpoints::start(std::size_t endpoint) {
  if (m_endpoints.at(endpoint).receiver) return {};
  const ReceiverOptions wished = options(endpoint);
  auto receiver = startReceiver(wished, m_take);
  if (receiver) {
    listen(endpoint, wished, std::move(*receiver));
    return {};
  }
  EndpointState state = failureOf(wished, receiver.error());
  const std::lock_guard lock(m_mutex);
  m_endpoints.at(endpoint).state = std::move(state);
  return tl::unexpected<Error>(std::move(receiver.error()));
}

void Endpoints::startAll() {
  // Each says in its state how it went.
  for (std::size_t i = 0; i < size(); ++i) static_cast<void>(start(i));
}

void Endpoints::stop(std::size_t endpoint) {
  Receiver* receiver = nullptr;
  {
    const std::lock_guard lock(m_mutex);
    Endpoint& one = m_endpoints.at(endpoint);
    EndpointState state = stateOf(one.wished);
    state.counts = one.state.counts;
    state.refusals = one.state.refusals;
    one.state = std::move(state);
    receiver = one.receiver.get();
  }
  if (receiver == nullptr) return;
  // Whoever looks meanwhile sees it counting what it still answers.
  receiver->stop();
  std::unique_ptr<Receiver> stopped;
  const std::lock_guard lock(m_mutex);
  Endpoint& one = m_endpoints.at(endpoint);
  one.state.counts = receiver->counts();
  one.state.counts.connections = 0;
  one.state.refusals = receiver->refusals();
  stopped = std::move(one.receiver);
}

void Endpoints::stopAll() {
  for (std::size_t i = 0; i < size(); ++i) stop(i);
}

Result<void> Endpoints::move(std::size_t endpoint, std::uint16_t port) {
  ReceiverOptions moved = options(endpoint);
  const std::uint16_t here = moved.port;
  moved.port = port;
  if (!m_endpoints.at(endpoint).receiver || here == port) return restart(endpoint, std::move(moved));
  auto receiver = startReceiver(moved, m_take);
  if (!receiver) {
    Error error = std::move(receiver.error());
    if (error.kind == ErrorKind::Busy) error.message = textOf(failureOf(moved, error));
    return tl::unexpected<Error>(std::move(error));
  }
  stop(endpoint);
  listen(endpoint, moved, std::move(*receiver));
  return {};
}

Result<void> Endpoints::restart(std::size_t endpoint, ReceiverOptions options) {
  stop(endpoint);
  {
    const std::lock_guard lock(m_mutex);
    m_endpoints.at(endpoint).wished = std::move(options);
  }
  return start(endpoint);
}

void Endpoints::setOptions(std::size_t endpoint, ReceiverOptions options) {
  const std::lock_guard lock(m_mutex);
  Endpoint& one = m_endpoints.at(endpoint);
  if (one.receiver) return;
  EndpointState state = stateOf(options);
  state.counts = one.state.counts;
  state.refusals = one.state.refusals;
  one.state = std::move(state);
  one.wished = std::move(options);
}

void Endpoints::setAllowedOrigins(const std::vector<std::string>& origins) {
  const std::lock_guard lock(m_mutex);
  m_origins = origins;
  for (const Endpoint& endpoint : m_endpoints)
    if (endpoint.receiver) endpoint.receiver->setAllowedOrigins(origins);
}

void Endpoints::allowOrigin(const std::string& origin) {
  std::vector<std::string> origins = allowedOrigins();
  if (std::find(origins.begin(), origins.end(), origin) != origins.end()) return;
  origins.push_back(origin);
  setAllowedOrigins(origins);
}

std::vector<std::string> Endpoints::allowedOrigins() const {
  const std::lock_guard lock(m_mutex);
  return m_origins;
}

Result<TraceId> Endpoints::sendTestTrace(std::size_t endpoint) const {
  if (!m_endpoints.at(endpoint).receiver)
    return fail(ErrorKind::NotFound, nameOf(m_endpoints.at(endpoint).wished.protocol) + " is not listening");
  return receive::sendTestTrace(options(endpoint));
}

}  // namespace spanloupe::receive
