// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A few lines of "name: value" to be typed or pasted, whose values are blacked out as they come: for headers
// with keys in them. UI thread.
#pragma once

#include <QPlainTextEdit>

namespace spanloupe::ui {
class Look;
}

namespace spanloupe::settings {

class HeadersEditor : public QPlainTextEdit {
  Q_OBJECT
 public:
  explicit HeadersEditor(const ui::Look& look, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void readLook();

  const ui::Look& m_look;
};

}  // namespace spanloupe::settings
