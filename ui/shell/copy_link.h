// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Edit > Copy link: a command line for the clipboard that opens the same trace and span again
// (decisions.md 28). UI thread.
#pragma once

#include <QObject>

#include "ui/session/trace_session.h"

class QAction;

namespace spanloupe::shell {

class TabArea;

/// "spanloupe 'my shop.json' --trace 7c3e… --span 5be1…", quoted for a shell; a zero span = none.
[[nodiscard]] QString linkTo(const session::OpenedSession& session, TraceId trace, SpanId span);

class CopyLink : public QObject {
  Q_OBJECT
 public:
  /// All outlive this object.
  CopyLink(QAction& action, session::TraceSession& session, TabArea& tabs, QObject* parent);

 private:
  void updateAction();
  void copy();

  QAction& m_action;
  session::TraceSession& m_session;
  TabArea& m_tabs;
};

}  // namespace spanloupe::shell
