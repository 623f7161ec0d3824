// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_list_model.h"

#include <algorithm>
#include <utility>

#include "ui/session/released_elsewhere.h"
#include "ui/traces/trace_copy.h"

namespace spanloupe::traces {
namespace {

// Refreshing during an import may take at most a fifth of the time, however long a listing takes.
constexpr int kRestFactor = 4;
constexpr int kLeastRest = 100;
constexpr int kPage = RowWindow<store::TraceRow>::kPageRows;
// Some screens more than there is, so that the wheel finds them.
constexpr int kMargin = 128;

/// Which traces are looked for. Where they stand changes with every listing.
bool areSame(const TrackedTraces& a, const TrackedTraces& b) {
  const auto same = [](const auto& one, const auto& other) {
    return one.has_value() == other.has_value() && (!one || one->row.id == other->row.id);
  };
  return same(a.selected, b.selected) && same(a.top, b.top) &&
         std::equal(
             a.others.begin(), a.others.end(), b.others.begin(), b.others.end(),
             [](const TrackedTrace& one, const TrackedTrace& other) { return one.row.id == other.row.id; });
}

}  // namespace

TraceListModel::TraceListModel(session::TraceSession& session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {
  m_refreshTimer.setSingleShot(true);
  connect(&m_refreshTimer, &QTimer::timeout, this, &TraceListModel::refresh);
  connect(&session, &session::TraceSession::opened, this, &TraceListModel::clear);
  connect(&session, &session::TraceSession::snapshotChanged, this, [this] {
    m_stale = true;
    if (!m_isPaused && !m_asked && !m_refreshTimer.isActive()) refresh();
  });
  connect(&session, &session::TraceSession::overviewChanged, this, &TraceListModel::readDays);
  connect(&session, &session::TraceSession::loaded, this, &TraceListModel::readGrowing);
  m_growingTimer.setSingleShot(true);
  connect(&m_growingTimer, &QTimer::timeout, this, &TraceListModel::markGrowing);
  connect(&session, &session::TraceSession::liveChanged, this, &TraceListModel::markGrowing);
  if (session.snapshot()) refresh();
}

int TraceListModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid() || !m_ordered) return 0;
  return static_cast<int>(std::min<std::uint64_t>(m_ordered->matching, INT_MAX));
}

int TraceListModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumnCount;
}

QVariant TraceListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const ColumnInfo& column = columns()[static_cast<std::size_t>(index.column())];
  if (role == Qt::TextAlignmentRole)
    return QVariant::fromValue(Qt::Alignment(column.alignRight ? Qt::AlignRight : Qt::AlignLeft) |
                               Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  const store::TraceRow* row = traceRow(index.row());
  return row ? column.text(*row, m_formats) : QVariant();
}

QVariant TraceListModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= kColumnCount)
    return {};
  return columnTitle(static_cast<Column>(section));
}

void TraceListModel::setOrder(store::TraceOrder order) {
  if (order == m_wanted) return;
  m_wanted = order;
  m_firstShown = 0;
  m_tracked.top.reset();
  m_refreshTimer.stop();
  refresh();
}

void TraceListModel::setFilter(store::TraceFilter filter) {
  if (filter == m_filter) return;
  m_filter = std::move(filter);
  m_refreshTimer.stop();
  refresh();
}

std::shared_ptr<const std::vector<std::uint32_t>> TraceListModel::matching() const {
  if (!m_ordered || m_ordered->partial || m_listedFilter.isEmpty()) return nullptr;
  return {m_ordered, &m_ordered->positions};
}

const std::shared_ptr<const store::Snapshot>& TraceListModel::wantedSnapshot() const {
  return m_isPaused && m_snapshot ? m_snapshot : m_session.snapshot();
}

void TraceListModel::setPaused(bool isPaused) {
  if (std::exchange(m_isPaused, isPaused) == isPaused) return;
  // What is on its way would change the list once more.
  if (isPaused && m_asked && m_ordered && !m_ordered->partial && !isAnotherQuestion()) {
    m_session.cancel("listing", this);
    m_stale = true;
    setWaiting(m_asked, false);
  }
  if (isPaused) m_refreshTimer.stop();
  m_hold.set(isPaused);
  emit pausedChanged(isPaused);
  if (!isPaused && m_stale && !m_asked) refresh();
}

bool TraceListModel::isAnotherQuestion() const { return m_filter != m_listedFilter || m_wanted != m_listed; }

// Of what is no longer kept, nothing can be asked: then it goes on with what is.
void TraceListModel::fail(const Error& error) {
  if (error.kind != ErrorKind::Outdated || !m_session.isLive()) {
    emit failed(error);
    return;
  }
  m_stale = true;
  setPaused(false);
  m_session.refresh();
  if (!m_asked && !m_refreshTimer.isActive()) m_refreshTimer.start(kLeastRest);
}

