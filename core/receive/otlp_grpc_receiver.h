// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP/gRPC: the Export calls of traces, logs and metrics, on the loopback addresses. Messages come in as raw
// bytes and go to the decoder that reads files. Runs on gRPC's own threads; all functions of one receiver on
// one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

struct GrpcOptions {
  std::uint16_t port = 4317;                           ///< 0: any that is free.
  std::size_t messageLimit = std::size_t{64} << 20;    ///< Before and after inflating.
  std::int64_t source = 0;                             ///< That its spans are filed under.
};

class OtlpGrpcReceiver {
 public:
  /// Listens on 127.0.0.1, and on ::1 where there is one. Busy when the port is taken.
  [[nodiscard]] static Result<std::unique_ptr<OtlpGrpcReceiver>> start(const GrpcOptions& options,
                                                                       TakeRequest take);
  ~OtlpGrpcReceiver();

  [[nodiscard]] std::uint16_t port() const;
  /// Takes no new calls, and waits until those under way are answered, for two seconds at most.
  void stop();

 private:
  struct Impl;
  explicit OtlpGrpcReceiver(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace spanloupe::receive
