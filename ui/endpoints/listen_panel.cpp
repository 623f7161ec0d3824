// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/listen_panel.h"

#include <QHBoxLayout>
#include <QSysInfo>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/wrapped_label.h"
#include "ui/endpoints/endpoint_rows.h"
#include "ui/endpoints/endpoint_texts.h"
#include "ui/endpoints/forward_row.h"
#include "ui/endpoints/reach_strip.h"
#include "ui/endpoints/setup_card.h"

namespace spanloupe::endpoints {
namespace {

using Phase = receive::EndpointState::Phase;

/// Those to copy lines for: what listens, else what would.
std::vector<receive::EndpointState> forLines(std::vector<receive::EndpointState> endpoints) {
  const bool any = std::any_of(endpoints.begin(), endpoints.end(),
                               [](const auto& endpoint) { return endpoint.phase == Phase::Listening; });
  if (!any)
    for (receive::EndpointState& endpoint : endpoints) endpoint.phase = Phase::Listening;
  return endpoints;
}

}  // namespace

ListenPanel::ListenPanel(const ui::Look& look, session::Listening& listening, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_listening(listening),
      m_summary(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2)),
      m_open(new ReachStrip(look)),
      m_problem(new ReachStrip(look)),
      m_card(new SetupCard(look)),
      m_rows(new EndpointRows(look)),
      m_forward(new ForwardRow(look)),
      m_received(new ui::WrappedLabel(look, &ui::Fonts::small, &ui::Theme::text2)),
      m_nothingComes(new ui::WrappedLabel(look, &ui::Fonts::small, &ui::Theme::text2)),
      m_start(new ui::Button(look, ui::Icon::None, tr("Start listening"), ui::ButtonKind::Primary)),
      m_test(new ui::Button(look, ui::Icon::None, tr("Send a test trace"))),
      m_settings(new ui::Button(look, ui::Icon::None, tr("Who may send…"), ui::ButtonKind::Link)) {
  setObjectName(QStringLiteral("listenPanel"));
  m_start->setObjectName(QStringLiteral("startListening"));
  m_test->setObjectName(QStringLiteral("sendTestTrace"));
  m_settings->setObjectName(QStringLiteral("listenSettings"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeHead());
  column->addSpacing(8);
  for (ReachStrip* strip : {m_open, m_problem}) column->addWidget(strip);
  column->addWidget(m_card);
  column->addSpacing(18);
  column->addWidget(m_rows);
  column->addWidget(m_forward);
  m_received->setObjectName(QStringLiteral("received"));
  m_received->setContentsMargins(0, 10, 0, 0);
  m_received->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(m_received);
  column->addSpacing(12);
  column->addWidget(makeFoot());
  m_nothingComes->setContentsMargins(0, 12, 0, 0);
  column->addWidget(m_nothingComes);
  column->addStretch();
  connect(&listening, &session::Listening::stateChanged, this, &ListenPanel::refresh);
  connect(m_card, &SetupCard::noted, this, &ListenPanel::noted);
  connect(m_start, &QAbstractButton::clicked, this, &ListenPanel::startRequested);
  connect(m_test, &QAbstractButton::clicked, &listening, &session::Listening::sendTestTraceToFirst);
  connect(m_settings, &QAbstractButton::clicked, this, &ListenPanel::settingsRequested);
  connectRows();
  refresh();
}

QWidget* ListenPanel::makeHead() {
  auto* head = new QWidget;
  head->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(12);
  auto* title = new ui::TextLabel(m_look, &ui::Fonts::pageTitle, &ui::Theme::text1, tr("Listen"));
  title->setFixedHeight(m_look.measures().control());
  row->addWidget(title);
  row->addStretch();
  row->addWidget(m_summary);
  row->addWidget(m_start);
  return head;
}

QWidget* ListenPanel::makeFoot() {
  auto* foot = new QWidget;
  foot->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* row = new QHBoxLayout(foot);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(m_test);
  row->addStretch();
  row->addWidget(m_settings);
  return foot;
}

void ListenPanel::connectRows() {
  session::Listening* const listening = &m_listening;
  connect(m_rows, &EndpointRows::startRequested, this, [this](std::size_t endpoint) {
    m_listening.isOn() ? m_listening.startEndpoint(endpoint) : emit startRequested();
  });
  connect(m_rows, &EndpointRows::stopRequested, listening, &session::Listening::stopEndpoint);
  connect(m_rows, &EndpointRows::moveRequested, listening, &session::Listening::moveEndpoint);
  connect(m_rows, &EndpointRows::originAllowed, listening,
          [listening](const QString& origin) { listening->allowOrigin(origin.toStdString()); });
}

QString ListenPanel::summary() const { return m_summary->text(); }

QStringList ListenPanel::warnings() const {
  QStringList texts{m_open->text(), m_problem->text()};
  texts.removeAll(QString());
  return texts;
}

void ListenPanel::refresh() {
  const session::ListeningState& state = m_listening.state();
  const std::vector<receive::EndpointState> endpoints =
      state.endpoints.empty() ? usualEndpoints() : state.endpoints;
  receive::MachineNames names;
  if (!state.reach.bridge.empty()) names.bridge = state.reach.bridge;
  if (const QString host = QSysInfo::machineHostName(); !host.isEmpty()) names.host = host.toStdString();
  m_summary->setText(summaryText(state));
  m_open->setText(openText(state));
  m_problem->setText(reachProblemText(state.reach));
  m_card->setLines(receive::setupLines(forLines(endpoints), names));
  m_rows->setEndpoints(endpoints, state.allowedOrigins);
  m_forward->setState(state.forwarding);
  m_received->setText(receivedTexts(state, m_look.timeZone()).join(QLatin1Char('\n')));
  m_received->setVisible(!m_received->text().isEmpty());
  m_nothingComes->setText(nothingComesText(state));
  m_nothingComes->setVisible(!m_nothingComes->text().isEmpty());
  m_start->setVisible(!m_listening.isOn());
  m_start->setEnabled(state.phase == session::ListeningState::Phase::Off);
  m_test->setEnabled(m_listening.canSendTestTrace());
}

}  // namespace spanloupe::endpoints
