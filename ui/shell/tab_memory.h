// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which traces were open in which session, so that they are again when the session is opened the next time,
// and which session was the last. Written whenever something changes: a crash loses nothing. UI thread.
#pragma once

#include <QObject>
#include <QStringList>

#include "ui/session/trace_session.h"

class QSettings;

namespace spanloupe::shell {

class TabArea;
struct OpenTab;

class TabMemory : public QObject {
  Q_OBJECT
 public:
  /// Sessions that are remembered; those opened longest ago are forgotten first.
  static constexpr qsizetype kSessions = 32;
  /// Of one session.
  static constexpr std::size_t kTabs = 24;

  /// All outlive this object.
  TabMemory(QSettings& settings, session::TraceSession& session, TabArea& tabs, QObject* parent);

  /// Nothing is written until restore(): tabs are closed because another session comes.
  void pause() { m_paused = true; }
  /// Opens the tabs that the current session had, and remembers from now on.
  void restore();
  /// The files of the session that was open last, or its own path; empty when it was the default session or
  /// there was none.
  [[nodiscard]] QStringList lastFiles() const;

 private:
  void write();

  QSettings& m_settings;
  session::TraceSession& m_session;
  TabArea& m_tabs;
  bool m_paused = true;
};

}  // namespace spanloupe::shell
