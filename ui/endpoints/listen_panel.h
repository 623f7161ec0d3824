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
class WrappedLabel;
}  // namespace spanloupe::ui

namespace spanloupe::endpoints {

class EndpointRows;
class ForwardRow;
class ReachStrip;
class SetupCard;

class ListenPanel : public QWidget {
  Q_OBJECT
 public:
  /// `listening` must outlive the panel.
  ListenPanel(const ui::Look& look, session::Listening& listening, QWidget* parent = nullptr);

  [[nodiscard]] SetupCard& card() const { return *m_card; }
  [[nodiscard]] EndpointRows& rows() const { return *m_rows; }
  /// What it warns of; empty while it is hidden.
  [[nodiscard]] QStringList warnings() const;
  /// In words beside the title.
  [[nodiscard]] QString summary() const;

 signals:
  /// Listening is off and somebody wants it on.
  void startRequested();
  /// Who may send, and where copies go.
  void settingsRequested();
  void noted(const QString& note);

 private:
  [[nodiscard]] QWidget* makeHead();
  [[nodiscard]] QWidget* makeFoot();
  void connectRows();
  void refresh();

  const ui::Look& m_look;
  session::Listening& m_listening;
  ui::TextLabel* m_summary;
  ReachStrip* m_open;     ///< Other machines can send.
  ReachStrip* m_problem;  ///< Others cannot, although that was wished for.
  SetupCard* m_card;
  EndpointRows* m_rows;
  ForwardRow* m_forward;
  ui::WrappedLabel* m_received;
  ui::WrappedLabel* m_nothingComes;  ///< What to look at then.
  ui::Button* m_start;
  ui::Button* m_test;
  ui::Button* m_settings;
};

}  // namespace spanloupe::endpoints
