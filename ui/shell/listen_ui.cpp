// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/listen_ui.h"

#include <QAction>
#include <QUndoStack>

#include "core/store/snapshot.h"
#include "ui/endpoints/listen_panel.h"
#include "ui/session/view_state.h"
#include "ui/shell/endpoints_dialog.h"
#include "ui/shell/listen_control.h"
#include "ui/shell/listen_segments.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tray.h"
#include "ui/shell/undo_commands.h"
#include "ui/shell/window_actions.h"
#include "ui/start/start_page.h"

namespace spanloupe::shell {

ListenUi::ListenUi(const ListenUiParts& parts, QWidget& window)
    : QObject(&window),
      m_parts(parts),
      m_window(window),
      m_control(new ListenControl({parts.listening, parts.session, parts.settings}, this)),
      m_segments(new ListenSegments(parts.look, parts.listening)),
      m_tray(new Tray({parts.look, parts.listening, parts.settings, window})),
      m_clears(std::make_shared<std::uint64_t>(0)) {
  parts.status.setListenSegments(m_segments);
  auto* panel = new endpoints::ListenPanel(parts.look, parts.listening);
  connectPanel(*panel);
  parts.start.setListenPanel(panel);
  connect(m_segments, &QAbstractButton::clicked, this, &ListenUi::showDialog);
  connect(m_control, &ListenControl::firstReceived, this, &ListenUi::firstReceived);
  connect(m_control, &ListenControl::testTraceArrived, this, &ListenUi::traceArrived);
  connect(&parts.listening, &session::Listening::failed, this, &ListenUi::failed);
  connect(m_tray, &Tray::stopRequested, m_control, &ListenControl::stop);
  connect(&parts.state, &session::ViewState::clearRequested, this, &ListenUi::clear);
  // From here on it is final.
  connect(&parts.listening, &session::Listening::closed, this, [this] { ++*m_clears; });
  connectActions();
}

void ListenUi::connectActions() {
  const WindowActions& actions = m_parts.actions;
  connect(actions.endpoints, &QAction::triggered, this, &ListenUi::showDialog);
  connect(actions.clearReceived, &QAction::triggered, this, &ListenUi::clear);
  connect(actions.testTrace, &QAction::triggered, &m_parts.listening,
          &session::Listening::sendTestTraceToFirst);
  connect(actions.listen, &QAction::triggered, this,
          [this] { m_parts.listening.isOn() ? m_control->stop() : m_control->start(); });
  connect(&m_parts.session, &session::TraceSession::liveChanged, actions.clearReceived, &QAction::setEnabled);
  connect(&m_parts.listening, &session::Listening::stateChanged, this, &ListenUi::showActions);
  actions.clearReceived->setEnabled(false);
  showActions();
}

void ListenUi::showActions() const {
  using Phase = session::ListeningState::Phase;
  const Phase phase = m_parts.listening.state().phase;
  const WindowActions& actions = m_parts.actions;
  actions.listen->setText(phase == Phase::On ? tr("Stop l&istening") : tr("Start l&istening"));
  actions.listen->setEnabled(phase == Phase::On || phase == Phase::Off);
  actions.testTrace->setEnabled(m_parts.listening.canSendTestTrace());
}

ListenUi::~ListenUi() = default;

EndpointsDialog* ListenUi::dialog() const { return m_dialog; }

void ListenUi::connectPanel(endpoints::ListenPanel& panel) {
  connect(&panel, &endpoints::ListenPanel::startRequested, m_control, &ListenControl::start);
  connect(&panel, &endpoints::ListenPanel::noted, &m_parts.status, &StatusLine::say);
  connect(&panel, &endpoints::ListenPanel::settingsRequested, this, &ListenUi::settingsRequested);
}

void ListenUi::start() { m_control->start(); }

void ListenUi::startAgain() {
  if (m_control->isWantedAtStart()) m_control->start();
}

void ListenUi::readSettings() {
  m_control->readSettings();
  m_tray->refresh();
}

void ListenUi::clear() {
  if (m_parts.session.isLive()) m_parts.undo.push(new ClearReceived(m_parts.listening, m_clears));
}

bool ListenUi::isWaiting() const {
  const auto& snapshot = m_parts.session.snapshot();
  return m_parts.listening.isOn() && m_parts.session.isLive() && (!snapshot || snapshot->traceCount() == 0);
}

void ListenUi::showDialog() {
  if (m_dialog == nullptr) {
    m_dialog = new EndpointsDialog(m_parts.look, m_parts.listening, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connectPanel(m_dialog->panel());
    connect(m_dialog, &EndpointsDialog::stopRequested, m_control, &ListenControl::stop);
  }
  m_dialog->show();
  m_dialog->raise();
  m_dialog->activateWindow();
}

}  // namespace spanloupe::shell
