// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What Edit > Undo takes back: closed tabs, files forgotten by the list of recent ones. Each is pushed after
// it has been done. UI thread.
#pragma once

#include <QUndoCommand>
#include <vector>

#include "ui/session/recent_files.h"
#include "ui/shell/open_tab.h"

namespace spanloupe::shell {

class TabArea;

class CloseTab : public QUndoCommand {
 public:
  /// `place` = where it was among the traces.
  CloseTab(TabArea& tabs, OpenTab tab, int place);
  void undo() override;
  void redo() override;

 private:
  TabArea& m_tabs;
  OpenTab m_tab;
  int m_place;
  bool m_isDone = true;
};

class ForgetRecent : public QUndoCommand {
 public:
  ForgetRecent(session::RecentFiles& recent, std::vector<session::RecentFile> before);
  void undo() override;
  void redo() override;

 private:
  session::RecentFiles& m_recent;
  std::vector<session::RecentFile> m_before;
  std::vector<session::RecentFile> m_after;
};

}  // namespace spanloupe::shell
