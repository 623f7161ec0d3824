// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray.h"

#include <QApplication>
#include <QMenu>
#include <QWidget>

#include "ui/common/icons.h"
#include "ui/endpoints/endpoint_texts.h"
#include "ui/settings/listen_settings.h"

namespace spanloupe::shell {

Tray::Tray(const TrayParts& parts)
    : QObject(&parts.window), m_parts(parts), m_menu(std::make_unique<QMenu>()) {
  m_menu->addAction(tr("Show"), this, &Tray::showWindow);
  m_stop = m_menu->addAction(tr("Stop listening"), this, &Tray::stopRequested);
  m_menu->addSeparator();
  m_menu->addAction(tr("Quit"), this, &Tray::quit);
  connect(&parts.listening, &session::Listening::stateChanged, this, &Tray::refresh);
  refresh();
}

Tray::~Tray() = default;

bool Tray::isWanted() const {
  return m_parts.listening.isOn() && settings::staysInTray(m_parts.settings) && m_parts.isAvailable();
}

void Tray::refresh() {
  // A hidden window needs its icon whatever has changed since.
  const bool isShown = m_hasHidden || isWanted();
  m_stop->setEnabled(m_parts.listening.isOn());
  if (!isShown) {
    if (m_icon) m_icon->hide();
    return;
  }
  if (!m_icon) {
    m_icon = std::make_unique<QSystemTrayIcon>(ui::themedIcon(m_parts.look, ui::Icon::Listen));
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
              if (reason != QSystemTrayIcon::Context) showWindow();
            });
  }
  m_icon->setToolTip(tr("Spanloupe: %1").arg(endpoints::summaryText(m_parts.listening.state())));
  if (!m_icon->isVisible()) m_icon->show();
}

bool Tray::takesOver() {
  if (m_isQuitting || !isWanted()) return false;
  m_hasHidden = true;
  // The end of another window is not the end of the program then.
  QGuiApplication::setQuitOnLastWindowClosed(false);
  m_parts.window.hide();
  refresh();
  return true;
}

void Tray::showWindow() {
  m_hasHidden = false;
  QGuiApplication::setQuitOnLastWindowClosed(true);
  m_parts.window.show();
  m_parts.window.setWindowState(m_parts.window.windowState() & ~Qt::WindowMinimized);
  m_parts.window.raise();
  m_parts.window.activateWindow();
  refresh();
}

void Tray::quit() {
  m_isQuitting = true;
  const bool wasHidden = m_parts.window.isHidden();
  m_parts.window.close();
  m_isQuitting = false;
  // No window is closed that was not there.
  if (wasHidden) QCoreApplication::quit();
}

}  // namespace spanloupe::shell
