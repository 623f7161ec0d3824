// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The card beside a box: how much is in it, and what can be done with it. UI thread.
#pragma once

#include <QWidget>

#include "ui/charts/points.h"
#include "ui/common/look.h"

namespace spanloupe::ui {
class Button;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::charts {

class BoxCard : public QWidget {
  Q_OBJECT

 public:
  explicit BoxCard(const ui::Look& look, QWidget* parent = nullptr);

  void setNouns(const QString& one, const QString& many);
  /// Nothing: still being counted; the last count stays, so that nothing flickers.
  void setCount(const std::optional<BoxCount>& count);
  /// Beside `box`, inside `bounds`: to its left as long as there is room, else right, else inside it.
  void placeBeside(const QRectF& box, const QRect& bounds);

 signals:
  void filterRequested();
  void closed();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ui::Look& m_look;
  QString m_one;
  QString m_many;
  ui::TextLabel* m_text;
  ui::Button* m_filter;
  ui::Button* m_close;
};

}  // namespace spanloupe::charts
