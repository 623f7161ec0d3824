// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/page_actions.h"

#include <QAction>
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
      m_compare(new QAction(tr("Compare two traces side by side"), this)) {
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
  connect(&parts.page, &TracesPage::filterChanged, this, &PageActions::refresh);
  connect(&parts.table, &TraceTable::selectionChanged, this, &PageActions::refresh);
  refresh();
}

void PageActions::fillMenu(QMenu& menu) const {
  menu.addActions({m_filter, m_onlyErrors, m_clear, m_selectAll, m_compare});
}

void PageActions::refresh() {
  const bool isShown = m_parts.page.isVisible();
  for (QAction* action : {m_filter, m_onlyErrors, m_selectAll}) action->setEnabled(isShown);
  m_onlyErrors->setChecked(m_parts.filter.filter().onlyErrors);
  m_clear->setEnabled(isShown && !m_parts.filter.filter().isEmpty());
  m_compare->setEnabled(isShown && m_parts.table.selection().count() == 2);
}

}  // namespace spanloupe::traces
