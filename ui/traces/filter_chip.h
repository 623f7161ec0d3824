// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A condition that was not typed, as a chip: what it says and a cross. Clicking it, or Delete with the
// keyboard on it, takes it away. UI thread.
#pragma once

#include <QAbstractButton>

#include "ui/common/look.h"

namespace spanloupe::traces {

class FilterChip : public QAbstractButton {
  Q_OBJECT
 public:
  explicit FilterChip(const ui::Look& look, QWidget* parent = nullptr);

  /// Hidden while the text is empty.
  void setCondition(const QString& text);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  const ui::Look& m_look;
};

}  // namespace spanloupe::traces
