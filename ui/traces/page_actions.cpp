// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/page_actions.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include "ui/traces/filter_row.h"
#include "ui/traces/table_actions.h"
#include "ui/traces/trace_table.h"
#include "ui/traces/traces_page.h"

namespace spanloupe::traces {

PageActions::PageActions(const PageParts& parts)
    : QObject(&parts.page),
      m_parts(parts),
      m_filter(new QAction(tr("Filter traces"), this)),
      m_onlyErrors(new QAction(tr("Only traces with errors"), this)),
      m_clear(new QAction(tr("Clear the filter of traces"), this)),
      m_selectAll(new QAction(tr("Select all traces"), this)),
      m_compare(new QAction(tr("Compare two traces side by side"), this)),
      m_open(new QAction(tr("Open the selected traces"), this)),
      m_pin(new QAction(tr("Pin or unpin the selected traces"), this)),
      m_copyRows(new QAction(tr("Copy the selected traces as rows"), this)),
      m_copyId(new QAction(tr("Copy id of the selected trace"), this)),
      m_toService(new QAction(tr("Filter to the service of the selected trace"), this)),
      m_toOperation(new QAction(tr("Filter to the operation of the selected trace"), this)) {
  // By the key that shows a trace beside the first: in a list that is two of them.
  m_compare->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
  parts.page.addAction(m_compare);
  m_filter->setShortcuts({QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_L)});
  parts.page.addAction(m_filter);  // Its keys work without a menu too; a text field keeps its slashes.
  m_onlyErrors->setCheckable(true);
  connect(m_filter, &QAction::triggered, &parts.filter, &FilterRow::focusField);
  connect(m_onlyErrors, &QAction::triggered, this, [this](bool only) {
    store::TraceFilter filter = m_parts.filter.filter();
    filter.onlyErrors = only;
    m_parts.filter.setFilter(filter);
  });
  connect(m_clear, &QAction::triggered, this, [this] { m_parts.filter.setFilter({}); });
  connect(m_selectAll, &QAction::triggered, &parts.table, &TraceTable::selectAll);
  connect(m_compare, &QAction::triggered, &parts.table.actions(), &TableActions::compareSelected);
  connectRow();
  connect(&parts.page, &TracesPage::filterChanged, this, &PageActions::refresh);
  connect(&parts.table, &TraceTable::selectionChanged, this, &PageActions::refresh);
  refresh();
}

// What the menu of a row offers.
void PageActions::connectRow() {
  TableActions& actions = m_parts.table.actions();
  connect(m_open, &QAction::triggered, &actions, &TableActions::openSelected);
  connect(m_pin, &QAction::triggered, &actions, &TableActions::togglePinned);
  connect(m_copyRows, &QAction::triggered, &actions, &TableActions::copyRows);
  connect(m_copyId, &QAction::triggered, this, [this] {
    if (const auto trace = m_parts.table.currentTrace())
      QGuiApplication::clipboard()->setText(QString::fromStdString(trace->hex()));
  });
  const auto narrow = [this, &actions](QAction* action, std::string store::TraceRow::*words) {
    connect(action, &QAction::triggered, &actions, [this, &actions, words] {
      const store::TraceRow* row = m_parts.table.model().traceRow(m_parts.table.currentRow());
      if (row != nullptr && !(row->*words).empty())
        emit actions.filterRequested(QString::fromStdString(row->*words));
    });
  };
  narrow(m_toService, &store::TraceRow::rootService);
  narrow(m_toOperation, &store::TraceRow::rootName);
}

void PageActions::fillMenu(QMenu& menu) const {
  menu.addActions({m_filter, m_onlyErrors, m_clear, m_selectAll, m_open, m_compare, m_pin, m_copyRows,
                   m_copyId, m_toService, m_toOperation});
}

void PageActions::refresh() {
  const bool isShown = m_parts.page.isVisible();
  for (QAction* action : {m_filter, m_onlyErrors, m_selectAll}) action->setEnabled(isShown);
  m_onlyErrors->setChecked(m_parts.filter.filter().onlyErrors);
  m_clear->setEnabled(isShown && !m_parts.filter.filter().isEmpty());
  // Never greyed out while its key may be pressed: it says itself what it needs.
  m_compare->setEnabled(isShown);
  const bool hasRow = isShown && !m_parts.table.selection().isEmpty();
  for (QAction* action : {m_open, m_copyRows, m_copyId, m_toService, m_toOperation})
    action->setEnabled(hasRow);
  m_pin->setEnabled(hasRow && m_parts.table.actions().canPin());
}

}  // namespace spanloupe::traces
