// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_daemon.h"

#include <microhttpd.h>
#include <netinet/in.h>

#include <utility>
#include <vector>

namespace spanloupe::receive {
namespace {

/// Of one connection: what is read at a time, and all headers of a request.
constexpr std::size_t kConnectionMemory = std::size_t{64} << 10;
/// Connections that are being closed still count for libmicrohttpd.
constexpr std::size_t kClosingConnections = 128;
/// GnuTLS still takes 1.0 and 1.1 (RFC 8996 forbids them); gRPC does not.
constexpr const char* kTlsVersions = "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1";

}  // namespace

struct HttpDaemon::Impl {
  HttpRequests requests;
  HttpConnection* adding = nullptr;
  MHD_Daemon* mhd = nullptr;
};

namespace {

using Impl = HttpDaemon::Impl;

MHD_Result onRequest(void* self, MHD_Connection* mhd, const char* path, const char* method,
                     const char* version, const char* bytes, std::size_t* size, void** exchange) {
  const std::string_view body(bytes == nullptr ? "" : bytes, *size);
  *size = 0;
  return static_cast<Impl*>(self)->requests.received(mhd, {method, path, version}, body, exchange);
}

void onCompleted(void* self, MHD_Connection* mhd, void** exchange, MHD_RequestTerminationCode code) {
  static_cast<Impl*>(self)->requests.completed(mhd, exchange, code);
}

void onConnection(void* self, MHD_Connection* /*mhd*/, void** connection,
                  MHD_ConnectionNotificationCode code) {
  Impl& impl = *static_cast<Impl*>(self);
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    *connection = std::exchange(impl.adding, nullptr);
  } else {
    impl.requests.closing(*static_cast<HttpConnection*>(*connection));
  }
}

template <typename Value>
MHD_OptionItem option(MHD_OPTION name, Value value, void* pointer = nullptr) {
  if constexpr (std::is_integral_v<Value>) {
    return {name, static_cast<std::intptr_t>(value), pointer};
  } else {
    return {name, reinterpret_cast<std::intptr_t>(value), pointer};
  }
}

}  // namespace

HttpDaemon::HttpDaemon(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Result<std::unique_ptr<HttpDaemon>> HttpDaemon::create(HttpEndpoint& endpoint,
                                                       const HttpCertificate& certificate,
                                                       HttpRequests::Callbacks callbacks) {
  const bool usesTls = !certificate.certificate.empty();
  auto impl = std::make_unique<Impl>(Impl{HttpRequests(endpoint, usesTls, std::move(callbacks))});
  unsigned flags = MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME;
  std::vector<MHD_OptionItem> options{
      option(MHD_OPTION_CONNECTION_LIMIT, endpoint.limits.connections + kClosingConnections),
      option(MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionMemory),
      option(MHD_OPTION_NOTIFY_COMPLETED, &onCompleted, impl.get()),
      option(MHD_OPTION_NOTIFY_CONNECTION, &onConnection, impl.get())};
  if (usesTls) {
    if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES)
      return fail(ErrorKind::Unsupported, "this libmicrohttpd was built without TLS");
    flags |= MHD_USE_TLS;
    options.push_back(
        option(MHD_OPTION_HTTPS_MEM_CERT, 0, const_cast<char*>(certificate.certificate.c_str())));
    options.push_back(option(MHD_OPTION_HTTPS_MEM_KEY, 0, const_cast<char*>(certificate.key.c_str())));
    options.push_back(option(MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>(kTlsVersions)));
  }
  options.push_back(option(MHD_OPTION_END, 0));
  impl->mhd = MHD_start_daemon(flags, 0, nullptr, nullptr, &onRequest, impl.get(), MHD_OPTION_ARRAY,
                               options.data(), MHD_OPTION_END);
  if (impl->mhd == nullptr && usesTls)
    return fail(ErrorKind::InvalidArgument,
                "the certificate and the key cannot be used: both must be PEM, the key without a password, "
                "and belong together");
  if (impl->mhd == nullptr)
    return fail(ErrorKind::Io, "cannot start an endpoint: libmicrohttpd does not start");
  return std::unique_ptr<HttpDaemon>(new HttpDaemon(std::move(impl)));
}

HttpDaemon::~HttpDaemon() {
  // It must not be stopped while connections are suspended.
  m_impl->requests.abort();
  while (m_impl->requests.hasSuspended()) MHD_run(m_impl->mhd);
  MHD_stop_daemon(m_impl->mhd);
}

HttpRequests& HttpDaemon::requests() { return m_impl->requests; }

int HttpDaemon::eventFd() const {
  return MHD_get_daemon_info(m_impl->mhd, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

void HttpDaemon::add(HttpConnection& connection) {
  // The address is of no use to it, but it wants one.
  const sockaddr_in none{};
  connection.enter(HttpConnection::State::Waiting, std::chrono::steady_clock::now());
  m_impl->adding = &connection;
  MHD_add_connection(m_impl->mhd, connection.fd, reinterpret_cast<const sockaddr*>(&none), sizeof none);
  // Still there: it could not be taken, and is closed.
  if (std::exchange(m_impl->adding, nullptr) != nullptr) m_impl->requests.closing(connection);
}

bool HttpDaemon::run() {
  MHD_run(m_impl->mhd);
  MHD_UNSIGNED_LONG_LONG wait = 0;
  return MHD_get_timeout(m_impl->mhd, &wait) == MHD_YES && wait == 0;
}

}  // namespace spanloupe::receive
