// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/listen_ui.h"

#include <QAction>

#include "core/store/snapshot.h"
#include "ui/endpoints/listen_panel.h"
#include "ui/shell/endpoints_dialog.h"
#include "ui/shell/listen_control.h"
#include "ui/shell/listen_segments.h"
#include "ui/shell/status_line.h"
#include "ui/start/start_page.h"

namespace spanloupe::shell {

ListenUi::ListenUi(const ListenUiParts& parts, QWidget& window)
    : QObject(&window),
      m_parts(parts),
      m_window(window),
      m_control(new ListenControl({m_listening, parts.session, parts.settings}, this)),
      m_segments(new ListenSegments(parts.look, m_listening)) {
  parts.status.setListenSegments(m_segments);
  auto* panel = new endpoints::ListenPanel(parts.look, m_listening);
  connectPanel(*panel);
  parts.start.setListenPanel(panel);
  connect(m_segments, &QAbstractButton::clicked, this, &ListenUi::showDialog);
  connect(&parts.endpoints, &QAction::triggered, this, &ListenUi::showDialog);
  connect(m_control, &ListenControl::firstReceived, this, &ListenUi::firstReceived);
  connect(m_control, &ListenControl::testTraceArrived, this, &ListenUi::traceArrived);
  connect(&m_listening, &session::Listening::failed, this, &ListenUi::failed);
}

ListenUi::~ListenUi() = default;

void ListenUi::connectPanel(endpoints::ListenPanel& panel) {
  connect(&panel, &endpoints::ListenPanel::startRequested, m_control, &ListenControl::start);
  connect(&panel, &endpoints::ListenPanel::noted, &m_parts.status, &StatusLine::say);
}

void ListenUi::start() { m_control->start(); }

void ListenUi::startAgain() {
  if (m_control->wasOn()) m_control->start();
}

bool ListenUi::isWaiting() const {
  const auto& snapshot = m_parts.session.snapshot();
  return m_listening.isOn() && m_parts.session.isLive() && (!snapshot || snapshot->traceCount() == 0);
}

EndpointsDialog* ListenUi::dialog() const { return m_dialog; }

void ListenUi::showDialog() {
  if (m_dialog == nullptr) {
    m_dialog = new EndpointsDialog(m_parts.look, m_listening, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connectPanel(m_dialog->panel());
    connect(m_dialog, &EndpointsDialog::stopRequested, m_control, &ListenControl::stop);
  }
  m_dialog->show();
  m_dialog->raise();
  m_dialog->activateWindow();
}

}  // namespace spanloupe::shell
