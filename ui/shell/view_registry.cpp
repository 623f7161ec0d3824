// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/view_registry.h"

#include <QCoreApplication>
#include <QMenu>
#include <array>

#include "ui/common/format.h"
#include "ui/logs/logs_page.h"
#include "ui/sources/sources_page.h"
#include "ui/traces/trace_table.h"
#include "ui/traces/traces_page.h"

namespace spanloupe::shell {
namespace {

QWidget* createTraces(const ViewParts& parts) {
  auto* page = new traces::TracesPage(parts.look, parts.session, parts.settings);
  QObject::connect(page, &traces::TracesPage::traceActivated, &parts.state,
                   [&state = parts.state](TraceId trace) { state.openTrace(trace); });
  QObject::connect(page, &traces::TracesPage::compareRequested, &parts.state,
                   &session::ViewState::compareRequested);
  QObject::connect(page, &traces::TracesPage::openFileRequested, &parts.state,
                   &session::ViewState::openFileRequested);
  QObject::connect(page, &traces::TracesPage::diagnosticsRequested, &parts.state,
                   &session::ViewState::diagnosticsRequested);
  QObject::connect(page, &traces::TracesPage::clearRequested, &parts.state,
                   &session::ViewState::clearRequested);
  page->setPinned(parts.pinned);
  return page;
}

bool tracesSettled(const QWidget& view) { return static_cast<const traces::TracesPage&>(view).isSettled(); }

QString traceCount(const session::Overview& overview) { return ui::formatCount(overview.statistics.traces); }

void fillTracesMenu(QWidget& view, QMenu& menu) {
  using store::TraceColumn;
  auto& page = static_cast<traces::TracesPage&>(view);
  traces::TraceTable& table = page.table();
  page.fillMenu(menu);
  QMenu* sort = menu.addMenu(QCoreApplication::translate("shell", "Sort traces by"));
  for (const TraceColumn column :
       {TraceColumn::Start, TraceColumn::Duration, TraceColumn::RootName, TraceColumn::RootService,
        TraceColumn::Spans, TraceColumn::Errors, TraceColumn::Services}) {
    sort->addAction(traces::orderTitle(column), &table, [&table, column] { table.sortBy(column); });
  }
  table.columns().fillMenu(*menu.addMenu(QCoreApplication::translate("shell", "Columns of traces")));
}

QWidget* createLogs(const ViewParts& parts) {
  auto* page = new logs::LogsPage(parts.look, parts.session);
  QObject::connect(page, &logs::LogsPage::recordSelected, &parts.state, &session::ViewState::selectLog);
  QObject::connect(page, &logs::LogsPage::spanActivated, &parts.state, &session::ViewState::openTrace);
  QObject::connect(page, &logs::LogsPage::clearRequested, &parts.state, &session::ViewState::clearRequested);
  return page;
}

bool logsSettled(const QWidget& view) { return static_cast<const logs::LogsPage&>(view).isSettled(); }

QString logCount(const session::Overview& overview) { return ui::formatCount(overview.statistics.logs); }

void fillLogsMenu(QWidget& view, QMenu& menu) { static_cast<logs::LogsPage&>(view).fillMenu(menu); }

QWidget* createSources(const ViewParts& parts) {
  auto* page = new sources::SourcesPage(parts.look, parts.session, parts.listening, parts.settings);
  QObject::connect(page, &sources::SourcesPage::diagnosticsRequested, &parts.state,
                   &session::ViewState::diagnosticsRequested);
  QObject::connect(page, &sources::SourcesPage::openFileRequested, &parts.state,
                   &session::ViewState::openFileRequested);
  return page;
}

bool sourcesSettled(const QWidget& view) {
  return static_cast<const sources::SourcesPage&>(view).isSettled();
}

QString sourceCount(const session::Overview& overview) {
  return ui::formatCount(static_cast<std::uint64_t>(overview.sources.size()));
}

void fillSourcesMenu(QWidget& view, QMenu& menu) { static_cast<sources::SourcesPage&>(view).fillMenu(menu); }

constexpr std::array kViews{
    ViewEntry{"traces", QT_TRANSLATE_NOOP("shell", "Traces"), ui::Icon::Traces, createTraces, tracesSettled,
              traceCount, fillTracesMenu},
    ViewEntry{"logs", QT_TRANSLATE_NOOP("shell", "Logs"), ui::Icon::Logs, createLogs, logsSettled, logCount,
              fillLogsMenu},
    ViewEntry{"sources", QT_TRANSLATE_NOOP("shell", "Sources"), ui::Icon::Sources, createSources,
              sourcesSettled, sourceCount, fillSourcesMenu},
};

}  // namespace

std::span<const ViewEntry> views() { return kViews; }

int viewNamed(const QString& name) {
  for (std::size_t i = 0; i < kViews.size(); ++i)
    if (name == QLatin1String(kViews[i].name)) return static_cast<int>(i);
  return -1;
}

QString titleOf(const ViewEntry& view) { return QCoreApplication::translate("shell", view.title); }

}  // namespace spanloupe::shell
