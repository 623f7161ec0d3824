// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Find in the JSON view: asks part by part, shows what came so far ("3 of 12 lines"), goes from one found
// line to the next. Other words, none, or another document end a search that is going on. UI thread.
#pragma once

#include <QObject>

#include "core/base/error.h"
#include "ui/json/json_search.h"

namespace spanloupe::session {
class TraceSession;
}
namespace spanloupe::ui {
class FindField;
}

namespace spanloupe::json {

class JsonView;

class JsonFind : public QObject {
  Q_OBJECT
 public:
  /// All must outlive it.
  JsonFind(session::TraceSession& session, JsonView& view, ui::FindField& field, QObject* parent);

  /// Anew, in what the view shows now.
  void find();
  void step(bool forward);
  [[nodiscard]] bool isWaiting() const { return m_waiting; }
  /// Of the document that has been searched, 0 to 1.
  [[nodiscard]] double share() const { return m_share; }

  /// Of more lines nobody goes from one to the next.
  static constexpr std::size_t kMostLines = 100'000;

 signals:
  void waitingChanged();
  void failed(const spanloupe::Error& error);

 private:
  void ask(const std::shared_ptr<const LineSearch>& search, std::size_t next);
  void take(std::vector<DocLine> lines);
  void setWaiting(bool waiting);
  void goTo(std::size_t line);
  void showCount();

  session::TraceSession& m_session;
  JsonView& m_view;
  ui::FindField& m_field;
  std::vector<DocLine> m_lines;  ///< Ascending.
  std::size_t m_line = 0;        ///< Among them.
  bool m_isAll = false;          ///< There are no others.
  bool m_waiting = false;
  double m_share = 0;
};

}  // namespace spanloupe::json
