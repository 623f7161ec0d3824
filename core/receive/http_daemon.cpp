// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_daemon.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <strings.h>

#include <unordered_map>

#include "core/receive/tcp_progress.h"

namespace spanloupe::receive {
namespace {

using State = HttpConnection::State;
using Time = std::chrono::steady_clock;

/// Of one connection: what is read at a time, and all headers of a request.
constexpr std::size_t kConnectionMemory = std::size_t{64} << 10;
/// Connections that are being closed still count for libmicrohttpd.
constexpr unsigned kClosingConnections = 128;
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

HttpHead headOf(MHD_Connection* mhd, const char* url, const char* method, const char* version) {
  HttpHead head;
  head.method = method;
  head.path = url;
  head.version = version;
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

struct HttpDaemon::Impl {
  struct Suspended {
    HttpExchange* exchange = nullptr;
    MHD_Connection* mhd = nullptr;
  };

  Impl(HttpEndpoint& theEndpoint, Callbacks theCallbacks)
      : endpoint(theEndpoint), callbacks(std::move(theCallbacks)) {
    held.limit = endpoint.limits.receivedBytes;
  }

  MHD_Result request(MHD_Connection* mhd, const HttpHead& head, std::string_view bytes, void** exchange);
  MHD_Result begin(MHD_Connection* mhd, const HttpHead& head, void** exchange);
  MHD_Result suspend(MHD_Connection* mhd, HttpExchange& exchange, BodyWorkers::Job job);
  MHD_Result answer(MHD_Connection* mhd, HttpExchange& exchange);
  void completed(MHD_Connection* mhd, void** exchange, MHD_RequestTerminationCode code);
  void connection(MHD_Connection* mhd, void** context, MHD_ConnectionNotificationCode code);
  void noteUnspoken(HttpConnection& connection);

  HttpEndpoint& endpoint;
  Callbacks callbacks;
  HeldBytes held;
  HttpConnection* adding = nullptr;
  std::unordered_map<std::uint64_t, Suspended> suspended;
  std::uint64_t lastRequest = 0;
  std::size_t underWay = 0;
  bool usesTls = false;
  bool isStopping = false;
  bool isAborting = false;
  MHD_Daemon* mhd = nullptr;
};

MHD_Result HttpDaemon::Impl::begin(MHD_Connection* mhdConnection, const HttpHead& head, void** exchange) {
  HttpConnection& here = *connectionOf(mhdConnection);
  HttpVerdict verdict =
      judge(head, endpoint.rules, head.origin ? endpoint.origins.get() : std::vector<std::string>());
  if (isStopping && !verdict.answer) {
    verdict.answer = refusal(503, "Spanloupe is closing", verdict.format);
    verdict.answer->headers.emplace_back("Connection", "close");
    verdict.refused = RefusalReason::Busy;
  }
  here.enter(State::Receiving, Time::now());
  here.bytes = 0;
  here.isFirst = false;
  ++underWay;
  auto* made = new HttpExchange(endpoint, here, held, std::move(verdict));  // completed() deletes it
  *exchange = made;
  if (!made->isAnsweredAtOnce()) return MHD_YES;
  // libmicrohttpd closes the connection behind an answer that does not wait for the body.
  here.hasUnreadBytes = true;
  return answer(mhdConnection, *made);
}

MHD_Result HttpDaemon::Impl::request(MHD_Connection* mhdConnection, const HttpHead& head,
                                     std::string_view bytes, void** exchange) {
  if (*exchange == nullptr) return begin(mhdConnection, head, exchange);
  HttpExchange& here = *static_cast<HttpExchange*>(*exchange);
  if (!bytes.empty()) {
    if (here.take(bytes)) return MHD_YES;
    here.connection().isClosing = true;
    return MHD_NO;
  }
  if (isAborting) return MHD_NO;
  if (here.answer()) return answer(mhdConnection, here);
  const std::uint64_t id = ++lastRequest;
  return suspend(mhdConnection, here, *here.job(id));
}

MHD_Result HttpDaemon::Impl::suspend(MHD_Connection* mhdConnection, HttpExchange& exchange,
                                     BodyWorkers::Job job) {
  exchange.connection().enter(State::Deciding, Time::now());
  // A connection that is resumed is read from first, and given up without its answer if the sender has
  // closed its half; unless its timeout differs from the daemon's: those are looked at before.
  MHD_set_connection_option(mhdConnection, MHD_CONNECTION_OPTION_TIMEOUT, kSuspendedTimeout);
  MHD_suspend_connection(mhdConnection);
  suspended[job.request] = {&exchange, mhdConnection};
  callbacks.received(std::move(job));
  return MHD_YES;
}

MHD_Result HttpDaemon::Impl::answer(MHD_Connection* mhdConnection, HttpExchange& exchange) {
  exchange.connection().enter(State::Answering, Time::now());
  ++endpoint.requests;
  return send(mhdConnection, *exchange.answer());
}

void HttpDaemon::Impl::completed(MHD_Connection* mhdConnection, void** exchange,
                                 MHD_RequestTerminationCode code) {
  if (*exchange == nullptr) return;
  const std::unique_ptr<HttpExchange> done(static_cast<HttpExchange*>(*exchange));
  *exchange = nullptr;
  --underWay;
  std::erase_if(suspended, [&](const auto& entry) { return entry.second.exchange == done.get(); });
  MHD_set_connection_option(mhdConnection, MHD_CONNECTION_OPTION_TIMEOUT, 0U);
  HttpConnection& here = done->connection();
  // Not that the sender went away, which has other codes.
  if (code == MHD_REQUEST_TERMINATED_WITH_ERROR && here.state == State::Receiving && !here.isClosing) {
    endpoint.refusals.count(RefusalReason::NotHttp, "a body with malformed chunks");
    here.hasUnreadBytes = true;
  }
  here.enter(State::Waiting, Time::now());
  here.bytes = bytesReceived(here.fd);
}

/// Counts a connection that ends with bytes that have not become a request.
void HttpDaemon::Impl::noteUnspoken(HttpConnection& here) {
  if (here.state != State::Waiting || here.isClosing || here.hasUnreadBytes || isAborting) return;
  // The end of a TLS connection is bytes, too.
  if (usesTls && !here.isFirst) return;
  if (bytesReceived(here.fd) <= here.bytes) return;
  here.hasUnreadBytes = true;
  endpoint.refusals.count(RefusalReason::NotHttp,
                          usesTls ? "not TLS with HTTP/1.1, or cut short" : "no whole HTTP/1.1 request");
}

void HttpDaemon::Impl::connection(MHD_Connection* mhdConnection, void** context,
                                  MHD_ConnectionNotificationCode code) {
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    *context = adding;
    adding = nullptr;
    return;
  }
  (void)mhdConnection;
  HttpConnection& here = *static_cast<HttpConnection*>(*context);
  noteUnspoken(here);
  callbacks.closed(here);
}

HttpDaemon::HttpDaemon(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Result<std::unique_ptr<HttpDaemon>> HttpDaemon::create(HttpEndpoint& endpoint,
                                                       const HttpCertificate& certificate,
                                                       Callbacks callbacks) {
  auto impl = std::make_unique<Impl>(endpoint, std::move(callbacks));
  impl->usesTls = !certificate.certificate.empty();
  unsigned flags = MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME;
  std::vector<MHD_OptionItem> options{
      {MHD_OPTION_CONNECTION_LIMIT,
       static_cast<std::intptr_t>(endpoint.limits.connections + kClosingConnections), nullptr},
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<std::intptr_t>(kConnectionMemory), nullptr},
      {MHD_OPTION_NOTIFY_COMPLETED,
       reinterpret_cast<std::intptr_t>(
           +[](void* self, MHD_Connection* mhd, void** exchange, MHD_RequestTerminationCode code) {
             static_cast<Impl*>(self)->completed(mhd, exchange, code);
           }),
       impl.get()},
      {MHD_OPTION_NOTIFY_CONNECTION,
       reinterpret_cast<std::intptr_t>(
           +[](void* self, MHD_Connection* mhd, void** context, MHD_ConnectionNotificationCode code) {
             static_cast<Impl*>(self)->connection(mhd, context, code);
           }),
       impl.get()}};
  if (impl->usesTls) {
    if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES)
      return fail(ErrorKind::Unsupported, "this libmicrohttpd was built without TLS");
    flags |= MHD_USE_TLS;
    options.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, const_cast<char*>(certificate.certificate.c_str())});
    options.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, const_cast<char*>(certificate.key.c_str())});
  }
  options.push_back({MHD_OPTION_END, 0, nullptr});
  const auto handler = [](void* self, MHD_Connection* mhd, const char* url, const char* method,
                          const char* version, const char* bytes, std::size_t* size, void** exchange) {
    const std::string_view body(bytes == nullptr ? "" : bytes, *size);
    *size = 0;
    const HttpHead head = *exchange == nullptr ? headOf(mhd, url, method, version) : HttpHead{};
    return static_cast<Impl*>(self)->request(mhd, head, body, exchange);
  };
  impl->mhd = MHD_start_daemon(flags, 0, nullptr, nullptr, +handler, impl.get(), MHD_OPTION_ARRAY,
                               options.data(), MHD_OPTION_END);
  if (impl->mhd == nullptr)
    return impl->usesTls
               ? fail(ErrorKind::InvalidArgument,
                      "the certificate and the key cannot be used: both must be PEM, the key without "
                      "a password, and belong together")
               : fail(ErrorKind::Io, "cannot start an endpoint: libmicrohttpd does not start");
  return std::unique_ptr<HttpDaemon>(new HttpDaemon(std::move(impl)));
}

