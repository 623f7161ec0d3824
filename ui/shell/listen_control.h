// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Joins what is received to what is shown: when to listen, when the shown session is the one that grows, and
// where a test trace or the first span leads. UI thread.
#pragma once

#include <QObject>
#include <optional>

#include "ui/session/listening.h"
#include "ui/session/trace_session.h"

class QSettings;

namespace spanloupe::shell {

/// All outlive the control.
struct ListenParts {
  session::Listening& listening;
  session::TraceSession& session;
  QSettings& settings;
};

class ListenControl : public QObject {
  Q_OBJECT
 public:
  ListenControl(const ListenParts& parts, QObject* parent);

  /// Also at the next start, until stop().
  void start();
  void stop();
  /// As the settings say; mostly as it was when the window was last closed.
  [[nodiscard]] bool isWantedAtStart() const;
  /// What may be kept, ports, who may send and where copies go: at once, while it listens.
  void readSettings();
  /// The session that is written to, with the endpoints open.
  void showReceived();

 signals:
  /// The session that grows is shown, and has its first trace.
  void firstReceived();
  /// It can be read now.
  void testTraceArrived(spanloupe::TraceId trace);

 private:
  [[nodiscard]] std::vector<receive::ReceiverOptions> wishedEndpoints() const;
  void showSomething();
  void follow();
  void lookForTestTrace();
  [[nodiscard]] bool isShown() const;
  [[nodiscard]] bool hasTraces() const;
  void tellFirst();

  ListenParts m_parts;
  std::optional<TraceId> m_testTrace;
  bool m_isEmpty = true;  ///< Nothing has been received yet since it was started.
};

}  // namespace spanloupe::shell
