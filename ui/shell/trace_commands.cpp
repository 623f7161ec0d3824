// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trace_commands.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include "ui/details/details_panel.h"
#include "ui/json/json_page.h"
#include "ui/session/pinned_traces.h"
#include "ui/shell/details_dock.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/trace_tab.h"
#include "ui/spantable/span_table_page.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::shell {
namespace {

constexpr int kTable = 1;
constexpr int kJson = 2;

bool hasSpan(const TraceTab* tab) {
  return tab != nullptr && tab->document() && tab->selectedSpan() != kNoSpan;
}

void copyText(const std::string& text) {
  QGuiApplication::clipboard()->setText(QString::fromStdString(text));
}

}  // namespace

TraceCommands::TraceCommands(const TraceCommandParts& parts, QObject* parent)
    : QObject(parent), m_parts(parts) {
  addViews();
  addPinning();
  addCopies();
  addSaving();
  addSubtrees();
  connect(&parts.tabs, &TabArea::currentChanged, this, &TraceCommands::fill);
  connect(&parts.tabs, &TabArea::spanSelected, this, &TraceCommands::refresh);
  fill();
}

QAction* TraceCommands::add(const QString& text) { return new QAction(text, this); }

void TraceCommands::addViews() {
  const std::array titles{tr("&Waterfall"), tr("&Table"), tr("&JSON"), tr("&Logs")};
  for (int i = 0; i < static_cast<int>(titles.size()); ++i) {
    const auto at = static_cast<std::size_t>(i);
    m_views[at] = add(titles[at]);
    m_views[at]->setCheckable(true);
    m_views[at]->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)));
    connect(m_views[at], &QAction::triggered, this, [this, i] {
      if (TraceTab* tab = m_parts.tabs.currentTrace()) tab->page().showView(i);
      refresh();
    });
    m_ofTrace << m_views[at];
  }
}

void TraceCommands::addPinning() {
  m_pin = add(tr("&Pin: keep it when the limits drop others"));
  m_pin->setCheckable(true);
  connect(m_pin, &QAction::triggered, this, [this](bool isPinned) {
    if (const TraceTab* tab = m_parts.tabs.currentTrace()) m_parts.pinned.setPinned(tab->trace(), isPinned);
    refresh();
  });
  connect(&m_parts.pinned, &session::PinnedTraces::changed, this, &TraceCommands::refresh);
  m_ofTrace << m_pin;
}

void TraceCommands::addCopies() {
  const auto copy = [this](const QString& text, QList<QAction*>& group, auto textOf) {
    QAction* action = add(text);
    group << action;
    connect(action, &QAction::triggered, this, [this, textOf] {
      const TraceTab* tab = m_parts.tabs.currentTrace();
      if (tab != nullptr) copyText(textOf(*tab));
    });
  };
  copy(tr("Copy trace id"), m_ofTrace, [](const TraceTab& tab) { return tab.trace().hex(); });
  copy(tr("Copy span id"), m_ofSpan,
       [](const TraceTab& tab) { return tab.document()->trace->spanId[tab.selectedSpan()].hex(); });
  copy(tr("Copy span name"), m_ofSpan, [](const TraceTab& tab) {
    const waterfall::TraceDocument& document = *tab.document();
    return std::string(document.text(document.trace->name[tab.selectedSpan()]));
  });
  QAction* json = add(tr("Copy span as JSON"));
  connect(json, &QAction::triggered, &m_parts.details, &DetailsDock::copyAsJson);
  QAction* search = add(tr("Search in the details"));
  connect(search, &QAction::triggered, &m_parts.details, [this] { m_parts.details.panel().toggleSearch(); });
  m_ofSpan << json << search;
}

void TraceCommands::addSaving() {
  using spantable::SpanTablePage;
  const auto ofTable = [this](const QString& text, void (SpanTablePage::*act)()) {
    QAction* action = add(text);
    connect(action, &QAction::triggered, this, [this, act] { inTable(act); });
    m_ofTrace << action;
  };
  ofTable(tr("Group spans of the table…"), &SpanTablePage::showGroupMenu);
  ofTable(tr("Columns of the table…"), &SpanTablePage::chooseColumns);
  ofTable(tr("Save as CSV…"), &SpanTablePage::askCsvName);
  QAction* json = add(tr("Save as JSON…"));
  connect(json, &QAction::triggered, this, [this] {
    TraceTab* tab = m_parts.tabs.currentTrace();
    if (tab == nullptr || !tab->document()) return;
    tab->page().showView(kJson);
    tab->json().askWhereToSave();
  });
  m_ofTrace << json;
}

