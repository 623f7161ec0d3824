// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that were answered before all that their peer sends was read. Closing one at once would make
// the kernel throw away the answer together with the unread bytes; so they are read, and what comes is
// dropped, until the peer closes or some time has passed. A bounded number; the receiver's thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

#include "core/receive/socket_handle.h"

namespace spanloupe::receive {

class LingeringSockets {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::size_t kMost = 64;
  static constexpr std::chrono::milliseconds kTime{3'000};
  static constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;

  /// Sends the end of the stream. The oldest makes room.
  void add(SocketHandle handle, Time now);
  /// Reads what has come; forgets those that have ended.
  void read(int fd);
  void closeOverdue(Time now);
  [[nodiscard]] bool isEmpty() const { return m_sockets.empty(); }

 private:
  struct Lingering {
    SocketHandle handle;
    Time since;
    std::uint64_t bytes = 0;
  };
  std::deque<Lingering> m_sockets;  ///< Oldest first.
};

}  // namespace spanloupe::receive
