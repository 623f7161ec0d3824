// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The card beside a range marked on the timeline: zoom into it, or drop it. Takes no keyboard focus; Enter
// and Escape in the waterfall do the same. UI thread.
#pragma once

#include <QWidget>

namespace spanloupe::ui {
class Look;
}

namespace spanloupe::waterfall {

class RangeCard : public QWidget {
  Q_OBJECT

 public:
  explicit RangeCard(const ui::Look& look, QWidget* parent);

  /// Centred at `x` as far as `left` and `right` allow.
  void place(double x, double left, double right, int top);

 signals:
  void zoomRequested();
  void dropRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ui::Look& m_look;
};

}  // namespace spanloupe::waterfall
