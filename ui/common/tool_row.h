// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A row of controls above a view: surface with a hairline below, content at the middle. UI thread.
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace spanloupe::ui {

class Look;

class ToolRow : public QWidget {
 public:
  ToolRow(const Look& look, int spacing, QWidget* parent = nullptr);
  [[nodiscard]] QHBoxLayout& line() const { return *m_line; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Look& m_look;
  QHBoxLayout* m_line;
};

}  // namespace spanloupe::ui
