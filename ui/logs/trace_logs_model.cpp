// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/trace_logs_model.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <utility>

namespace spanloupe::logs {
namespace {

SpanId idOf(const Trace& trace, const TraceLog& log) {
  return log.span == kNoSpan ? SpanId{} : trace.spanId[log.span];
}

}  // namespace

void TraceLogsModel::setTrace(std::shared_ptr<const store::Snapshot> snapshot,
                              std::shared_ptr<const Trace> trace, Timestamp start) {
  const std::shared_ptr<const Trace> before = std::exchange(m_trace, std::move(trace));
  const bool isSame = before && m_trace && before->id == m_trace->id;
  if (before != m_trace) m_span = kNoSpan;  // Its number may be that of another span now.
  m_snapshot = std::move(snapshot);
  m_start = start;
  Duration largest{};
  if (m_trace && !m_trace->logs.empty())
    for (const TraceLog* log : {&m_trace->logs.front(), &m_trace->logs.back()})
      largest = std::max(largest, Duration(std::abs(elapsed(m_start, log->time).count())));
  m_format = ui::DurationFormat::forColumn(largest);
  clearWindow();
  LogPlaces places;
  if (isSame)
    places = {sameRecord(*before, tracked().selected), sameRecord(*before, tracked().anchor),
              sameRecord(*before, tracked().top)};
  emit reset(places, isSame);
  showAgain();
}

// Where it stands in the store may have changed; what it tells has not. Of several of one moment and span the
// nth is the nth.
int TraceLogsModel::sameRecord(const Trace& before, int row) const {
  if (row < 0 || static_cast<std::size_t>(row) >= before.logs.size()) return -1;
  const auto wanted = before.logs.begin() + row;
  const auto isEarlier = [](const TraceLog& log, Timestamp time) { return log.time < time; };
  int likes = 0;
  for (auto log = std::lower_bound(before.logs.begin(), wanted, wanted->time, isEarlier); log != wanted;
       ++log)
    if (idOf(before, *log) == idOf(before, *wanted)) ++likes;
  int last = -1;
  auto log = std::lower_bound(m_trace->logs.begin(), m_trace->logs.end(), wanted->time, isEarlier);
  for (; log != m_trace->logs.end() && log->time == wanted->time; ++log) {
    if (idOf(*m_trace, *log) != idOf(before, *wanted)) continue;
    last = static_cast<int>(log - m_trace->logs.begin());
    if (likes-- == 0) break;
  }
  return last;
}

SpanIndex TraceLogsModel::spanOf(int row) const {
  return row < 0 || row >= rowCount() ? kNoSpan : m_trace->logs[static_cast<std::size_t>(row)].span;
}

void TraceLogsModel::setSpan(SpanIndex span) {
  if (std::exchange(m_span, span) != span) emit rowsChanged();
}

int TraceLogsModel::firstRowOf(SpanIndex span) const {
  if (span == kNoSpan || !m_trace) return -1;
  const auto found = std::find_if(m_trace->logs.begin(), m_trace->logs.end(),
                                  [span](const TraceLog& log) { return log.span == span; });
  return found == m_trace->logs.end() ? -1 : static_cast<int>(found - m_trace->logs.begin());
}

int TraceLogsModel::rowCount() const {
  return m_trace ? static_cast<int>(std::min<std::size_t>(m_trace->logs.size(), INT_MAX)) : 0;
}

SpanRef TraceLogsModel::refOf(int row) const { return m_trace->logs[static_cast<std::size_t>(row)].ref; }

QString TraceLogsModel::spanName(int row) const {
  const SpanIndex span = spanOf(row);
  return span == kNoSpan ? QString() : QString::fromStdString(m_trace->strings[m_trace->name[span]]);
}

QString TraceLogsModel::timeOf(const query::LogRow& row, ui::TimeZone) const {
  return m_format.text(elapsed(m_start, row.time));
}

QString TraceLogsModel::widestTime(ui::TimeZone) const {
  if (rowCount() == 0) return {};
  const QString first = m_format.text(elapsed(m_start, m_trace->logs.front().time));
  const QString last = m_format.text(elapsed(m_start, m_trace->logs.back().time));
  return first.size() > last.size() ? first : last;
}

}  // namespace spanloupe::logs
