// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/traces_page.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/states.h"
#include "ui/traces/import_strip.h"
#include "ui/traces/trace_table.h"
#include "ui/traces/traceless_strip.h"

namespace spanloupe::traces {

TracesPage::TracesPage(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new TraceListModel(session, this)),
      m_table(new TraceTable(look, *m_model, this)),
      m_strip(new ImportStrip(look, this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_loading(new ui::LoadingLine(look, this)),
      m_empty(new ui::EmptyState(look, this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_strip);
  auto* traceless = new TracelessStrip(look, session, this);
  layout->addWidget(m_error);
  layout->addWidget(traceless);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_empty, 1);
  m_strip->hide();
  m_error->hide();
  m_empty->setFocusPolicy(Qt::StrongFocus);
  setFocusProxy(m_table);

  connect(m_table, &TraceTable::traceActivated, this, &TracesPage::traceActivated);
  connect(m_empty, &ui::EmptyState::actionTriggered, this, [this](int action) {
    // The diagnostics come first where there are any.
    if (action == 0 && m_session.overview().statistics.diagnostics > 0) {
      emit diagnosticsRequested();
    } else {
      emit openFileRequested();
    }
  });
  connect(traceless, &TracelessStrip::showRequested, this, [this] { emit traceActivated(TraceId{}); });
  connect(m_strip, &ImportStrip::cancelRequested, &session, &session::TraceSession::cancelImport);
  connect(m_error, &ui::ErrorStrip::dismissed, m_error, &ui::ErrorStrip::clear);
  connect(m_model, &TraceListModel::failed, this,
          [this](const Error& error) { m_error->show(tr("The traces cannot be listed."), error); });
  connect(m_model, &TraceListModel::waitingChanged, this,
          [this](bool waiting) { waiting ? m_loading->start() : m_loading->stop(); });
  connect(m_model, &QAbstractItemModel::modelReset, this, &TracesPage::showContent);
  connect(&session, &session::TraceSession::importProgressed, this,
          [this](const session::ImportState& state) {
            m_strip->setState(state);
            m_strip->show();
          });
  connect(&session, &session::TraceSession::importFinished, m_strip, &QWidget::hide);
  connect(&session, &session::TraceSession::opened, this, [this] {
    m_strip->hide();
    m_error->clear();
    showContent();
  });
  connect(&session, &session::TraceSession::loaded, this, &TracesPage::showContent);
  showContent();
}

void TracesPage::resizeEvent(QResizeEvent*) {
  m_loading->setGeometry(0, 0, width(), m_loading->sizeHint().height());
  m_loading->raise();
}

bool TracesPage::isSettled() const { return !m_model->isWaiting(); }

void TracesPage::showContent() {
  const bool anything = m_model->rowCount() > 0;
  // While it is not known yet whether there is anything, the empty table is less of a claim than a sentence.
  const bool known = m_session.snapshot() && !m_session.isBusy() && !m_model->isWaiting();
  // Hiding what has the focus would pass it on to whatever comes next in the window.
  const bool hadFocus = m_table->hasFocus() || m_empty->isAncestorOf(focusWidget()) || m_empty->hasFocus();
  m_empty->setVisible(!anything && known);
  if (hadFocus && !anything && known) m_empty->setFocus();
  m_table->setVisible(anything || !known);
  if (hadFocus && (anything || !known)) m_table->setFocus();
  if (!anything && known) showReason();
}

void TracesPage::showReason() {
  const session::Overview& overview = m_session.overview();
  const store::Statistics& statistics = overview.statistics;
  const bool isCutShort =
      std::any_of(overview.sources.begin(), overview.sources.end(),
                  [](const auto& source) { return source.state == store::SourceState::Incomplete; });
  std::vector<ui::EmptyState::Action> actions;
  if (statistics.diagnostics > 0)
    actions.push_back({tr("Show diagnostics"), ui::formatCount(statistics.diagnostics), false});
  actions.push_back({tr("Open another file…"), {}, false});
  if (statistics.logs > 0) {
    m_empty->setContent(tr("There are no traces here, only log records of no trace."), actions);
  } else if (statistics.metricPoints > 0) {
    m_empty->setContent(tr("There are no traces here, only metrics, which are counted and not kept."),
                        actions);
  } else if (isCutShort) {
    m_empty->setContent(tr("The import ended before the first trace had been read."), actions);
  } else if (statistics.diagnostics > 0) {
    m_empty->setContent(tr("No trace could be read. The diagnostics say why."), actions);
  } else if (overview.sources.empty()) {
    m_empty->setContent(tr("This session is empty: nothing has been imported into it yet."), actions);
  } else {
    m_empty->setContent(tr("What was read holds no span, no log record and no metric."), actions);
  }
}

}  // namespace spanloupe::traces
