// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of the window that is about listening: the receivers, their segments in the status line, their
// part of the start page, and the dialog. UI thread.
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/common/look.h"
#include "ui/session/listening.h"
#include "ui/session/trace_session.h"

class QAction;
class QSettings;

namespace spanloupe::endpoints {
class ListenPanel;
}
namespace spanloupe::start {
class StartPage;
}

namespace spanloupe::shell {

class EndpointsDialog;
class ListenControl;
class ListenSegments;
class StatusLine;

/// All outlive it.
struct ListenUiParts {
  ui::Look& look;
  session::TraceSession& session;
  QSettings& settings;
  start::StartPage& start;
  StatusLine& status;
  QAction& endpoints;
};

class ListenUi : public QObject {
  Q_OBJECT
 public:
  /// `window` is the parent of the dialog.
  ListenUi(const ListenUiParts& parts, QWidget& window);
  ~ListenUi() override;

  void start();
  /// As at the end of the last run.
  void startAgain();
  [[nodiscard]] session::Listening& listening() { return m_listening; }
  [[nodiscard]] ListenSegments& segments() const { return *m_segments; }
  /// Null while it is closed.
  [[nodiscard]] EndpointsDialog* dialog() const;
  /// What is shown grows, and nothing has come yet: there is nothing to see but how to send.
  [[nodiscard]] bool isWaiting() const;

 signals:
  void firstReceived();
  void traceArrived(spanloupe::TraceId trace);
  void failed(const spanloupe::Error& error);

 private:
  void showDialog();
  void connectPanel(endpoints::ListenPanel& panel);

  ListenUiParts m_parts;
  QWidget& m_window;
  session::Listening m_listening;
  ListenControl* m_control;
  ListenSegments* m_segments;
  QPointer<EndpointsDialog> m_dialog;
};

}  // namespace spanloupe::shell
