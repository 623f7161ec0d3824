// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Listening TCP sockets on several addresses and one port. Never shared with another program: SO_REUSEPORT is
// off, so a port that somebody listens on is taken. One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace spanloupe::receive {

class ListeningSockets {
 public:
  /// Of ReceiverOptions: none means 127.0.0.1, and ::1 where there is one. Port 0: one that is free on all.
  /// The first address decides: Busy when its port is taken, for half of "localhost" would be another
  /// program. Further ones that cannot be had are left out of addresses().
  [[nodiscard]] static Result<ListeningSockets> listen(std::vector<std::string> addresses,
                                                       std::uint16_t port);
  ListeningSockets(ListeningSockets&& other) noexcept;
  ListeningSockets& operator=(ListeningSockets&& other) noexcept;
  ~ListeningSockets();

  [[nodiscard]] const std::vector<int>& descriptors() const { return m_descriptors; }
  [[nodiscard]] const std::vector<std::string>& addresses() const { return m_addresses; }
  [[nodiscard]] std::uint16_t port() const { return m_port; }
  void close();

 private:
  ListeningSockets() = default;

  std::vector<int> m_descriptors;
  std::vector<std::string> m_addresses;
  std::uint16_t m_port = 0;
};

/// 127.0.0.0/8 and ::1.
[[nodiscard]] bool isLoopback(const std::string& address);

}  // namespace spanloupe::receive
