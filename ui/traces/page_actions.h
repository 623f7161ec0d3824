// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the Traces tab as actions, for menus and the palette. They can be chosen while the tab is
// on screen. UI thread.
#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace spanloupe::traces {

class FilterRow;
class TracesPage;
class TraceTable;

/// What the commands act on; all outlive them.
struct PageParts {
  TracesPage& page;
  FilterRow& filter;
  TraceTable& table;
};

class PageActions : public QObject {
  Q_OBJECT
 public:
  explicit PageActions(const PageParts& parts);

  void fillMenu(QMenu& menu) const;
  /// After anything they depend on has changed.
  void refresh();

 private:
  void connectRow();

  PageParts m_parts;
  QAction* m_filter;
  QAction* m_onlyErrors;
  QAction* m_clear;
  QAction* m_selectAll;
  QAction* m_compare;
  QAction* m_open;
  QAction* m_pin;
  QAction* m_copyRows;
  QAction* m_copyId;
  QAction* m_toService;
  QAction* m_toOperation;
};

}  // namespace spanloupe::traces