HttpDaemon::~HttpDaemon() {
  m_impl->isAborting = true;
  // It must not be stopped while connections are suspended.
  for (const auto& [id, waiting] : m_impl->suspended) MHD_resume_connection(waiting.mhd);
  while (!m_impl->suspended.empty()) MHD_run(m_impl->mhd);
  MHD_stop_daemon(m_impl->mhd);
}

int HttpDaemon::eventFd() const {
  return MHD_get_daemon_info(m_impl->mhd, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

void HttpDaemon::add(HttpConnection& connection) {
  // The address is of no use to it, but it wants one.
  const sockaddr_in none{};
  connection.enter(State::Waiting, Time::now());
  m_impl->adding = &connection;
  MHD_add_connection(m_impl->mhd, connection.fd, reinterpret_cast<const sockaddr*>(&none), sizeof none);
  // Still there: it could not be taken, and is closed.
  if (std::exchange(m_impl->adding, nullptr) != nullptr) m_impl->callbacks.closed(connection);
}

bool HttpDaemon::run() {
  MHD_run(m_impl->mhd);
  MHD_UNSIGNED_LONG_LONG wait = 0;
  return MHD_get_timeout(m_impl->mhd, &wait) == MHD_YES && wait == 0;
}

void HttpDaemon::settle(const HttpOutcome& outcome) {
  const auto at = m_impl->suspended.find(outcome.request);
  if (at == m_impl->suspended.end()) return;
  at->second.exchange->settle(outcome);
  MHD_resume_connection(at->second.mhd);
  m_impl->suspended.erase(at);
}

void HttpDaemon::refuseNew() { m_impl->isStopping = true; }

std::size_t HttpDaemon::underWay() const { return m_impl->underWay; }

}  // namespace spanloupe::receive
