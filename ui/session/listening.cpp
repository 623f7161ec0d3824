// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/listening.h"

#include <algorithm>
#include <utility>

namespace spanloupe::session {

/// Of the thread.
struct Listening::Open : OpenReceivers {
  Listening& owner;

  explicit Open(Listening& listening) : owner(listening) {}
  void tell(std::function<void()> letter) const { owner.m_mailbox.post(std::move(letter)); }
  void fail(const Error& error) const {
    tell([to = &owner, error] { emit to->failed(error); });
  }
  void failIf(const Result<void>& result) const {
    if (!result) fail(result.error());
  }
};

Listening::Listening(QObject* parent) : QObject(parent), m_rates(kSeconds, 0) {
  m_second.setInterval(1000);
  connect(&m_second, &QTimer::timeout, this, &Listening::readState);
  m_thread = std::jthread([this] {
    Open open(*this);
    while (const auto task = m_tasks.pop()) (*task)(open);
  });
}

Listening::~Listening() {
  m_tasks.close();
  m_thread.join();
}

void Listening::post(Task task) { m_tasks.push(std::move(task)); }

OpenReceivers::Callbacks Listening::callbacks() {
  OpenReceivers::Callbacks callbacks;
  // Commits come faster than a window wants to know.
  callbacks.committed = [this] {
    if (m_commitPosted.exchange(true)) return;
    m_mailbox.post([this] {
      m_commitPosted = false;
      emit committed();
    });
  };
  callbacks.stateChanged = [this] { m_mailbox.post([this] { readState(); }); };
  return callbacks;
}

void Listening::propose(const std::vector<receive::ReceiverOptions>& endpoints) {
  if (m_state.phase != ListeningState::Phase::Off) return;
  m_state.endpoints.resize(endpoints.size());
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    m_state.endpoints[i].protocol = endpoints[i].protocol;
    m_state.endpoints[i].port = endpoints[i].port;
  }
  emit stateChanged();
}

void Listening::start(std::vector<receive::ReceiverOptions> endpoints, const ingest::Retention& retention) {
  if (m_state.phase != ListeningState::Phase::Off) return;
  m_state.phase = ListeningState::Phase::Opening;
  emit stateChanged();
  post([endpoints = std::move(endpoints), retention](Open& open) {
    open.failIf(open.open(endpoints, retention, open.owner.callbacks()));
    open.tell([to = &open.owner, path = open.path(), state = open.state()] {
      to->m_path = state.phase == ListeningState::Phase::On ? path : std::string();
      to->m_lastSpans = 0;
      to->m_rates.assign(kSeconds, 0);
      to->take(state);
      if (!to->isOn()) return;
      to->m_second.start();
      emit to->opened();
    });
  });
}

void Listening::stop() {
  if (!isOn()) return;
  m_second.stop();
  m_state.phase = ListeningState::Phase::Closing;
  emit stateChanged();
  post([](Open& open) {
    open.close();
    open.tell([to = &open.owner, state = open.state()] {
      to->m_path.clear();
      to->take(state);
      emit to->closed();
    });
  });
}

void Listening::take(ListeningState state) {
  m_isReading = false;
  state.spansPerSecond = m_rates;
  if (state.forwarding)
    state.forwarding->isLate = m_pace.isLate(state.forwarding->counts, ForwardPace::Clock::now());
  if (m_state != state) {
    m_state = std::move(state);
    emit stateChanged();
  }
  if (std::exchange(m_readAgain, false)) readState();
}

void Listening::readState() {
  if (!isOn()) return;
  if (std::exchange(m_isReading, true)) {
    m_readAgain = true;
    return;
  }
  const bool isTick = sender() == &m_second;
  post([isTick](Open& open) {
    open.tell([to = &open.owner, isTick, state = open.state()] {
      if (to->m_state.phase != ListeningState::Phase::On) return;
      if (isTick) {
        const std::uint64_t spans = state.counts.spans;
        to->m_rates.erase(to->m_rates.begin());
        to->m_rates.push_back(spans - std::min(spans, std::exchange(to->m_lastSpans, spans)));
      }
      to->take(state);
    });
  });
}

void Listening::startEndpoint(std::size_t endpoint) {
  post([endpoint](Open& open) {
    if (open.isOpen()) open.startEndpoint(endpoint);
  });
  readState();
}

void Listening::stopEndpoint(std::size_t endpoint) {
  post([endpoint](Open& open) {
    if (open.isOpen()) open.endpoints().stop(endpoint);
  });
  readState();
}

void Listening::moveEndpoint(std::size_t endpoint, std::uint16_t port) {
  post([endpoint, port](Open& open) {
    if (open.isOpen()) open.failIf(open.endpoints().move(endpoint, port));
  });
  readState();
}

void Listening::allowOrigin(const std::string& origin) {
  post([origin](Open& open) {
    if (open.isOpen()) open.endpoints().allowOrigin(origin);
  });
  readState();
  emit originAllowed(origin);
}

void Listening::setAllowedOrigins(const std::vector<std::string>& origins) {
  post([origins](Open& open) {
    if (open.isOpen()) open.endpoints().setAllowedOrigins(origins);
  });
  readState();
}

void Listening::setMessageLimit(std::size_t bytes) {
  post([bytes](Open& open) { open.setMessageLimit(bytes); });
  readState();
}

void Listening::setReach(const Reach& reach) {
  post([reach](Open& open) { open.setReach(reach); });
  readState();
}

void Listening::setForwarding(const std::optional<Forwarding>& forwarding) {
  post([forwarding](Open& open) { open.setForwarding(forwarding); });
  readState();
  if (forwarding || !m_state.forwarding || m_state.phase != ListeningState::Phase::Off) return;
  m_state.forwarding.reset();
  emit stateChanged();
}

std::optional<std::size_t> Listening::firstListening() const {
  const auto& endpoints = m_state.endpoints;
  const auto found = std::find_if(endpoints.begin(), endpoints.end(), [](const auto& endpoint) {
    return endpoint.phase == receive::EndpointState::Phase::Listening;
  });
  if (found == endpoints.end()) return std::nullopt;
  return static_cast<std::size_t>(found - endpoints.begin());
}

void Listening::sendTestTraceToFirst() {
  if (const auto first = firstListening()) sendTestTrace(*first);
}

void Listening::sendTestTrace(std::size_t endpoint) {
  post([endpoint](Open& open) {
    if (!open.isOpen()) return;
    const auto sent = open.endpoints().sendTestTrace(endpoint);
    if (!sent) return open.fail(sent.error());
    open.tell([to = &open.owner, trace = *sent] { emit to->testTraceSent(trace); });
  });
  readState();
}

void Listening::setRetention(const ingest::Retention& retention) {
  post([retention](Open& open) {
    if (open.isOpen()) open.live().setRetention(retention);
  });
}

void Listening::setPinned(TraceId trace, bool isPinned) {
  post([trace, isPinned](Open& open) {
    if (!open.isOpen()) return;
    open.failIf(open.live().setPinned(trace, isPinned));
    open.tell([to = &open.owner] { emit to->pinnedChanged(); });
  });
}

ingest::SegmentWriter::Done Listening::failing() {
  return [this](const Result<void>& result) {
    if (!result) m_mailbox.post([this, error = result.error()] { emit failed(error); });
  };
}

void Listening::clear() {
  post([](Open& open) {
    if (open.isOpen()) open.live().clear(open.owner.failing());
  });
}

void Listening::undoClear() {
  post([](Open& open) {
    if (open.isOpen()) open.live().showCleared(open.owner.failing());
  });
}

}  // namespace spanloupe::session
