// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the chart and the filter above the list in step: words and "errors only" decide which traces the
// chart shows, a box in the chart narrows the list. The box itself never hides points, or it could not be
// moved. UI thread.
#pragma once

#include <QObject>

#include "core/store/trace_filter.h"
#include "ui/session/trace_session.h"

class QSettings;

namespace spanloupe::traces {

class TraceChart;
class TracesPage;

class ChartFilter : public QObject {
  Q_OBJECT
 public:
  /// All outlive this object; `settings` keeps whether the chart is folded, and its scale.
  ChartFilter(TracesPage& page, TraceChart& chart, session::TraceSession& session, QSettings& settings);

  [[nodiscard]] bool isWaiting() const { return m_asked; }

 private:
  void keepState(QSettings& settings);
  void follow();
  void askMatching();

  TracesPage& m_page;
  TraceChart& m_chart;
  session::TraceSession& m_session;
  bool m_asked = false;
};

/// Without its box of start and duration.
[[nodiscard]] store::TraceFilter withoutBox(store::TraceFilter filter);

}  // namespace spanloupe::traces
