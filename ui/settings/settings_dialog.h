// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings page. Everything takes effect as it is chosen, so there is nothing to confirm but what cannot
// be undone. UI thread.
#pragma once

#include <QDialog>

class QSettings;

namespace spanloupe::session {
class TraceSession;
}
namespace spanloupe::ui {
class Look;
}

namespace spanloupe::settings {

class AppearanceSection;
class CacheSection;
class ListenSection;

class SettingsDialog : public QDialog {
  Q_OBJECT
 public:
  SettingsDialog(ui::Look& look, QSettings& settings, session::TraceSession& session,
                 QWidget* parent = nullptr);
  [[nodiscard]] bool isBusy() const;

 signals:
  void compactChanged(bool compact);
  /// Something about listening: listen_settings.h.
  void listenChanged();
  /// Every setting is what it is at the first start; what was opened lately is still known.
  void resetDone();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void resetAll();

  QSettings& m_settings;
  session::TraceSession& m_session;
  AppearanceSection* m_appearance;
  CacheSection* m_cache;
  ListenSection* m_listen;
};

}  // namespace spanloupe::settings
