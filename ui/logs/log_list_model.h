// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The log records of a session, newest first: those that match a filter. What is shown stays until the next
// listing is complete; of a new question the first page comes first, and what was selected is looked for in
// the rest. While nobody looks, nothing is listed. UI thread.
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include "ui/logs/log_listing.h"
#include "ui/logs/log_row_source.h"
#include "ui/session/reading_hold.h"

namespace spanloupe::logs {

class LogListModel : public LogRowSource {
  Q_OBJECT
 public:
  /// `session` must outlive the model.
  explicit LogListModel(session::TraceSession& session, QObject* parent = nullptr);

  /// Somebody looks, or nobody does any more.
  void setActive(bool isActive);
  [[nodiscard]] const query::LogFilter& filter() const { return m_filter; }
  void setFilter(query::LogFilter filter);
  [[nodiscard]] const query::LogFilter& listedFilter() const { return m_listedFilter; }
  [[nodiscard]] bool hasListing() const { return m_ordered != nullptr; }
  /// Records in the session, whether they match or not.
  [[nodiscard]] std::uint64_t total() const { return m_ordered ? m_ordered->total : 0; }
  [[nodiscard]] std::uint64_t matching() const { return m_ordered ? m_ordered->matching : 0; }
  /// Not only the page that came first.
  [[nodiscard]] bool isWhole() const { return m_ordered && !m_ordered->partial; }
  [[nodiscard]] bool isListing() const { return m_asked; }
  [[nodiscard]] bool isSettled() const;
  /// What comes is not listed until it is taken back; filtering goes on in what was there.
  void setPaused(bool isPaused);
  [[nodiscard]] bool isPaused() const { return m_isPaused; }
  /// Asks again after failed().
  void retry();

  [[nodiscard]] bool isSeeking() const override { return m_sought.selected.has_value(); }
  [[nodiscard]] int rowCount() const override;
  [[nodiscard]] SpanRef refOf(int row) const override;
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& snapshot() const override { return m_snapshot; }
  [[nodiscard]] QString timeOf(const query::LogRow& row, ui::TimeZone zone) const override;
  [[nodiscard]] QString widestTime(ui::TimeZone zone) const override;

 signals:
  void listingChanged();  ///< Counts; or it is being looked for, or that has ended.
  /// By setPaused(), or because what was there is no longer kept.
  void pausedChanged(bool isPaused);

 protected:
  void rowsFailed(const Error& error) override;

 private:
  void clear();
  void onSnapshot();
  void refresh();
  void askListing(std::size_t firstPage);
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& wantedSnapshot() const;
  [[nodiscard]] bool isAnotherQuestion() const { return !m_ordered || m_filter != m_listedFilter; }
  void receive(Listing listing, const LogPlaces& askedOf);
  void take(Listing listing, bool isSoughtOn = false);
  void listingFailed(const Error& error);
  [[nodiscard]] std::optional<TrackedLog> recordAt(int row) const;
  void seekSelected();
  void setAsked(bool asked);

  session::ReadingHold m_hold{traceSession()};
  query::LogFilter m_filter;
  query::LogFilter m_listedFilter;
  std::shared_ptr<const store::Snapshot> m_snapshot;  ///< Of m_ordered.
  std::shared_ptr<const query::OrderedLogs> m_ordered;
  /// What is selected, until its row in the list is known again.
  struct Sought {
    std::optional<TrackedLog> selected;
    std::optional<TrackedLog> anchor;
  };
  Sought m_sought;
  bool m_isActive = false;
  bool m_isPaused = false;
  bool m_asked = false;
  bool m_isStale = true;      ///< The session has a newer snapshot than the one asked about.
  bool m_isOutdated = false;  ///< What is listed is no longer all there.
  QElapsedTimer m_sinceAsked;
  QTimer m_refreshTimer;
};

}  // namespace spanloupe::logs
