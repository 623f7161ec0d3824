// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/open_receivers.h"

#include <utility>

#include "core/ingest/session_files.h"

namespace spanloupe::session {
namespace {

using Phase = receive::EndpointState::Phase;

constexpr std::chrono::milliseconds kLastForwarding{1000};

bool isAlike(const receive::ReceiverOptions& a, const receive::ReceiverOptions& b) {
  return a.addresses == b.addresses && a.token == b.token && a.certificateFile == b.certificateFile &&
         a.keyFile == b.keyFile && a.messageLimit == b.messageLimit;
}

}  // namespace

Result<void> OpenReceivers::open(std::vector<receive::ReceiverOptions> endpoints,
                                 const ingest::Retention& retention, Callbacks callbacks) {
  auto opened = openAll(std::move(endpoints), retention, std::move(callbacks));
  if (!opened) close();
  return opened;
}

Result<void> OpenReceivers::openAll(std::vector<receive::ReceiverOptions> endpoints,
                                    const ingest::Retention& retention, Callbacks callbacks) {
  const auto path = ingest::defaultSessionPath();
  if (!path) return tl::unexpected(path.error());
  ingest::LiveOptions options;
  options.retention = retention;
  auto live = ingest::LiveSession::open(*path, options, std::move(callbacks));
  if (!live) return tl::unexpected(live.error());
  m_path = *path;
  m_tee = std::make_unique<forward::Tee>();
  m_live = std::move(*live);
  m_sources.clear();
  m_applied = appliedReach(m_reach);
  for (receive::ReceiverOptions& endpoint : endpoints) {
    const bool isGrpc = endpoint.protocol == receive::Protocol::OtlpGrpc;
    const auto source = m_live->addSource(receive::nameOf(endpoint.protocol), isGrpc ? "otlp-proto" : "otlp");
    if (!source) return tl::unexpected(source.error());
    endpoint.source = *source;
    endpoint = reached(std::move(endpoint));
    m_sources.push_back(*source);
  }
  applyForwarding();
  m_endpoints = std::make_unique<receive::Endpoints>(
      std::move(endpoints), m_tee->around([session = m_live.get()](ingest::ReceivedRequest request,
                                                                   ingest::ReceiptHandler handler) {
        session->take(std::move(request), std::move(handler));
      }));
  m_endpoints->startAll();
  return {};
}

void OpenReceivers::close() {
  if (m_endpoints) m_endpoints->stopAll();
  if (m_live) m_live->stop();
  if (m_tee) {
    m_tee->stop(kLastForwarding);
    if (m_forwardingState) {
      m_forwardingState->isStopped = true;
      if (const auto counts = m_tee->state()) m_forwardingState->counts = *counts;
    }
  }
  m_endpoints.reset();
  m_live.reset();
  m_tee.reset();
  m_target.reset();
}

receive::ReceiverOptions OpenReceivers::reached(receive::ReceiverOptions options) const {
  options.addresses = m_applied.addresses;
  options.token = m_applied.token;
  options.certificateFile = m_applied.certificateFile;
  options.keyFile = m_applied.keyFile;
  return options;
}

void OpenReceivers::startEndpoint(std::size_t endpoint) {
  // Addresses come and go, with a virtual private network for example.
  setReach(m_reach);
  static_cast<void>(m_endpoints->start(endpoint));
}

void OpenReceivers::setReach(const Reach& reach) {
  m_reach = reach;
  if (!m_endpoints) return;
  m_applied = appliedReach(reach);
  changeEach([this](receive::ReceiverOptions options) { return reached(std::move(options)); });
}

void OpenReceivers::setMessageLimit(std::size_t bytes) {
  if (!m_endpoints) return;
  changeEach([bytes](receive::ReceiverOptions options) {
    options.messageLimit = bytes;
    return options;
  });
}

void OpenReceivers::changeEach(
    const std::function<receive::ReceiverOptions(receive::ReceiverOptions)>& changed) {
  const auto states = m_endpoints->snapshot();
  for (std::size_t i = 0; i < states.size(); ++i) {
    const receive::ReceiverOptions now = m_endpoints->options(i);
    receive::ReceiverOptions next = changed(now);
    if (isAlike(now, next)) continue;
    if (states[i].phase == Phase::Off) {
      m_endpoints->setOptions(i, std::move(next));
    } else {
      static_cast<void>(m_endpoints->restart(i, std::move(next)));
    }
  }
}

void OpenReceivers::setForwarding(const std::optional<Forwarding>& forwarding) {
  m_forwarding = forwarding;
  if (!forwarding) m_forwardingState.reset();
  if (m_tee) applyForwarding();
}

void OpenReceivers::applyForwarding() {
  if (!m_forwarding) {
    m_target.reset();
    m_forwardingState.reset();
    static_cast<void>(m_tee->change(std::nullopt));
    return;
  }
  auto target = targetOf(*m_forwarding);
  if (target && m_target == *target) return;
  ForwardingState state;
  state.target = target ? textOf(*target) : m_forwarding->url;
  std::optional<forward::ForwardOptions> options;
  if (target) {
    options.emplace();
    options->target = *target;
    options->folder = m_path + ".tee";
  } else {
    state.problem = target.error();
  }
  const auto changed = m_tee->change(std::move(options));
  if (!changed) state.problem = changed.error();
  m_target = state.problem ? std::nullopt : std::optional(std::move(*target));
  m_forwardingState = std::move(state);
}

ListeningState OpenReceivers::state() const {
  ListeningState state;
  state.forwarding = m_forwardingState;
  if (!m_live) return state;
  state.phase = ListeningState::Phase::On;
  state.endpoints = m_endpoints->snapshot();
  state.sources = m_sources;
  state.reach = m_applied.state;
  state.allowedOrigins = m_endpoints->allowedOrigins();
  if (state.forwarding)
    if (const auto counts = m_tee->state()) state.forwarding->counts = *counts;
  state.counts = m_live->counts();
  state.live = m_live->state();
  state.senders = m_live->senders();
  return state;
}

}  // namespace spanloupe::session
