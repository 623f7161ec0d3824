// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logs_page.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QVBoxLayout>
#include <utility>

#include "ui/common/live_strip.h"
#include "ui/common/states.h"
#include "ui/logs/following.h"
#include "ui/logs/log_filter_row.h"
#include "ui/logs/log_list_model.h"
#include "ui/logs/log_table.h"

namespace spanloupe::logs {

LogsPage::LogsPage(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new LogListModel(session, this)),
      m_filter(new LogFilterRow(look, this)),
      m_table(new LogTable(look, *m_model, LogTableOf::Session, this)),
      m_live(new ui::LiveStrip(look,
                               {tr("new record above"), tr("new records above"), tr("Follow new log records"),
                                tr("Pause the list of log records"), tr("Resume the list of log records")},
                               this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_empty(new ui::EmptyState(look, this)),
      m_loading(new ui::LoadingLine(look, this)),
      m_find(new QAction(tr("Filter log records"), this)),
      m_clear(new QAction(tr("Clear the filter of log records"), this)),
      m_copy(new QAction(tr("Copy the selected log records"), this)),
      m_copyJson(new QAction(tr("Copy the selected log records as JSON"), this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_error);
  layout->addWidget(m_filter);
  layout->addWidget(m_live);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_empty, 1);
  m_error->hide();
  m_empty->setFocusPolicy(Qt::StrongFocus);
  setFocusProxy(m_table);
  makeActions();
  new Following({session, *m_live, *m_table, *m_model}, this);
  connect(m_live, &ui::LiveStrip::clearRequested, this, &LogsPage::clearRequested);
  connectFilter();
  connectList();
  connectSession();
  showContent();
}

void LogsPage::makeActions() {
  m_find->setShortcuts({QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_L)});
  addAction(m_find);  // Its keys work without a menu too; a text field keeps its slashes.
  for (QAction* action : {m_find, m_clear, m_copy, m_copyJson})
    action->setEnabled(false);  // Until the page is seen.
  connect(m_find, &QAction::triggered, m_filter, &LogFilterRow::focusField);
  connect(m_clear, &QAction::triggered, this, [this] { m_filter->setFilter({}); });
  connect(m_copy, &QAction::triggered, m_table, &LogTable::copy);
  connect(m_copyJson, &QAction::triggered, m_table, &LogTable::copyAsJson);
}

void LogsPage::connectFilter() {
  connect(m_filter, &LogFilterRow::filterChanged, this, [this] {
    m_model->setFilter(m_filter->filter());
    showCounts();
  });
  connect(m_filter, &LogFilterRow::left, this, [this] {
    if (!m_table->isVisible()) return m_empty->setFocus();
    m_table->setFocus();
    if (m_table->currentRow() < 0) m_table->setCurrentRow(m_table->tableLayout().firstRow());
  });
  connect(m_empty, &ui::EmptyState::actionTriggered, this, [this] { m_filter->setFilter({}); });
}

void LogsPage::connectList() {
  connect(m_table, &LogTable::currentChanged, this, [this](int row) {
    if (row >= 0) m_filter->setNote({});  // It was of the record before.
    tellSelected(row);
  });
  connect(m_table, &LogTable::activated, this, &LogsPage::activate);
  connect(m_model, &LogListModel::listingChanged, this, &LogsPage::showListing);
  connect(m_model, &LogRowSource::waitingForRowsChanged, this, &LogsPage::showListing);
  connect(m_model, &LogRowSource::noted, m_filter, &LogFilterRow::setNote);
  connect(m_model, &LogRowSource::failed, this, [this](const Error& error) {
    m_hasFailed = true;
    m_error->show(tr("The log records cannot be listed."), error, tr("Try again"));
  });
  const auto forgetFailure = [this] {
    if (std::exchange(m_hasFailed, false)) m_error->clear();
  };
  connect(m_model, &LogRowSource::reset, this, forgetFailure);
  connect(m_model, &LogRowSource::grown, this, forgetFailure);
  connect(m_error, &ui::ErrorStrip::dismissed, m_error, &ui::ErrorStrip::clear);
  connect(m_error, &ui::ErrorStrip::actionTriggered, this, [this] {
    m_hasFailed = false;
    m_error->clear();
    m_model->retry();
  });
}

void LogsPage::connectSession() {
  connect(&m_session, &session::TraceSession::opened, this, [this] {
    m_hasFailed = false;
    m_error->clear();
    // What was asked of one session says nothing about another.
    m_filter->setFilter({});
    tellSelected(-1);
    showContent();
  });
  connect(&m_session, &session::TraceSession::loaded, this, &LogsPage::showContent);
}

void LogsPage::showEvent(QShowEvent*) {
  for (QAction* action : {m_find, m_clear, m_copy, m_copyJson}) action->setEnabled(true);
  m_model->setActive(true);
  tellSelected(m_table->currentRow());
}

void LogsPage::hideEvent(QHideEvent*) {
  for (QAction* action : {m_find, m_clear, m_copy, m_copyJson}) action->setEnabled(false);
  m_model->setActive(false);
  emit recordSelected({});
}

void LogsPage::fillMenu(QMenu& menu) const {
  menu.addSeparator();
  menu.addActions({m_find, m_clear, m_copy, m_copyJson});
  m_live->fillMenu(menu);
}

bool LogsPage::isSettled() const { return m_model->isSettled(); }

void LogsPage::tellSelected(int row) {
  if (!isVisible() || row < 0 || row >= m_model->rowCount()) {
    emit recordSelected({});
  } else {
    emit recordSelected({m_model->snapshot(), m_model->refOf(row)});
  }
}

void LogsPage::activate(int row) {
  const query::LogRow* log = m_model->row(row);
  if (log == nullptr) return;
  if (log->trace.isZero()) {
    m_filter->setNote(tr("This record is of no trace"));
  } else {
    emit spanActivated(log->trace, log->span);
  }
}

void LogsPage::showListing() {
  m_model->isListing() || m_model->isWaitingForRows() ? m_loading->start() : m_loading->stop();
  showContent();
}

void LogsPage::showContent() {
  const bool any = m_model->rowCount() > 0;
  // While it is not known yet whether there is anything, the empty table is less of a claim than a sentence.
  const bool isKnown = m_model->hasListing() && !m_model->isListing() && !m_hasFailed &&
                       m_model->listedFilter() == m_filter->filter() &&
                       (m_model->total() > 0 || !m_session.isBusy());
  // Hiding what has the focus would pass it on to whatever comes next in the window.
  const QWidget* const focused = QApplication::focusWidget();
  const bool hadFocus = focused != nullptr && isAncestorOf(focused);
  m_filter->setVisible(m_model->total() > 0);
  // While another filter is looked into, what stands there stays.
  if (any || isKnown || m_model->total() == 0) {
    m_empty->setVisible(!any && isKnown);
    m_table->setVisible(any || !isKnown);
    setFocusProxy(any || !isKnown ? static_cast<QWidget*>(m_table) : m_empty);
  }
  if (hadFocus && !focused->isVisibleTo(this)) setFocus();
  showCounts();
  if (!any && isKnown) showReason();
}

void LogsPage::showCounts() {
  m_filter->setCounts({static_cast<std::uint64_t>(m_model->rowCount()), m_model->matching(), m_model->total(),
                       m_model->isWhole(), m_model->listedFilter() != m_filter->filter()});
}

void LogsPage::showReason() {
  const bool isFiltered = m_model->total() > 0;
  const QString reason = isFiltered           ? tr("No log record matches.")
                         : m_session.isLive() ? tr("No log record has been received yet. Programs send them "
                                                   "to the same endpoints as their spans.")
                                              : tr("What was read holds no log records.");
  // A button that is being pressed must not be replaced by its like.
  if (m_empty->accessibleName() == reason) return;
  std::vector<ui::EmptyState::Action> actions;
  if (isFiltered) actions.push_back({tr("Clear filter"), {}, false});
  m_empty->setContent(reason, actions);
}

void LogsPage::resizeEvent(QResizeEvent*) {
  m_loading->setGeometry(0, 0, width(), m_loading->sizeHint().height());
  m_loading->raise();
}

}  // namespace spanloupe::logs
