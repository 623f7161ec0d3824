// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one window beside the main one: a trace leaves the tabs for it, and is a tab again when it is closed.
// UI thread.
#pragma once

#include <QObject>
#include <optional>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"
#include "ui/session/view_state.h"
#include "ui/shell/open_tab.h"

namespace spanloupe::shell {

class TabArea;
class TraceWindow;

/// What it is made of; all outlive it.
struct SecondWindowParts {
  ui::Look& look;
  session::TraceSession& session;
  session::ViewState& state;
  TabArea& tabs;
};

class SecondWindow : public QObject {
  Q_OBJECT
 public:
  /// `main` makes room for it.
  SecondWindow(const SecondWindowParts& parts, QWidget& main);
  ~SecondWindow() override;

  /// Null while there is none.
  [[nodiscard]] TraceWindow* window() const { return m_window; }
  /// What is in it.
  [[nodiscard]] std::optional<OpenTab> tab() const;
  /// The trace that is shown leaves the tabs; nothing happens while a view is.
  void takeCurrent();
  /// The trace that was there becomes a tab again.
  void show(const OpenTab& tab);
  enum class Trace { Keep, Drop };
  /// Its trace becomes a tab again, or goes with it.
  void close(Trace trace);
  [[nodiscard]] bool isSettled() const;

 signals:
  void changed();

 private:
  SecondWindowParts m_parts;
  QWidget& m_main;
  TraceWindow* m_window = nullptr;  ///< Deletes itself when it is closed.
};

}  // namespace spanloupe::shell
