// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One opened trace: reads it from the store, shows it as a waterfall, and says which span is selected. UI
// thread.
#pragma once

#include <QWidget>

#include "ui/session/trace_session.h"
#include "ui/shell/open_tab.h"
#include "ui/waterfall/trace_document.h"

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
  [[nodiscard]] SpanIndex selectedSpan() const { return m_selected; }
  /// Null until the trace has been read.
  [[nodiscard]] const std::shared_ptr<const waterfall::TraceDocument>& document() const { return m_document; }
  /// The one document() was read from; its SpanRefs mean nothing to another.
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& snapshot() const { return m_snapshot; }
  [[nodiscard]] waterfall::TracePage& page() const { return *m_page; }
  void selectSpan(SpanId span);
  [[nodiscard]] bool isSettled() const;

 signals:
  void labelChanged();
  void spanSelected(spanloupe::SpanIndex span);
  void failed(const spanloupe::Error& error);

 private:
  void read();
  void connectFinder();
  void redraw(bool correctSkew);
  void take(std::shared_ptr<const waterfall::TraceDocument> document,
            std::shared_ptr<const store::Snapshot> snapshot);

  session::TraceSession& m_session;
  TraceId m_trace;
  TabLabel m_known;  ///< What the tab says until the trace has been read.
  SpanId m_wantedSpan;
  SpanIndex m_selected = kNoSpan;
  std::shared_ptr<const waterfall::TraceDocument> m_document;
  std::shared_ptr<const store::Snapshot> m_snapshot;
  SummaryLoader* m_summaries;
  TraceFinder* m_finder;
  waterfall::TracePage* m_page;
  bool m_isReading = false;
  bool m_wasShown = false;
};

}  // namespace spanloupe::shell
