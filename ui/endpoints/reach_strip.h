// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence or two on the tint of warnings, with the triangle: who can send, and what does not protect it.
// Hidden while there is nothing to warn of. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"

namespace spanloupe::ui {
class WrappedLabel;
}  // namespace spanloupe::ui

namespace spanloupe::endpoints {

class ReachStrip : public QWidget {
  Q_OBJECT
 public:
  explicit ReachStrip(const ui::Look& look, QWidget* parent = nullptr);
  /// An empty text hides it.
  void setText(const QString& text);
  [[nodiscard]] QString text() const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void readLook();

  const ui::Look& m_look;
  ui::WrappedLabel* m_label;
};

}  // namespace spanloupe::endpoints
