// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Listening at a glance: the lines to copy, the endpoints, and a test trace that proves the way. On the start
// page and in the dialog of endpoints. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/listening.h"

namespace spanloupe::ui {
class Button;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::endpoints {

class EndpointRows;
class SetupCard;

class ListenPanel : public QWidget {
  Q_OBJECT
 public:
  /// `listening` must outlive the panel.
  ListenPanel(const ui::Look& look, session::Listening& listening, QWidget* parent = nullptr);

  [[nodiscard]] SetupCard& card() const { return *m_card; }
  [[nodiscard]] EndpointRows& rows() const { return *m_rows; }
  /// In words beside the title.
  [[nodiscard]] QString summary() const;

 signals:
  /// Listening is off and somebody wants it on.
  void startRequested();
  void noted(const QString& note);

 private:
  void refresh();

  const ui::Look& m_look;
  session::Listening& m_listening;
  ui::TextLabel* m_summary;
  SetupCard* m_card;
  EndpointRows* m_rows;
  ui::Button* m_start;
  ui::Button* m_test;
};

}  // namespace spanloupe::endpoints
