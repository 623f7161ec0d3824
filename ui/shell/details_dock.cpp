// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/details_dock.h"

#include <QClipboard>
#include <QGuiApplication>
#include <utility>

#include "ui/details/details_panel.h"
#include "ui/details/span_json.h"
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

/// Runs on the pool: a million spans are a long loop.
std::vector<details::SeveralInput> inputsOf(const waterfall::TraceDocument& document,
                                            const std::vector<SpanIndex>& spans) {
  std::vector<details::SeveralInput> inputs;
  inputs.reserve(spans.size());
  for (const SpanIndex span : spans) {
    const waterfall::Interval drawn = document.drawn(span);
    details::SeveralInput& input = inputs.emplace_back();
    input.offset = Duration(static_cast<std::int64_t>(drawn.from));
    input.duration = Duration(static_cast<std::int64_t>(drawn.to - drawn.from));
    input.self = document.self[span];
    input.service = document.text(document.trace->service[span]);
    input.name = document.text(document.trace->name[span]);
    input.isError = document.trace->isError(span);
  }
  return inputs;
}

}  // namespace

DistributionCache::Value DistributionCache::find(const Key& key) {
  for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
    if (!(entry->first == key)) continue;
    m_entries.splice(m_entries.begin(), m_entries, entry);
    return m_entries.front().second;
  }
  return nullptr;
}

void DistributionCache::add(Key key, Value value) {
  m_entries.emplace_front(std::move(key), std::move(value));
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (auto entry = m_entries.begin(); entry != m_entries.end(); ++count) {
    bytes += entry->second->byteSize();
    const bool fits = count < kEntries && (bytes <= kBytes || count == 0);
    entry = fits ? std::next(entry) : m_entries.erase(entry);
  }
}

DetailsDock::DetailsDock(ui::Look& look, session::TraceSession& session, session::ViewState& state,
                         QWidget* parent)
    : QDockWidget(parent),
      m_session(session),
      m_state(state),
      m_panel(new details::DetailsPanel(look, this)) {
  setObjectName(QStringLiteral("detailsDock"));
  setFeatures(NoDockWidgetFeatures);
  setTitleBarWidget(new QWidget);
  setWidget(m_panel);
  connect(m_panel, &details::DetailsPanel::closeRequested, this, &DetailsDock::closeRequested);
  m_panel->setWorker([this](std::string_view kind, details::Work work) {
    using Answer = Result<std::function<void()>>;
    m_session.ask(
        kind,
        [work = std::move(work)](store::Reader&, const store::Snapshot&, std::stop_token stop) -> Answer {
          return work(std::move(stop));
        },
        this, [](const Answer& finish) { finish ? (*finish)() : void(); });
  });
  connect(m_panel, &details::DetailsPanel::linkActivated, &state,
          [&state](TraceId trace, SpanId span) { state.openTrace(trace, span); });
  connect(&session, &session::TraceSession::opened, this, [this] {
    m_document.reset();
    m_distributions.clear();
    forget();
    m_panel->setLoading(false);
    m_panel->clear();
  });
}

/// Answers that are on their way are of another span.
void DetailsDock::forget() {
  for (const std::string_view kind : {"details", "operation", "links", "raw", "filter", "shape"})
    m_session.cancel(kind, this);
  m_reading = m_counting = m_linking = m_copyWanted = false;
  m_log = {};
}

bool DetailsDock::showSelected(const TraceTab* tab) {
  if (tab != nullptr) {
    const bool any = tab->document() && tab->selectedSpan() != kNoSpan;
    if (any) showSpans(*tab, tab->selectedSpans());
    return any;
  }
  if (m_state.log().snapshot) showLog(m_state.log());
  return m_state.log().snapshot != nullptr;
}

void DetailsDock::showLog(const session::LogSelection& log) {
  if (log == m_log) return;
  forget();
  m_document.reset();
  m_span = kNoSpan;
  m_several.clear();
  m_log = log;
  m_reading = true;
  m_panel->setLoading(true);
  using Answer = Result<std::shared_ptr<const details::LogDetails>>;
  m_session.ask(
      "details",
      [log](store::Reader& reader, const store::Snapshot&, std::stop_token) -> Answer {
        auto records = reader.logs(*log.snapshot, std::span(&log.ref, 1));
        if (!records) return unexpected(records.error());
        if (records->empty()) return fail(ErrorKind::NotFound, "The log record is no longer in the session");
        return details::logDetails(std::move(records->front()));
      },
      this,
      [this](Answer record) {
        m_reading = false;
        m_panel->setLoading(false);
        if (record) {
          m_panel->showLog(std::move(*record));
        } else {
          m_panel->showError(tr("The log record cannot be read."), record.error());
        }
      });
}

void DetailsDock::showSpan(const TraceTab& tab) { showOne(tab, tab.selectedSpan()); }

