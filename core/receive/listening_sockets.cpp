// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/listening_sockets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

namespace spanloupe::receive {
namespace {

/// Tries to find a port that is free on every address, before one that is free on the first will do.
constexpr int kTries = 8;

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

std::optional<Address> parse(const std::string& text, std::uint16_t port) {
  Address address;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    address.size = sizeof(sockaddr_in);
    return address;
  }
  if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    address.size = sizeof(sockaddr_in6);
    return address;
  }
  return std::nullopt;
}

/// The descriptor, or what errno was.
struct Opened {
  int descriptor = -1;
  int error = 0;
};

Opened open(const Address& address) {
  const int fd = ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return {-1, errno};
  const int on = 1;
  // A port that was ours a moment ago has connections that linger; they must not keep us from it.
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (address.storage.ss_family == AF_INET6) ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address.storage), address.size) != 0 ||
      ::listen(fd, SOMAXCONN) != 0) {
    const int error = errno;
    ::close(fd);
    return {-1, error};
  }
  return {fd, 0};
}

std::uint16_t portOf(int descriptor) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return 0;
  return ntohs(storage.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port
                                             : reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
}

tl::unexpected<Error> failure(const std::string& address, std::uint16_t port, int error) {
  const std::string number = std::to_string(port);
  if (error == EADDRINUSE) return fail(ErrorKind::Busy, "port " + number + " is taken by another program");
  if (error == EADDRNOTAVAIL || error == EAFNOSUPPORT)
    return fail(ErrorKind::InvalidArgument, "this machine has no address " + address);
  if (error == EACCES)
    return fail(ErrorKind::Io, "ports below 1024, such as " + number + ", are for privileged programs");
  return fail(ErrorKind::Io, "cannot listen on " + address + " port " + number + ": " + std::strerror(error));
}

}  // namespace

Result<ListeningSockets> ListeningSockets::listen(std::vector<std::string> addresses, std::uint16_t port) {
  if (addresses.empty()) addresses = {"127.0.0.1", "::1"};
  for (int tried = 1;; ++tried) {
    ListeningSockets sockets;
    sockets.m_port = port;
    bool isFreeOnAll = true;
    std::optional<Opened> first;
    for (const std::string& text : addresses) {
      const auto address = parse(text, sockets.m_port);
      if (!address)
        return fail(ErrorKind::InvalidArgument,
                    "\"" + text + "\" is not an address such as 127.0.0.1 or ::1");
      const Opened opened = open(*address);
      if (!first) {
        first = opened;
        if (opened.error == EADDRINUSE) return failure(text, port, opened.error);
      }
      if (opened.descriptor < 0) {
        isFreeOnAll = isFreeOnAll && opened.error != EADDRINUSE;
        continue;
      }
      sockets.m_descriptors.push_back(opened.descriptor);
      sockets.m_addresses.push_back(text);
      sockets.m_port = portOf(opened.descriptor);
    }
    if (sockets.m_descriptors.empty()) return failure(addresses.front(), port, first->error);
    if (port != 0 || isFreeOnAll || tried == kTries) return sockets;
  }
}

ListeningSockets::ListeningSockets(ListeningSockets&& other) noexcept
    : m_descriptors(std::exchange(other.m_descriptors, {})),
      m_addresses(std::move(other.m_addresses)),
      m_port(other.m_port) {}

ListeningSockets& ListeningSockets::operator=(ListeningSockets&& other) noexcept {
  if (this == &other) return *this;
  close();
  m_descriptors = std::exchange(other.m_descriptors, {});
  m_addresses = std::move(other.m_addresses);
  m_port = other.m_port;
  return *this;
}

ListeningSockets::~ListeningSockets() { close(); }

void ListeningSockets::close() {
  for (const int descriptor : m_descriptors) ::close(descriptor);
  m_descriptors.clear();
}

bool isLoopback(const std::string& address) {
  in6_addr v6{};
  if (inet_pton(AF_INET6, address.c_str(), &v6) == 1) return IN6_IS_ADDR_LOOPBACK(&v6) != 0;
  in_addr v4{};
  return inet_pton(AF_INET, address.c_str(), &v4) == 1 && ntohl(v4.s_addr) >> 24 == 127;
}

}  // namespace spanloupe::receive
