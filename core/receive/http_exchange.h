// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One request of a connection while it is received and until it is answered: takes the bytes of its body,
// within the limits of the message and of all bodies together, and settles what is answered. The receiver's
// thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/receive/body_workers.h"
#include "core/receive/http_connections.h"

namespace spanloupe::receive {

/// Bytes of bodies that are held at the moment.
struct HeldBytes {
  std::size_t held = 0;
  std::size_t limit = 0;
};

class HttpExchange {
 public:
  /// What is given must outlive this.
  HttpExchange(HttpEndpoint& endpoint, HttpConnection& connection, HeldBytes& held, HttpVerdict verdict);
  HttpExchange(const HttpExchange&) = delete;
  HttpExchange& operator=(const HttpExchange&) = delete;
  ~HttpExchange() { drop(); }

  [[nodiscard]] HttpConnection& connection() { return m_connection; }
  /// The answer does not wait for the body.
  [[nodiscard]] bool isAnsweredAtOnce() const { return m_verdict.answer && m_verdict.atOnce; }
  /// False: so much too much that the connection is to be closed.
  [[nodiscard]] bool take(std::string_view bytes);
  /// What the session is to get, when the body has come whole and is not refused.
  [[nodiscard]] std::optional<BodyWorkers::Job> job(std::uint64_t request);
  void settle(const HttpOutcome& outcome);
  /// Set when there is nothing to wait for any more.
  [[nodiscard]] const std::optional<HttpAnswer>& answer() const { return m_verdict.answer; }

 private:
  void refuse(HttpAnswer answer, RefusalReason reason, std::string about);
  void drop();

  HttpEndpoint& m_endpoint;
  HttpConnection& m_connection;
  HeldBytes& m_held;
  HttpVerdict m_verdict;
  std::string m_body;
  std::size_t m_heldHere = 0;
};

}  // namespace spanloupe::receive
