// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/traces_page.h"

#include <QApplication>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/common/format.h"
#include "ui/common/states.h"
#include "ui/session/pinned_traces.h"
#include "ui/traces/chart_filter.h"
#include "ui/traces/filter_row.h"
#include "ui/traces/following.h"
#include "ui/traces/import_strip.h"
#include "ui/traces/page_actions.h"
#include "ui/traces/partial_strip.h"
#include "ui/traces/sketch_shelf.h"
#include "ui/traces/table_actions.h"
#include "ui/traces/trace_chart.h"
#include "ui/traces/trace_table.h"
#include "ui/traces/traceless_strip.h"

namespace spanloupe::traces {

TracesPage::TracesPage(const ui::Look& look, session::TraceSession& session, QSettings& settings,
                       QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new TraceListModel(session, this)),
      m_columns(new TableColumns(settings, this)),
      m_sketches(new SketchShelf(session, this)),
      m_filter(new FilterRow(look, this)),
      m_chart(new TraceChart(look, session, this)),
      m_table(new TraceTable(look, *m_model, *m_columns, *m_sketches, this)),
      m_live(new ui::LiveStrip(look,
                               {tr("new trace above"), tr("new traces above"), tr("Follow new traces"),
                                tr("Pause the list of traces"), tr("Resume the list of traces")},
                               this)),
      m_strip(new ImportStrip(look, this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_loading(new ui::LoadingLine(look, this)),
      m_empty(new ui::EmptyState(look, this)),
      m_chartFilter(new ChartFilter(*this, *m_chart, session, settings)),
      m_commands(new PageActions({*this, *m_filter, *m_table})) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_strip);
  auto* traceless = new TracelessStrip(look, session, this);
  layout->addWidget(m_error);
  layout->addWidget(new PartialStrip(look, session, this));
  layout->addWidget(traceless);
  layout->addWidget(m_filter);
  layout->addWidget(m_chart);
  layout->addWidget(m_live);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_empty, 1);
  m_strip->hide();
  m_error->hide();
  m_empty->setFocusPolicy(Qt::StrongFocus);
  setFocusProxy(m_table);

  connect(m_empty, &ui::EmptyState::actionTriggered, this, &TracesPage::take);
  connect(m_live, &ui::LiveStrip::clearRequested, this, &TracesPage::clearRequested);
  connect(traceless, &TracelessStrip::showRequested, this, [this] { emit traceActivated(TraceId{}); });
  connect(m_error, &ui::ErrorStrip::dismissed, m_error, &ui::ErrorStrip::clear);
  connect(m_chart, &TraceChart::traceActivated, this, &TracesPage::traceActivated);
  connect(m_error, &ui::ErrorStrip::actionTriggered, this, &TracesPage::tryAgain);
  connect(m_chart, &TraceChart::failed, this,
          [this](const Error& error) { showFailure(tr("The chart cannot be drawn."), error); });
  new Following({session, *m_live, *m_table, *m_chart}, this);
  connectList();
  connectFilter();
  connectSession();
  showContent();
}

void TracesPage::connectList() {
  const TableActions* actions = &m_table->actions();
  connect(actions, &TableActions::traceActivated, this, &TracesPage::traceActivated);
  connect(actions, &TableActions::compareRequested, this, &TracesPage::compareRequested);
  connect(actions, &TableActions::noted, m_filter, &FilterRow::setNote);
  connect(actions, &TableActions::filterRequested, this, [this](const QString& words) {
    store::TraceFilter filter = m_filter->filter();
    filter.text = words.toStdString();
    m_filter->setFilter(filter);
  });
  connect(m_table, &TraceTable::selectionChanged, this, [this] {
    selectOnly();
    m_filter->setSelected(m_table->selection().count());
  });
  connect(m_model, &TraceListModel::failed, this, [this](const Error& error) {
    m_listFailed = true;
    showFailure(tr("The traces cannot be listed."), error);
  });
  connect(m_model, &TraceListModel::waitingChanged, this, [this](bool waiting) {
    waiting ? m_loading->start() : m_loading->stop();
    // Only now is it known that nothing matches.
    if (!waiting && m_model->rowCount() == 0 && m_model->total() > 0) showContent();
  });
  connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
    if (std::exchange(m_listFailed, false)) m_error->clear();
    showContent();
  });
  connect(m_model, &QAbstractItemModel::dataChanged, this, &TracesPage::showCounts);
}

