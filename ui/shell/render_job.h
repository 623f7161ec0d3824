// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// --render: draws the window into a picture without showing it, once everything asked for is there. UI
// thread.
#pragma once

#include <QObject>
#include <QSize>
#include <QTimer>

#include "ui/shell/main_window.h"

namespace spanloupe::shell {

struct RenderWish {
  QString path;
  QSize size{1280, 800};
};

class RenderJob : public QObject {
  Q_OBJECT
 public:
  RenderJob(MainWindow& window, RenderWish wish, QObject* parent = nullptr);

 signals:
  /// `problem` is empty when the picture has been written.
  void finished(const QString& problem);

 private:
  void look();

  MainWindow& m_window;
  RenderWish m_wish;
  QTimer m_timer;
  int m_settledLooks = 0;
  bool m_done = false;
};

}  // namespace spanloupe::shell
