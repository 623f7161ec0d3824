// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/following.h"

#include <QApplication>
#include <QScrollBar>

#include "ui/traces/trace_chart.h"
#include "ui/traces/trace_list_model.h"
#include "ui/traces/trace_table.h"

namespace spanloupe::traces {

Following::Following(const FollowingParts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
  connectStrip();
  TraceTable* const table = &parts.table;
  connect(&parts.session, &session::TraceSession::liveChanged, this, &Following::setLive);
  connect(&parts.session, &session::TraceSession::overviewChanged, this, &Following::refresh);
  connect(&model(), &TraceListModel::pausedChanged, this, [this](bool isPaused) {
    m_parts.chart.setPaused(isPaused);
    refresh();
  });
  // Who has chosen a trace reads it.
  connect(table, &TraceTable::currentTraceChanged, this, [this] {
    if (m_parts.session.isLive() && m_parts.table.currentTrace()) m_parts.table.setFollowing(false);
  });
  connect(table, &TraceTable::followingChanged, this, &Following::refresh);
  connect(table, &TraceTable::newAboveChanged, this, &Following::refresh);
  connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, &Following::refresh);
  setLive(parts.session.isLive());
}

void Following::connectStrip() {
  ui::LiveStrip* const strip = &m_parts.strip;
  TraceTable* const table = &m_parts.table;
  connect(strip, &ui::LiveStrip::newestRequested, table, &TraceTable::scrollToTop);
  connect(strip, &ui::LiveStrip::followRequested, this, &Following::follow);
  connect(strip, &ui::LiveStrip::pauseRequested, &model(), &TraceListModel::setPaused);
  connect(strip, &ui::LiveStrip::clearRequested, this, &Following::begin);
  connect(strip, &ui::LiveStrip::left, table, [table] { table->setFocus(); });
}

TraceListModel& Following::model() const { return m_parts.table.model(); }

void Following::follow() {
  model().setPaused(false);
  // What is new stands on top where the newest does.
  m_parts.table.setOrder({});
  m_parts.table.setFollowing(true);
  m_parts.table.scrollToTop();
  refresh();
}

void Following::begin() {
  model().setPaused(false);
  m_parts.table.setFollowing(true);
}

void Following::setLive(bool isLive) {
  if (!isLive) model().setPaused(false);
  m_parts.table.setFollowing(true);
  const bool hadFocus = m_parts.strip.isAncestorOf(QApplication::focusWidget());
  refresh();
  if (hadFocus && !isLive) m_parts.table.setFocus();
}

void Following::refresh() {
  const store::Statistics& all = m_parts.session.overview().statistics;
  const std::uint64_t listed = model().total();
  m_parts.strip.setState({model().isPaused(), m_parts.table.isHeld(),
                          static_cast<std::uint64_t>(m_parts.table.newAbove()),
                          all.traces > listed ? all.traces - listed : 0, all.spans + all.logs > 0});
  m_parts.strip.setVisible(m_parts.session.isLive());
}

}  // namespace spanloupe::traces