void TracesPage::connectFilter() {
  connect(m_filter, &FilterRow::filterChanged, this, [this] {
    m_model->setFilter(m_filter->filter());
    showCounts();
    emit filterChanged();
  });
  connect(m_filter, &FilterRow::left, this, [this] {
    if (m_table->isVisible()) {
      m_table->setFocus();
      if (m_table->currentRow() < 0) m_table->setCurrentRow(m_table->tableLayout().firstRow());
    } else {
      m_empty->setFocus();
    }
  });
  connect(m_filter, &FilterRow::compareRequested, &m_table->actions(), &TableActions::compareSelected);
}

void TracesPage::connectSession() {
  connect(m_strip, &ImportStrip::cancelRequested, &m_session, &session::TraceSession::cancelImport);
  connect(&m_session, &session::TraceSession::importProgressed, this,
          [this](const session::ImportState& state) {
            m_strip->setState(state);
            m_strip->show();
          });
  connect(&m_session, &session::TraceSession::importFinished, m_strip, &QWidget::hide);
  connect(&m_session, &session::TraceSession::opened, this, [this] {
    m_strip->hide();
    m_error->clear();
    m_waysAsked = false;
    m_waysOf = {};
    // What was asked of one session says nothing about another.
    m_filter->setFilter({});
    showContent();
  });
  connect(&m_session, &session::TraceSession::loaded, this, &TracesPage::showContent);
}

void TracesPage::showFailure(const QString& what, const Error& error) {
  m_error->show(what, error, tr("Try again"));
  showContent();
}

void TracesPage::tryAgain() {
  m_listFailed = false;
  m_error->clear();
  m_model->retry();
  m_chart->retry();
}

const store::TraceFilter& TracesPage::filter() const { return m_filter->filter(); }

void TracesPage::setBox(std::optional<Timestamp> from, std::optional<Timestamp> to,
                        std::optional<Duration> shortest, std::optional<Duration> longest) {
  store::TraceFilter filter = m_filter->filter();
  filter.from = from;
  filter.to = to;
  filter.shortest = shortest;
  filter.longest = longest;
  m_filter->setFilter(filter);
}

void TracesPage::setPinned(session::PinnedTraces& pinned) {
  m_table->actions().setPinned(pinned);
  connect(&pinned, &session::PinnedTraces::changed, this, [this, &pinned] {
    m_model->setPinned(pinned.ids());
    m_table->viewport()->update();
    m_commands->refresh();
  });
}

void TracesPage::fillMenu(QMenu& menu) const {
  m_commands->fillMenu(menu);
  m_live->fillMenu(menu);
}

void TracesPage::showEvent(QShowEvent*) { m_commands->refresh(); }

void TracesPage::hideEvent(QHideEvent*) { m_commands->refresh(); }

void TracesPage::resizeEvent(QResizeEvent*) {
  m_loading->setGeometry(0, 0, width(), m_loading->sizeHint().height());
  m_loading->raise();
}

bool TracesPage::isSettled() const {
  return !m_model->isWaiting() && !m_sketches->isWaiting() && !m_waysAsked && m_chart->isSettled() &&
         !m_chartFilter->isWaiting();
}

void TracesPage::showContent() {
  const bool anything = m_model->rowCount() > 0;
  // While it is not known yet whether there is anything, the empty table is less of a claim than a sentence.
  const bool known = m_session.snapshot() && !m_model->isWaiting() && !m_listFailed &&
                     (m_model->total() > 0 ? m_model->listedFilter() == filter() : !m_session.isBusy());
  // Hiding what has the focus would pass it on to whatever comes next in the window.
  const bool hadFocus =
      m_table->hasFocus() || m_empty->hasFocus() || m_empty->isAncestorOf(QApplication::focusWidget());
  m_filter->setVisible(m_model->total() > 0);
  // While another filter is looked into, what stands there stays.
  if (anything || known || m_model->total() == 0) {
    m_empty->setVisible(!anything && known);
    if (hadFocus && !anything && known) m_empty->setFocus();
    m_table->setVisible(anything || !known);
    if (hadFocus && (anything || !known)) m_table->setFocus();
  }
  showCounts();
  if (anything || !known) return;
  if (m_model->total() > 0) return askWaysOut();
  m_waysOf = {};
  showReason();
}

