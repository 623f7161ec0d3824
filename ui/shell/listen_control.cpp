// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/listen_control.h"

#include <QSettings>
#include <utility>

#include "core/store/reader.h"
#include "core/store/snapshot.h"
#include "ui/settings/listen_settings.h"

namespace spanloupe::shell {
namespace {

const QString kOn = QStringLiteral("listen/on");

}  // namespace

ListenControl::ListenControl(const ListenParts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
  session::Listening* const listening = &parts.listening;
  connect(listening, &session::Listening::opened, this, [this] {
    m_isEmpty = true;
    showSomething();
    follow();
  });
  connect(listening, &session::Listening::failed, this, [this] {
    if (!m_parts.listening.isOn()) showSomething();
  });
  connect(listening, &session::Listening::closed, this, &ListenControl::follow);
  connect(&parts.session, &session::TraceSession::opened, this, &ListenControl::follow);
  connect(listening, &session::Listening::committed, this, [this] {
    if (isShown()) m_parts.session.refresh();
  });
  connect(listening, &session::Listening::stateChanged, this, [this] {
    if (!m_parts.listening.isOn()) return;
    const auto& state = m_parts.listening.state();
    for (std::size_t i = 0; i < state.endpoints.size(); ++i)
      settings::setPort(m_parts.settings, i, state.endpoints[i].port);
    tellFirst();
  });
  connect(listening, &session::Listening::closed, this, [this] { m_testTrace.reset(); });
  connect(&parts.session, &session::TraceSession::snapshotChanged, this, [this] {
    if (!hasTraces()) return;
    tellFirst();
    lookForTestTrace();
  });
  connect(listening, &session::Listening::originAllowed, this, [this](const std::string& origin) {
    settings::addAllowedOrigin(m_parts.settings, QString::fromStdString(origin));
  });
  connect(listening, &session::Listening::testTraceSent, this, [this](TraceId trace) {
    m_testTrace = trace;
    isShown() ? m_parts.session.refresh() : showReceived();
    lookForTestTrace();
  });
  parts.listening.propose(wishedEndpoints());
}

void ListenControl::lookForTestTrace() {
  if (!m_testTrace || !isShown()) return;
  m_parts.session.ask(
      "test trace",
      [trace = *m_testTrace](store::Reader& reader, const store::Snapshot& snapshot, std::stop_token) {
        return reader.segmentsOf(snapshot, trace);
      },
      this,
      [this, trace = *m_testTrace](Result<std::vector<std::uint32_t>> found) {
        // It may take a moment until it is committed; then the session changes again.
        if (!found || found->empty() || m_testTrace != trace) return;
        m_testTrace.reset();
        emit testTraceArrived(trace);
      });
}

bool ListenControl::hasTraces() const {
  return isShown() && m_parts.session.snapshot() && m_parts.session.snapshot()->traceCount() > 0;
}

// What was counted and what can be seen become known one after the other, in either order.
void ListenControl::tellFirst() {
  const bool hasCome = hasTraces() && m_parts.listening.state().counts.spans > 0;
  if (hasCome && std::exchange(m_isEmpty, false)) emit firstReceived();
}

std::vector<receive::ReceiverOptions> ListenControl::wishedEndpoints() const {
  std::vector<receive::ReceiverOptions> endpoints = receive::Endpoints::usual();
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    endpoints[i].port = settings::portOf(m_parts.settings, i, endpoints[i].port);
    endpoints[i].allowedOrigins = settings::allowedOrigins(m_parts.settings);
    endpoints[i].messageLimit = settings::largestRequest(m_parts.settings);
  }
  return endpoints;
}

void ListenControl::start() {
  m_parts.settings.setValue(kOn, true);
  m_parts.listening.setReach(settings::reach(m_parts.settings));
  m_parts.listening.setForwarding(settings::forwarding(m_parts.settings));
  m_parts.listening.start(wishedEndpoints(), settings::retention(m_parts.settings));
}

void ListenControl::readSettings() {
  m_parts.listening.setForwarding(settings::forwarding(m_parts.settings));
  m_parts.listening.propose(wishedEndpoints());
  if (!m_parts.listening.isOn()) return;
  m_parts.listening.setReach(settings::reach(m_parts.settings));
  m_parts.listening.setMessageLimit(settings::largestRequest(m_parts.settings));
  m_parts.listening.setAllowedOrigins(settings::allowedOrigins(m_parts.settings));
  m_parts.listening.setRetention(settings::retention(m_parts.settings));
  const std::vector<receive::ReceiverOptions> wished = wishedEndpoints();
  const std::vector<receive::EndpointState> endpoints = m_parts.listening.state().endpoints;
  for (std::size_t i = 0; i < endpoints.size() && i < wished.size(); ++i)
    if (wished[i].port != endpoints[i].port) m_parts.listening.moveEndpoint(i, wished[i].port);
}

void ListenControl::stop() {
  m_parts.settings.setValue(kOn, false);
  m_parts.listening.stop();
}

bool ListenControl::isWantedAtStart() const {
  switch (settings::listenAtStart(m_parts.settings)) {
    case settings::ListenAtStart::Always: return true;
    case settings::ListenAtStart::Never: return false;
    case settings::ListenAtStart::AsLastTime: break;
  }
  return m_parts.settings.value(kOn, false).toBool();
}

/// What was received on other days is there at once; a file that is open, or is being opened, stays.
void ListenControl::showSomething() {
  if (m_parts.session.current() == nullptr && !m_parts.session.isBusy()) m_parts.session.openDefault();
}

void ListenControl::showReceived() {
  if (!isShown()) m_parts.session.openDefault();
}

bool ListenControl::isShown() const {
  const session::OpenedSession* const current = m_parts.session.current();
  return m_parts.listening.isOn() && current != nullptr && *current->path == m_parts.listening.path();
}

void ListenControl::follow() {
  m_parts.session.setLive(isShown());
  if (isShown()) m_parts.session.refresh();
}

}  // namespace spanloupe::shell
