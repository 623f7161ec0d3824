// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/trace_logs_page.h"

#include <QVBoxLayout>

#include "ui/common/states.h"
#include "ui/logs/log_table.h"
#include "ui/logs/trace_logs_model.h"

namespace spanloupe::logs {

TraceLogsPage::TraceLogsPage(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_model(new TraceLogsModel(session, this)),
      m_table(new LogTable(look, *m_model, LogTableOf::Trace, this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_empty(new ui::EmptyState(look, this)),
      m_loading(new ui::LoadingLine(look, this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_error);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_empty, 1);
  m_error->hide();
  m_empty->setContent(tr("This trace has no log records."));
  m_empty->setFocusPolicy(Qt::StrongFocus);
  setFocusProxy(m_table);
  connect(m_table, &LogTable::currentChanged, this, [this](int row) {
    const SpanIndex span = m_model->spanOf(row);
    if (span == kNoSpan) return;
    m_model->setSpan(span);
    emit spanSelected(span);
  });
  connect(m_table, &LogTable::activated, this, [this](int row) {
    if (m_model->spanOf(row) != kNoSpan) emit spanActivated(m_model->spanOf(row));
  });
  connect(m_error, &ui::ErrorStrip::dismissed, m_error, &ui::ErrorStrip::clear);
  connect(m_model, &LogRowSource::failed, this,
          [this](const Error& error) { m_error->show(tr("The log records cannot be read."), error); });
  connect(m_model, &LogRowSource::waitingForRowsChanged, this,
          [this] { m_model->isWaitingForRows() ? m_loading->start() : m_loading->stop(); });
  showContent();
}

void TraceLogsPage::setTrace(std::shared_ptr<const store::Snapshot> snapshot,
                             std::shared_ptr<const Trace> trace, Timestamp start) {
  m_error->clear();
  m_model->setTrace(std::move(snapshot), std::move(trace), start);
  showContent();
}

void TraceLogsPage::selectSpan(SpanIndex span) {
  m_model->setSpan(span);
  // Who has chosen one of its records stays there.
  const int current = m_table->currentRow();
  if (current >= 0 && m_model->spanOf(current) == span) return;
  m_table->showRow(m_model->firstRowOf(span));
}

bool TraceLogsPage::isSettled() const { return !m_model->isWaitingForRows(); }

void TraceLogsPage::showContent() {
  const bool any = m_model->rowCount() > 0;
  // Hiding what has the focus would pass it on to whatever comes next in the window.
  const bool hadFocus = m_table->hasFocus() || m_empty->hasFocus();
  m_empty->setVisible(!any && m_model->trace() != nullptr);
  m_table->setVisible(any || m_model->trace() == nullptr);
  setFocusProxy(any ? static_cast<QWidget*>(m_table) : m_empty);
  if (hadFocus) setFocus();
}

void TraceLogsPage::resizeEvent(QResizeEvent*) {
  m_loading->setGeometry(0, 0, width(), m_loading->sizeHint().height());
  m_loading->raise();
}

}  // namespace spanloupe::logs
