// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Sources tab: where everything in the session came from. Read again at most once a second, and only
// while it is seen. UI thread.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/listening.h"
#include "ui/session/trace_session.h"
#include "ui/sources/sender_rates.h"

class QMenu;
class QSettings;

namespace spanloupe::ui {
class Button;
class EmptyState;
class ErrorStrip;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::sources {

class SourcesModel;
class SourcesTree;

class SourcesPage : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kShortestMs = 1000;

  /// All must outlive the page; `settings` keeps the widths of columns.
  SourcesPage(const ui::Look& look, session::TraceSession& session, session::Listening& listening,
              QSettings& settings, QWidget* parent = nullptr);

  [[nodiscard]] SourcesModel& model() const { return *m_model; }
  [[nodiscard]] SourcesTree& tree() const { return *m_tree; }
  [[nodiscard]] QString summary() const;
  void fillMenu(QMenu& menu) const;
  /// Nothing on screen is about to change by itself.
  [[nodiscard]] bool isSettled() const { return !m_isAsked && !m_due.isActive(); }

 signals:
  void diagnosticsRequested();
  void openFileRequested();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  [[nodiscard]] QWidget* makeHeader();
  void schedule();
  void refresh();
  void askEvicted();
  void showLines();

  const ui::Look& m_look;
  session::TraceSession& m_session;
  session::Listening& m_listening;
  SourcesModel* m_model;
  SourcesTree* m_tree;
  QWidget* m_header = nullptr;
  ui::TextLabel* m_summary = nullptr;
  ui::Button* m_copyRows = nullptr;
  ui::Button* m_copyAll = nullptr;
  ui::ErrorStrip* m_error;
  ui::EmptyState* m_empty;
  SenderRates m_rates;
  std::vector<store::EvictedRow> m_evicted;
  QTimer m_due;
  QElapsedTimer m_sinceShown;
  bool m_isAsked = false;
};

}  // namespace spanloupe::sources
