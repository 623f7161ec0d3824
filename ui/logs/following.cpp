// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/following.h"

#include <QApplication>
#include <QScrollBar>

#include "ui/logs/log_list_model.h"
#include "ui/logs/log_table.h"

namespace spanloupe::logs {

Following::Following(const FollowingParts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
  connectStrip();
  LogTable* const table = &parts.table;
  connect(&parts.session, &session::TraceSession::liveChanged, this, &Following::setLive);
  connect(&parts.session, &session::TraceSession::overviewChanged, this, &Following::refresh);
  connect(&parts.model, &LogListModel::pausedChanged, this, &Following::refresh);
  connect(&parts.model, &LogListModel::listingChanged, this, &Following::refresh);
  // Who has chosen a record reads it.
  connect(table, &LogTable::currentChanged, this, [this](int row) {
    if (m_parts.session.isLive() && row >= 0) m_parts.table.setFollowing(false);
  });
  connect(table, &LogTable::followingChanged, this, &Following::refresh);
  connect(table, &LogTable::newAboveChanged, this, &Following::refresh);
  connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, &Following::refresh);
  setLive(parts.session.isLive());
}

void Following::connectStrip() {
  ui::LiveStrip* const strip = &m_parts.strip;
  LogTable* const table = &m_parts.table;
  connect(strip, &ui::LiveStrip::newestRequested, table, &LogTable::scrollToTop);
  connect(strip, &ui::LiveStrip::followRequested, this, &Following::follow);
  connect(strip, &ui::LiveStrip::pauseRequested, &m_parts.model, &LogListModel::setPaused);
  connect(strip, &ui::LiveStrip::clearRequested, this, &Following::begin);
  connect(strip, &ui::LiveStrip::left, table, [table] { table->setFocus(); });
}

void Following::follow() {
  m_parts.model.setPaused(false);
  m_parts.table.setFollowing(true);
  m_parts.table.scrollToTop();
  refresh();
}

void Following::begin() {
  m_parts.model.setPaused(false);
  m_parts.table.setFollowing(true);
}

void Following::setLive(bool isLive) {
  if (!isLive) m_parts.model.setPaused(false);
  m_parts.table.setFollowing(true);
  const bool hadFocus = m_parts.strip.isAncestorOf(QApplication::focusWidget());
  refresh();
  if (hadFocus && !isLive) m_parts.table.setFocus();
}

void Following::refresh() {
  const store::Statistics& all = m_parts.session.overview().statistics;
  const std::uint64_t listed = m_parts.model.total();
  m_parts.strip.setState({m_parts.model.isPaused(), m_parts.table.isHeld(),
                          static_cast<std::uint64_t>(m_parts.table.newAbove()),
                          all.logs > listed ? all.logs - listed : 0, all.spans + all.logs > 0});
  // Without any record there is nothing to hold.
  m_parts.strip.setVisible(m_parts.session.isLive() && (listed > 0 || m_parts.model.isPaused()));
}

}  // namespace spanloupe::logs
