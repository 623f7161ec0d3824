// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_area.h"

#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/shell/tab_strip.h"
#include "ui/shell/trace_tab.h"
#include "ui/shell/view_registry.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::shell {
namespace {

int viewCount() { return static_cast<int>(views().size()); }

}  // namespace

TabArea::TabArea(const TabParts& parts, QWidget* parent)
    : QWidget(parent), m_parts(parts), m_strip(new TabStrip(parts.look)), m_pages(new QStackedWidget) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_strip);
  layout->addWidget(m_pages, 1);
  for (const ViewEntry& entry : views()) {
    m_pages->addWidget(entry.create(
        {parts.look, parts.session, parts.state, parts.settings, parts.listening, parts.pinned}));
    m_strip->add({titleOf(entry), {}, {}, false}, false);
  }
  connect(m_strip, &QTabBar::currentChanged, this, &TabArea::showPage);
  connect(m_strip, &QTabBar::tabCloseRequested, this, &TabArea::closeTab);
  connect(&parts.session, &session::TraceSession::overviewChanged, this, &TabArea::showCounts);
}

void TabArea::fillMenu(QMenu& menu) const {
  for (int i = 0; i < viewCount(); ++i) views()[static_cast<std::size_t>(i)].fillMenu(page(i), menu);
}

QWidget& TabArea::page(int tab) const { return *m_pages->widget(tab); }

void TabArea::showView(int view) {
  m_strip->setCurrentIndex(view);
  m_pages->currentWidget()->setFocus();
}

int TabArea::indexOf(TraceId trace) const {
  for (int tab = viewCount(); tab < m_pages->count(); ++tab)
    if (static_cast<TraceTab&>(page(tab)).trace() == trace) return tab;
  return -1;
}

TraceTab* TabArea::add(const OpenTab& tab) {
  auto* page = new TraceTab(m_parts.look, m_parts.session, tab);
  connect(page, &TraceTab::spanSelected, this, &TabArea::spanSelected);
  connect(page, &TraceTab::selectionChanged, this, &TabArea::spanSelected);
  connect(page, &TraceTab::spanSelected, this, &TabArea::tabsChanged);
  page->setCompact(m_isCompact);
  const QString columns = QStringLiteral("spantable/columns");
  if (m_parts.settings.contains(columns))
    page->setTableColumns(m_parts.settings.value(columns).toStringList());
  connect(page, &TraceTab::tableColumnsChanged, this,
          [this, columns](const QStringList& changed) { m_parts.settings.setValue(columns, changed); });
  connect(page, &TraceTab::failed, this, &TabArea::failed);
  connect(&page->page(), &waterfall::TracePage::viewChanged, this, &TabArea::currentChanged);
  connect(page, &TraceTab::labelChanged, this, [this, page] {
    m_strip->setLabel(m_pages->indexOf(page), page->label());
    emit tabsChanged();
  });
  m_pages->addWidget(page);
  m_strip->add(page->label(), true);
  return page;
}

void TabArea::openTrace(TraceId trace, SpanId span) {
  int tab = indexOf(trace);
  if (tab < 0) {
    add({trace, span, {}});
    tab = m_pages->count() - 1;
  } else if (!span.isZero()) {
    static_cast<TraceTab&>(page(tab)).selectSpan(span);
  }
  m_strip->setCurrentIndex(tab);
  emit tabsChanged();
}

void TabArea::openAt(const OpenTab& tab, int place) {
  TraceTab* opened = add(tab);
  const int last = m_pages->count() - 1;
  const int wanted = std::clamp(viewCount() + place, viewCount(), last);
  if (wanted != last) {
    m_pages->removeWidget(opened);
    m_pages->insertWidget(wanted, opened);
    m_strip->moveTab(last, wanted);
  }
  m_strip->setCurrentIndex(wanted);
  showPage(wanted);
  emit tabsChanged();
}

void TabArea::reopen(const std::vector<OpenTab>& tabs, int shown) {
  for (const OpenTab& tab : tabs)
    if (indexOf(tab.trace) < 0) add(tab);
  if (shown >= 0 && viewCount() + shown < m_pages->count()) m_strip->setCurrentIndex(viewCount() + shown);
  emit tabsChanged();
}

std::vector<OpenTab> TabArea::openTraces() const {
  std::vector<OpenTab> open;
  for (int tab = viewCount(); tab < m_pages->count(); ++tab)
    open.push_back(static_cast<TraceTab&>(page(tab)).asOpenTab());
  return open;
}

int TabArea::shownTrace() const { return std::max(m_strip->currentIndex() - viewCount(), -1); }

void TabArea::remove(int tab) {
  QWidget* closed = m_pages->widget(tab);
  m_pages->removeWidget(closed);
  m_strip->removeTab(tab);
  closed->deleteLater();
  emit tabsChanged();
}

void TabArea::closeTab(int tab) {
  if (tab < viewCount()) return;
  const OpenTab closed = static_cast<TraceTab&>(page(tab)).asOpenTab();
  remove(tab);
  emit closedByUser(closed, tab - viewCount());
}

void TabArea::closeCurrent() { closeTab(m_strip->currentIndex()); }

void TabArea::closeTrace(TraceId trace) {
  if (const int tab = indexOf(trace); tab >= 0) remove(tab);
}

void TabArea::closeTraces() {
  while (m_strip->count() > viewCount()) remove(m_strip->count() - 1);
}

void TabArea::step(int by) {
  const int count = m_strip->count();
  m_strip->setCurrentIndex((m_strip->currentIndex() + by + count) % count);
}

void TabArea::setCompact(bool isCompact) {
  m_isCompact = isCompact;
  for (int tab = viewCount(); tab < m_pages->count(); ++tab)
    static_cast<TraceTab&>(page(tab)).setCompact(isCompact);
}

TraceTab* TabArea::currentTrace() const { return qobject_cast<TraceTab*>(m_pages->currentWidget()); }

bool TabArea::isSettled() const {
  if (const TraceTab* tab = currentTrace()) return tab->isSettled();
  return views()[static_cast<std::size_t>(m_pages->currentIndex())].isSettled(*m_pages->currentWidget());
}

void TabArea::showPage(int tab) {
  if (tab < 0 || tab >= m_pages->count()) return;
  m_pages->setCurrentIndex(tab);
  if (TraceTab* shown = currentTrace()) shown->readOnce();
  m_pages->currentWidget()->setFocus();
  emit currentChanged();
  emit tabsChanged();
}

void TabArea::showCounts() {
  for (int i = 0; i < viewCount(); ++i) {
    const ViewEntry& entry = views()[static_cast<std::size_t>(i)];
    m_strip->setLabel(i, {titleOf(entry), entry.count(m_parts.session.overview()), {}, false});
  }
}

}  // namespace spanloupe::shell
