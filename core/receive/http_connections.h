// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The open connections of an OTLP/HTTP endpoint: what each is doing, since when, and whether that has taken
// too long. Times are passed in. The receiver's thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/receive/http_endpoint.h"

namespace spanloupe::receive {

struct HttpConnection {
  enum class State : std::uint8_t {
    Silent,     ///< Has sent nothing yet; still ours.
    Waiting,    ///< For a request, or for the rest of its headers.
    Receiving,  ///< A body.
    Deciding,   ///< The session has the request.
    Answering
  };
  using Time = std::chrono::steady_clock::time_point;

  int fd = -1;
  State state = State::Silent;
  Time since;                   ///< Of the state.
  std::uint64_t bytes = 0;      ///< Receiving: of the body. Waiting: what TCP had brought when it began.
  bool isFirst = true;          ///< No request has come on it.
  bool isClosing = false;       ///< We have shut it down.
  bool hasUnreadBytes = false;  ///< Was answered before all was read.

  void enter(State next, Time now) {
    state = next;
    since = now;
  }
};

class HttpConnections {
 public:
  explicit HttpConnections(const HttpLimits& limits) : m_limits(limits) {}

  /// The address stays the same until it is removed.
  HttpConnection& add(int fd, HttpConnection::Time now);
  void remove(int fd) { m_open.erase(fd); }
  [[nodiscard]] HttpConnection* find(int fd);
  [[nodiscard]] std::size_t size() const { return m_open.size(); }

  /// Those that have used up their time.
  [[nodiscard]] std::vector<HttpConnection*> overdue(HttpConnection::Time now);
  /// The one that has been without a request for longest; null when all have one.
  [[nodiscard]] HttpConnection* longestIdle();
  [[nodiscard]] std::vector<HttpConnection*> all();

 private:
  [[nodiscard]] bool isOverdue(const HttpConnection& connection, HttpConnection::Time now) const;

  const HttpLimits& m_limits;
  std::unordered_map<int, HttpConnection> m_open;
};

}  // namespace spanloupe::receive
