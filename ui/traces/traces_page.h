// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Traces tab: a running import, the filter, the chart, the list, and what stands in its place while there
// is nothing to list. UI thread.
#pragma once

#include <QWidget>
#include <functional>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"
#include "ui/traces/ways_out.h"

class QMenu;
class QSettings;

namespace spanloupe::ui {
class EmptyState;
class ErrorStrip;
class LiveStrip;
class LoadingLine;
}  // namespace spanloupe::ui

namespace spanloupe::session {
class PinnedTraces;
}

namespace spanloupe::traces {

class ChartFilter;
class FilterRow;
class ImportStrip;
class PageActions;
class SketchShelf;
class TableColumns;
class TraceChart;
class TraceListModel;
class TraceTable;

class TracesPage : public QWidget {
  Q_OBJECT
 public:
  /// All must outlive the page; `settings` keeps the columns.
  TracesPage(const ui::Look& look, session::TraceSession& session, QSettings& settings,
             QWidget* parent = nullptr);

  [[nodiscard]] TraceTable& table() const { return *m_table; }
  [[nodiscard]] TraceListModel& model() const { return *m_model; }
  [[nodiscard]] TraceChart& chart() const { return *m_chart; }
  [[nodiscard]] ui::LiveStrip& liveStrip() const { return *m_live; }
  [[nodiscard]] FilterRow& filterRow() const { return *m_filter; }
  [[nodiscard]] TableColumns& columns() const { return *m_columns; }
  [[nodiscard]] const store::TraceFilter& filter() const;
  /// Must outlive the page; without it no trace is shown as pinned.
  void setPinned(session::PinnedTraces& pinned);
  /// The commands of the page.
  void fillMenu(QMenu& menu) const;
  /// A box of start and duration, besides what else is asked for; without any end it is gone.
  void setBox(std::optional<Timestamp> from, std::optional<Timestamp> to, std::optional<Duration> shortest,
              std::optional<Duration> longest);
  /// Nothing on screen is about to change by itself.
  [[nodiscard]] bool isSettled() const;

 signals:
  void traceActivated(spanloupe::TraceId trace);
  void compareRequested(spanloupe::TraceId left, spanloupe::TraceId right);
  /// By the user or setBox(); the list follows when its answer has come.
  void filterChanged();
  void openFileRequested();
  void diagnosticsRequested();
  /// Everything received so far is to be hidden.
  void clearRequested();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void connectList();
  void connectFilter();
  void connectSession();
  void showFailure(const QString& what, const Error& error);
  void tryAgain();
  void showContent();
  void showCounts();
  void selectOnly();
  void showReason();
  void askWaysOut();
  void showWaysOut(const std::vector<WayOut>& ways);
  void take(int action);

  session::TraceSession& m_session;
  TraceListModel* m_model;
  TableColumns* m_columns;
  SketchShelf* m_sketches;
  FilterRow* m_filter;
  TraceChart* m_chart;
  TraceTable* m_table;
  ui::LiveStrip* m_live;
  ImportStrip* m_strip;
  ui::ErrorStrip* m_error;
  ui::LoadingLine* m_loading;
  ui::EmptyState* m_empty;
  ChartFilter* m_chartFilter;
  PageActions* m_commands;
  std::vector<std::function<void()>> m_actions;  ///< Of the empty state.
  bool m_waysAsked = false;
  bool m_listFailed = false;  ///< What the error strip says.
  /// What the ways out on screen are of.
  std::pair<store::TraceFilter, std::shared_ptr<const store::Snapshot>> m_waysOf;
};

}  // namespace spanloupe::traces
