// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the service colours of the window and those of the session the same. What the session keeps is never
// moved; names found since are given colours in the order of their hash, all of an import together, whatever
// the order in which they arrive; at the end they are kept too. Services of log records alone come after
// those of spans. UI thread.
#pragma once

#include <QObject>
#include <vector>

#include "core/query/log_services.h"
#include "ui/common/look.h"
#include "ui/session/trace_session.h"

namespace spanloupe::shell {

class ServiceColors : public QObject {
  Q_OBJECT
 public:
  /// Both must outlive this object.
  ServiceColors(ui::Look& look, session::TraceSession& session, QObject* parent);

 private:
  void begin();
  void assign();
  void askLogServices();
  void keep();

  ui::Look& m_look;
  session::TraceSession& m_session;
  std::vector<ui::ServicePalette::Entry> m_kept;  ///< In the session.
  std::vector<QString> m_names;                   ///< Seen last.
  query::LogServices m_logServices;
  std::shared_ptr<const store::Snapshot> m_askedOf;  ///< Whose log records were last asked for services.
  bool m_isAsking = false;
  bool m_known = false;  ///< m_kept has been read.
};

}  // namespace spanloupe::shell
