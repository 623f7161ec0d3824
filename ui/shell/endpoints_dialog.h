// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints with the lines to copy, over the window at any time. It may stay open beside the work. UI
// thread.
#pragma once

#include <QDialog>

#include "ui/common/look.h"
#include "ui/session/listening.h"

namespace spanloupe::endpoints {
class ListenPanel;
}

namespace spanloupe::shell {

class EndpointsDialog : public QDialog {
  Q_OBJECT
 public:
  EndpointsDialog(const ui::Look& look, session::Listening& listening, QWidget* parent = nullptr);
  [[nodiscard]] endpoints::ListenPanel& panel() const { return *m_panel; }

 signals:
  void stopRequested();

 private:
  endpoints::ListenPanel* m_panel;
};

}  // namespace spanloupe::shell
