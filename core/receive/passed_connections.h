// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How much has come on the connections that were handed over to gRPC, which tells us of a message only when
// it is whole. Every thread.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace spanloupe::receive {

class PassedConnections {
 public:
  /// The descriptor must stay open until it is removed.
  void add(int descriptor);
  void remove(int descriptor);
  /// Bytes since it was accepted. `peer` = as gRPC names it; 0 for one that is not here.
  [[nodiscard]] std::uint64_t received(const std::string& peer) const;

 private:
  mutable std::mutex m_mutex;  ///< Guards what follows.
  std::unordered_map<std::string, int> m_descriptors;
  std::unordered_map<int, std::string> m_peers;
};

}  // namespace spanloupe::receive
