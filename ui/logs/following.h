// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Joins the live strip to the list of log records: selecting a record holds the list, Follow lets it go,
// Pause keeps it as it is; receiving goes on in any case. The strip is hidden where nothing comes. UI thread.
#pragma once

#include <QObject>

#include "ui/common/live_strip.h"
#include "ui/session/trace_session.h"

namespace spanloupe::logs {

class LogListModel;
class LogTable;

/// All must outlive it.
struct FollowingParts {
  session::TraceSession& session;
  ui::LiveStrip& strip;
  LogTable& table;
  LogListModel& model;
};

class Following : public QObject {
  Q_OBJECT
 public:
  Following(const FollowingParts& parts, QObject* parent);

  /// The newest on top, and shown as it comes.
  void follow();
  /// The list goes on with what comes next.
  void begin();

 private:
  void connectStrip();
  void setLive(bool isLive);
  void refresh();

  FollowingParts m_parts;
};

}  // namespace spanloupe::logs
