// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the selected rows of the trace list: open, compare, copy, filter. The keys and the
// menu of a row lead here. UI thread.
#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "core/base/ids.h"
#include "ui/traces/trace_columns.h"

class QMenu;

namespace spanloupe::session {
class PinnedTraces;
}

namespace spanloupe::traces {

class TraceTable;

class TableActions : public QObject {
  Q_OBJECT
 public:
  explicit TableActions(TraceTable& table);

  static constexpr int kMostOpened = 12;
  static constexpr int kMostCopied = 100'000;
  static constexpr int kMostPinned = 100;

  /// Where a menu was asked for.
  struct Place {
    int row = -1;
    std::optional<Column> column;
    QString service;  ///< Whose tile is there; the root's where there is none.
  };
  void fillMenu(QMenu& menu, const Place& place);

  void openSelected();
  /// Of exactly two.
  void compareSelected();
  void copyRows();
  /// Without it nothing is offered; must outlive the table.
  void setPinned(session::PinnedTraces& pinned) { m_pinned = &pinned; }
  [[nodiscard]] bool canPin() const;
  /// Pins the selected traces, or unpins them when the current one is pinned.
  void togglePinned();

 signals:
  void traceActivated(spanloupe::TraceId trace);
  void compareRequested(spanloupe::TraceId left, spanloupe::TraceId right);
  /// Words that the list is to be narrowed to.
  void filterRequested(const QString& words);
  /// Why not everything was done.
  void noted(const QString& note);

 private:
  void addCopying(QMenu& menu, const Place& place);

  [[nodiscard]] bool isCurrentPinned() const;

  TraceTable& m_table;
  session::PinnedTraces* m_pinned = nullptr;
};

}  // namespace spanloupe::traces