void TraceListModel::clear() {
  setPaused(false);
  beginResetModel();
  m_ordered.reset();
  m_snapshot.reset();
  m_rows.clear();
  m_longest = {};
  m_firstShown = 0;
  m_listedFilter = {};
  m_formats.growing.clear();
  endResetModel();
  emit matchingChanged();
  m_stale = false;
  m_refreshTimer.stop();
  setWaiting(m_rowsAsked, false);
  setWaiting(m_asked, false);
}

void TraceListModel::refresh() {
  if (!m_session.snapshot()) return;
  if (!m_isPaused) m_stale = false;
  // Another question is answered with what is on screen first. What comes of itself waits until everything
  // that is tracked is found: who has scrolled away from the top, or selected several, must not be disturbed.
  askListing(!isAnotherQuestion() &&
             (m_firstShown > 0 || m_tracked.top.has_value() || !m_tracked.others.empty()));
}

void TraceListModel::retry() {
  if (!m_asked) refresh();
  if (m_ordered) showRows(m_firstShown, m_shown);
}

void TraceListModel::askListing(bool whole) {
  // A first page holds what is on screen and no more: its rows lie strewn over the session, and each costs.
  const int margin = whole ? kMargin : 0;
  ListingRequest request;
  request.order = m_wanted;
  request.filter = m_filter;
  request.firstRow = std::max(0, m_firstShown - margin);
  request.rowCount = m_shown + 2 * margin;
  request.tracked = m_tracked;
  request.whole = whole;
  const bool isSame = wantedSnapshot() == m_snapshot && m_filter == m_listedFilter;
  if (isSame && m_longestKnown) request.longest = m_longest;
  request.shownLongest = m_longest;
  // Whole pages, so that what comes fits the window.
  const int end = (request.firstRow + request.rowCount + kPage - 1) / kPage * kPage;
  request.firstRow = request.firstRow / kPage * kPage;
  // The rows of the first page are here; the rest begins behind them.
  if (whole && isSame && m_ordered && m_ordered->partial && m_listed == m_wanted)
    while (request.firstRow < end && m_rows.hasPage(RowWindow<store::TraceRow>::pageOf(request.firstRow)))
      request.firstRow += kPage;
  request.rowCount = end - request.firstRow;
  m_sinceAsked.start();
  setWaiting(m_asked, true);
  m_session.ask(
      "listing",
      [request, snapshot = wantedSnapshot()](store::Reader& reader, const store::Snapshot&,
                                             std::stop_token stop) {
        auto listing = makeListing(reader, snapshot, request, std::move(stop));
        if (listing) listing->ordered = session::releasedElsewhere(std::move(listing->ordered));
        return listing;
      },
      this,
      [this, tracked = request.tracked, isAnother = isAnotherQuestion()](Result<Listing> listing) {
        setWaiting(m_asked, false);
        if (!listing) return fail(listing.error());
        const bool isStale = m_ordered && !areSame(tracked, m_tracked);
        const bool isRest = m_ordered && m_ordered->partial && listing->snapshot == m_snapshot;
        // Who has clicked or scrolled meanwhile must not be taken back to where they were.
        if (isStale && !isAnother && !isRest) return askListing(true);
        if (isStale && !isRest) {
          listing->selectedRow = -1;
          listing->otherRows.clear();
        }
        take(std::move(*listing));
        if (isStale && isAnother && isWhole() && !m_asked) askListing(true);
      });
}

void TraceListModel::take(Listing listing) {
  // The rest of a first page that is shown already changes no row: only what can be scrolled to.
  const bool completes = m_ordered && m_ordered->partial && listing.snapshot == m_snapshot &&
                         !listing.ordered->partial && listing.order == m_listed &&
                         listing.filter == m_listedFilter;
  if (!completes) beginResetModel();
  m_snapshot = std::move(listing.snapshot);
  m_ordered = std::move(listing.ordered);
  m_listed = listing.order;
  m_listedFilter = std::move(listing.filter);
  m_longest = listing.longest;
  m_longestKnown = listing.longestKnown;
  m_formats.isGrowing = m_session.isBusy() && !m_session.isLive();  // Else each trace says it: markGrowing().
  m_formats.duration = ui::DurationFormat::forColumn(m_longest);
  if (!completes) m_rows.clear();
  takeRows(listing);
  if (!completes) endResetModel();
  if (!completes) emit relisted(listing.selectedRow, listing.topRow, listing.otherRows);
  if (completes) emit completed(listing.selectedRow, listing.otherRows);
  if (!m_ordered->partial) emit matchingChanged();
  // An answer about the old listing is dropped, so what is on screen is asked for again.
  showRows(m_firstShown, m_shown);
  markGrowing();
  if (m_ordered->partial) {
    askListing(true);
  } else if (m_stale && !m_isPaused) {
    const auto rest = std::max<qint64>(kLeastRest, kRestFactor * m_sinceAsked.elapsed());
    m_refreshTimer.start(static_cast<int>(std::min<qint64>(rest, 5000)));
  }
}

