// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trace_tab.h"

#include <QVBoxLayout>
#include <algorithm>
#include <chrono>
#include <utility>

#include "core/store/segment_info.h"
#include "core/store/snapshot.h"
#include "ui/json/json_page.h"
#include "ui/logs/trace_logs_page.h"
#include "ui/session/released_elsewhere.h"
#include "ui/shell/summary_loader.h"
#include "ui/shell/trace_finder.h"
#include "ui/spantable/span_table_page.h"
#include "ui/traces/growing_traces.h"
#include "ui/traces/trace_list_model.h"
#include "ui/waterfall/find_in_document.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::shell {
namespace {

/// Looking whether more has come takes at most a fifth of the time, however large the trace.
constexpr qint64 kRestFactor = 4;
constexpr int kLeastRest = 100;
/// Before what cannot be found is called missing.
constexpr int kPatience = 1000;

/// Parts of the document, which lives as long as one of them.
query::SpanCells cellsOf(const std::shared_ptr<const waterfall::TraceDocument>& document) {
  return {document->trace, {document, &document->times}, {document, &document->self}, {}};
}

}  // namespace

TraceTab::TraceTab(ui::Look& look, session::TraceSession& session, const OpenTab& tab, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_trace(tab.trace),
      m_known(tab.label),
      m_wantedSpan(tab.span),
      m_summaries(new SummaryLoader(session, this)),
      m_tableSummaries(new SummaryLoader(session, this)),
      m_finder(new TraceFinder(session, this)),
      m_page(new waterfall::TracePage(look, this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_page);
  setFocusProxy(m_page);
  m_page->setSummarySource(m_summaries);
  connect(m_summaries, &SummaryLoader::changed, m_page, &waterfall::TracePage::summariesChanged);
  connect(m_page, &waterfall::TracePage::spanSelected, this, &TraceTab::showSelection);
  connect(m_page, &waterfall::TracePage::selectionChanged, this, [this](const std::vector<SpanIndex>& spans) {
    m_selectedSpans = spans;
    emit selectionChanged();
  });
  addViews();
  connectFinder();
  connect(m_page, &waterfall::TracePage::redrawRequested, this, &TraceTab::redraw);
  // More of the trace may have come while its file was being read, or come at any time.
  connect(&session, &session::TraceSession::loaded, this, [this] {
    if (m_wasShown) read();
  });
  m_rest.setSingleShot(true);
  connect(&m_rest, &QTimer::timeout, this, &TraceTab::readMore);
  m_growing.setSingleShot(true);
  connect(&m_growing, &QTimer::timeout, this, &TraceTab::markGrowing);
  connect(&session, &session::TraceSession::liveChanged, this, &TraceTab::markGrowing);
  connect(&session, &session::TraceSession::snapshotChanged, this, [this] {
    m_isStale = true;
    if (m_session.isLive()) readMore();
  });
}

// The waterfall has the selection; the others show it and ask it for another.
void TraceTab::addViews() {
  m_page->addView(ui::Icon::Table, tr("Table"), [this] { return makeTable(); });
  m_page->addView(ui::Icon::Json, tr("JSON"), [this] { return makeJson(); });
  m_page->addView(ui::Icon::Logs, tr("Logs"), [this] { return makeLogs(); });
  connect(m_page->actions().find, &QAction::triggered, this, [this] {
    if (m_table != nullptr && m_table->isVisible()) m_table->find();
    if (m_json != nullptr && m_json->isVisible()) m_json->focusFind();
  });
}

QWidget* TraceTab::makeTable() {
  m_table = new spantable::SpanTablePage(m_look, m_session, this);
  if (!m_tableColumns.isEmpty()) m_table->restoreColumns(m_tableColumns);
  connect(m_table, &spantable::SpanTablePage::spanSelected, m_page,
          [this](SpanIndex span) { m_page->selectSpan(span); });
  m_table->table().setSummaries([this](SpanIndex span) -> const QString* {
    const waterfall::SpanSummary* known = m_tableSummaries->summary(span);
    return known != nullptr ? &known->text : nullptr;
  });
  connect(&m_table->table(), &spantable::SpanTableView::summariesWanted, m_tableSummaries,
          [this](const std::vector<SpanIndex>& spans) { m_tableSummaries->request(spans); });
  connect(m_tableSummaries, &SummaryLoader::changed, m_table,
          [this] { m_table->table().viewport()->update(); });
  connect(m_table, &spantable::SpanTablePage::spanActivated, this, [this](SpanIndex span) {
    m_page->showView(0);
    m_page->selectSpan(span);
  });
  connect(m_table, &spantable::SpanTablePage::columnStateChanged, this,
          [this] { emit tableColumnsChanged(m_table->columnState()); });
  // Whoever reads the texts first reads them for both.
  connect(m_finder, &TraceFinder::textRead, m_table, &spantable::SpanTablePage::setText);
  connect(m_table, &spantable::SpanTablePage::textRead, m_finder, &TraceFinder::setText);
  if (m_document) {
    m_table->setTrace(m_snapshot, cellsOf(m_document));
    if (m_finder->text()) m_table->setText(m_finder->text());
    m_table->selectSpan(m_selected);
  }
  return m_table;
}

QWidget* TraceTab::makeJson() {
  m_json = new json::JsonPage(m_look, m_session, this);
  connect(m_json, &json::JsonPage::spanSelected, m_page,
          [this](SpanIndex span) { m_page->selectSpan(span); });
  if (m_document) {
    m_json->setTrace(m_snapshot, m_document->trace);
    m_json->showSpan(m_selected);
  }
  return m_json;
}

QWidget* TraceTab::makeLogs() {
  m_logs = new logs::TraceLogsPage(m_look, m_session, this);
  connect(m_logs, &logs::TraceLogsPage::spanSelected, m_page,
          [this](SpanIndex span) { m_page->selectSpan(span); });
  connect(m_logs, &logs::TraceLogsPage::spanActivated, this, [this](SpanIndex span) {
    m_page->showView(0);
    m_page->selectSpan(span);
  });
  if (m_document) {
    m_logs->setTrace(m_snapshot, m_document->trace, m_document->times.traceStart);
    m_logs->selectSpan(m_selected);
  }
  return m_logs;
}

void TraceTab::showSelection(SpanIndex span) {
  m_selected = span;
  if (m_table != nullptr) m_table->selectSpan(span);
  if (m_json != nullptr) m_json->showSpan(span);
  if (m_logs != nullptr) m_logs->selectSpan(span);
  emit spanSelected(span);
}

void TraceTab::setTableColumns(const QStringList& columns) {
  m_tableColumns = columns;
  if (m_table != nullptr) m_table->restoreColumns(columns);
}

void TraceTab::setCompact(bool isCompact) { m_page->waterfall().setCompact(isCompact); }

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
          -> Answer { return session::releasedElsewhere(waterfall::redrawn(*document, correctSkew)); },
      this,
      [this, document = m_document, correctSkew](const Answer& redrawn) {
        if (!redrawn) return;
        if (m_document != document) return redraw(correctSkew);  // More of it has come meanwhile.
        m_document = *redrawn;
        m_page->setRedrawn(m_document);
        if (m_table != nullptr) {
          m_table->setTrace(m_snapshot, cellsOf(m_document));
          m_table->selectSpan(m_selected);
        }
        if (m_logs != nullptr) m_logs->setTrace(m_snapshot, m_document->trace, m_document->times.traceStart);
        emit spanSelected(m_selected);  // The details tell when it was, as drawn.
      });
}

