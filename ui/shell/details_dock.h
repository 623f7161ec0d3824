// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The panel at the right: reads the selected span whole, with its logs, and hands it to the details; then
// counts the spans of its operation and looks for the other ends of its links. Several spans are summed up.
// UI thread.
#pragma once

#include <QDockWidget>
#include <list>

#include "core/query/operation_durations.h"
#include "ui/common/look.h"
#include "ui/session/trace_session.h"
#include "ui/session/view_state.h"
#include "ui/waterfall/trace_document.h"

namespace spanloupe::details {
class DetailsPanel;
struct LogDetails;
struct SpanDetails;
}  // namespace spanloupe::details

namespace spanloupe::shell {

class TraceTab;

/// Distributions of the operations looked at last, of one state of the session each; bounded.
class DistributionCache {
 public:
  struct Key {
    std::shared_ptr<const store::Snapshot> snapshot;
    std::string service;
    std::string name;
    friend bool operator==(const Key&, const Key&) = default;
  };
  using Value = std::shared_ptr<const query::DurationDistribution>;

  [[nodiscard]] Value find(const Key& key);
  void add(Key key, Value value);
  void clear() { m_entries.clear(); }

 private:
  static constexpr std::size_t kEntries = 24;
  static constexpr std::size_t kBytes = std::size_t{32} << 20;
  std::list<std::pair<Key, Value>> m_entries;  ///< Used last first.
};

class DetailsDock : public QDockWidget {
  Q_OBJECT
 public:
  DetailsDock(ui::Look& look, session::TraceSession& session, session::ViewState& state, QWidget* parent);

  /// The selected spans of the trace that is shown, if one is; else the log record that is. False: nothing is
  /// selected.
  [[nodiscard]] bool showSelected(const TraceTab* tab);
  /// The selected span of `tab`; it must have one.
  void showSpan(const TraceTab& tab);
  /// What several spans of `tab` sum up to; of one, that one.
  void showSpans(const TraceTab& tab, std::vector<SpanIndex> spans);
  /// The span it was given last, to the clipboard; when it is still being read, once it is there.
  void copyAsJson();
  [[nodiscard]] details::DetailsPanel& panel() const { return *m_panel; }
  [[nodiscard]] bool isSettled() const { return !m_reading && !m_counting && !m_linking; }

 signals:
  void closeRequested();

 private:
  void showOne(const TraceTab& tab, SpanIndex span);
  void showLog(const session::LogSelection& log);
  void forget();
  void askDistribution(const details::SpanDetails& details);
  void askLinks(const std::shared_ptr<const details::SpanDetails>& details);

  session::TraceSession& m_session;
  session::ViewState& m_state;
  details::DetailsPanel* m_panel;
  std::shared_ptr<const waterfall::TraceDocument> m_document;
  SpanIndex m_span = kNoSpan;
  std::vector<SpanIndex> m_several;
  session::LogSelection m_log;
  DistributionCache m_distributions;
  bool m_reading = false;
  bool m_counting = false;
  bool m_linking = false;
  bool m_copyWanted = false;
};

}  // namespace spanloupe::shell
