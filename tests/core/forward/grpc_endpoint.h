// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A gRPC server on 127.0.0.1 as programs make it, so with gRPC's own limit of a message, that keeps what it
// gets and answers as a test tells it to. Its functions are for any thread.
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace spanloupe::test {

class GrpcEndpoint {
 public:
  GrpcEndpoint();
  ~GrpcEndpoint();
  GrpcEndpoint(const GrpcEndpoint&) = delete;
  GrpcEndpoint& operator=(const GrpcEndpoint&) = delete;

  [[nodiscard]] std::string url() const { return "grpc://127.0.0.1:" + std::to_string(m_port); }
  /// For the next message; later ones are taken.
  void answerNext(const grpc::Status& status);
  /// Those that were answered with OK.
  [[nodiscard]] std::vector<std::string> taken() const;

  /// What to answer; on gRPC's threads.
  [[nodiscard]] grpc::Status take(std::string message);

 private:
  int m_port = 0;
  mutable std::mutex m_mutex;  ///< Guards what follows.
  std::deque<grpc::Status> m_answers;
  std::vector<std::string> m_taken;

  std::unique_ptr<grpc::CallbackGenericService> m_service;
  std::unique_ptr<grpc::Server> m_server;
};

}  // namespace spanloupe::test
