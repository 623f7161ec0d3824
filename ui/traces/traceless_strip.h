// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A line above the list that tells of spans without a trace id, which no row can lead to, and opens them.
// Hidden while there are none. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"

namespace spanloupe::ui {
class Button;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::traces {

class TracelessStrip : public QWidget {
  Q_OBJECT
 public:
  TracelessStrip(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  [[nodiscard]] QString text() const;
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void showRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void ask();
  void setCount(std::uint64_t spans);

  const ui::Look& m_look;
  session::TraceSession& m_session;
  ui::TextLabel* m_text;
};

}  // namespace spanloupe::traces
