// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/endpoints_dialog.h"

#include <QHBoxLayout>

#include "ui/common/controls.h"
#include "ui/endpoints/listen_panel.h"

namespace spanloupe::shell {

EndpointsDialog::EndpointsDialog(const ui::Look& look, session::Listening& listening, QWidget* parent)
    : QDialog(parent), m_panel(new endpoints::ListenPanel(look, listening)) {
  setWindowTitle(tr("Endpoints"));
  setObjectName(QStringLiteral("endpointsDialog"));
  auto* column = new QVBoxLayout(this);
  const int edge = look.measures().px(20);
  column->setContentsMargins(edge, edge, edge, edge);
  column->setSpacing(look.measures().px(16));
  column->addWidget(m_panel, 1);
  auto* foot = new QHBoxLayout;
  auto* stop = new ui::Button(look, ui::Icon::None, tr("Stop listening"));
  stop->setObjectName(QStringLiteral("stopListening"));
  auto* close = new ui::Button(look, ui::Icon::None, tr("Close"));
  close->setObjectName(QStringLiteral("closeDialog"));
  foot->setSpacing(8);
  foot->addWidget(stop);
  foot->addStretch();
  foot->addWidget(close);
  column->addLayout(foot);
  const auto follow = [stop, &listening] { stop->setVisible(listening.isOn()); };
  connect(&listening, &session::Listening::stateChanged, this, follow);
  follow();
  connect(stop, &QAbstractButton::clicked, this, &EndpointsDialog::stopRequested);
  connect(close, &QAbstractButton::clicked, this, &QDialog::close);
  resize(look.measures().px(720), sizeHint().height());
}

}  // namespace spanloupe::shell
