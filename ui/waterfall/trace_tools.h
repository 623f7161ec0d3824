// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row of tools above the waterfall: folding, depth, critical path, what is shown, errors, find. UI
// thread.
#pragma once

#include <QWidget>

#include "ui/common/icons.h"

class QHBoxLayout;

namespace spanloupe::ui {
class Button;
class Look;
}  // namespace spanloupe::ui

namespace spanloupe::waterfall {

class FindBar;
class TraceActions;
class WaterfallView;

class TraceTools : public QWidget {
  Q_OBJECT

 public:
  TraceTools(const ui::Look& look, WaterfallView& view, TraceActions& actions, QWidget* parent = nullptr);

  [[nodiscard]] FindBar& findBar() const { return *m_find; }
  /// At the button, or where a figure of the head was clicked.
  void showServices(QPoint globalPosition);
  /// Narrower than all its tools: some yield.
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  ui::Button* add(ui::Button* button);
  void showDepths();
  void showRules();
  void refresh();
  void fit();

  const ui::Look& m_look;
  WaterfallView& m_view;
  TraceActions& m_actions;
  QHBoxLayout* m_line;
  ui::Button* m_depth;
  ui::Button* m_critical;
  ui::Button* m_services;
  ui::Button* m_rules;
  ui::Button* m_nextError;
  FindBar* m_find;
};

}  // namespace spanloupe::waterfall
