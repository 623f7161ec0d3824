// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP/gRPC: the Export calls of traces, logs and metrics. Messages come in as raw bytes and go to the
// decoder that reads files; headers are looked at for the token and kept nowhere. Connections come through a
// ConnectionGate, calls are GrpcCalls, on threads of gRPC's own. Threads as receiver.h says.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/receive/grpc_calls.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

class OtlpGrpcReceiver final : public Receiver {
 public:
  /// Of slow and of many senders.
  struct Limits {
    std::size_t connections = 0;                 ///< 0: what the process' descriptors allow.
    std::chrono::milliseconds greeting{10'000};  ///< From the connection to its first bytes.
    GrpcCalls::Times message;
  };

  [[nodiscard]] static Result<std::unique_ptr<OtlpGrpcReceiver>> start(const ReceiverOptions& options,
                                                                       TakeRequest take,
                                                                       const Limits& limits);
  [[nodiscard]] static Result<std::unique_ptr<OtlpGrpcReceiver>> start(const ReceiverOptions& options,
                                                                       TakeRequest take) {
    return start(options, std::move(take), Limits());
  }
  ~OtlpGrpcReceiver() override;

  [[nodiscard]] std::uint16_t port() const override;
  [[nodiscard]] std::vector<std::string> addresses() const override;
  [[nodiscard]] ReceiverCounts counts() const override;
  [[nodiscard]] std::vector<Refusal> refusals() const override;
  void setAllowedOrigins(std::vector<std::string>) override {}
  void stop() override;

 private:
  struct Impl;
  explicit OtlpGrpcReceiver(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace spanloupe::receive
