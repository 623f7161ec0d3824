// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The icon in the tray: while it is set so and the window listens, closing the window only hides it. Without
// a tray nothing changes. UI thread.
#pragma once

#include <QObject>
#include <QSystemTrayIcon>
#include <memory>

#include "ui/common/look.h"
#include "ui/session/listening.h"

class QAction;
class QMenu;
class QSettings;

namespace spanloupe::shell {

/// All outlive it.
struct TrayParts {
  const ui::Look& look;
  session::Listening& listening;
  const QSettings& settings;
  QWidget& window;
  /// Asked when it matters: it may take a while.
  bool (*isAvailable)() = &QSystemTrayIcon::isSystemTrayAvailable;
};

class Tray : public QObject {
  Q_OBJECT
 public:
  explicit Tray(const TrayParts& parts);
  ~Tray() override;

  /// After settings have changed.
  void refresh();
  /// Instead of closing: hides the window and says so. False: it is to be closed.
  bool takesOver();
  void showWindow();
  /// Closes the window in any case.
  void quit();
  [[nodiscard]] bool isShown() const { return m_icon != nullptr && m_icon->isVisible(); }
  [[nodiscard]] QMenu& menu() const { return *m_menu; }

 signals:
  void stopRequested();

 private:
  [[nodiscard]] bool isWanted() const;

  TrayParts m_parts;
  std::unique_ptr<QMenu> m_menu;
  QAction* m_stop = nullptr;
  std::unique_ptr<QSystemTrayIcon> m_icon;  ///< Made when it is first wanted.
  bool m_hasHidden = false;
  bool m_isQuitting = false;
};

}  // namespace spanloupe::shell
