// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sockets that listen for TCP connections, all on one port. One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/receive/socket_handle.h"

namespace spanloupe::receive {

struct ListenSocket {
  SocketHandle handle;  ///< Does not block.
  std::string address;  ///< Numeric.
};

struct ListenSockets {
  std::vector<ListenSocket> sockets;
  std::uint16_t port = 0;
};

/// Without addresses: 127.0.0.1, and ::1 if that can be had. Busy when the port is taken on 127.0.0.1 or on
/// any address that was asked for: half an endpoint would lose what senders send to the other half.
/// `port` 0: any that is free on all of them.
[[nodiscard]] Result<ListenSockets> listenOn(const std::vector<std::string>& addresses, std::uint16_t port);

}  // namespace spanloupe::receive
