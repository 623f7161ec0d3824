// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that make a program send here, a tab for each kind of program, each line and all of them to be
// copied. UI thread.
#pragma once

#include <QWidget>

#include "core/receive/setup_lines.h"
#include "ui/common/look.h"

class QLabel;
class QTabBar;
class QVBoxLayout;

namespace spanloupe::ui {
class Button;
}  // namespace spanloupe::ui

namespace spanloupe::endpoints {

class SetupCard : public QWidget {
  Q_OBJECT
 public:
  explicit SetupCard(const ui::Look& look, QWidget* parent = nullptr);

  /// The tab that was open stays open where there still is one of its kind.
  void setLines(std::vector<receive::SetupLines> setups);
  [[nodiscard]] const std::vector<receive::SetupLines>& lines() const { return m_setups; }
  [[nodiscard]] QTabBar& tabs() const { return *m_tabs; }

 signals:
  /// What was copied, for the status line.
  void noted(const QString& note);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void showTab(int tab);
  void readLook();
  void copy(const QString& text, const QString& note);

  const ui::Look& m_look;
  std::vector<receive::SetupLines> m_setups;
  QTabBar* m_tabs;
  QVBoxLayout* m_rows;
  QLabel* m_where;
  ui::Button* m_copyAll;
};

}  // namespace spanloupe::endpoints
