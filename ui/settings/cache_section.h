// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cache on the settings page: where it is, what is in it, what it may take, and clearing it. All file
// work is done on a thread of its own; the session that is open is never removed. UI thread.
#pragma once

#include <QWidget>
#include <functional>

#include "core/base/error.h"
#include "ui/session/mailbox.h"
#include "ui/session/session_worker.h"
#include "ui/settings/cache_model.h"

class QSettings;

namespace spanloupe::session {
class TraceSession;
}
namespace spanloupe::ui {
class EmptyState;
class ErrorStrip;
class Look;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::settings {

class CacheList;
class ConfirmButton;
class Stepper;

class CacheSection : public QWidget {
  Q_OBJECT
 public:
  CacheSection(const ui::Look& look, QSettings& settings, session::TraceSession& session,
               QWidget* parent = nullptr);

  /// Looks into the folder.
  void refresh();
  /// As the settings say, without telling the cache.
  void readSettings();
  [[nodiscard]] bool isBusy() const { return m_busy; }

 private:
  using Work = std::function<Result<QString>()>;
  void run(const QString& what, Work work);
  void show(std::vector<CacheRow> rows, const QString& folder);
  void showTotal();
  void clear();
  void setLimit(int index);
  [[nodiscard]] std::string openPath() const;

  const ui::Look& m_look;
  QSettings& m_settings;
  session::TraceSession& m_session;
  CacheModel* m_model;
  ui::ErrorStrip* m_error;
  ui::TextLabel* m_folder;
  CacheList* m_list;
  ui::TextLabel* m_total;
  ConfirmButton* m_clear;
  Stepper* m_limit;
  QString m_note;  ///< What the last removal left.
  bool m_busy = false;
  session::Mailbox m_mailbox;  // Before the thread that posts to it.
  session::SessionWorker m_worker;
};

/// The limit that is set, in bytes; 0: none.
[[nodiscard]] std::uint64_t cacheLimit(const QSettings& settings);

}  // namespace spanloupe::settings