// Where there is no choice, Enter opens it.
void TracesPage::selectOnly() {
  if (!m_session.isLive() && m_model->total() == 1 && m_model->traceRow(0) != nullptr &&
      m_table->currentRow() < 0)
    m_table->setCurrentRow(0);
}

void TracesPage::showCounts() {
  selectOnly();
  m_filter->setWithDay(m_model->formats().withDate);
  m_filter->setCounts(static_cast<std::uint64_t>(m_model->rowCount()), m_model->total(),
                      m_model->listedFilter() != filter());
}

void TracesPage::take(int action) {
  const auto index = static_cast<std::size_t>(action);
  if (index >= m_actions.size()) return;
  // A copy: taking an action may replace them all.
  const std::function<void()> take = m_actions[index];
  take();
}

void TracesPage::askWaysOut() {
  const std::pair wanted(filter(), m_model->snapshot());
  if (m_waysOf == wanted) return;
  m_waysOf = wanted;
  m_waysAsked = true;
  m_session.ask(
      "ways out",
      [wanted](store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return waysOut(reader, *wanted.second, wanted.first, std::move(stop));
      },
      this,
      [this](const Result<std::vector<WayOut>>& ways) {
        m_waysAsked = false;
        showWaysOut(ways ? *ways : std::vector<WayOut>{});
      });
}

void TracesPage::showWaysOut(const std::vector<WayOut>& ways) {
  constexpr std::size_t kMostWays = 2;  // Besides the one that is always there.
  const bool isOne = conditionsOf(filter()).size() == 1;
  std::vector<ui::EmptyState::Action> actions;
  m_actions.clear();
  for (std::size_t i = 0; i < ways.size() && i < kMostWays && !isOne; ++i) {
    const Condition condition = ways[i].without;
    QString text;
    switch (condition) {
      case Condition::Words:
        text = tr("Without “%1”").arg(QString::fromStdString(filter().text).simplified().left(24));
        break;
      case Condition::Time: text = tr("Without the time range"); break;
      case Condition::Duration: text = tr("Without the duration"); break;
      case Condition::Errors: text = tr("With and without errors"); break;
    }
    actions.push_back({text, ui::formatCounted(ways[i].traces, tr("trace"), tr("traces")), false});
    m_actions.emplace_back([this, condition] { m_filter->setFilter(without(filter(), condition)); });
  }
  actions.push_back({tr("Clear filter"), {}, false});
  m_actions.emplace_back([this] { m_filter->setFilter({}); });
  m_empty->setContent(isOne          ? tr("No trace matches.")
                      : ways.empty() ? tr("No trace matches, not even without one of the conditions.")
                                     : tr("No trace matches all conditions together."),
                      actions);
}

void TracesPage::showReason() {
  const session::Overview& overview = m_session.overview();
  const store::Statistics& statistics = overview.statistics;
  const bool isCutShort =
      std::any_of(overview.sources.begin(), overview.sources.end(),
                  [](const auto& source) { return source.state == store::SourceState::Incomplete; });
  std::vector<ui::EmptyState::Action> actions;
  m_actions.clear();
  if (statistics.diagnostics > 0) {
    actions.push_back({tr("Show diagnostics"), ui::formatCount(statistics.diagnostics), false});
    m_actions.emplace_back([this] { emit diagnosticsRequested(); });
  }
  actions.push_back({tr("Open another file…"), {}, false});
  m_actions.emplace_back([this] { emit openFileRequested(); });
  const bool isNoneRead =
      !overview.sources.empty() && std::all_of(overview.sources.begin(), overview.sources.end(),
                                               [](const auto& source) { return source.format.empty(); });
  if (m_session.isLive()) {
    m_empty->setContent(tr("Nothing is kept here now. What is sent appears by itself."));
  } else if (isNoneRead) {
    m_empty->setContent(tr("No trace file was found here. The diagnostics say why."), actions);
  } else if (statistics.logs > 0) {
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
