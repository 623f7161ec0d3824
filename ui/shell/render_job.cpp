// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/render_job.h"

#include <QFontDatabase>
#include <QPixmap>

namespace spanloupe::shell {
namespace {

// An answer may ask the next question in the turn after the one that brought it.
constexpr int kSettledLooks = 3;
constexpr int kInterval = 15;

}  // namespace

RenderJob::RenderJob(MainWindow& window, RenderWish wish, QObject* parent)
    : QObject(parent), m_window(window), m_wish(std::move(wish)) {
  m_window.setAttribute(Qt::WA_DontShowOnScreen);
  m_window.resize(m_wish.size);
  m_window.show();
  connect(&m_window, &MainWindow::openFailed, this, [this](const Error& error) {
    if (std::exchange(m_done, true)) return;
    m_timer.stop();
    emit finished(QString::fromStdString(error.text()));
  });
  connect(&m_timer, &QTimer::timeout, this, &RenderJob::look);
  m_timer.start(kInterval);
}

void RenderJob::look() {
  m_settledLooks = m_window.isSettled() ? m_settledLooks + 1 : 0;
  if (m_settledLooks < kSettledLooks || std::exchange(m_done, true)) return;
  m_timer.stop();
  // Without any font the picture would be full of boxes, which nobody wants to find out later (decisions.md
  // 30).
  if (QFontDatabase::families().isEmpty()) {
    emit finished(
        tr("No font was found; install one, for example the packages fonts-inter and fonts-jetbrains-mono"));
    return;
  }
  const bool saved = m_window.grab().save(m_wish.path);
  emit finished(saved ? QString() : tr("The picture cannot be written: %1").arg(m_wish.path));
}

}  // namespace spanloupe::shell
