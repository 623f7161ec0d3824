// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The trace list: a sparse window of rows over all traces of the session, in one order. What is shown stays
// until the next listing is complete. UI thread.
#pragma once

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>
#include <chrono>

#include "core/base/error.h"
#include "ui/session/reading_hold.h"
#include "ui/session/trace_session.h"
#include "ui/traces/row_selection.h"
#include "ui/traces/row_window.h"
#include "ui/traces/trace_columns.h"
#include "ui/traces/trace_listing.h"

namespace spanloupe::traces {

class TraceListModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  /// `session` must outlive the model.
  explicit TraceListModel(session::TraceSession& session, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  /// Null until its page has come.
  [[nodiscard]] const store::TraceRow* traceRow(int row) const { return m_rows.find(row); }
  [[nodiscard]] store::TraceOrder order() const { return m_wanted; }
  void setOrder(store::TraceOrder order);
  /// The order of the rows that are shown now; another one than order() while its listing is on its way.
  [[nodiscard]] store::TraceOrder listedOrder() const { return m_listed; }
  [[nodiscard]] const store::TraceFilter& filter() const { return m_filter; }
  /// The rows shown stay until those that match are known; what is tracked stays where it matches. Of a long
  /// list, what is on screen comes first and the rest of the order after it.
  void setFilter(store::TraceFilter filter);
  [[nodiscard]] const store::TraceFilter& listedFilter() const { return m_listedFilter; }
  [[nodiscard]] bool hasListing() const { return m_ordered != nullptr; }
  /// Traces in the session, whether they match or not.
  [[nodiscard]] std::uint64_t total() const { return m_ordered ? m_ordered->total : 0; }
  /// What the positions of the rows mean; null before the first listing.
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& snapshot() const { return m_snapshot; }
  /// Positions of all traces that match the listed filter, in no particular order; null without a filter, and
  /// while only the first page of them is known.
  [[nodiscard]] std::shared_ptr<const std::vector<std::uint32_t>> matching() const;
  [[nodiscard]] const ColumnFormats& formats() const { return m_formats; }
  void setTimeZone(ui::TimeZone zone);
  /// The scale of the duration bars.
  [[nodiscard]] Duration longest() const { return m_longest; }
  /// A new listing or visible rows are on their way.
  [[nodiscard]] bool isWaiting() const { return m_asked || m_rowsAsked; }

  /// What is on screen; asks for what is missing of it.
  void showRows(int first, int count);
  /// The position of a listed row in its snapshot, to find it again by.
  [[nodiscard]] std::optional<std::uint32_t> positionOf(int row) const;
  /// Traces to be found again when the list changes: see relisted().
  void track(TrackedTraces traces) { m_tracked = std::move(traces); }
  /// A trace of a live session that misses parents is still growing until nothing of it has come for so long.
  static constexpr std::chrono::milliseconds kGrowing{10'000};
  void setGrowingTime(std::chrono::milliseconds time) { m_growingTime = time; }
  /// All rows can be scrolled to, not only the page that came first.
  [[nodiscard]] bool isWhole() const { return m_ordered && !m_ordered->partial; }
  /// What comes is not listed until it is taken back; sorting and filtering go on in what was there.
  void setPaused(bool isPaused);
  [[nodiscard]] bool isPaused() const { return m_isPaused; }
  /// ColumnFormats::pinned.
  void setPinned(std::shared_ptr<const std::vector<TraceId>> ids);
  /// Asks again after failed().
  void retry();

  /// All given rows, in order. A newer call replaces an older one that has not been answered.
  void fetchRows(std::vector<RowRange> ranges, std::function<void(std::vector<store::TraceRow>)> callback);
  /// Their text, made off the UI thread, with a line of titles when there are several.
  void fetchText(std::vector<RowRange> ranges, std::function<void(QString)> callback);

 signals:
  void waitingChanged(bool waiting);
  /// After the reset: the new rows of the tracked traces, -1 where they were not found.
  void relisted(int selectedRow, int topRow, const std::vector<int>& otherRows);
  /// The rest of a list of which a page is shown has come; nothing that is shown has changed. Rows as in
  /// relisted().
  void completed(int selectedRow, const std::vector<int>& otherRows);
  /// All that match are known: matching() has changed.
  void matchingChanged();
  void failed(const spanloupe::Error& error);
  /// By setPaused(), or because what was there is no longer kept.
  void pausedChanged(bool isPaused);

 private:
  void clear();
  void refresh();
  void askListing(bool whole);
  [[nodiscard]] bool isAnotherQuestion() const;
  void fail(const Error& error);
  /// Which one to list.
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& wantedSnapshot() const;
  void take(Listing listing);
  void takeRows(Listing& listing);
  void readDays();
  void readGrowing();
  void markGrowing();
  void setWaiting(bool& which, bool waiting);

  session::TraceSession& m_session;
  session::ReadingHold m_hold{m_session};
  store::TraceOrder m_wanted;
  store::TraceOrder m_listed;
  store::TraceFilter m_filter;
  store::TraceFilter m_listedFilter;
  ColumnFormats m_formats;
  std::shared_ptr<const store::Snapshot>
      m_snapshot;  ///< Of m_ordered; rows are read from it, not from a newer one.
  std::shared_ptr<const store::OrderedTraces> m_ordered;
  RowWindow<store::TraceRow> m_rows;
  TrackedTraces m_tracked;
  Duration m_longest{};
  bool m_longestKnown = false;
  int m_firstShown = 0;
  int m_shown = 64;
  bool m_asked = false;
  bool m_rowsAsked = false;
  bool m_isPaused = false;
  bool m_stale = false;  ///< The session has a newer snapshot than the one asked about.
  QElapsedTimer m_sinceAsked;
  QTimer m_refreshTimer;
  std::chrono::milliseconds m_growingTime = kGrowing;
  QTimer m_growingTimer;  ///< Until one of those on screen no longer grows.
};

}  // namespace spanloupe::traces
