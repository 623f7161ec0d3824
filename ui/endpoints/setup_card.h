// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that make a program send here, a tab for each kind of program, each line and all of them to be
// copied. UI thread.
#pragma once

#include <QWidget>

#include "core/receive/setup_lines.h"
#include "ui/common/look.h"

class QHBoxLayout;
class QTabBar;
class QVBoxLayout;

namespace spanloupe::ui {
class Button;
class SegmentedControl;
class WrappedLabel;
}  // namespace spanloupe::ui

namespace spanloupe::endpoints {

class SetupCard : public QWidget {
  Q_OBJECT
 public:
  explicit SetupCard(const ui::Look& look, QWidget* parent = nullptr);

  /// What was open stays open where it still is there.
  void setLines(std::vector<receive::SetupLines> setups);
  [[nodiscard]] const std::vector<receive::SetupLines>& lines() const { return m_setups; }
  /// A tab for each kind of program, and within it the ways to do it, where there are several.
  [[nodiscard]] QTabBar& tabs() const { return *m_tabs; }
  [[nodiscard]] ui::SegmentedControl* variants() const { return m_variants; }
  /// Which are shown; none before setLines().
  [[nodiscard]] const receive::SetupLines* shown() const;

 signals:
  /// What was copied, for the status line.
  void noted(const QString& note);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  /// The one with that id, else the first of the tab.
  void showTab(int tab, const std::string& id = {});
  void showSetup(std::size_t setup);
  void readLook();
  void copy(const QString& text, const QString& note);

  const ui::Look& m_look;
  std::vector<receive::SetupLines> m_setups;
  std::size_t m_shown = 0;               ///< Of m_setups.
  std::vector<std::size_t> m_tabBegins;  ///< The first of each tab, and the end.
  QTabBar* m_tabs;
  QHBoxLayout* m_variantRow;
  ui::SegmentedControl* m_variants = nullptr;
  QVBoxLayout* m_rows;
  ui::WrappedLabel* m_where;
  ui::Button* m_copyAll;
};

}  // namespace spanloupe::endpoints
