// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trace_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QScreen>

#include "ui/shell/details_dock.h"
#include "ui/shell/trace_tab.h"

namespace spanloupe::shell {

TraceWindow::TraceWindow(ui::Look& look, session::TraceSession& session, session::ViewState& state,
                         const OpenTab& tab)
    : m_tab(new TraceTab(look, session, tab, this)), m_details(new DetailsDock(look, session, state, this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setCentralWidget(m_tab);
  addDockWidget(Qt::RightDockWidgetArea, m_details);
  m_details->hide();
  const auto add = [this](const QKeySequence& keys, const auto& act) {
    auto* action = new QAction(this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, act);
    addAction(action);
  };
  add(Qt::CTRL | Qt::Key_W, [this] { close(); });
  add(Qt::CTRL | Qt::Key_D, [this] {
    m_detailsWanted = !m_detailsWanted;
    updateDetails();
  });
  connect(m_tab, &TraceTab::labelChanged, this, &TraceWindow::showTitle);
  connect(m_tab, &TraceTab::spanSelected, this, &TraceWindow::updateDetails);
  connect(m_tab, &TraceTab::selectionChanged, this, &TraceWindow::updateDetails);
  connect(m_details, &DetailsDock::closeRequested, this, [this] {
    m_detailsWanted = false;
    updateDetails();
  });
  showTitle();
  m_tab->readOnce();
}

void TraceWindow::showTitle() {
  const TabLabel label = m_tab->label();
  setWindowTitle(tr("%1 %2 — Spanloupe").arg(label.name, label.detail));
}

void TraceWindow::updateDetails() {
  const bool any = m_tab->document() && m_tab->selectedSpan() != kNoSpan;
  if (any) m_details->showSpans(*m_tab, m_tab->selectedSpans());
  m_details->setVisible(any && m_detailsWanted);
}

bool TraceWindow::isSettled() const { return m_tab->isSettled() && m_details->isSettled(); }

void TraceWindow::closeEvent(QCloseEvent* event) {
  emit closed(m_tab->asOpenTab());
  QMainWindow::closeEvent(event);
}

void placeSideBySide(QWidget& left, QWidget& right) {
  const QRect room = left.screen()->availableGeometry();
  const int half = room.width() / 2;
  for (QWidget* window : {&left, &right})
    window->setWindowState(window->windowState() & ~Qt::WindowMaximized);
  left.setGeometry(room.x(), room.y(), half, room.height());
  right.setGeometry(room.x() + half, room.y(), room.width() - half, room.height());
}

}  // namespace spanloupe::shell
