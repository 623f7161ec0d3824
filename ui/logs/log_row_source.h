// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a LogTable shows: a long list of places of log records, of which the rows around what is on screen are
// read and kept. What was read stays until what replaces it has come. UI thread.
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/error.h"
#include "core/query/log_list.h"
#include "ui/common/format.h"
#include "ui/session/trace_session.h"

namespace spanloupe::logs {

/// Rows that are found again when the list changes; -1: none, or not there any more.
struct LogPlaces {
  int selected = -1;
  int anchor = -1;  ///< The other end of what is selected.
  int top = -1;     ///< The topmost on screen, where that is to stay.
  friend bool operator==(const LogPlaces&, const LogPlaces&) = default;
};

class LogRowSource : public QObject {
  Q_OBJECT
 public:
  /// `session` must outlive the source.
  explicit LogRowSource(session::TraceSession& session, QObject* parent = nullptr);

  [[nodiscard]] virtual int rowCount() const = 0;
  [[nodiscard]] virtual SpanRef refOf(int row) const = 0;
  /// What refOf() is of; null while there are no rows.
  [[nodiscard]] virtual const std::shared_ptr<const store::Snapshot>& snapshot() const = 0;
  /// The name of its span, where that is known.
  [[nodiscard]] virtual QString spanName(int row) const;
  /// The time of a record as it stands in its row.
  [[nodiscard]] virtual QString timeOf(const query::LogRow& row, ui::TimeZone zone) const = 0;
  /// The widest timeOf() there is.
  [[nodiscard]] virtual QString widestTime(ui::TimeZone zone) const = 0;
  /// Of the record that is selected elsewhere.
  [[nodiscard]] virtual bool isMarked(int row) const;

  /// Null until it has been read.
  [[nodiscard]] const query::LogRow* row(int row) const;
  void track(const LogPlaces& places) { m_tracked = places; }
  /// What was selected has not been found by reset(), but may stand among the rows that grown() brings.
  [[nodiscard]] virtual bool isSeeking() const { return false; }
  /// What is on screen; asks for what is missing of it.
  void showRows(int first, int count);
  [[nodiscard]] bool isWaitingForRows() const { return m_rowsAsked; }
  /// The records of these rows on the clipboard, the first kMostCopied of them: as lines, or as one document
  /// of OTLP JSON.
  void copyLines(int first, int last, ui::TimeZone zone);
  void copyJson(int first, int last);
  static constexpr int kMostCopied = 20'000;

 signals:
  /// Another list: rows mean something else. Where the tracked rows are now, and whether it is the answer to
  /// the same question, so that what stands above them is new.
  void reset(const spanloupe::logs::LogPlaces& places, bool isSameQuestion);
  /// More rows at the end; the others stay. Where that is which was sought.
  void grown(const spanloupe::logs::LogPlaces& sought);
  /// Rows have been read, or are drawn otherwise.
  void rowsChanged();
  void failed(const spanloupe::Error& error);
  /// Why not everything was done that was asked.
  void noted(const QString& note);
  void waitingForRowsChanged();

 protected:
  [[nodiscard]] session::TraceSession& traceSession() const { return m_session; }
  [[nodiscard]] const LogPlaces& tracked() const { return m_tracked; }
  /// The rows that were asked for cannot be read.
  virtual void rowsFailed(const Error& error) { emit failed(error); }
  [[nodiscard]] int shown() const { return m_shown; }
  /// Rows from `first` on, which are at hand.
  void setWindow(int first, std::vector<query::LogRow> rows);
  void clearWindow();
  /// Asks again for what is on screen: an answer about the list before is dropped.
  void showAgain() { showRows(m_firstShown, m_shown); }
  static constexpr int kMargin = 96;

 private:
  /// Adds a record to what is copied; runs on the pool.
  using AddRecord = std::function<void(QString& text, const LogRecord& record)>;
  void copy(int first, int last, AddRecord add, const QString& end);
  [[nodiscard]] bool hasRows(int first, int end) const;
  void setRowsAsked(bool asked);

  session::TraceSession& m_session;
  std::vector<query::LogRow> m_rows;
  int m_first = 0;  ///< Row of the first of m_rows.
  int m_firstShown = 0;
  int m_shown = 64;
  LogPlaces m_tracked;
  bool m_rowsAsked = false;
  std::uint64_t m_list = 0;  ///< Number of the list that is shown.
};

}  // namespace spanloupe::logs
