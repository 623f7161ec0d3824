// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chart above the trace list: every trace of the session as a point, or those that match. Follows the
// session by itself, seldom enough that an import and the list come first; hides itself where a chart says
// nothing. UI thread.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "ui/charts/duration_chart.h"
#include "ui/session/trace_session.h"

namespace spanloupe::traces {

using TraceBox = charts::TimeBox;
using MatchingTraces = std::shared_ptr<const std::vector<std::uint32_t>>;

class TraceChart : public QWidget {
  Q_OBJECT

 public:
  /// `session` must outlive the chart.
  TraceChart(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  /// Shows only these positions, in any order; null: all. They are positions of `of`, which the chart then
  /// shows even where the session has gone on; null: of the session's snapshot.
  void setMatching(MatchingTraces positions, std::shared_ptr<const store::Snapshot> of = {});

  // To be remembered from one start to the next.
  [[nodiscard]] bool isCollapsed() const { return m_chart->isFolded(); }
  void setCollapsed(bool isCollapsed);
  [[nodiscard]] bool isLinear() const { return m_chart->plot().scale() == charts::ScaleKind::Linear; }
  void setLinear(bool isLinear);

  /// Whether the list is narrowed to a box; the chart says so and offers the way back. boxChosen() does it.
  void setFiltered(bool isFiltered) { m_chart->setFiltered(isFiltered); }

  [[nodiscard]] charts::DurationChart& chart() const { return *m_chart; }
  /// Nothing on screen is about to change by itself.
  [[nodiscard]] bool isSettled() const;
  /// Stays as it is until it is taken back.
  void setPaused(bool isPaused);
  /// After failed().
  void retry();

 signals:
  void boxChosen(const spanloupe::traces::TraceBox& box);
  void boxCleared();
  void traceActivated(spanloupe::TraceId trace);
  void collapsedChanged(bool isCollapsed);
  void linearChanged(bool isLinear);
  void failed(const spanloupe::Error& error);

 private:
  void clear();
  void showIfWorth();
  void refresh();
  void refreshWhenRested();
  void giveUp(const Error& error);
  [[nodiscard]] std::shared_ptr<const store::Snapshot> wantedSnapshot() const;
  void takePoints(std::shared_ptr<const store::Snapshot> of,
                  std::shared_ptr<const store::TracePoints> points);
  void showPoints();
  void openTrace(std::uint32_t position);

  session::TraceSession& m_session;
  charts::DurationChart* m_chart;
  std::shared_ptr<const store::TracePoints> m_points;
  std::shared_ptr<const store::Snapshot> m_pointsOf;
  MatchingTraces m_matching;
  std::shared_ptr<const store::Snapshot> m_matchingOf;
  bool m_asked = false;
  bool m_isPaused = false;
  bool m_stale = false;  ///< There is a newer snapshot than the one asked about.
  QElapsedTimer m_sinceAsked;
  QTimer m_rest;
};

}  // namespace spanloupe::traces
