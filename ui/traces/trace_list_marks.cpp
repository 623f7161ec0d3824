// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the rows of the list are written and marked, which changes without a new listing.
#include <QDateTime>
#include <algorithm>

#include "core/store/segment_info.h"
#include "core/store/snapshot.h"
#include "ui/traces/growing_traces.h"
#include "ui/traces/trace_list_model.h"

namespace spanloupe::traces {
namespace {

// Beside what is on screen, so that scrolling shows what is known.
constexpr int kMargin = 32;

QDate dayOf(Timestamp time, ui::TimeZone zone) {
  const auto msecs = static_cast<qint64>(nanosOf(time) / 1'000'000);
  return QDateTime::fromMSecsSinceEpoch(msecs, zone == ui::TimeZone::Utc ? Qt::UTC : Qt::LocalTime).date();
}

}  // namespace

void TraceListModel::setTimeZone(ui::TimeZone zone) {
  if (m_formats.zone == zone) return;
  m_formats.zone = zone;
  readDays();
  if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
}

void TraceListModel::setPinned(std::shared_ptr<const std::vector<TraceId>> ids) {
  m_formats.pinned = std::move(ids);
  if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
}

void TraceListModel::readDays() {
  const store::Statistics& statistics = m_session.overview().statistics;
  if (!statistics.first || !statistics.last) return;
  const bool withDate = dayOf(*statistics.first, m_formats.zone) != dayOf(*statistics.last, m_formats.zone);
  if (withDate == m_formats.withDate) return;
  m_formats.withDate = withDate;
  if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
}

// The last listing of an import may have come before it was known to be the last.
void TraceListModel::readGrowing() {
  if (!m_formats.isGrowing || m_session.snapshot() != m_snapshot) return;
  m_formats.isGrowing = false;
  if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
}

void TraceListModel::markGrowing() {
  m_growingTimer.stop();
  std::vector<TraceId> growing;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  std::chrono::nanoseconds next = m_growingTime;
  const int end = std::min(rowCount(), m_firstShown + m_shown + kMargin);
  for (int row = std::max(0, m_firstShown - kMargin); m_session.isLive() && row < end; ++row) {
    const store::TraceRow* trace = traceRow(row);
    const auto position = positionOf(row);
    const auto run = position ? m_snapshot->at(*position) : std::nullopt;
    if (trace == nullptr || !run) continue;
    const auto left = growsFor(*trace, m_snapshot->segments()[run->segment]->stamp, now, m_growingTime);
    if (left <= left.zero()) continue;
    growing.push_back(trace->id);
    next = std::min(next, left);
  }
  std::sort(growing.begin(), growing.end());
  if (!growing.empty())
    m_growingTimer.start(std::chrono::ceil<std::chrono::milliseconds>(next) + std::chrono::milliseconds(1));
  if (growing == m_formats.growing) return;
  m_formats.growing = std::move(growing);
  if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
}

}  // namespace spanloupe::traces
