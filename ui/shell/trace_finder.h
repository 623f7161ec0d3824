// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds words, and what comparisons ask for, anywhere in the trace of one tab. Its texts are read once, when
// somebody is about to search; each search then runs on the query pool and replaces the one before. UI
// thread.
#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "core/query/find_spans.h"
#include "ui/session/trace_session.h"

namespace spanloupe::shell {

class TraceFinder : public QObject {
  Q_OBJECT
 public:
  explicit TraceFinder(session::TraceSession& session, QObject* parent = nullptr);

  /// `snapshot` = the one the trace was read from. Forgets the texts of the one before.
  void setTrace(std::shared_ptr<const store::Snapshot> snapshot, query::SpanCells cells);
  /// Somebody is about to search.
  void prepare();
  /// Of the same trace, read by another view.
  void setText(std::shared_ptr<const query::TraceText> text) { m_text = std::move(text); }
  /// Null until somebody has read them.
  [[nodiscard]] const std::shared_ptr<const query::TraceText>& text() const { return m_text; }
  /// Answered by found(), unless another search comes first; no words: the search is over.
  void find(const QString& words);
  /// A search or the reading is under way.
  [[nodiscard]] bool isWaiting() const { return m_isReading || m_isSearching; }

 signals:
  void textRead(const std::shared_ptr<const spanloupe::query::TraceText>& text);
  void found(const QString& words, const std::vector<spanloupe::SpanIndex>& spans);
  void failed(const spanloupe::Error& error);

 private:
  void search();

  session::TraceSession& m_session;
  std::shared_ptr<const store::Snapshot> m_snapshot;
  query::SpanCells m_cells;
  std::shared_ptr<const query::TraceText> m_text;
  QString m_words;
  bool m_isReading = false;
  bool m_isSearching = false;
};

}  // namespace spanloupe::shell
