// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/second_window.h"

#include <utility>

#include "ui/shell/tab_area.h"
#include "ui/shell/trace_tab.h"
#include "ui/shell/trace_window.h"

namespace spanloupe::shell {

SecondWindow::SecondWindow(const SecondWindowParts& parts, QWidget& main)
    : QObject(&main), m_parts(parts), m_main(main) {}

SecondWindow::~SecondWindow() { delete m_window; }

void SecondWindow::takeCurrent() {
  const TraceTab* tab = m_parts.tabs.currentTrace();
  if (tab == nullptr) return;
  const OpenTab taken = tab->asOpenTab();
  m_parts.tabs.closeTrace(taken.trace);
  show(taken);
}

void SecondWindow::show(const OpenTab& tab) {
  close(Trace::Keep);
  m_parts.tabs.closeTrace(tab.trace);
  m_window = new TraceWindow(m_parts.look, m_parts.session, m_parts.state, tab);
  connect(m_window, &TraceWindow::closed, this, [this](const OpenTab& back) {
    m_window = nullptr;
    m_parts.tabs.openTrace(back.trace, back.span);
    emit changed();
  });
  placeSideBySide(m_main, *m_window);
  m_window->show();
  emit changed();
}

std::optional<OpenTab> SecondWindow::tab() const {
  if (m_window == nullptr) return std::nullopt;
  return m_window->tab().asOpenTab();
}

void SecondWindow::close(Trace trace) {
  if (m_window == nullptr) return;
  if (trace == Trace::Drop) m_window->disconnect(this);
  std::exchange(m_window, nullptr)->close();
}

bool SecondWindow::isSettled() const { return m_window == nullptr || m_window->isSettled(); }

}  // namespace spanloupe::shell
