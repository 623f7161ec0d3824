// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/chart_filter.h"

#include <QSettings>

#include "ui/traces/trace_chart.h"
#include "ui/traces/traces_page.h"

namespace spanloupe::traces {
namespace {

constexpr auto kFoldedKey = "traces/chartFolded";
constexpr auto kLinearKey = "traces/chartLinear";

}  // namespace

store::TraceFilter withoutBox(store::TraceFilter filter) {
  filter.from.reset();
  filter.to.reset();
  filter.shortest.reset();
  filter.longest.reset();
  return filter;
}

ChartFilter::ChartFilter(TracesPage& page, TraceChart& chart, session::TraceSession& session,
                         QSettings& settings)
    : QObject(&page), m_page(page), m_chart(chart), m_session(session) {
  connect(&chart, &TraceChart::boxChosen, &page, [&page](const TraceBox& box) {
    if (box.wholeHeight) {
      page.setBox(box.from, box.to, {}, {});
    } else {
      page.setBox(box.from, box.to, box.shortest, box.longest);
    }
  });
  connect(&chart, &TraceChart::boxCleared, &page, [&page] { page.setBox({}, {}, {}, {}); });
  connect(&page, &TracesPage::filterChanged, this, &ChartFilter::follow);
  connect(&session, &session::TraceSession::opened, this, &ChartFilter::follow);
  // What matches grows with the session.
  connect(&session, &session::TraceSession::snapshotChanged, this, [this] {
    if (!withoutBox(m_page.filter()).isEmpty() && !m_asked) askMatching();
  });
  connect(&session, &session::TraceSession::loaded, this, &ChartFilter::follow);
  keepState(settings);
}

void ChartFilter::keepState(QSettings& settings) {
  m_chart.setCollapsed(settings.value(QLatin1String(kFoldedKey)).toBool());
  m_chart.setLinear(settings.value(QLatin1String(kLinearKey)).toBool());
  connect(&m_chart, &TraceChart::collapsedChanged, &settings,
          [&settings](bool isCollapsed) { settings.setValue(QLatin1String(kFoldedKey), isCollapsed); });
  connect(&m_chart, &TraceChart::linearChanged, &settings,
          [&settings](bool isLinear) { settings.setValue(QLatin1String(kLinearKey), isLinear); });
}

void ChartFilter::follow() {
  const store::TraceFilter& filter = m_page.filter();
  m_chart.setFiltered(filter.from || filter.to || filter.shortest || filter.longest);
  askMatching();
}

void ChartFilter::askMatching() {
  const store::TraceFilter filter = withoutBox(m_page.filter());
  m_session.cancel("chart matching", this);
  m_asked = false;
  if (filter.isEmpty()) {
    m_chart.setMatching({});
    return;
  }
  if (!m_session.snapshot()) return;
  m_asked = true;
  m_session.ask(
      "chart matching",
      [filter](store::Reader& reader, const store::Snapshot& snapshot, std::stop_token stop) {
        return reader.orderTraces(snapshot, {}, filter, store::WantedPage{0, {}, true}, std::move(stop));
      },
      this,
      [this, of = m_session.snapshot()](Result<store::OrderedTraces> matching) {
        m_asked = false;
        if (!matching) return;  // The list asks the same and says why.
        m_chart.setMatching(
            std::make_shared<const std::vector<std::uint32_t>>(std::move(matching->positions)), of);
      });
}

}  // namespace spanloupe::traces
