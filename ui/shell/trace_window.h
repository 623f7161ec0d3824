// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One trace in a window of its own, beside the main window, so that two traces can be looked at side by side.
// When it is closed its trace is a tab again. UI thread.
#pragma once

#include <QMainWindow>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"
#include "ui/session/view_state.h"
#include "ui/shell/open_tab.h"

namespace spanloupe::shell {

class DetailsDock;
class TraceTab;

class TraceWindow : public QMainWindow {
  Q_OBJECT
 public:
  /// All outlive the window; it deletes itself when it is closed.
  TraceWindow(ui::Look& look, session::TraceSession& session, session::ViewState& state, const OpenTab& tab);

  [[nodiscard]] TraceTab& tab() const { return *m_tab; }
  [[nodiscard]] bool isSettled() const;

 signals:
  void closed(const spanloupe::shell::OpenTab& tab);

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void showTitle();
  void updateDetails();

  TraceTab* m_tab;
  DetailsDock* m_details;
  bool m_detailsWanted = true;
};

/// The halves of the screen that `left` is on.
void placeSideBySide(QWidget& left, QWidget& right);

}  // namespace spanloupe::shell
