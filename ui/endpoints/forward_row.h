// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The copy that goes to another endpoint, below the rows of our own: where to, how many were sent and wait,
// and what went wrong. Hidden while none is wished for. UI thread.
#pragma once

#include <QStringList>
#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/forwarding.h"

namespace spanloupe::ui {
class TextLabel;
class WrappedLabel;
}  // namespace spanloupe::ui

namespace spanloupe::endpoints {

class ForwardRow : public QWidget {
  Q_OBJECT
 public:
  explicit ForwardRow(const ui::Look& look, QWidget* parent = nullptr);
  void setState(const std::optional<session::ForwardingState>& state);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ui::Look& m_look;
  QStringList m_shown;
  bool m_isWarning = false;
  bool m_isStopped = false;
  QWidget* m_first;
  ui::TextLabel* m_target;
  ui::TextLabel* m_sent;
  ui::WrappedLabel* m_note;
};

}  // namespace spanloupe::endpoints
