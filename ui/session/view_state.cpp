// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/view_state.h"

namespace spanloupe::session {

ViewState::ViewState(QObject* parent) : QObject(parent) {}

void ViewState::select(const Selection& selection) {
  if (m_selection == selection) return;
  m_selection = selection;
  emit selectionChanged();
}

void ViewState::selectLog(const LogSelection& log) {
  if (m_log == log) return;
  m_log = log;
  emit logSelectionChanged();
}

}  // namespace spanloupe::session
