// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_list_model.h"

#include <algorithm>
#include <climits>
#include <utility>

#include "ui/logs/log_text.h"
#include "ui/session/released_elsewhere.h"

namespace spanloupe::logs {
namespace {

// Refreshing while records come may take at most a fifth of the time, however long a listing takes.
constexpr qint64 kRestFactor = 4;
constexpr qint64 kLeastRest = 100;
constexpr qint64 kMostRest = 5000;

}  // namespace

LogListModel::LogListModel(session::TraceSession& session, QObject* parent) : LogRowSource(session, parent) {
  m_refreshTimer.setSingleShot(true);
  connect(&m_refreshTimer, &QTimer::timeout, this, &LogListModel::refresh);
  connect(&session, &session::TraceSession::opened, this, &LogListModel::clear);
  connect(&session, &session::TraceSession::snapshotChanged, this, &LogListModel::onSnapshot);
}

void LogListModel::setActive(bool isActive) {
  m_isActive = isActive;
  if (isActive && m_isStale && !m_asked && !m_refreshTimer.isActive()) refresh();
}

void LogListModel::onSnapshot() {
  m_isStale = true;
  if (m_isActive && !m_asked && !m_refreshTimer.isActive()) refresh();
}

void LogListModel::setFilter(query::LogFilter filter) {
  if (filter == m_filter) return;
  m_filter = std::move(filter);
  m_isStale = true;
  m_refreshTimer.stop();
  if (m_isActive) refresh();
}

void LogListModel::retry() {
  m_isStale = true;
  if (!m_asked) refresh();
}

bool LogListModel::isSettled() const {
  return !m_asked && !isWaitingForRows() && !m_refreshTimer.isActive() &&
         !(m_isActive && m_isStale && traceSession().snapshot());
}

void LogListModel::clear() {
  traceSession().cancel("log listing", this);
  m_refreshTimer.stop();
  m_ordered.reset();
  m_snapshot.reset();
  m_listedFilter = {};
  m_isOutdated = false;
  m_isStale = true;
  clearWindow();
  track(-1, -1);
  emit reset(-1, -1);
  setAsked(false);
  emit listingChanged();
}

// Of a new question, what is on screen comes first. What comes of itself waits until all of it is known.
void LogListModel::refresh() {
  if (!m_isActive || !traceSession().snapshot()) return;
  m_isStale = false;
  const bool isNewQuestion = !m_ordered || m_filter != m_listedFilter;
  askListing(isNewQuestion && trackedTop() < 0 ? static_cast<std::size_t>(shown() + kMargin) : 0);
}

std::optional<TrackedLog> LogListModel::tracked(int row) const {
  if (row < 0 || row >= rowCount()) return std::nullopt;
  const query::LogRow* const known = this->row(row);
  return TrackedLog{m_ordered->times[static_cast<std::size_t>(row)],
                    known != nullptr ? std::optional(*known) : std::nullopt};
}

void LogListModel::askListing(std::size_t firstPage) {
  // The rest of a first page is of the same moment, so that it only adds to it.
  const bool isRest =
      firstPage == 0 && !m_isOutdated && m_ordered && m_ordered->partial && m_filter == m_listedFilter;
  ListingRequest request{isRest ? m_snapshot : traceSession().snapshot(),
                         m_filter,
                         firstPage,
                         tracked(trackedSelected()),
                         tracked(trackedTop()),
                         shown(),
                         kMargin};
  m_sinceAsked.start();
  setAsked(true);
  traceSession().ask(
      "log listing",
      [request = std::move(request)](store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        auto listing = makeListing(reader, request, std::move(stop));
        if (listing) listing->ordered = session::releasedElsewhere(std::move(listing->ordered));
        return listing;
      },
      this,
      [this](Result<Listing> listing) {
        setAsked(false);
        if (listing) {
          take(std::move(*listing));
        } else {
          listingFailed(listing.error());
        }
      });
}

void LogListModel::take(Listing listing) {
  const bool completes = m_ordered && m_ordered->partial && listing.snapshot == m_snapshot &&
                         listing.filter == m_listedFilter && !listing.ordered->partial;
  m_isOutdated = false;
  m_snapshot = std::move(listing.snapshot);
  m_ordered = std::move(listing.ordered);
  m_listedFilter = std::move(listing.filter);
  if (completes) {
    emit grown();
  } else {
    setWindow(listing.firstRow, std::move(listing.rows));
    // While this was on its way, something else may have been selected: then that is not where it was.
    emit reset(listing.selectedRow, listing.topRow);
  }
  showAgain();
  emit listingChanged();
  if (m_ordered->partial) {
    askListing(0);
  } else if (m_isStale) {
    m_refreshTimer.start(
        static_cast<int>(std::clamp(kRestFactor * m_sinceAsked.elapsed(), kLeastRest, kMostRest)));
  }
}

// What was replaced while it was being read is there in the next snapshot.
void LogListModel::listingFailed(const Error& error) {
  if (error.kind == ErrorKind::Outdated || (error.kind == ErrorKind::NotFound && traceSession().isLive())) {
    m_isOutdated = m_isStale = true;
    m_refreshTimer.start(static_cast<int>(kLeastRest));
    return;
  }
  emit failed(error);
  emit listingChanged();
}

void LogListModel::rowsFailed(const Error& error) {
  if (!m_asked) listingFailed(error);
}

void LogListModel::setAsked(bool asked) {
  if (std::exchange(m_asked, asked) != asked) emit listingChanged();
}

int LogListModel::rowCount() const {
  return m_ordered ? static_cast<int>(std::min<std::size_t>(m_ordered->refs.size(), INT_MAX)) : 0;
}

SpanRef LogListModel::refOf(int row) const { return m_ordered->refs[static_cast<std::size_t>(row)]; }

QString LogListModel::timeOf(const query::LogRow& row, ui::TimeZone zone) const {
  const bool withDate = rowCount() > 0 && !isSameDay(timestampFromNanos(m_ordered->times.front()),
                                                     timestampFromNanos(m_ordered->times.back()), zone);
  return timeText(row.time, zone, withDate);
}

QString LogListModel::widestTime(ui::TimeZone zone) const {
  if (rowCount() == 0) return {};
  query::LogRow row;
  row.time = timestampFromNanos(m_ordered->times.front());
  return timeOf(row, zone);
}

}  // namespace spanloupe::logs
