// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Accepts connections on a thread of its own and looks at their first bytes before a protocol's library gets
// them: HTTP/2, or TLS where that is asked for. So what is neither is counted and told what this port takes,
// silent connections end, and no more are open than memory and descriptors allow. The thread sleeps while
// nothing happens.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/result.h"
#include "core/receive/listen_sockets.h"
#include "core/receive/passed_connections.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

class ConnectionGate {
 public:
  /// Called on the gate's thread.
  struct Callbacks {
    /// A connection to be served, with what has been read of it; the descriptor is handed over.
    std::function<void(int descriptor, std::string_view firstBytes)> pass;
    std::function<void(RefusalReason reason, std::string what)> refuse;
    std::function<void()> look;  ///< Four times a second while a connection is open.
  };
  struct Limits {
    std::size_t connections = 0;                 ///< 0: what the process' descriptors allow, 2 000 at most.
    std::chrono::milliseconds greeting{10'000};  ///< Until the first bytes are there.
  };

  /// Connections are added to `passed` before they are handed over.
  [[nodiscard]] static Result<std::unique_ptr<ConnectionGate>> open(
      ListenSockets sockets, bool isTls, Limits limits, Callbacks callbacks,
      std::shared_ptr<PassedConnections> passed = std::make_shared<PassedConnections>());
  /// Stops.
  ~ConnectionGate();

  /// Any thread.
  [[nodiscard]] std::size_t connections() const { return m_open.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint16_t port() const { return m_port; }
  [[nodiscard]] const std::vector<std::string>& addresses() const { return m_addresses; }
  /// Takes no more, closes the listening sockets and what was not passed yet.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;
  /// A connection that was not passed on: its first bytes are awaited, or its sender is to read our answer.
  struct Waiting {
    std::string bytes;
    Clock::time_point until;
    bool isAnswered = false;
  };

  ConnectionGate(ListenSockets sockets, bool isTls, Limits limits, Callbacks callbacks,
                 std::shared_ptr<PassedConnections> passed);
  void run();
  void handle(int descriptor);
  void accept(int listening);
  bool turnAway(int listening);
  void pause();
  void listenAgain();
  void read(int descriptor, Waiting& waiting);
  void judge(int descriptor, Waiting& waiting);
  void pass(int descriptor, const std::string& firstBytes);
  void answer(int descriptor, Waiting& waiting, std::string_view text);
  void refuse(RefusalReason reason, std::string what) const { m_callbacks.refuse(reason, std::move(what)); }
  void drop(int descriptor);
  void dropOverdue(Clock::time_point now);

  std::uint16_t m_port;
  std::vector<std::string> m_addresses;
  std::vector<ListenSocket> m_sockets;
  bool m_isTls;
  Limits m_limits;
  Callbacks m_callbacks;
  std::shared_ptr<PassedConnections> m_connections;
  int m_epoll = -1, m_wake = -1, m_spare = -1;

  // The gate's thread.
  std::unordered_map<int, Waiting> m_waiting;
  std::unordered_set<int> m_passed;  ///< Our duplicates of descriptors that were handed over.
  bool m_isPaused = false;           ///< Nothing can be accepted for a while.

  std::atomic<std::size_t> m_open{0};
  std::atomic<bool> m_stopping{false};
  std::thread m_thread;
};

}  // namespace spanloupe::receive
