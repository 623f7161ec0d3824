// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What Edit > Undo takes back: closed tabs, files forgotten by the list of recent ones, which are pushed
// after they have been done; and clearing what was received, which pushing does. UI thread.
#pragma once

#include <QUndoCommand>
#include <memory>
#include <vector>

#include "ui/session/listening.h"
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

/// Only the last of them can be taken back, and only while the session is open: what was cleared before is
/// dropped.
class ClearReceived : public QUndoCommand {
 public:
  /// Counts what makes earlier ones final: shared by all of them.
  using Turn = std::shared_ptr<std::uint64_t>;
  ClearReceived(session::Listening& listening, Turn turn);
  void undo() override;
  void redo() override;
  [[nodiscard]] int id() const override { return 1; }
  bool mergeWith(const QUndoCommand* next) override;

 private:
  session::Listening& m_listening;
  Turn m_turn;
  std::uint64_t m_own = 0;
};

}  // namespace spanloupe::shell
