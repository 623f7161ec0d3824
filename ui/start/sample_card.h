// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Offers the generated sample on the start page. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"

namespace spanloupe::ui {
class Button;
}

namespace spanloupe::start {

class SampleCard : public QWidget {
  Q_OBJECT
 public:
  explicit SampleCard(const ui::Look& look, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void loadRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  const ui::Look& m_look;
  ui::Button* m_load;
};

}  // namespace spanloupe::start
