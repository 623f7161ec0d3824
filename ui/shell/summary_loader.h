// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Summaries of the spans on screen, read from the store as rows come into view. Bounded; UI thread, the
// reading and summarizing happens on the query pool.
#pragma once

#include <QObject>
#include <unordered_map>

#include "ui/session/trace_session.h"
#include "ui/waterfall/span_summary.h"

namespace spanloupe::shell {

class SummaryLoader : public QObject, public waterfall::SummarySource {
  Q_OBJECT
 public:
  explicit SummaryLoader(session::TraceSession& session, QObject* parent = nullptr);

  /// `snapshot` = the one the trace was read from. Forgets everything known.
  void setTrace(std::shared_ptr<const store::Snapshot> snapshot, std::shared_ptr<const Trace> trace);
  [[nodiscard]] bool isWaiting() const { return m_waiting; }

  const waterfall::SpanSummary* summary(SpanIndex span) const override;
  void request(std::span<const SpanIndex> spans) override;

 signals:
  void changed();

 private:
  session::TraceSession& m_session;
  std::shared_ptr<const store::Snapshot> m_snapshot;
  std::shared_ptr<const Trace> m_trace;
  std::unordered_map<SpanIndex, waterfall::SpanSummary> m_known;
  bool m_waiting = false;
};

}  // namespace spanloupe::shell
