// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/passed_connections.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

#include "core/receive/tcp_progress.h"

namespace spanloupe::receive {
namespace {

/// "ipv4:127.0.0.1:80", "ipv6:%5B::1%5D:80".
std::string nameOfPeer(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    ::inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
    return "ipv4:" + std::string(text.data()) + ":" + std::to_string(ntohs(four.sin_port));
  }
  if (address.ss_family != AF_INET6) return {};
  sockaddr_in6 six{};
  std::memcpy(&six, &address, sizeof six);
  ::inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
  return "ipv6:%5B" + std::string(text.data()) + "%5D:" + std::to_string(ntohs(six.sin6_port));
}

}  // namespace

void PassedConnections::add(int descriptor) {
  std::string peer = nameOfPeer(descriptor);
  if (peer.empty()) return;  // It has ended already.
  const std::lock_guard lock(m_mutex);
  m_descriptors[peer] = descriptor;
  m_peers[descriptor] = std::move(peer);
}

void PassedConnections::remove(int descriptor) {
  const std::lock_guard lock(m_mutex);
  const auto peer = m_peers.find(descriptor);
  if (peer == m_peers.end()) return;
  // A new connection may have the same peer as one whose end is not seen yet.
  const auto found = m_descriptors.find(peer->second);
  if (found != m_descriptors.end() && found->second == descriptor) m_descriptors.erase(found);
  m_peers.erase(peer);
}

std::uint64_t PassedConnections::received(const std::string& peer) const {
  const std::lock_guard lock(m_mutex);
  const auto found = m_descriptors.find(peer);
  return found == m_descriptors.end() ? 0 : bytesReceived(found->second);
}

}  // namespace spanloupe::receive