void TraceListModel::takeRows(Listing& listing) {
  for (std::size_t at = 0; at < listing.rows.size(); at += kPage) {
    const auto end = std::min(listing.rows.size(), at + kPage);
    const auto from = listing.rows.begin();
    m_rows.put(
        RowWindow<store::TraceRow>::pageOf(listing.firstRow + static_cast<int>(at)),
        std::vector<store::TraceRow>(std::make_move_iterator(from + static_cast<std::ptrdiff_t>(at)),
                                     std::make_move_iterator(from + static_cast<std::ptrdiff_t>(end))));
  }
}

std::optional<std::uint32_t> TraceListModel::positionOf(int row) const {
  if (!m_ordered || row < 0) return std::nullopt;
  const std::uint64_t at = static_cast<std::uint64_t>(row) - m_ordered->first;  // Huge before the first.
  if (at >= m_ordered->positions.size()) return std::nullopt;
  return m_ordered->positions[static_cast<std::size_t>(at)];
}

void TraceListModel::showRows(int first, int count) {
  // What comes into view may still be growing.
  if (m_session.isLive() && std::exchange(m_firstShown, first) != first)
    m_growingTimer.start(std::chrono::milliseconds::zero());
  m_firstShown = first;
  m_shown = std::max(1, count);
  if (!m_ordered) return;
  // Of a list that is not whole yet, only whole pages: the rows beside them are still to come.
  const std::uint64_t behind = m_ordered->first + m_ordered->positions.size();
  const bool isCut = m_ordered->partial && behind < m_ordered->matching;
  const int listed =
      static_cast<int>(std::min<std::uint64_t>(isCut ? behind / kPage * kPage : behind, INT_MAX));
  const int firstPage = static_cast<int>((m_ordered->first + kPage - 1) / kPage);
  const int end = std::min(listed, first + count + kMargin);
  int missingFrom = -1;
  int missingTo = -1;
  for (int page = std::max(firstPage, (first - kMargin) / kPage); page * kPage < end; ++page) {
    if (m_rows.hasPage(page)) {
      m_rows.touch(page);
      continue;
    }
    if (missingFrom < 0) missingFrom = page * kPage;
    missingTo = (page + 1) * kPage;
  }
  if (missingFrom < 0) return;
  setWaiting(m_rowsAsked, true);
  m_session.ask(
      "rows",
      [snapshot = m_snapshot, ordered = m_ordered, missingFrom, count = missingTo - missingFrom](
          store::Reader& reader, const store::Snapshot&, std::stop_token) {
        return rowsOf(reader, *snapshot, *ordered, missingFrom, count);
      },
      this,
      [this, ordered = m_ordered, missingFrom](Result<std::vector<store::TraceRow>> rows) {
        setWaiting(m_rowsAsked, false);
        if (!rows) {
          fail(rows.error());
          return;
        }
        if (ordered != m_ordered || rows->empty()) return;
        const int last = missingFrom + static_cast<int>(rows->size()) - 1;
        for (int at = missingFrom; at <= last; at += kPage) {
          const auto begin = rows->begin() + (at - missingFrom);
          m_rows.put(at / kPage,
                     std::vector<store::TraceRow>(begin, begin + std::min(+kPage, last - at + 1)));
        }
        emit dataChanged(index(missingFrom, 0), index(last, kColumnCount - 1));
        markGrowing();
      });
}

void TraceListModel::fetchRows(std::vector<RowRange> ranges,
                               std::function<void(std::vector<store::TraceRow>)> callback) {
  if (!m_ordered) return;
  m_session.ask(
      "fetched rows",
      [snapshot = m_snapshot, ordered = m_ordered, ranges = std::move(ranges)](
          store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return rowsIn(reader, *snapshot, *ordered, ranges, stop);
      },
      this,
      [this, callback = std::move(callback)](Result<std::vector<store::TraceRow>> rows) {
        rows ? callback(std::move(*rows)) : fail(rows.error());
      });
}

void TraceListModel::fetchText(std::vector<RowRange> ranges, std::function<void(QString)> callback) {
  if (!m_ordered) return;
  m_session.ask(
      "fetched text",
      [snapshot = m_snapshot, ordered = m_ordered, ranges = std::move(ranges), formats = m_formats](
          store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return copyText(reader, *snapshot, *ordered, ranges, formats, stop);
      },
      this,
      [this, callback = std::move(callback)](Result<QString> text) {
        text ? callback(std::move(*text)) : fail(text.error());
      });
}

void TraceListModel::setWaiting(bool& which, bool waiting) {
  const bool before = isWaiting();
  which = waiting;
  if (isWaiting() != before) emit waitingChanged(isWaiting());
}

}  // namespace spanloupe::traces
