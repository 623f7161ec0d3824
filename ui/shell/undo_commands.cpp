// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/undo_commands.h"

#include <QCoreApplication>

#include "ui/shell/tab_area.h"

namespace spanloupe::shell {
namespace {

QString translated(const char* text) { return QCoreApplication::translate("spanloupe::shell::Undo", text); }

}  // namespace

CloseTab::CloseTab(TabArea& tabs, OpenTab tab, int place)
    : m_tabs(tabs), m_tab(std::move(tab)), m_place(place) {
  setText(translated(QT_TRANSLATE_NOOP("spanloupe::shell::Undo", "closing %1")).arg(m_tab.label.name));
}

void CloseTab::undo() { m_tabs.openAt(m_tab, m_place); }

void CloseTab::redo() {
  if (std::exchange(m_isDone, false)) return;
  m_tabs.closeTrace(m_tab.trace);
}

ForgetRecent::ForgetRecent(session::RecentFiles& recent, std::vector<session::RecentFile> before)
    : m_recent(recent), m_before(std::move(before)), m_after(recent.files()) {
  setText(translated(QT_TRANSLATE_NOOP("spanloupe::shell::Undo", "forgetting a recent file")));
}

void ForgetRecent::undo() { m_recent.restore(m_before); }

void ForgetRecent::redo() { m_recent.restore(m_after); }

ClearReceived::ClearReceived(session::Listening& listening, Turn turn)
    : m_listening(listening), m_turn(std::move(turn)) {
  setText(translated(QT_TRANSLATE_NOOP("spanloupe::shell::Undo", "clearing what was received")));
}

void ClearReceived::undo() {
  if (m_own == *m_turn) {
    m_listening.undoClear();
  } else {
    setObsolete(true);
  }
}

void ClearReceived::redo() {
  m_own = ++*m_turn;
  m_listening.clear();
}

// Clearing twice in a row is one step: the first can no longer be taken back.
bool ClearReceived::mergeWith(const QUndoCommand* next) {
  m_own = static_cast<const ClearReceived*>(next)->m_own;
  return true;
}

}  // namespace spanloupe::shell
