// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the window and the menus that list them. Actions only say that they were chosen; the window
// does it. UI thread.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QObject>
#include <QUndoStack>

#include "ui/common/look.h"
#include "ui/session/recent_files.h"

namespace spanloupe::shell {

/// What the menus follow.
struct ActionParts {
  ui::Look& look;
  session::RecentFiles& recent;
  QUndoStack& undo;
};

class WindowActions : public QObject {
  Q_OBJECT
 public:
  /// Fills `bar`; all arguments must outlive this object.
  WindowActions(QMenuBar& bar, const ActionParts& parts, QObject* parent);

  // File, Edit
  QAction* openFile = nullptr;
  QAction* openFolder = nullptr;
  QAction* paste = nullptr;
  QAction* clearReceived = nullptr;
  QAction* sample = nullptr;
  QAction* saveAs = nullptr;
  QAction* endpoints = nullptr;
  QAction* listen = nullptr;  ///< Starts or stops it, and says which.
  QAction* testTrace = nullptr;
  QAction* closeTab = nullptr;
  QAction* quit = nullptr;
  QAction* undo = nullptr;
  QAction* redo = nullptr;
  QAction* copy = nullptr;
  QAction* copyLink = nullptr;
  QAction* settings = nullptr;
  // View; their checks follow the panels.
  QAction* details = nullptr;
  QAction* diagnostics = nullptr;
  QAction* secondWindow = nullptr;
  QAction* fullScreen = nullptr;
  // Go
  QAction* back = nullptr;
  QAction* forward = nullptr;
  QAction* startPage = nullptr;
  QAction* nextTab = nullptr;
  QAction* previousTab = nullptr;
  QAction* goToTrace = nullptr;
  // Help
  QAction* palette = nullptr;
  QAction* shortcuts = nullptr;
  QAction* about = nullptr;
  QMenu* viewMenu = nullptr;
  QMenu* goMenu = nullptr;
  QMenu* traceMenu = nullptr;  ///< Of the trace that is shown.

 signals:
  void recentChosen(const QStringList& paths);

 private:
  QAction* add(QMenu& menu, const QString& text, const QList<QKeySequence>& keys = {});
  void fillFile(QMenuBar& bar);
  void fillView(QMenuBar& bar);
  void fillRecent();
  void fillThemes(QMenu& menu);
  void fillTextSizes(QMenu& menu);
  void fillZones(QMenu& menu);

  ui::Look& m_look;
  session::RecentFiles& m_recent;
  QMenu* m_recentMenu = nullptr;
  QActionGroup m_themes{this};
  QActionGroup m_zones{this};
};

}  // namespace spanloupe::shell
