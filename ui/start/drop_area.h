// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where files can be dropped on the start page, with the buttons that do the same. The drop itself is taken
// by the window, which takes it everywhere; this area only shows it. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"

namespace spanloupe::start {

class DropArea : public QWidget {
  Q_OBJECT
 public:
  explicit DropArea(const ui::Look& look, QWidget* parent = nullptr);

  /// Files are being dragged over the window.
  void setActive(bool active);
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void openFileRequested();
  void openFolderRequested();
  void pasteRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ui::Look& m_look;
  bool m_active = false;
};

}  // namespace spanloupe::start
