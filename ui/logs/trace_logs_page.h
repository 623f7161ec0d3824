// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The log records of one trace as a view of its tab, in step with the waterfall: choosing a record says which
// span it is of, and the records of the span that is selected are marked and scrolled to. UI thread.
#pragma once

#include <QWidget>

#include "core/base/error.h"
#include "core/model/trace.h"
#include "ui/common/look.h"
#include "ui/session/trace_session.h"

namespace spanloupe::ui {
class EmptyState;
class ErrorStrip;
class LoadingLine;
}  // namespace spanloupe::ui

namespace spanloupe::logs {

class LogTable;
class TraceLogsModel;

class TraceLogsPage : public QWidget {
  Q_OBJECT
 public:
  /// Both must outlive the page.
  TraceLogsPage(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  /// `start` = where the trace is drawn from. The same trace may come again with more in it.
  void setTrace(std::shared_ptr<const store::Snapshot> snapshot, std::shared_ptr<const Trace> trace,
                Timestamp start);
  /// It was selected elsewhere; kNoSpan: nothing is.
  void selectSpan(SpanIndex span);
  [[nodiscard]] LogTable& table() const { return *m_table; }
  [[nodiscard]] TraceLogsModel& model() const { return *m_model; }
  [[nodiscard]] bool isSettled() const;

 signals:
  void spanSelected(spanloupe::SpanIndex span);
  /// Enter or a double click.
  void spanActivated(spanloupe::SpanIndex span);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void showContent();

  TraceLogsModel* m_model;
  LogTable* m_table;
  ui::ErrorStrip* m_error;
  ui::EmptyState* m_empty;
  ui::LoadingLine* m_loading;
};

}  // namespace spanloupe::logs
