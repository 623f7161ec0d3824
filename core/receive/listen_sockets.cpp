// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/listen_sockets.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace spanloupe::receive {
namespace {

/// Ports that are tried when any will do and the first address has one that the others have not.
constexpr int kTries = 8;
constexpr int kBacklog = 512;

std::string nameOf(const std::string& address, std::uint16_t port) {
  const bool isV6 = address.find(':') != std::string::npos;
  return (isV6 ? '[' + address + ']' : address) + ':' + std::to_string(port);
}

Result<SocketHandle> bound(const addrinfo& info, const std::string& name) {
  SocketHandle handle(::socket(info.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  // So that the port of an endpoint that was stopped can be had at once. Not SO_REUSEPORT, with which two
  // programs would share the port and each get half of the connections.
  if (handle.isOpen()) ::setsockopt(handle.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (handle.isOpen() && info.ai_family == AF_INET6)
    ::setsockopt(handle.fd(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (handle.isOpen() && ::bind(handle.fd(), info.ai_addr, info.ai_addrlen) == 0 &&
      ::listen(handle.fd(), kBacklog) == 0)
    return handle;
  const int error = errno;
  if (error == EADDRINUSE) return fail(ErrorKind::Busy, name + " is taken by another program");
  return fail(error == EADDRNOTAVAIL || error == EAFNOSUPPORT ? ErrorKind::InvalidArgument : ErrorKind::Io,
              "cannot listen on " + name + ": " + std::generic_category().message(error));
}

Result<ListenSocket> listenAt(const std::string& address, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    return fail(ErrorKind::InvalidArgument,
                '"' + address + "\" is no numeric address to listen on, as 127.0.0.1 or ::1 are");
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, ::freeaddrinfo);
  auto handle = bound(*found, nameOf(address, port));
  if (!handle) return tl::unexpected(handle.error());
  return ListenSocket{std::move(*handle), address};
}

std::uint16_t portOf(const SocketHandle& handle) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(handle.fd(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
  return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

/// The first decides which port it is.
Result<ListenSockets> listenOnAll(const std::vector<std::string>& addresses, std::uint16_t port) {
  ListenSockets all{{}, port};
  for (const std::string& address : addresses) {
    auto socket = listenAt(address, all.port);
    if (!socket) return tl::unexpected(socket.error());
    if (all.port == 0) all.port = portOf(socket->handle);
    all.sockets.push_back(std::move(*socket));
  }
  return all;
}

Result<ListenSockets> listenOnLoopback(std::uint16_t port) {
  auto both = listenOnAll({"127.0.0.1", "::1"}, port);
  // A ::1 that another program has does stop us if we may choose the port: "localhost" leads there as well.
  if (both || (port == 0 && both.error().kind == ErrorKind::Busy)) return both;
  auto v4 = listenOnAll({"127.0.0.1"}, port);
  if (v4 || v4.error().kind == ErrorKind::Busy) return v4;
  return listenOnAll({"::1"}, port);
}

}  // namespace

Result<ListenSockets> listenOn(const std::vector<std::string>& addresses, std::uint16_t port) {
  for (int tries = 1;; ++tries) {
    auto sockets = addresses.empty() ? listenOnLoopback(port) : listenOnAll(addresses, port);
    if (sockets || port != 0 || sockets.error().kind != ErrorKind::Busy || tries == kTries) return sockets;
  }
}

}  // namespace spanloupe::receive