void TraceCommands::addSubtrees() {
  const auto ofNode = [this](const QString& text, auto act) {
    QAction* action = add(text);
    connect(action, &QAction::triggered, this, [this, act] {
      TraceTab* tab = m_parts.tabs.currentTrace();
      if (!hasSpan(tab)) return;
      tab->page().showView(0);
      act(tab->page().waterfall(), tab->selectedSpan());
    });
    m_ofSpan << action;
  };
  using waterfall::WaterfallView;
  ofNode(tr("Expand subtree"),
         [](WaterfallView& view, SpanIndex span) { view.setSubtreeCollapsed(span, false); });
  ofNode(tr("Collapse subtree"),
         [](WaterfallView& view, SpanIndex span) { view.setSubtreeCollapsed(span, true); });
  ofNode(tr("Only this service"), [](WaterfallView& view, SpanIndex span) {
    const waterfall::TraceDocument& document = view.model().document();
    waterfall::Visibility visibility = view.model().visibility();
    visibility.hideAllBut(document.trace->service[span], document);
    view.setVisibility(std::move(visibility));
  });
}

// The table reads its trace when it is first seen: what acts on its content waits for that.
void TraceCommands::inTable(void (spantable::SpanTablePage::*act)()) const {
  TraceTab* tab = m_parts.tabs.currentTrace();
  if (tab == nullptr) return;
  tab->page().showView(kTable);
  spantable::SpanTablePage* table = &tab->table();
  if (table->model().content() != nullptr) {
    (table->*act)();
    return;
  }
  auto* once = new QObject(table);
  connect(
      &table->model(), &spantable::SpanTableModel::contentChanged, once,
      [table, once, act] {
        if (table->model().content() == nullptr) return;
        once->deleteLater();
        // It may open a menu, which must not happen inside the answer of a question.
        QMetaObject::invokeMethod(table, act, Qt::QueuedConnection);
      },
      Qt::SingleShotConnection);
}

void TraceCommands::fill() {
  QMenu& menu = m_parts.menu;
  menu.clear();
  for (const QList<QAction*>* group : {&m_ofTrace, &m_ofSpan}) {
    menu.addActions(*group);
    menu.addSeparator();
  }
  menu.insertSeparator(m_ofTrace.at(static_cast<int>(m_views.size())));
  refresh();
  const TraceTab* tab = m_parts.tabs.currentTrace();
  menu.setEnabled(tab != nullptr);
  if (tab == nullptr) return;
  const waterfall::TraceActions& actions = tab->page().actions();
  const bool isSeen = tab->page().currentView() == 0;
  for (QAction* action : actions.all()) {
    if (action == nullptr) {
      menu.addSeparator();
      continue;
    }
    menu.addAction(action);
    // While the waterfall is seen letters work wherever the keyboard is but in text fields; Ctrl+F finds in
    // what has it.
    const bool isWide = isSeen && action != actions.find;
    action->setShortcutContext(isWide ? Qt::WindowShortcut : Qt::WidgetWithChildrenShortcut);
  }
}

void TraceCommands::refresh() {
  const TraceTab* tab = m_parts.tabs.currentTrace();
  for (QAction* action : m_ofTrace) action->setEnabled(tab != nullptr);
  for (QAction* action : m_ofSpan) action->setEnabled(hasSpan(tab));
  m_pin->setEnabled(tab != nullptr && m_parts.pinned.canPin());
  m_pin->setChecked(tab != nullptr && m_parts.pinned.isPinned(tab->trace()));
  for (int i = 0; i < static_cast<int>(m_views.size()); ++i)
    m_views[static_cast<std::size_t>(i)]->setChecked(tab != nullptr && tab->page().currentView() == i);
}

}  // namespace spanloupe::shell
