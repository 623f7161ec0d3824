// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/forward/grpc_endpoint.h"

#include <utility>

namespace spanloupe::test {
namespace {

class Call final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Call(GrpcEndpoint& endpoint) : m_endpoint(endpoint) { StartRead(&m_message); }
  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    std::string bytes;
    std::vector<grpc::Slice> slices;
    if (m_message.Dump(&slices).ok())
      for (const grpc::Slice& slice : slices)
        bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    const grpc::Status status = m_endpoint.take(std::move(bytes));
    if (!status.ok()) return Finish(status);
    const grpc::Slice empty(std::string{});
    m_answer = grpc::ByteBuffer(&empty, 1);
    StartWriteAndFinish(&m_answer, {}, status);
  }
  void OnDone() override { delete this; }

 private:
  GrpcEndpoint& m_endpoint;
  grpc::ByteBuffer m_message, m_answer;
};

class Service final : public grpc::CallbackGenericService {
 public:
  explicit Service(GrpcEndpoint& endpoint) : m_endpoint(endpoint) {}
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext*) override {
    return new Call(m_endpoint);
  }

 private:
  GrpcEndpoint& m_endpoint;
};

}  // namespace

GrpcEndpoint::GrpcEndpoint() : m_service(std::make_unique<Service>(*this)) {
  grpc::ServerBuilder builder;
  builder.RegisterCallbackGenericService(m_service.get());
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &m_port);
  m_server = builder.BuildAndStart();
}

GrpcEndpoint::~GrpcEndpoint() {
  m_server->Shutdown();
  m_server->Wait();
}

void GrpcEndpoint::answerNext(const grpc::Status& status) {
  const std::lock_guard lock(m_mutex);
  m_answers.push_back(status);
}

std::vector<std::string> GrpcEndpoint::taken() const {
  const std::lock_guard lock(m_mutex);
  return m_taken;
}

grpc::Status GrpcEndpoint::take(std::string message) {
  const std::lock_guard lock(m_mutex);
  if (!m_answers.empty()) {
    const grpc::Status status = m_answers.front();
    m_answers.pop_front();
    return status;
  }
  m_taken.push_back(std::move(message));
  return grpc::Status::OK;
}

}  // namespace spanloupe::test
