// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trail.h"

#include <QAction>

#include "ui/shell/tab_area.h"
#include "ui/shell/trace_tab.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::shell {

Trail::Trail(const TrailParts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
  connect(&parts.back, &QAction::triggered, this, [this] { go(true); });
  connect(&parts.forward, &QAction::triggered, this, [this] { go(false); });
  connect(&parts.tabs, &TabArea::currentChanged, this, &Trail::followTab);
  refresh();
}

Trail::Place Trail::here() const {
  if (const TraceTab* tab = m_parts.tabs.currentTrace()) return {-1, tab->asOpenTab()};
  return {m_parts.tabs.strip().currentIndex(), {}};
}

void Trail::leave() {
  m_back.push_back(here());
  if (m_back.size() > kKept) m_back.erase(m_back.begin());
  m_forward.clear();
  refresh();
}

void Trail::clear() {
  m_back.clear();
  m_forward.clear();
  refresh();
}

/// Null when there is none to go to.
QAction* Trail::zoom(bool isBack) const {
  const TraceTab* tab = m_parts.tabs.currentTrace();
  if (tab == nullptr || tab->page().currentView() != 0) return nullptr;
  const waterfall::TraceActions& actions = tab->page().actions();
  QAction* zoom = isBack ? actions.zoomBack : actions.zoomForward;
  return zoom->isEnabled() ? zoom : nullptr;
}

void Trail::go(bool isBack) {
  if (QAction* action = zoom(isBack)) {
    action->trigger();
    return;
  }
  Places& from = isBack ? m_back : m_forward;
  if (from.empty()) return;
  const Place place = from.back();
  from.pop_back();
  (isBack ? m_forward : m_back).push_back(here());
  if (place.view >= 0) {
    m_parts.tabs.showView(place.view);
  } else {
    m_parts.tabs.openTrace(place.tab.trace, place.tab.span);
  }
  refresh();
  emit went();
}

void Trail::followTab() {
  if (const TraceTab* tab = m_parts.tabs.currentTrace()) {
    const waterfall::TraceActions& actions = tab->page().actions();
    for (QAction* action : {actions.zoomBack, actions.zoomForward}) {
      action->setShortcut({});  // Two actions of one key would both be silent.
      connect(action, &QAction::changed, this, &Trail::refresh, Qt::UniqueConnection);
    }
  }
  refresh();
}

void Trail::refresh() {
  m_parts.back.setEnabled(!m_back.empty() || zoom(true) != nullptr);
  m_parts.forward.setEnabled(!m_forward.empty() || zoom(false) != nullptr);
}

}  // namespace spanloupe::shell
