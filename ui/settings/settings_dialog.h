// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings, on a few pages. Everything takes effect as it is chosen, so there is nothing to confirm but
// what cannot be undone. UI thread.
#pragma once

#include <QDialog>

class QSettings;
class QTabBar;
class QVBoxLayout;

namespace spanloupe::session {
class TraceSession;
}
namespace spanloupe::ui {
class Look;
}

namespace spanloupe::settings {

class AppearanceSection;
class CacheSection;
class ForwardSection;
class ListenSection;
class ReachSection;

enum class SettingsPage : std::uint8_t { General, Listening, Copies };

class SettingsDialog : public QDialog {
  Q_OBJECT
 public:
  SettingsDialog(ui::Look& look, QSettings& settings, session::TraceSession& session,
                 QWidget* parent = nullptr);
  [[nodiscard]] bool isBusy() const;
  void showPage(SettingsPage page);

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
  void addPages(const ui::Look& look, QVBoxLayout& column);

  QSettings& m_settings;
  session::TraceSession& m_session;
  AppearanceSection* m_appearance;
  CacheSection* m_cache;
  ListenSection* m_listen;
  ReachSection* m_reach;
  ForwardSection* m_copies;
  QTabBar* m_tabs;
};

}  // namespace spanloupe::settings
