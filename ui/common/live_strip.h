// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line above a list while more comes in: whether the list follows it, is held still because somebody
// reads, or is paused, and the ways from one to the other. Knows no list: it shows a state and says what is
// wished for. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"

class QAction;
class QMenu;

namespace spanloupe::ui {

class Button;
class TextLabel;

class LiveStrip : public QWidget {
  Q_OBJECT
 public:
  struct Words {
    QString one;      ///< "new trace above"
    QString several;  ///< "new traces above"
    // The titles of its commands in menus.
    QString follow;
    QString pause;
    QString resume;
  };
  struct State {
    bool isPaused = false;
    bool isHeld = false;         ///< What is on screen stays there.
    std::uint64_t newAbove = 0;  ///< Come above it.
    std::uint64_t waiting = 0;   ///< Come since it was paused.
    bool canClear = false;
  };
  LiveStrip(const Look& look, Words words, QWidget* parent = nullptr);

  void setState(const State& state);
  [[nodiscard]] QString text() const;
  /// What its buttons do, as commands that can be chosen while it is on screen.
  void fillMenu(QMenu& menu) const;
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  /// What is new above is to be seen.
  void newestRequested();
  void followRequested();
  void pauseRequested(bool isPaused);
  /// Everything received so far is to be hidden.
  void clearRequested();
  /// The button that had the keyboard is no longer there.
  void left();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  [[nodiscard]] QString condition() const;
  void refreshCommands();

  const Look& m_look;
  Words m_words;
  State m_state;
  TextLabel* m_text;
  Button* m_show;
  Button* m_follow;
  Button* m_pause;
  Button* m_clear;
  QAction* m_followCommand;
  QAction* m_pauseCommand;
};

}  // namespace spanloupe::ui
