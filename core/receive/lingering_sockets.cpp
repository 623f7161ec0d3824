// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/lingering_sockets.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace spanloupe::receive {

void LingeringSockets::add(SocketHandle handle, Time now) {
  ::shutdown(handle.fd(), SHUT_WR);
  if (m_sockets.size() == kMost) m_sockets.pop_front();
  m_sockets.push_back({std::move(handle), now, 0});
}

void LingeringSockets::read(int fd) {
  const auto at = std::find_if(m_sockets.begin(), m_sockets.end(),
                               [fd](const Lingering& one) { return one.handle.fd() == fd; });
  if (at == m_sockets.end()) return;
  std::array<char, std::size_t{64} << 10> dropped;
  const ssize_t size = ::recv(fd, dropped.data(), dropped.size(), MSG_DONTWAIT);
  if (size > 0) at->bytes += static_cast<std::uint64_t>(size);
  const bool waits = size < 0 && (errno == EAGAIN || errno == EINTR);
  if ((size <= 0 && !waits) || at->bytes > kMostBytes) m_sockets.erase(at);
}

void LingeringSockets::closeOverdue(Time now) {
  while (!m_sockets.empty() && now - m_sockets.front().since > kTime) m_sockets.pop_front();
}

}  // namespace spanloupe::receive
