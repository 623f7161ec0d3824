// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One of a few values in order, between a minus and a plus. Keys: arrows, Home and End. UI thread.
#pragma once

#include <QStringList>
#include <QWidget>

namespace spanloupe::ui {
class Button;
class Look;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::settings {

class Stepper : public QWidget {
  Q_OBJECT
 public:
  /// `name` is for screen readers; the label beside it says the same.
  Stepper(const ui::Look& look, const QString& name, QStringList values, QWidget* parent = nullptr);

  [[nodiscard]] int current() const { return m_current; }
  [[nodiscard]] int count() const { return static_cast<int>(m_values.size()); }
  [[nodiscard]] QString currentText() const { return m_values.value(m_current); }
  /// Does not emit stepped().
  void setCurrent(int index);
  /// As by the user.
  void step(int index);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  void stepped(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void place();

  const ui::Look& m_look;
  QStringList m_values;
  int m_current = 0;
  ui::Button* m_less;
  ui::Button* m_more;
};

}  // namespace spanloupe::settings
