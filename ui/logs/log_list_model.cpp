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
  if (m_isActive && !m_isPaused && !m_asked && !m_refreshTimer.isActive()) refresh();
}

const std::shared_ptr<const store::Snapshot>& LogListModel::wantedSnapshot() const {
  return m_isPaused && m_snapshot ? m_snapshot : traceSession().snapshot();
}

void LogListModel::setPaused(bool isPaused) {
  if (std::exchange(m_isPaused, isPaused) == isPaused) return;
  // What is on its way would change the list once more.
  if (isPaused && m_asked && !isAnotherQuestion() && !m_ordered->partial) {
    traceSession().cancel("log listing", this);
    m_isStale = true;
    setAsked(false);
  }
  if (isPaused) m_refreshTimer.stop();
  m_hold.set(isPaused);
  emit pausedChanged(isPaused);
  if (!isPaused && m_isStale && !m_asked) refresh();
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
         !(m_isActive && m_isStale && !m_isPaused && traceSession().snapshot());
}

void LogListModel::clear() {
  setPaused(false);
  traceSession().cancel("log listing", this);
  m_refreshTimer.stop();
  m_ordered.reset();
  m_snapshot.reset();
  m_listedFilter = {};
  m_isOutdated = false;
  m_isStale = true;
  m_sought = {};
  clearWindow();
  track({});
  emit reset({}, false);
  setAsked(false);
  emit listingChanged();
}

// Of a new question, what is on screen comes first, unless somebody reads far from the top. What comes of
// itself waits until all of it is known.
void LogListModel::refresh() {
  if (!m_isActive || !traceSession().snapshot()) return;
  if (!m_isPaused) m_isStale = false;
  askListing(isAnotherQuestion() && tracked().top <= 0 ? static_cast<std::size_t>(shown() + kMargin) : 0);
}

std::optional<TrackedLog> LogListModel::recordAt(int row) const {
  if (row < 0 || row >= rowCount()) return std::nullopt;
  const query::LogRow* const known = this->row(row);
  return TrackedLog{m_ordered->times[static_cast<std::size_t>(row)],
                    known != nullptr ? std::optional(*known) : std::nullopt};
}

void LogListModel::seekSelected() {
  if (tracked().selected >= 0) m_sought = {recordAt(tracked().selected), recordAt(tracked().anchor)};
}

void LogListModel::askListing(std::size_t firstPage) {
  // The rest of a first page is of the same moment, so that it only adds to it.
  const bool isRest =
      firstPage == 0 && !m_isOutdated && m_ordered && m_ordered->partial && m_filter == m_listedFilter;
  seekSelected();
  const LogPlaces askedOf = tracked();
  ListingRequest request{
      isRest ? m_snapshot : wantedSnapshot(), m_filter, firstPage, m_sought.selected, m_sought.anchor,
      // Who is at the top sees the newest of what matches.
      isAnotherQuestion() && tracked().top <= 0 ? std::nullopt : recordAt(tracked().top), shown(), kMargin};
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
      [this, askedOf](Result<Listing> listing) {
        setAsked(false);
        if (listing) {
          receive(std::move(*listing), askedOf);
        } else {
          listingFailed(listing.error());
        }
      });
}

// Who has clicked or scrolled while it was on its way must not be taken back to where they were: then it is
// asked again, or, of a new question, what is selected now is looked for in what comes next.
void LogListModel::receive(Listing listing, const LogPlaces& askedOf) {
  const bool isRest = m_ordered && m_ordered->partial && listing.snapshot == m_snapshot;
  if (tracked() == askedOf || isRest || !m_ordered) return take(std::move(listing));
  if (!isAnotherQuestion()) return askListing(0);
  seekSelected();
  const bool isSought = tracked().selected >= 0;
  if (isSought) listing.places.selected = listing.places.anchor = -1;
  take(std::move(listing), isSought);
  if (isSought && isWhole() && !m_asked) askListing(0);
}

void LogListModel::take(Listing listing, bool isSoughtOn) {
  const bool completes = m_ordered && m_ordered->partial && listing.snapshot == m_snapshot &&
                         listing.filter == m_listedFilter && !listing.ordered->partial;
  const bool isSame = m_ordered && listing.filter == m_listedFilter;
  m_isOutdated = false;
  m_snapshot = std::move(listing.snapshot);
  m_ordered = std::move(listing.ordered);
  m_listedFilter = std::move(listing.filter);
  if (!isSoughtOn && (listing.places.selected >= 0 || isWhole())) m_sought = {};
  if (completes) {
    emit grown(listing.places);
  } else {
    setWindow(listing.firstRow, std::move(listing.rows));
    emit reset(listing.places, isSame);
  }
  showAgain();
  emit listingChanged();
  if (m_ordered->partial) {
    askListing(0);
  } else if (m_isStale && !m_isPaused) {
    m_refreshTimer.start(
        static_cast<int>(std::clamp(kRestFactor * m_sinceAsked.elapsed(), kLeastRest, kMostRest)));
  }
}

// What was replaced while it was being read is there in the next snapshot.
void LogListModel::listingFailed(const Error& error) {
  if (error.kind == ErrorKind::Outdated || (error.kind == ErrorKind::NotFound && traceSession().isLive())) {
    m_isOutdated = m_isStale = true;
    traceSession().refresh();
    // Of what is no longer kept, nothing can be asked: then it goes on with what is.
    if (m_isPaused) return setPaused(false);
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
