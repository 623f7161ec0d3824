// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which traces were open in which session, so that they are again when the session is opened the next time,
// and which session was the last. Written half a second after something changes, and when the window closes:
// a crash loses no more than that. UI thread.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include "ui/session/trace_session.h"

class QSettings;

namespace spanloupe::shell {

class SecondWindow;
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

  /// What is in that window is remembered as a tab.
  void follow(const SecondWindow& second);
  /// Nothing is written until restore(): tabs are closed because another session comes.
  void pause();
  /// Opens the tabs that the current session had, and remembers from now on.
  void restore();
  /// Writes what has changed now.
  void flush();
  /// The files of the session that was open last, or its own path; empty when it was the default session or
  /// there was none.
  [[nodiscard]] QStringList lastFiles() const;

 private:
  void writeSoon();
  void write();

  QSettings& m_settings;
  session::TraceSession& m_session;
  TabArea& m_tabs;
  const SecondWindow* m_second = nullptr;
  QTimer m_rest;
  QString m_name;  ///< Of the session whose tabs these are: while pausing another one is already current.
  bool m_paused = true;
};

}  // namespace spanloupe::shell
