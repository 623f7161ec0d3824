// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Trace menu: the views of the trace that is shown, what can be copied and saved of it, and the actions
// of its waterfall. What stands in a menu is found by the palette, so this is everything that buttons and
// context menus of a trace offer. UI thread.
#pragma once

#include <QObject>
#include <array>

class QAction;
class QMenu;

namespace spanloupe::session {
class PinnedTraces;
}
namespace spanloupe::spantable {
class SpanTablePage;
}

namespace spanloupe::shell {

class DetailsDock;
class TabArea;

/// What the commands act on; all outlive them.
struct TraceCommandParts {
  QMenu& menu;
  TabArea& tabs;
  DetailsDock& details;
  session::PinnedTraces& pinned;
};

class TraceCommands : public QObject {
  Q_OBJECT
 public:
  TraceCommands(const TraceCommandParts& parts, QObject* parent);

 private:
  QAction* add(const QString& text);
  void addViews();
  void addCopies();
  void addPinning();
  void addSaving();
  void addSubtrees();
  void fill();
  void refresh();
  void inTable(void (spantable::SpanTablePage::*act)()) const;

  TraceCommandParts m_parts;
  std::array<QAction*, 4> m_views{};
  QAction* m_pin = nullptr;
  QList<QAction*> m_ofTrace;
  QList<QAction*> m_ofSpan;
};

}  // namespace spanloupe::shell
