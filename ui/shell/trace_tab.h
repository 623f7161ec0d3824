// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One opened trace: reads it from the store, shows it as waterfall, table, JSON and logs with one selection
// for all, and says which spans are selected. All but the waterfall are made when they are first shown. UI
// thread.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "ui/session/trace_session.h"
#include "ui/shell/open_tab.h"
#include "ui/waterfall/trace_document.h"

namespace spanloupe::json {
class JsonPage;
}
namespace spanloupe::logs {
class TraceLogsPage;
}
namespace spanloupe::spantable {
class SpanTablePage;
}
namespace spanloupe::waterfall {
class TracePage;
}

namespace spanloupe::shell {

class SummaryLoader;
class TraceFinder;

class TraceTab : public QWidget {
  Q_OBJECT
 public:
  /// Its span is selected once the trace is there. Nothing is read before readOnce().
  TraceTab(ui::Look& look, session::TraceSession& session, const OpenTab& tab, QWidget* parent = nullptr);

  /// When it is shown for the first time.
  void readOnce();
  [[nodiscard]] OpenTab asOpenTab() const;

  [[nodiscard]] TraceId trace() const { return m_trace; }
  [[nodiscard]] TabLabel label() const;
  /// The current one.
  [[nodiscard]] SpanIndex selectedSpan() const { return m_selected; }
  /// All of them, ascending.
  [[nodiscard]] const std::vector<SpanIndex>& selectedSpans() const { return m_selectedSpans; }
  /// Null until the trace has been read.
  [[nodiscard]] const std::shared_ptr<const waterfall::TraceDocument>& document() const { return m_document; }
  /// The one document() was read from; its SpanRefs mean nothing to another.
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& snapshot() const { return m_snapshot; }
  [[nodiscard]] waterfall::TracePage& page() const { return *m_page; }
  [[nodiscard]] spantable::SpanTablePage& table() const { return *m_table; }
  [[nodiscard]] json::JsonPage& json() const { return *m_json; }
  [[nodiscard]] logs::TraceLogsPage& logs() const { return *m_logs; }
  void selectSpan(SpanId span);
  void setCompact(bool isCompact);
  /// Columns of the table, as tableColumnsChanged() said them last.
  void setTableColumns(const QStringList& columns);
  [[nodiscard]] bool isSettled() const;

 signals:
  void labelChanged();
  void spanSelected(spanloupe::SpanIndex span);
  void selectionChanged();
  /// By the user.
  void tableColumnsChanged(const QStringList& columns);
  void failed(const spanloupe::Error& error);

 private:
  struct Read;
  void read();
  void readMore();
  void take(Read read);
  void readFailed(const Error& error);
  void markGrowing();
  void showEvent(QShowEvent* event) override;
  void addViews();
  [[nodiscard]] QWidget* makeTable();
  [[nodiscard]] QWidget* makeJson();
  [[nodiscard]] QWidget* makeLogs();
  void showSelection(SpanIndex span);
  void connectFinder();
  void redraw(bool correctSkew);

  ui::Look& m_look;
  session::TraceSession& m_session;
  TraceId m_trace;
  TabLabel m_known;  ///< What the tab says until the trace has been read.
  SpanId m_wantedSpan;
  SpanIndex m_selected = kNoSpan;
  std::vector<SpanIndex> m_selectedSpans;
  std::shared_ptr<const waterfall::TraceDocument> m_document;
  std::shared_ptr<const store::Snapshot> m_snapshot;
  std::vector<std::uint32_t> m_segments;  ///< That hold the trace.
  QTimer m_rest;                          ///< Before it is looked at again whether more has come.
  QTimer m_growing;                       ///< Until it counts as grown.
  QElapsedTimer m_sinceAsked;
  QElapsedTimer m_sinceShown;
  SummaryLoader* m_summaries;
  SummaryLoader* m_tableSummaries;  ///< Its rows are others.
  TraceFinder* m_finder;
  waterfall::TracePage* m_page;
  spantable::SpanTablePage* m_table = nullptr;  ///< Until it is first shown.
  json::JsonPage* m_json = nullptr;             ///< Likewise.
  logs::TraceLogsPage* m_logs = nullptr;        ///< Likewise.
  QStringList m_tableColumns;
  bool m_isReading = false;
  bool m_isStale = false;  ///< The session has gone on.
  bool m_wasShown = false;
  bool m_hasFailed = false;
};

}  // namespace spanloupe::shell
