// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Save session as…": copies a session file on a thread of its own, so that neither reading nor an import
// waits for it. One copy at a time. UI thread.
#pragma once

#include <QObject>
#include <memory>
#include <string>
#include <thread>

#include "core/base/error.h"
#include "core/store/session_copy.h"
#include "ui/session/mailbox.h"

namespace spanloupe::session {

class SessionSaver : public QObject {
  Q_OBJECT
 public:
  explicit SessionSaver(QObject* parent = nullptr);
  /// Stops a running copy; nothing is left of it.
  ~SessionSaver() override;

  [[nodiscard]] bool isSaving() const { return m_saving; }
  /// Nothing happens while a copy is under way.
  void save(std::shared_ptr<const std::string> session, const QString& target, store::Overwrite overwrite);

 signals:
  void started(const QString& target);
  /// 0 to 1, at most ten times a second.
  void progressed(double share);
  void finished(const QString& target);
  void failed(const spanloupe::Error& error);

 private:
  Mailbox m_mailbox;  // First: the thread posts to it until it is gone.
  bool m_saving = false;
  std::jthread m_thread;
};

}  // namespace spanloupe::session
