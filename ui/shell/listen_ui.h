// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of the window that is about listening: the receivers, their segments in the status line, their
// part of the start page, and the dialog. UI thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <memory>

#include "ui/common/look.h"
#include "ui/session/listening.h"
#include "ui/session/trace_session.h"

class QSettings;
class QUndoStack;

namespace spanloupe::session {
class ViewState;
}
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
class Tray;
class WindowActions;

/// All outlive it.
struct ListenUiParts {
  ui::Look& look;
  session::TraceSession& session;
  QSettings& settings;
  session::Listening& listening;
  session::ViewState& state;
  QUndoStack& undo;
  start::StartPage& start;
  StatusLine& status;
  WindowActions& actions;
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
  /// Of listening, after they have changed.
  void readSettings();
  [[nodiscard]] session::Listening& listening() { return m_parts.listening; }
  [[nodiscard]] Tray& tray() const { return *m_tray; }
  [[nodiscard]] ListenSegments& segments() const { return *m_segments; }
  /// Null while it is closed.
  [[nodiscard]] EndpointsDialog* dialog() const;
  /// What is shown grows, and nothing has come yet: there is nothing to see but how to send.
  [[nodiscard]] bool isWaiting() const;

 signals:
  void firstReceived();
  void traceArrived(spanloupe::TraceId trace);
  void failed(const spanloupe::Error& error);
  /// Who may send and where copies go is to be set.
  void settingsRequested();

 private:
  void connectActions();
  void showActions() const;
  void showDialog();
  void clear();
  void connectPanel(endpoints::ListenPanel& panel);

  ListenUiParts m_parts;
  QWidget& m_window;
  ListenControl* m_control;
  ListenSegments* m_segments;
  Tray* m_tray;
  QPointer<EndpointsDialog> m_dialog;
  std::shared_ptr<std::uint64_t> m_clears;  ///< ClearReceived::Turn
};

}  // namespace spanloupe::shell
