// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding in the span table: takes words from the field, asks for the spans that have them, marks their rows,
// goes from one to the next in the order of the table, and on demand hides the others. UI thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "ui/spantable/found_rows.h"

namespace spanloupe::session {
class TraceSession;
}
namespace spanloupe::ui {
class FindField;
}

namespace spanloupe::spantable {

class SpanTableModel;
class SpanTableView;

class TableFinder : public QObject {
  Q_OBJECT
 public:
  /// All must outlive it.
  TableFinder(session::TraceSession& session, SpanTableModel& model, SpanTableView& view,
              ui::FindField& field, QObject* parent);

  void go(bool forward);
  /// Other spans are shown dimmed, or not at all.
  void setHides(bool hides);
  [[nodiscard]] bool hides() const { return m_hides; }
  /// Forgets the words.
  void clear();
  [[nodiscard]] bool isWaiting() const { return m_isAsked || m_delay.isActive(); }

 signals:
  void failed(const spanloupe::Error& error);

 private:
  void edit();
  void search();
  void ask();
  void take(const std::shared_ptr<const FoundRows>& found);
  void end();
  void showNote();
  [[nodiscard]] bool isUpToDate() const;

  session::TraceSession& m_session;
  SpanTableModel& m_model;
  SpanTableView& m_view;
  ui::FindField& m_field;
  QTimer m_delay;
  QString m_words;
  bool m_hides = false;
  bool m_isAsked = false;
  std::optional<bool> m_goes;  ///< As soon as the answer is there; forward or back.
};

}  // namespace spanloupe::spantable
