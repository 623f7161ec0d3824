// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Find in the JSON view: asks, says "3 of 12" in the field, goes from one found line to the next. UI thread.
#pragma once

#include <QObject>

#include "core/base/error.h"
#include "ui/json/json_search.h"

namespace spanloupe::session {
class TraceSession;
}
namespace spanloupe::ui {
class SearchField;
}

namespace spanloupe::json {

class JsonView;

class JsonFind : public QObject {
  Q_OBJECT
 public:
  /// All must outlive it.
  JsonFind(session::TraceSession& session, JsonView& view, ui::SearchField& field, QObject* parent);

  /// Anew, in what the view shows now.
  void find();
  void step(bool backwards);
  [[nodiscard]] bool isWaiting() const { return m_waiting; }

 signals:
  void waitingChanged();
  void failed(const spanloupe::Error& error);

 private:
  void setWaiting(bool waiting);
  void take(Matches matches);
  void showMatch();

  session::TraceSession& m_session;
  JsonView& m_view;
  ui::SearchField& m_field;
  Matches m_matches;
  std::size_t m_match = 0;
  bool m_waiting = false;
};

}  // namespace spanloupe::json
