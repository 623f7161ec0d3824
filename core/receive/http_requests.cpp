// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_requests.h"

#include <strings.h>

#include <memory>
#include <utility>

#include "core/receive/tcp_progress.h"

namespace spanloupe::receive {
namespace {

using State = HttpConnection::State;
using Time = std::chrono::steady_clock;

/// Anything but the daemon's own; see suspend().
constexpr unsigned kSuspendedTimeout = 24 * 60 * 60;

void noteHeader(HttpHead& head, std::string_view name, std::string_view value) {
  const auto is = [&](const char* other) { return ::strcasecmp(name.data(), other) == 0; };
  if (is("Host")) {
    ++head.hosts;
    head.host = value;
  } else if (is("Origin")) {
    head.origin = value;
  } else if (is("Content-Type")) {
    head.contentType = value;
  } else if (is("Content-Encoding")) {
    head.contentEncoding = value;
  } else if (is("Content-Length")) {
    head.contentLength = value;
  } else if (is("Transfer-Encoding")) {
    head.transferEncoding = value;
  } else if (is("Authorization")) {
    head.authorization = value;
  } else if (is("Expect")) {
    head.expect = value;
  } else if (is("Access-Control-Request-Headers")) {
    head.askedHeaders = value;
  } else if (is("Access-Control-Request-Private-Network")) {
    head.asksForPrivateNetwork = value == "true";
  }
}

HttpHead headOf(MHD_Connection* mhd, const HttpRequestLine& line) {
  HttpHead head;
  head.method = line.method;
  head.path = line.path;
  head.version = line.version;
  MHD_get_connection_values(
      mhd, MHD_HEADER_KIND,
      [](void* to, MHD_ValueKind, const char* name, const char* value) {
        noteHeader(*static_cast<HttpHead*>(to), name, value == nullptr ? "" : value);
        return MHD_YES;
      },
      &head);
  return head;
}

MHD_Result send(MHD_Connection* mhd, const HttpAnswer& answer) {
  const std::unique_ptr<MHD_Response, void (*)(MHD_Response*)> response(
      MHD_create_response_from_buffer(answer.body.size(), const_cast<char*>(answer.body.data()),
                                      MHD_RESPMEM_MUST_COPY),
      MHD_destroy_response);
  if (!response) return MHD_NO;
  if (!answer.type.empty()) MHD_add_response_header(response.get(), "Content-Type", answer.type.c_str());
  MHD_add_response_header(response.get(), "X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : answer.headers)
    MHD_add_response_header(response.get(), name.c_str(), value.c_str());
  return MHD_queue_response(mhd, answer.status, response.get());
}

HttpConnection* connectionOf(MHD_Connection* mhd) {
  const auto* info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return static_cast<HttpConnection*>(info->socket_context);
}

}  // namespace

HttpRequests::HttpRequests(HttpEndpoint& endpoint, bool usesTls, Callbacks callbacks)
    : m_endpoint(endpoint), m_callbacks(std::move(callbacks)), m_usesTls(usesTls) {
  m_held.limit = endpoint.limits.receivedBytes;
}

MHD_Result HttpRequests::begin(MHD_Connection* mhd, const HttpHead& head, void** exchange) {
  HttpConnection& here = *connectionOf(mhd);
  HttpVerdict verdict =
      judge(head, m_endpoint.rules, head.origin ? m_endpoint.origins.get() : std::vector<std::string>());
  if (m_isStopping && !verdict.answer) {
    verdict.answer = refusal(503, "Spanloupe is closing", verdict.format);
    verdict.answer->headers.emplace_back("Connection", "close");
    verdict.refused = RefusalReason::Busy;
  }
  here.enter(State::Receiving, Time::now());
  here.bytes = 0;
  here.isFirst = false;
  ++m_underWay;
  auto* made = new HttpExchange(m_endpoint, here, m_held, std::move(verdict));  // completed() deletes it
  *exchange = made;
  if (!made->isAnsweredAtOnce()) return MHD_YES;
  // libmicrohttpd closes the connection behind an answer that does not wait for the body.
  here.hasUnreadBytes = true;
  return answer(mhd, *made);
}

MHD_Result HttpRequests::received(MHD_Connection* mhd, const HttpRequestLine& line, std::string_view bytes,
                                  void** exchange) {
  if (*exchange == nullptr) return begin(mhd, headOf(mhd, line), exchange);
  HttpExchange& here = *static_cast<HttpExchange*>(*exchange);
  if (!bytes.empty()) {
    if (here.take(bytes)) return MHD_YES;
    here.connection().isClosing = true;
    return MHD_NO;
  }
  if (m_isAborting) return MHD_NO;
  if (here.answer()) return answer(mhd, here);
  const std::uint64_t id = ++m_lastRequest;
  return suspend(mhd, here, *here.job(id));
}

MHD_Result HttpRequests::suspend(MHD_Connection* mhd, HttpExchange& exchange, BodyWorkers::Job job) {
  exchange.connection().enter(State::Deciding, Time::now());
  // A connection that is resumed is read from first, and given up without its answer if the sender has
  // closed its half; unless its timeout differs from the daemon's: those are looked at before.
  MHD_set_connection_option(mhd, MHD_CONNECTION_OPTION_TIMEOUT, kSuspendedTimeout);
  MHD_suspend_connection(mhd);
  m_suspended[job.request] = {&exchange, mhd};
  m_callbacks.received(std::move(job));
  return MHD_YES;
}

MHD_Result HttpRequests::answer(MHD_Connection* mhd, HttpExchange& exchange) {
  exchange.connection().enter(State::Answering, Time::now());
  ++m_endpoint.requests;
  return send(mhd, *exchange.answer());
}

void HttpRequests::completed(MHD_Connection* mhd, void** exchange, MHD_RequestTerminationCode code) {
  if (*exchange == nullptr) return;
  const std::unique_ptr<HttpExchange> done(static_cast<HttpExchange*>(*exchange));
  *exchange = nullptr;
  --m_underWay;
  std::erase_if(m_suspended, [&](const auto& entry) { return entry.second.exchange == done.get(); });
  MHD_set_connection_option(mhd, MHD_CONNECTION_OPTION_TIMEOUT, 0U);
  HttpConnection& here = done->connection();
  // Not that the sender went away, which has other codes.
  if (code == MHD_REQUEST_TERMINATED_WITH_ERROR && here.state == State::Receiving && !here.isClosing) {
    m_endpoint.refusals.count(RefusalReason::NotHttp, "a body with malformed chunks");
    here.hasUnreadBytes = true;
  }
  here.enter(State::Waiting, Time::now());
  here.bytes = bytesReceived(here.fd);
}

/// Counts a connection that ends with bytes that have not become a request.
void HttpRequests::noteUnspoken(HttpConnection& here) {
  if (here.state != State::Waiting || here.isClosing || here.hasUnreadBytes || m_isAborting) return;
  // The end of a TLS connection is bytes, too.
  if (m_usesTls && !here.isFirst) return;
  if (bytesReceived(here.fd) <= here.bytes) return;
  here.hasUnreadBytes = true;
  m_endpoint.refusals.count(RefusalReason::NotHttp,
                            m_usesTls ? "not TLS with HTTP/1.1, or cut short" : "no whole HTTP/1.1 request");
}

void HttpRequests::closing(HttpConnection& here) {
  noteUnspoken(here);
  m_callbacks.closed(here);
}

void HttpRequests::settle(const HttpOutcome& outcome) {
  const auto at = m_suspended.find(outcome.request);
  if (at == m_suspended.end()) return;
  at->second.exchange->settle(outcome);
  MHD_resume_connection(at->second.mhd);
  m_suspended.erase(at);
}

void HttpRequests::abort() {
  m_isAborting = true;
  for (const auto& [id, waiting] : m_suspended) MHD_resume_connection(waiting.mhd);
}

}  // namespace spanloupe::receive
