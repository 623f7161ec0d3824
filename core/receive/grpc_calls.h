// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Export calls of one OTLP/gRPC receiver: what they share, and how each is answered. Bodies that wait for
// the session are counted in bytes, calls in number; beyond either, senders are told to come again. It
// outlives the server, because the session may answer a call that gRPC has given up. Every thread.
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

#include "core/receive/receiver.h"
#include "core/receive/refusals.h"

namespace spanloupe::receive {

class GrpcCall;

class GrpcCalls : public std::enable_shared_from_this<GrpcCalls> {
 public:
  using Clock = std::chrono::steady_clock;
  /// Under way at a time.
  static constexpr std::size_t kMostCalls = 1'024;
  /// Of messages that wait for the session, in limits of one message.
  static constexpr std::size_t kMostHeld = 4;

  GrpcCalls(ReceiverOptions options, TakeRequest take, std::chrono::milliseconds messageTime)
      : m_options(std::move(options)), m_take(std::move(take)), m_messageTime(messageTime) {}

  /// For gRPC's service.
  [[nodiscard]] grpc::ServerGenericBidiReactor* begin(grpc::GenericCallbackServerContext& context);
  /// Ends calls whose message did not come whole in its time.
  void endSlow();
  [[nodiscard]] ReceiverCounts counts() const;
  [[nodiscard]] RefusalCounts& refusals() { return m_refusals; }

 private:
  friend class GrpcCall;
  using Reading = std::list<std::weak_ptr<GrpcCall>>;

  [[nodiscard]] bool isAllowed(const grpc::GenericCallbackServerContext& context) const;
  [[nodiscard]] bool hold(std::size_t bytes);
  void release(std::size_t bytes) { m_held -= bytes; }

  ReceiverOptions m_options;
  TakeRequest m_take;
  std::chrono::milliseconds m_messageTime;
  RefusalCounts m_refusals;
  std::atomic<std::uint64_t> m_requests{0}, m_bytes{0};
  std::atomic<std::size_t> m_open{0}, m_held{0};

  std::mutex m_mutex;  ///< Guards what follows.
  Reading m_reading;   ///< Calls whose message is awaited, the oldest first.
};

}  // namespace spanloupe::receive
