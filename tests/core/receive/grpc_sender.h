// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sender of OTLP/gRPC with the real library, on a connection of its own. One thread.
#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace spanloupe::test {

inline constexpr const char* kTraceMethod = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

struct GrpcAnswer {
  grpc::Status status;
  std::string body;
};

class GrpcSender {
 public:
  /// "127.0.0.1:4317".
  explicit GrpcSender(
      const std::string& target,
      const std::shared_ptr<grpc::ChannelCredentials>& credentials = grpc::InsecureChannelCredentials());

  std::string method = kTraceMethod;
  std::vector<std::pair<std::string, std::string>> headers;
  grpc_compression_algorithm compression = GRPC_COMPRESS_NONE;
  std::chrono::milliseconds timeout{60'000};

  /// Waits for the answer.
  [[nodiscard]] GrpcAnswer send(const std::string& body);
  [[nodiscard]] const std::shared_ptr<grpc::Channel>& channel() const { return m_channel; }

 private:
  std::shared_ptr<grpc::Channel> m_channel;
  grpc::GenericStub m_stub;
};

}  // namespace spanloupe::test