void TraceTab::readOnce() {
  if (std::exchange(m_wasShown, true)) return;
  m_sinceShown.start();
  read();
}

OpenTab TraceTab::asOpenTab() const {
  const bool isSelected = m_document && m_selected != kNoSpan;
  return {m_trace, isSelected ? m_document->trace->spanId[m_selected] : m_wantedSpan, label()};
}

void TraceTab::showEvent(QShowEvent*) {
  if (m_session.isLive()) readMore();
}

// Only where somebody looks, and so seldom that the rest of the program hardly notices. What was not there
// when it was asked for may have come.
void TraceTab::readMore() {
  if (m_isStale && m_wasShown && isVisible() && !m_isReading && !m_rest.isActive()) read();
}

/// What a reading brought; without a document, nothing has come.
struct TraceTab::Read {
  std::shared_ptr<const waterfall::TraceDocument> document;
  std::vector<std::uint32_t> segments;
  std::shared_ptr<const waterfall::NodeMatch> match;  ///< With the document before; null for the first.
  std::shared_ptr<const store::Snapshot> snapshot;
};

void TraceTab::read() {
  m_isReading = true;
  m_isStale = false;
  m_sinceAsked.start();
  if (!m_document) m_page->setLoading(true);
  m_session.ask(
      "trace",
      [id = m_trace, before = m_document, known = m_segments, snapshot = m_session.snapshot()](
          store::Reader& reader, const store::Snapshot&, std::stop_token stop) -> Result<Read> {
        auto segments = reader.segmentsOf(*snapshot, id);
        if (!segments) return unexpected(segments.error());
        if (*segments == known) return Read{};
        auto trace = reader.trace(*snapshot, id, stop);
        if (!trace) return unexpected(trace.error());
        Read read{session::releasedElsewhere(
                      waterfall::buildTraceDocument(session::releasedElsewhere(std::move(*trace)))),
                  std::move(*segments), nullptr, snapshot};
        // As the one before is drawn, so is this one.
        if (before && before->isSkewCorrected != read.document->isSkewCorrected)
          read.document =
              session::releasedElsewhere(waterfall::redrawn(*read.document, before->isSkewCorrected));
        if (before)
          read.match = session::releasedElsewhere(
              std::make_shared<const waterfall::NodeMatch>(waterfall::matchNodes(*before, *read.document)));
        return read;
      },
      this,
      [this](Result<Read> read) {
        m_isReading = false;
        m_page->setLoading(false);
        if (!read) return readFailed(read.error());
        m_hasFailed = false;
        m_rest.start(
            static_cast<int>(std::clamp<qint64>(kRestFactor * m_sinceAsked.elapsed(), kLeastRest, 5000)));
        if (read->document) take(std::move(*read));
      });
}