void DetailsDock::showOne(const TraceTab& tab, SpanIndex span) {
  if (tab.document() == m_document && span == m_span && m_several.empty()) return;
  forget();
  m_document = tab.document();
  m_span = span;
  m_several.clear();
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
        return details::withSections({std::move(records->front()), figures, std::move(*logRecords), {}});
      },
      this,
      [this](Answer details) {
        m_reading = false;
        m_panel->setLoading(false);
        if (details) {
          m_panel->show(*details);
          if (std::exchange(m_copyWanted, false)) copyAsJson();
          askDistribution(**details);
          askLinks(*details);
        } else {
          m_panel->showError(tr("The span cannot be read."), details.error());
        }
      });
}

void DetailsDock::copyAsJson() {
  if (m_span == kNoSpan) return;
  if (m_reading) {
    m_copyWanted = true;
  } else if (m_panel->shown()) {
    QGuiApplication::clipboard()->setText(details::spanAsJson(*m_panel->shown()));
  }
}

void DetailsDock::askDistribution(const details::SpanDetails& details) {
  const DistributionCache::Key key{m_session.snapshot(),
                                   details::serviceOf(details.record.resource).toStdString(),
                                   std::string(details.record.span.name)};
  if (auto known = m_distributions.find(key)) {
    m_panel->setDistribution(std::move(known));
    return;
  }
  m_counting = true;
  using Answer = Result<DistributionCache::Value>;
  m_session.ask(
      "operation",
      [service = key.service, name = key.name](store::Reader& reader, const store::Snapshot& snapshot,
                                               std::stop_token stop) -> Answer {
        auto counted = query::operationDurations(reader, snapshot, service, name, std::move(stop));
        if (!counted) return unexpected(counted.error());
        return std::make_shared<const query::DurationDistribution>(std::move(*counted));
      },
      this,
      [this, key](Answer distribution) {
        m_counting = false;
        // The span itself is there; not knowing its place among others is no error of the panel.
        m_panel->setDistribution(distribution ? *distribution : nullptr);
        if (distribution) m_distributions.add(key, *distribution);
      });
}

void DetailsDock::askLinks(const std::shared_ptr<const details::SpanDetails>& details) {
  const SpanView& span = details->record.span;
  constexpr std::size_t kTargets = 200;
  std::vector<std::pair<TraceId, SpanId>> wanted;
  for (const LinkView& link : span.links.first(std::min(kTargets, span.links.size())))
    wanted.emplace_back(link.traceId, link.spanId);
  m_linking = true;
  using Answer = Result<std::shared_ptr<const details::LinkFacts>>;
  m_session.ask(
      "links",
      [details, wanted = std::move(wanted)](store::Reader& reader, const store::Snapshot& snapshot,
                                            std::stop_token stop) -> Answer {
        auto facts = std::make_shared<details::LinkFacts>();
        auto targets = query::linkTargets(reader, snapshot, wanted, stop);
        if (!targets) return unexpected(targets.error());
        facts->targets = std::move(*targets);
        auto incoming = query::linkingSpans(reader, snapshot, details->record.span.traceId,
                                            details->record.span.spanId, std::move(stop));
        if (!incoming) return unexpected(incoming.error());
        facts->incoming = std::move(*incoming);
        details::makeLinkSection(*details, *facts);
        return facts;
      },
      this,
      [this](Answer facts) {
        m_linking = false;
        if (facts) m_panel->setLinks(std::move(*facts));
      });
}

void DetailsDock::showSpans(const TraceTab& tab, std::vector<SpanIndex> spans) {
  if (spans.size() == 1) {
    showOne(tab, spans.front());
    return;
  }
  if (spans.empty() || (tab.document() == m_document && spans == m_several)) return;
  forget();
  m_document = tab.document();
  m_several = std::move(spans);
  m_span = kNoSpan;
  m_reading = true;
  m_panel->setLoading(true);
  using Answer = Result<std::shared_ptr<const details::SeveralSpans>>;
  m_session.ask(
      "details",
      [snapshot = tab.snapshot(), document = m_document, chosen = m_several](
          store::Reader& reader, const store::Snapshot&, std::stop_token) -> Answer {
        std::vector<SpanRef> refs;
        for (const SpanIndex span :
             std::span(chosen).first(std::min(chosen.size(), details::SeveralSpans::kRead)))
          refs.push_back(document->trace->ref[span]);
        const auto records = reader.spans(*snapshot, refs);
        if (!records) return unexpected(records.error());
        return details::summarizeSeveral(inputsOf(*document, chosen), *records);
      },
      this,
      [this](Answer several) {
        m_reading = false;
        m_panel->setLoading(false);
        if (several) {
          m_panel->setSeveral(std::move(*several));
        } else {
          m_panel->showError(tr("The spans cannot be read."), several.error());
        }
      });
}

}  // namespace spanloupe::shell
