// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Logs tab: the filter, the list of the log records of the session, and what stands in its place while
// there is nothing to list. UI thread.
#pragma once

#include <QWidget>

#include "core/base/error.h"
#include "ui/common/look.h"
#include "ui/session/trace_session.h"
#include "ui/session/view_state.h"

class QAction;
class QMenu;

namespace spanloupe::ui {
class EmptyState;
class ErrorStrip;
class LiveStrip;
class LoadingLine;
}  // namespace spanloupe::ui

namespace spanloupe::logs {

class LogFilterRow;
class LogListModel;
class LogTable;

class LogsPage : public QWidget {
  Q_OBJECT
 public:
  /// Both must outlive the page.
  LogsPage(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  [[nodiscard]] LogTable& table() const { return *m_table; }
  [[nodiscard]] LogListModel& model() const { return *m_model; }
  [[nodiscard]] LogFilterRow& filterRow() const { return *m_filter; }
  [[nodiscard]] ui::LiveStrip& liveStrip() const { return *m_live; }
  /// The commands of the page.
  void fillMenu(QMenu& menu) const;
  /// Nothing on screen is about to change by itself.
  [[nodiscard]] bool isSettled() const;

 signals:
  /// None while nothing is selected, or the page is not seen.
  void recordSelected(const spanloupe::session::LogSelection& record);
  /// Enter or a double click; of a record that has a trace.
  void spanActivated(spanloupe::TraceId trace, spanloupe::SpanId span);
  /// Everything received so far is to be hidden.
  void clearRequested();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void makeActions();
  void connectFilter();
  void connectList();
  void connectSession();
  void tellSelected(int row);
  void activate(int row);
  void showListing();
  void showContent();
  void showCounts();
  void showReason();

  session::TraceSession& m_session;
  LogListModel* m_model;
  LogFilterRow* m_filter;
  LogTable* m_table;
  ui::LiveStrip* m_live;
  ui::ErrorStrip* m_error;
  ui::EmptyState* m_empty;
  ui::LoadingLine* m_loading;
  QAction* m_find;
  QAction* m_clear;
  QAction* m_copy;
  QAction* m_copyJson;
  bool m_hasFailed = false;
};

}  // namespace spanloupe::logs
