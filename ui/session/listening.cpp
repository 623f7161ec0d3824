// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/listening.h"

#include <algorithm>
#include <utility>

#include "core/ingest/session_files.h"

namespace spanloupe::session {

/// Of the thread.
struct Listening::Open {
  Listening& owner;
  std::string path;
  std::unique_ptr<ingest::LiveSession> live;
  std::unique_ptr<receive::Endpoints> endpoints;
  std::vector<std::int64_t> sources;

  void tell(std::function<void()> letter) const { owner.m_mailbox.post(std::move(letter)); }
  void fail(const Error& error) const {
    tell([to = &owner, error] { emit to->failed(error); });
  }
  void failIf(const Result<void>& result) const {
    if (!result) fail(result.error());
  }
  void close() {
    if (endpoints) endpoints->stopAll();
    if (live) live->stop();
    endpoints.reset();
    live.reset();
  }
};

Listening::Listening(QObject* parent) : QObject(parent), m_rates(kSeconds, 0) {
  m_second.setInterval(1000);
  connect(&m_second, &QTimer::timeout, this, &Listening::readState);
  m_thread = std::jthread([this] {
    Open open{*this, {}, nullptr, nullptr, {}};
    while (const auto task = m_tasks.pop()) (*task)(open);
    open.close();
  });
}

Listening::~Listening() {
  m_tasks.close();
  m_thread.join();
}

void Listening::post(Task task) { m_tasks.push(std::move(task)); }

void Listening::openSession(Open& open, std::vector<receive::ReceiverOptions> endpoints,
                            const ingest::Retention& retention) {
  const auto path = ingest::defaultSessionPath();
  if (!path) return open.fail(path.error());
  ingest::LiveOptions options;
  options.retention = retention;
  Listening* const owner = &open.owner;
  ingest::LiveSession::Callbacks callbacks;
  // Commits come faster than a window wants to know.
  callbacks.committed = [owner] {
    if (owner->m_commitPosted.exchange(true)) return;
    owner->m_mailbox.post([owner] {
      owner->m_commitPosted = false;
      emit owner->committed();
    });
  };
  callbacks.stateChanged = [owner] { owner->m_mailbox.post([owner] { owner->readState(); }); };
  auto live = ingest::LiveSession::open(*path, options, std::move(callbacks));
  if (!live) return open.fail(live.error());
  open.path = *path;
  open.live = std::move(*live);
  open.sources.clear();
  for (receive::ReceiverOptions& endpoint : endpoints) {
    const bool isGrpc = endpoint.protocol == receive::Protocol::OtlpGrpc;
    const auto source =
        open.live->addSource(receive::nameOf(endpoint.protocol), isGrpc ? "otlp-proto" : "otlp");
    if (!source) {
      open.close();
      return open.fail(source.error());
    }
    endpoint.source = *source;
    open.sources.push_back(*source);
  }
  open.endpoints = std::make_unique<receive::Endpoints>(
      std::move(endpoints),
      [session = open.live.get()](ingest::ReceivedRequest request, ingest::ReceiptHandler handler) {
        session->take(std::move(request), std::move(handler));
      });
  open.endpoints->startAll();
}

ListeningState Listening::stateOf(const Open& open) {
  ListeningState state;
  if (!open.live) return state;
  state.phase = ListeningState::Phase::On;
  state.endpoints = open.endpoints->snapshot();
  state.sources = open.sources;
  state.counts = open.live->counts();
  state.live = open.live->state();
  state.senders = open.live->senders();
  return state;
}

void Listening::start(std::vector<receive::ReceiverOptions> endpoints, const ingest::Retention& retention) {
  if (m_state.phase != ListeningState::Phase::Off) return;
  m_state.phase = ListeningState::Phase::Opening;
  emit stateChanged();
  post([endpoints = std::move(endpoints), retention](Open& open) {
    openSession(open, endpoints, retention);
    open.tell([to = &open.owner, path = open.path, state = stateOf(open)] {
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
    open.tell([to = &open.owner] {
      to->m_path.clear();
      to->take({});
      emit to->closed();
    });
  });
}

void Listening::take(ListeningState state) {
  m_isReading = false;
  state.spansPerSecond = m_rates;
  m_state = std::move(state);
  emit stateChanged();
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
    open.tell([to = &open.owner, isTick, state = stateOf(open)] {
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
    // Why it does not listen is part of its state.
    if (open.endpoints) [[maybe_unused]]
      const auto started = open.endpoints->start(endpoint);
  });
  readState();
}

void Listening::stopEndpoint(std::size_t endpoint) {
  post([endpoint](Open& open) {
    if (open.endpoints) open.endpoints->stop(endpoint);
  });
  readState();
}

void Listening::moveEndpoint(std::size_t endpoint, std::uint16_t port) {
  post([endpoint, port](Open& open) {
    if (open.endpoints) open.failIf(open.endpoints->move(endpoint, port));
  });
  readState();
}

void Listening::allowOrigin(const std::string& origin) {
  post([origin](Open& open) {
    if (open.endpoints) open.endpoints->allowOrigin(origin);
  });
  readState();
}

void Listening::sendTestTrace(std::size_t endpoint) {
  post([endpoint](Open& open) {
    if (!open.endpoints) return;
    const auto sent = open.endpoints->sendTestTrace(endpoint);
    if (!sent) return open.fail(sent.error());
    open.tell([to = &open.owner, trace = *sent] { emit to->testTraceSent(trace); });
  });
  readState();
}

void Listening::setRetention(const ingest::Retention& retention) {
  post([retention](Open& open) {
    if (open.live) open.live->setRetention(retention);
  });
}

void Listening::setPinned(TraceId trace, bool isPinned) {
  post([trace, isPinned](Open& open) {
    if (!open.live) return;
    open.failIf(open.live->setPinned(trace, isPinned));
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
    if (open.live) open.live->clear(open.owner.failing());
  });
}

void Listening::undoClear() {
  post([](Open& open) {
    if (open.live) open.live->showCleared(open.owner.failing());
  });
}

}  // namespace spanloupe::session
