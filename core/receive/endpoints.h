// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints of this process: what is wished for, the receivers that listen, and what keeps the others
// from it. One thread at a time, and not that of a window, since stopping takes up to two seconds; snapshot()
// from any thread at any time. A request that was acknowledged is committed, so nothing is lost by stopping,
// moving or restarting while senders send.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/receive/endpoint_state.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

class Endpoints {
 public:
  /// OTLP/gRPC on 4317 and OTLP/HTTP on 4318, loopback only.
  [[nodiscard]] static std::vector<ReceiverOptions> usual();

  /// Nothing listens yet. `take` must work until this is destroyed.
  Endpoints(std::vector<ReceiverOptions> wished, TakeRequest take);
  /// Stops all.
  ~Endpoints();

  [[nodiscard]] std::size_t size() const { return m_endpoints.size(); }
  /// In the order of what was wished for.
  [[nodiscard]] std::vector<EndpointState> snapshot() const;
  /// As it listens, or is to: with the port in use where any free one was wished for.
  [[nodiscard]] ReceiverOptions options(std::size_t endpoint) const;

  /// What went wrong is in the state too, with who holds the port and which one is free.
  Result<void> start(std::size_t endpoint);
  void startAll();
  void stop(std::size_t endpoint);
  void stopAll();
  /// Listens on the other port before it leaves this one; stays where it is when that fails.
  Result<void> move(std::size_t endpoint, std::uint16_t port);
  /// With other options, which it keeps (but for origins, which are those below), or the same.
  Result<void> restart(std::size_t endpoint, ReceiverOptions options);
  Result<void> restart(std::size_t endpoint) { return restart(endpoint, options(endpoint)); }
  /// What an endpoint that does not listen is started with next.
  void setOptions(std::size_t endpoint, ReceiverOptions options);

  /// Of web pages that may send, for every endpoint and from now on.
  void setAllowedOrigins(const std::vector<std::string>& origins);
  void allowOrigin(const std::string& origin);
  [[nodiscard]] std::vector<std::string> allowedOrigins() const;

  /// Over a connection, as a program would. The id of the trace.
  [[nodiscard]] Result<TraceId> sendTestTrace(std::size_t endpoint) const;

 private:
  struct Endpoint {
    ReceiverOptions wished;
    EndpointState state;  ///< Counts and refusals are those of the receiver while it listens.
    std::unique_ptr<Receiver> receiver;
  };

  [[nodiscard]] EndpointState stateOf(const ReceiverOptions& options) const;
  [[nodiscard]] EndpointState failureOf(const ReceiverOptions& options, const Error& error) const;
  void listen(std::size_t endpoint, const ReceiverOptions& options, std::unique_ptr<Receiver> receiver);

  TakeRequest m_take;
  mutable std::mutex m_mutex;  ///< Guards what follows, between the one thread and snapshot().
  std::vector<Endpoint> m_endpoints;
  std::vector<std::string> m_origins;
};

}  // namespace spanloupe::receive
