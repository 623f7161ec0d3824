// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trace_tab.h"

#include <QVBoxLayout>
#include <utility>

#include "ui/shell/summary_loader.h"
#include "ui/shell/trace_finder.h"
#include "ui/waterfall/find_in_document.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::shell {

TraceTab::TraceTab(ui::Look& look, session::TraceSession& session, const OpenTab& tab, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_trace(tab.trace),
      m_known(tab.label),
      m_wantedSpan(tab.span),
      m_summaries(new SummaryLoader(session, this)),
      m_finder(new TraceFinder(session, this)),
      m_page(new waterfall::TracePage(look, this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_page);
  setFocusProxy(m_page);
  m_page->setSummarySource(m_summaries);
  connect(m_summaries, &SummaryLoader::changed, m_page, &waterfall::TracePage::summariesChanged);
  connect(m_page, &waterfall::TracePage::spanSelected, this, [this](SpanIndex selected) {
    m_selected = selected;
    emit spanSelected(selected);
  });
  connectFinder();
  connect(m_page, &waterfall::TracePage::redrawRequested, this, &TraceTab::redraw);
  // More of the trace may have come while its file was being read.
  connect(&session, &session::TraceSession::loaded, this, [this] {
    if (m_wasShown) read();
  });
}

void TraceTab::connectFinder() {
  connect(m_page, &waterfall::TracePage::findRequested, m_finder, &TraceFinder::find);
  connect(m_finder, &TraceFinder::found, m_page,
          [this](const QString& words, const std::vector<SpanIndex>& spans) {
            m_page->setFindResult(std::make_shared<const waterfall::SpanMatches>(
                waterfall::SpanMatches{waterfall::splitWords(words), spans, true}));
          });
  connect(m_finder, &TraceFinder::failed, m_page,
          [this](const Error& error) { m_page->showError(tr("The trace cannot be searched."), error); });
}

void TraceTab::redraw(bool correctSkew) {
  using Answer = Result<std::shared_ptr<const waterfall::TraceDocument>>;
  m_session.ask(
      "redraw",
      [document = m_document, correctSkew](store::Reader&, const store::Snapshot&, std::stop_token)
          -> Answer { return waterfall::redrawn(*document, correctSkew); },
      this,
      [this](const Answer& redrawn) {
        if (!redrawn) return;
        m_document = *redrawn;
        m_page->setRedrawn(m_document);
      });
}

void TraceTab::readOnce() {
  if (!std::exchange(m_wasShown, true)) read();
}

OpenTab TraceTab::asOpenTab() const {
  const bool isSelected = m_document && m_selected != kNoSpan;
  return {m_trace, isSelected ? m_document->trace->spanId[m_selected] : m_wantedSpan, label()};
}

void TraceTab::read() {
  m_isReading = true;
  m_page->setLoading(true);
  m_session.ask(
      "trace",
      [id = m_trace](store::Reader& reader, const store::Snapshot& snapshot,
                     std::stop_token stop) -> Result<std::shared_ptr<const waterfall::TraceDocument>> {
        auto trace = reader.trace(snapshot, id, stop);
        if (!trace) return unexpected(trace.error());
        return waterfall::buildTraceDocument(std::move(*trace));
      },
      this,
      [this,
       snapshot = m_session.snapshot()](Result<std::shared_ptr<const waterfall::TraceDocument>> document) {
        m_isReading = false;
        m_page->setLoading(false);
        if (document) {
          take(std::move(*document), snapshot);
        } else {
          m_page->showError(tr("The trace cannot be read."), document.error());
          emit failed(document.error());
        }
      });
}

void TraceTab::take(std::shared_ptr<const waterfall::TraceDocument> document,
                    std::shared_ptr<const store::Snapshot> snapshot) {
  // Nothing came since: what is unfolded, zoomed and selected stays.
  if (m_document && m_document->spanCount() == document->spanCount()) return;
  if (m_document && m_selected != kNoSpan) m_wantedSpan = m_document->trace->spanId[m_selected];
  m_document = std::move(document);
  m_snapshot = std::move(snapshot);
  m_selected = kNoSpan;
  m_summaries->setTrace(m_snapshot, m_document->trace);
  m_finder->setTrace(m_snapshot, m_document->trace);
  m_page->setDocument(m_document);
  emit labelChanged();
  if (!m_wantedSpan.isZero()) m_page->selectSpan(m_wantedSpan);
}

void TraceTab::selectSpan(SpanId span) {
  m_wantedSpan = span;
  if (m_document) m_page->selectSpan(span);
}

bool TraceTab::isSettled() const {
  return !m_isReading && !m_summaries->isWaiting() && !m_finder->isWaiting();
}

TabLabel TraceTab::label() const {
  TabLabel label;
  if (m_trace.isZero()) {
    label.name = tr("No trace id");
    return label;
  }
  label.detail = QString::fromStdString(m_trace.hex()).left(8);
  label.monoDetail = true;
  if (!m_document || m_document->tree.root == kNoSpan) {
    if (!m_known.name.isEmpty()) return m_known;
    label.name = tr("Trace");
    return label;
  }
  const Trace& trace = *m_document->trace;
  const SpanIndex root = m_document->tree.root;
  label.name = QString::fromStdString(trace.strings[trace.name[root]]);
  label.service = QString::fromStdString(trace.strings[trace.service[root]]);
  if (label.service.isNull()) label.service = QStringLiteral("");
  return label;
}

}  // namespace spanloupe::shell
