// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One setting: its name, its control, and below it a sentence if it needs one. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"

class QGridLayout;

namespace spanloupe::ui {
class TextLabel;
}

namespace spanloupe::settings {

class SettingRow : public QWidget {
  Q_OBJECT
 public:
  /// Takes the control; `hint` may be empty.
  SettingRow(const ui::Look& look, const QString& name, QWidget* control, const QString& hint = {},
             QWidget* parent = nullptr);

 private:
  void readLook();

  const ui::Look& m_look;
  QGridLayout* m_grid;
  ui::TextLabel* m_name;
  QWidget* m_control;
};

}  // namespace spanloupe::settings
