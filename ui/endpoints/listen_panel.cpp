// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/listen_panel.h"

#include <QHBoxLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/endpoints/endpoint_rows.h"
#include "ui/endpoints/endpoint_texts.h"
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
      m_card(new SetupCard(look)),
      m_rows(new EndpointRows(look)),
      m_start(new ui::Button(look, ui::Icon::None, tr("Start listening"), ui::ButtonKind::Primary)),
      m_test(new ui::Button(look, ui::Icon::None, tr("Send a test trace"))) {
  setObjectName(QStringLiteral("listenPanel"));
  m_start->setObjectName(QStringLiteral("startListening"));
  m_test->setObjectName(QStringLiteral("sendTestTrace"));
  auto* head = new QHBoxLayout;
  head->setContentsMargins(0, 0, 0, 0);
  auto* title = new ui::TextLabel(look, &ui::Fonts::pageTitle, &ui::Theme::text1, tr("Listen"));
  title->setFixedHeight(look.measures().control());
  head->addWidget(title);
  head->addStretch();
  head->addWidget(m_summary);
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(0, 0, 0, 0);
  buttons->setSpacing(8);
  buttons->addWidget(m_start);
  buttons->addWidget(m_test);
  buttons->addStretch();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(head);
  column->addSpacing(8);
  column->addWidget(m_card);
  column->addSpacing(18);
  column->addWidget(m_rows);
  column->addSpacing(12);
  column->addLayout(buttons);
  column->addStretch();
  connect(&listening, &session::Listening::stateChanged, this, &ListenPanel::refresh);
  connect(m_card, &SetupCard::noted, this, &ListenPanel::noted);
  connect(m_start, &QAbstractButton::clicked, this, &ListenPanel::startRequested);
  connect(m_test, &QAbstractButton::clicked, this, [this] {
    const auto& endpoints = m_listening.state().endpoints;
    const auto ready = std::find_if(endpoints.begin(), endpoints.end(),
                                    [](const auto& endpoint) { return endpoint.phase == Phase::Listening; });
    if (ready != endpoints.end())
      m_listening.sendTestTrace(static_cast<std::size_t>(ready - endpoints.begin()));
  });
  connect(m_rows, &EndpointRows::startRequested, this, [this](std::size_t endpoint) {
    m_listening.isOn() ? m_listening.startEndpoint(endpoint) : emit startRequested();
  });
  connect(m_rows, &EndpointRows::stopRequested, &listening, &session::Listening::stopEndpoint);
  connect(m_rows, &EndpointRows::moveRequested, &listening, &session::Listening::moveEndpoint);
  connect(m_rows, &EndpointRows::originAllowed, &listening,
          [&listening](const QString& origin) { listening.allowOrigin(origin.toStdString()); });
  refresh();
}

QString ListenPanel::summary() const { return m_summary->text(); }

void ListenPanel::refresh() {
  const session::ListeningState& state = m_listening.state();
  const std::vector<receive::EndpointState> endpoints =
      state.endpoints.empty() ? usualEndpoints() : state.endpoints;
  m_summary->setText(summaryText(state));
  m_card->setLines(receive::setupLines(forLines(endpoints)));
  m_rows->setEndpoints(endpoints);
  m_start->setVisible(!m_listening.isOn());
  m_start->setEnabled(state.phase == session::ListeningState::Phase::Off);
  m_test->setEnabled(m_listening.isOn() &&
                     std::any_of(endpoints.begin(), endpoints.end(),
                                 [](const auto& endpoint) { return endpoint.phase == Phase::Listening; }));
}

}  // namespace spanloupe::endpoints
