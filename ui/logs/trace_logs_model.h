// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The log records of one trace in order of time, with their offset from the start of the trace and the names
// of their spans. UI thread.
#pragma once

#include "ui/logs/log_row_source.h"

namespace spanloupe::logs {

class TraceLogsModel : public LogRowSource {
  Q_OBJECT
 public:
  using LogRowSource::LogRowSource;

  /// `start` = where the trace is drawn from. The same trace may come again with more in it.
  void setTrace(std::shared_ptr<const store::Snapshot> snapshot, std::shared_ptr<const Trace> trace,
                Timestamp start);
  [[nodiscard]] const std::shared_ptr<const Trace>& trace() const { return m_trace; }
  /// kNoSpan: of none.
  [[nodiscard]] SpanIndex spanOf(int row) const;
  /// The records of the span are marked.
  void setSpan(SpanIndex span);
  [[nodiscard]] SpanIndex span() const { return m_span; }
  /// Of its first record; -1 when it has none.
  [[nodiscard]] int firstRowOf(SpanIndex span) const;

  [[nodiscard]] int rowCount() const override;
  [[nodiscard]] SpanRef refOf(int row) const override;
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& snapshot() const override { return m_snapshot; }
  [[nodiscard]] QString spanName(int row) const override;
  [[nodiscard]] QString timeOf(const query::LogRow& row, ui::TimeZone zone) const override;
  [[nodiscard]] QString widestTime(ui::TimeZone zone) const override;
  [[nodiscard]] bool isMarked(int row) const override { return m_span != kNoSpan && spanOf(row) == m_span; }

 private:
  [[nodiscard]] int sameRecord(const Trace& before, int row) const;

  std::shared_ptr<const store::Snapshot> m_snapshot;
  std::shared_ptr<const Trace> m_trace;
  Timestamp m_start;
  SpanIndex m_span = kNoSpan;
  ui::DurationFormat m_format;
};

}  // namespace spanloupe::logs
