// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_connections.h"

namespace spanloupe::receive {

using State = HttpConnection::State;

HttpConnection& HttpConnections::add(int fd, HttpConnection::Time now) {
  HttpConnection& connection = m_open[fd];
  connection = {};
  connection.fd = fd;
  connection.since = now;
  return connection;
}

HttpConnection* HttpConnections::find(int fd) {
  const auto at = m_open.find(fd);
  return at == m_open.end() ? nullptr : &at->second;
}

bool HttpConnections::isOverdue(const HttpConnection& connection, HttpConnection::Time now) const {
  if (connection.isClosing) return false;
  const auto time = now - connection.since;
  switch (connection.state) {
    case State::Silent: return time > m_limits.idle;
    // Only of the first request is it known when its first byte came.
    case State::Waiting: return time > (connection.isFirst ? m_limits.request : m_limits.idle);
    case State::Receiving: {
      const std::chrono::seconds more(connection.bytes / m_limits.slowestRate);
      return time > m_limits.request + more;
    }
    case State::Deciding: return false;
    case State::Answering: return time > m_limits.request;
  }
  return false;
}

std::vector<HttpConnection*> HttpConnections::overdue(HttpConnection::Time now) {
  std::vector<HttpConnection*> all;
  for (auto& [fd, connection] : m_open)
    if (isOverdue(connection, now)) all.push_back(&connection);
  return all;
}

HttpConnection* HttpConnections::longestIdle() {
  HttpConnection* longest = nullptr;
  for (auto& [fd, connection] : m_open) {
    const bool isIdle = connection.state == State::Silent || connection.state == State::Waiting;
    if (!isIdle || connection.isClosing) continue;
    if (longest == nullptr || connection.since < longest->since) longest = &connection;
  }
  return longest;
}

std::vector<HttpConnection*> HttpConnections::all() {
  std::vector<HttpConnection*> all;
  for (auto& [fd, connection] : m_open) all.push_back(&connection);
  return all;
}

}  // namespace spanloupe::receive