void TraceTab::readFailed(const Error& error) {
  // What was replaced while it was being read is there in the next snapshot, and what was sent just now comes
  // within moments.
  const bool isReplaced = error.kind == ErrorKind::Outdated;
  const bool isOnItsWay =
      error.kind == ErrorKind::NotFound && !m_document && m_sinceShown.elapsed() < kPatience;
  if (m_session.isLive() && (isReplaced || isOnItsWay)) {
    m_isStale = true;
    m_page->setLoading(!m_document);
    m_session.refresh();
    return m_rest.start(kLeastRest);
  }
  m_rest.start(kPatience);
  m_page->showError(tr("The trace cannot be read."), error);
  if (!std::exchange(m_hasFailed, true)) emit failed(error);
}

void TraceTab::take(Read read) {
  const bool isSkewSwitched = read.match && m_document->isSkewCorrected != read.document->isSkewCorrected;
  m_document = std::move(read.document);
  m_snapshot = std::move(read.snapshot);
  m_segments = std::move(read.segments);
  m_summaries->setTrace(m_snapshot, m_document->trace);
  m_tableSummaries->setTrace(m_snapshot, m_document->trace);
  m_finder->setTrace(m_snapshot, cellsOf(m_document));
  if (m_table != nullptr) m_table->setTrace(m_snapshot, cellsOf(m_document));
  if (m_json != nullptr) m_json->setTrace(m_snapshot, m_document->trace);
  if (m_logs != nullptr) m_logs->setTrace(m_snapshot, m_document->trace, m_document->times.traceStart);
  if (read.match) {
    m_page->setGrown(m_document, *read.match);
  } else {
    m_selected = kNoSpan;
    m_selectedSpans.clear();
    m_page->setDocument(m_document);
  }
  if (m_logs != nullptr) m_logs->selectSpan(m_selected);
  markGrowing();
  emit labelChanged();
  if (m_selected == kNoSpan && !m_wantedSpan.isZero()) m_page->selectSpan(m_wantedSpan);
  if (isSkewSwitched) redraw(!m_document->isSkewCorrected);  // It was switched while this was being read.
}

// As the list has it.
void TraceTab::markGrowing() {
  std::chrono::nanoseconds left{};
  if (m_document && m_session.isLive()) {
    store::TraceRow trace;
    trace.start = m_document->times.traceStart;
    trace.duration = elapsed(m_document->times.traceStart, m_document->times.traceEnd);
    trace.missingParents = static_cast<std::uint32_t>(m_document->tree.missingParents.size());
    store::SegmentStamp newest;
    for (const std::uint32_t id : m_segments) {
      const store::SegmentStamp& stamp = m_snapshot->segments()[m_snapshot->placeOf(id)]->stamp;
      if (stamp.lastAt >= newest.lastAt) newest = stamp;
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    left = traces::growsFor(trace, newest, now, traces::TraceListModel::kGrowing);
  }
  m_page->setGrowing(left > left.zero());
  if (left > left.zero()) m_growing.start(std::chrono::ceil<std::chrono::milliseconds>(left));
}

void TraceTab::selectSpan(SpanId span) {
  m_wantedSpan = span;
  if (m_document) m_page->selectSpan(span);
}

bool TraceTab::isSettled() const {
  return !m_isReading && !m_summaries->isWaiting() && !m_tableSummaries->isWaiting() &&
         !m_finder->isWaiting() && (m_json == nullptr || m_json->isSettled()) &&
         (m_logs == nullptr || m_logs->isSettled());
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
