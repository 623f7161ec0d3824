// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What libmicrohttpd calls while it reads requests and answers them: begins an HttpExchange for each, lets it
// wait while the session has it, and answers. The receiver's thread only.
#pragma once

#include <microhttpd.h>

#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_map>

#include "core/receive/http_exchange.h"

namespace spanloupe::receive {

struct HttpRequestLine {
  const char *method = nullptr, *path = nullptr, *version = nullptr;
};

class HttpRequests {
 public:
  struct Callbacks {
    std::function<void(BodyWorkers::Job)> received;
    /// A connection is about to be closed; it is removed by whoever gets this.
    std::function<void(HttpConnection&)> closed;
  };

  /// `endpoint` must outlive this.
  HttpRequests(HttpEndpoint& endpoint, bool usesTls, Callbacks callbacks);

  /// `exchange` belongs to the request and is null at its beginning; `bytes` are of its body.
  MHD_Result received(MHD_Connection* mhd, const HttpRequestLine& line, std::string_view bytes,
                      void** exchange);
  void completed(MHD_Connection* mhd, void** exchange, MHD_RequestTerminationCode code);
  void closing(HttpConnection& here);

  void settle(const HttpOutcome& outcome);
  /// Requests that begin from now on are told to come again.
  void refuseNew() { m_isStopping = true; }
  /// Those that wait for the session are resumed, to be closed without an answer.
  void abort();
  [[nodiscard]] bool hasSuspended() const { return !m_suspended.empty(); }
  [[nodiscard]] std::size_t underWay() const { return m_underWay; }

 private:
  struct Suspended {
    HttpExchange* exchange = nullptr;
    MHD_Connection* mhd = nullptr;
  };

  MHD_Result begin(MHD_Connection* mhd, const HttpHead& head, void** exchange);
  MHD_Result suspend(MHD_Connection* mhd, HttpExchange& exchange, BodyWorkers::Job job);
  MHD_Result answer(MHD_Connection* mhd, HttpExchange& exchange);
  void noteUnspoken(HttpConnection& here);

  HttpEndpoint& m_endpoint;
  Callbacks m_callbacks;
  bool m_usesTls;
  HeldBytes m_held;
  std::unordered_map<std::uint64_t, Suspended> m_suspended;
  std::uint64_t m_lastRequest = 0;
  std::size_t m_underWay = 0;
  bool m_isStopping = false;
  bool m_isAborting = false;
};

}  // namespace spanloupe::receive
