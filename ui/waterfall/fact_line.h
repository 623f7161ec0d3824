// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One line of short texts, each a button of its own: the figures in the head of a trace, the rules in the
// strip above its rows. What does not fit is left out from the right, never cut. Tab enters the line, arrows
// walk along it. UI thread.
#pragma once

#include <QAbstractButton>
#include <QWidget>
#include <vector>

#include "ui/common/icons.h"
#include "ui/common/look.h"

namespace spanloupe::waterfall {

struct Fact {
  int id = 0;      ///< Comes back with the signals.
  QString strong;  ///< Semibold text1 in front.
  QString text{};
  QColor ui::Theme::*color = &ui::Theme::text2;
  bool isStrong = false;
  ui::Icon icon = ui::Icon::None;
  ui::Icon trailing = ui::Icon::None;  ///< A cross: a click takes it away.
  QString toolTip{};
};

class FactButton : public QAbstractButton {
  Q_OBJECT

 public:
  FactButton(const ui::Look& look, Fact fact, QWidget* parent);
  [[nodiscard]] const Fact& fact() const { return m_fact; }
  [[nodiscard]] QSize sizeHint() const override;

  static constexpr int kPadding = 4;  ///< Left and right of the text, filled under the pointer.

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;  ///< Enter is a click, like Space.
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  const ui::Look& m_look;
  Fact m_fact;
};

class FactLine : public QWidget {
  Q_OBJECT

 public:
  explicit FactLine(const ui::Look& look, QWidget* parent = nullptr);
  void setFacts(std::vector<Fact> facts);
  /// Between two texts.
  void setGap(int gap);
  /// Says at the end how many were left out.
  void setCountsRest(bool counts) { m_countsRest = counts; }
  [[nodiscard]] const std::vector<FactButton*>& buttons() const { return m_buttons; }
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  /// By a click, Space or Enter; `below` is where a menu would open, in global coordinates.
  void activated(int id, QPoint below);
  void menuRequested(int id, QPoint globalPosition);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();
  void step(QObject* from, int by);
  [[nodiscard]] QString restText(std::size_t left) const;

  const ui::Look& m_look;
  std::vector<FactButton*> m_buttons;
  int m_gap;
  bool m_countsRest = false;
  QRect m_rest;
  QString m_restText;
};

}  // namespace spanloupe::waterfall
