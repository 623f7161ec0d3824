// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses that this machine has, and which of those that somebody asked for an endpoint can listen on.
// ownAddresses() asks the system, quickly but not for the thread of a window; the others are pure.
#pragma once

#include <string>
#include <vector>

namespace spanloupe::receive {

struct OwnAddress {
  std::string address;    ///< Numeric.
  std::string interface;  ///< "eth0", "docker0".
};

/// Of interfaces that are up, loopback included; without those of IPv6 that need the name of an interface.
[[nodiscard]] std::vector<OwnAddress> ownAddresses();

[[nodiscard]] bool isNumericAddress(const std::string& address);
[[nodiscard]] bool isLoopbackAddress(const std::string& address);
/// 0.0.0.0 or ::, every address of this machine.
[[nodiscard]] bool isEveryAddress(const std::string& address);

/// Where containers of Docker or Podman reach this machine; empty when there is no such bridge.
[[nodiscard]] std::string containerBridge(const std::vector<OwnAddress>& own);

struct Opening {
  std::vector<std::string> addresses;  ///< For ReceiverOptions; empty: loopback only, as usual.
  std::vector<std::string> absent;     ///< Wished for, but none of this machine now.
};
/// `wished` and loopback, none of them twice: programs on this machine send as they did before.
[[nodiscard]] Opening openingFor(const std::vector<std::string>& wished, const std::vector<OwnAddress>& own);

}  // namespace spanloupe::receive
