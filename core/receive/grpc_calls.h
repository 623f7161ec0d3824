// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Export calls of one OTLP/gRPC receiver, and what they share. Few messages are read at a time, the other
// calls wait, since gRPC buffers a message whole and does not tell its size before. Slow ones do not count
// among the few while little has come of them, which their connections tell. Bodies that wait for the
// session are counted in bytes; beyond that senders are told to come again. It outlives the server, because
// the session may answer a call that gRPC has given up. Every thread.
#pragma once

#include <grpcpp/generic/async_generic_service.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/receive/passed_connections.h"
#include "core/receive/receiver.h"
#include "core/receive/refusals.h"

namespace spanloupe::receive {

class GrpcCall;

class GrpcCalls : public std::enable_shared_from_this<GrpcCalls> {
 public:
  using Clock = std::chrono::steady_clock;
  /// Under way at a time.
  static constexpr std::size_t kMostCalls = 1'024;
  /// Whose messages are read at a time, besides slow ones.
  static constexpr std::size_t kMostReading = 4;
  /// Of these together no more than half a message of the largest size may have come.
  static constexpr std::size_t kMostSlow = 60;
  /// Of messages that wait for the session, in limits of one message.
  static constexpr std::size_t kMostHeld = 2;

  /// In that time a message that is read has to be whole, or `progress` bytes of it have to come.
  struct Times {
    std::chrono::milliseconds alone{60'000};
    std::chrono::milliseconds whenOthersWait{3'000};
    std::size_t progress = std::size_t{32} << 10;
  };

  GrpcCalls(ReceiverOptions options, TakeRequest take, const Times& times,
            std::shared_ptr<const PassedConnections> connections)
      : m_options(std::move(options)),
        m_take(std::move(take)),
        m_times(times),
        m_connections(std::move(connections)) {}

  /// For gRPC's service.
  [[nodiscard]] grpc::ServerGenericBidiReactor* begin(grpc::GenericCallbackServerContext& context);
  /// Ends calls whose message does not come on, and reads others beside those that are slow. To be called now
  /// and then.
  void look();
  [[nodiscard]] ReceiverCounts counts() const;
  [[nodiscard]] RefusalCounts& refusals() { return m_refusals; }

 private:
  friend class GrpcCall;
  using List = std::list<std::shared_ptr<GrpcCall>>;

  [[nodiscard]] bool isAllowed(const grpc::GenericCallbackServerContext& context) const;
  /// Reads its message, or lets it wait for that.
  void enter(const std::shared_ptr<GrpcCall>& call);
  /// It neither waits nor reads from now on, and others may.
  void leave(GrpcCall& call);
  void readNext();
  // With the mutex.
  void noteProgress(Clock::time_point now);
  void findSlow(Clock::time_point now);
  [[nodiscard]] bool isOverdue(const GrpcCall& call, Clock::time_point now) const;

  [[nodiscard]] bool hold(std::size_t bytes);
  void release(std::size_t bytes) { m_held -= bytes; }

  ReceiverOptions m_options;
  TakeRequest m_take;
  Times m_times;
  std::shared_ptr<const PassedConnections> m_connections;
  RefusalCounts m_refusals;
  std::atomic<std::uint64_t> m_requests{0}, m_bytes{0};
  std::atomic<std::size_t> m_open{0}, m_held{0};

  std::mutex m_mutex;  ///< Guards what follows, and the calls' places in it.
  List m_reading;      ///< The oldest first, as in the other.
  List m_waiting;
  std::size_t m_slow = 0;  ///< Of those that are read.
};

}  // namespace spanloupe::receive
