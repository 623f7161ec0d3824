// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Traces tab: a running import, the list, and what stands in its place while there is nothing to list. UI
// thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"

namespace spanloupe::ui {
class EmptyState;
class ErrorStrip;
class LoadingLine;
}  // namespace spanloupe::ui

namespace spanloupe::traces {

class ImportStrip;
class TraceListModel;
class TraceTable;

class TracesPage : public QWidget {
  Q_OBJECT
 public:
  TracesPage(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  [[nodiscard]] TraceTable& table() const { return *m_table; }
  [[nodiscard]] TraceListModel& model() const { return *m_model; }
  /// Nothing on screen is about to change by itself.
  [[nodiscard]] bool isSettled() const;

 signals:
  void traceActivated(spanloupe::TraceId trace);
  void openFileRequested();
  void diagnosticsRequested();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void showContent();
  void showReason();

  session::TraceSession& m_session;
  TraceListModel* m_model;
  TraceTable* m_table;
  ImportStrip* m_strip;
  ui::ErrorStrip* m_error;
  ui::LoadingLine* m_loading;
  ui::EmptyState* m_empty;
};

}  // namespace spanloupe::traces
