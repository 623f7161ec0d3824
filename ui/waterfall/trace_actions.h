// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of a trace's waterfall as an action with its shortcut, so that a window can list them in
// menus and find them by name. Shortcuts work while the keyboard is anywhere in `page`. UI thread.
#pragma once

#include <QAction>
#include <QObject>

#include "ui/common/icons.h"

namespace spanloupe::ui {
class Look;
}

namespace spanloupe::waterfall {

class WaterfallView;

class TraceActions : public QObject {
  Q_OBJECT

 public:
  /// `page` gets the actions; all must outlive this object.
  TraceActions(const ui::Look& look, WaterfallView& view, QWidget& page);

  /// In the order of a menu; separators are null.
  [[nodiscard]] const QList<QAction*>& all() const { return m_all; }

  QAction* find = nullptr;  ///< Connected by whoever has the field.
  QAction* nextMatch = nullptr;
  QAction* previousMatch = nullptr;
  QAction* nextError = nullptr;
  QAction* previousError = nullptr;
  QAction* expandAll = nullptr;
  QAction* collapseAll = nullptr;
  QAction* collapseSiblings = nullptr;
  QAction* criticalPath = nullptr;  ///< Checkable, as the next two are.
  QAction* onlyErrors = nullptr;
  QAction* onlyCritical = nullptr;
  QAction* focusSpan = nullptr;
  QAction* hideService = nullptr;
  QAction* showAll = nullptr;
  QAction* zoomToSelection = nullptr;
  QAction* wholeTrace = nullptr;
  QAction* zoomBack = nullptr;
  QAction* zoomForward = nullptr;

 private:
  template <typename Do>
  QAction* add(ui::Icon icon, const QString& text, const QKeySequence& key, Do perform);
  void addMoves();
  void addRules();
  void addZooms();
  void refresh();

  const ui::Look& m_look;
  WaterfallView& m_view;
  QWidget& m_page;
  QList<QAction*> m_all;
};

}  // namespace spanloupe::waterfall
