// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// File > Save session as…: asks for a name, has the session copied, says how far it is in the status line and
// what went wrong in the strip. UI thread.
#pragma once

#include <QObject>

#include "ui/session/session_saver.h"
#include "ui/session/trace_session.h"

class QAction;
class QWidget;

namespace spanloupe::ui {
class ErrorStrip;
}

namespace spanloupe::shell {

class StatusLine;

/// What saving needs of the window; all outlive it.
struct SaveParts {
  QAction& action;
  session::TraceSession& session;
  ui::ErrorStrip& error;
  StatusLine& status;
};

class SaveAs : public QObject {
  Q_OBJECT
 public:
  SaveAs(const SaveParts& parts, QWidget* window);

 private:
  void ask();
  void updateAction();

  SaveParts m_parts;
  QWidget* m_window;
  session::SessionSaver* m_saver;
};

}  // namespace spanloupe::shell
