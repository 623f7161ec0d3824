// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/details_dock.h"

#include "ui/details/details_panel.h"
#include "ui/shell/trace_tab.h"

namespace spanloupe::shell {
namespace {

details::SpanFigures figuresOf(const waterfall::TraceDocument& document, SpanIndex span) {
  const waterfall::Interval drawn = document.drawn(span);
  details::SpanFigures figures;
  figures.offset = Duration(static_cast<std::int64_t>(drawn.from));
  figures.duration = Duration(static_cast<std::int64_t>(drawn.to - drawn.from));
  figures.self = document.self[span];
  figures.critical = document.criticalTime(span);
  figures.shareOfTrace = document.length() > 0 ? (drawn.to - drawn.from) / document.length() : 0;
  figures.isUnfinished = document.times.unfinished[span] != 0;
  return figures;
}

}  // namespace

DetailsDock::DetailsDock(ui::Look& look, session::TraceSession& session, session::ViewState& state,
                         QWidget* parent)
    : QDockWidget(parent), m_session(session), m_panel(new details::DetailsPanel(look, this)) {
  setObjectName(QStringLiteral("detailsDock"));
  setFeatures(NoDockWidgetFeatures);
  setTitleBarWidget(new QWidget);
  setWidget(m_panel);
  connect(m_panel, &details::DetailsPanel::closeRequested, this, &DetailsDock::closeRequested);
  connect(m_panel, &details::DetailsPanel::linkActivated, &state,
          [&state](TraceId trace, SpanId span) { state.openTrace(trace, span); });
  connect(&session, &session::TraceSession::opened, this, [this] {
    m_document.reset();
    m_reading = false;
    m_panel->setLoading(false);
    m_panel->clear();
  });
}

void DetailsDock::showSpan(const TraceTab& tab) {
  const SpanIndex span = tab.selectedSpan();
  if (tab.document() == m_document && span == m_span) return;
  m_document = tab.document();
  m_span = span;
  std::vector<SpanRef> logs;
  for (const std::uint32_t log : m_document->logsOf(span)) logs.push_back(m_document->trace->logs[log].ref);
  m_reading = true;
  m_panel->setLoading(true);
  using Answer = Result<std::shared_ptr<const details::SpanDetails>>;
  m_session.ask(
      "details",
      [snapshot = tab.snapshot(), ref = m_document->trace->ref[span], logs = std::move(logs),
       figures = figuresOf(*m_document, span)](store::Reader& reader, const store::Snapshot&,
                                               std::stop_token) -> Answer {
        auto records = reader.spans(*snapshot, std::span(&ref, 1));
        if (!records) return unexpected(records.error());
        if (records->empty()) return fail(ErrorKind::NotFound, "The span is no longer in the session");
        auto logRecords = reader.logs(*snapshot, logs);
        if (!logRecords) return unexpected(logRecords.error());
        return std::make_shared<const details::SpanDetails>(
            details::SpanDetails{std::move(records->front()), figures, std::move(*logRecords)});
      },
      this,
      [this](Answer details) {
        m_reading = false;
        m_panel->setLoading(false);
        if (details) {
          m_panel->show(std::move(*details));
        } else {
          m_panel->showError(tr("The span cannot be read."), details.error());
        }
      });
}

}  // namespace spanloupe::shell
