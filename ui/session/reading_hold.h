// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// While a view is paused it goes on reading an older snapshot, which a session that receives would soon cut:
// until it is let go, what is listed there is kept, as far as the limits of the session allow. UI thread.
#pragma once

#include <QObject>
#include <memory>

#include "ui/session/trace_session.h"

namespace spanloupe::session {

class ReadingHold : public QObject {
  Q_OBJECT
 public:
  /// `session` must outlive it.
  explicit ReadingHold(TraceSession& session, QObject* parent = nullptr)
      : QObject(parent), m_session(session) {}
  /// Of the session that is open; takes effect moments later.
  void set(bool isHeld);

 private:
  TraceSession& m_session;
  std::shared_ptr<const store::Reader> m_lease;
};

}  // namespace spanloupe::session
