// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/otlp_grpc_receiver.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <chrono>

#include "core/formats/registry.h"
#include "core/receive/body_encoding.h"
#include "core/receive/export_answer.h"

namespace spanloupe::receive {
namespace {

constexpr std::chrono::seconds kGrace{2};

std::string bytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  bytes.reserve(buffer.Length());
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices)
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

grpc::ByteBuffer bufferOf(const std::string& bytes) {
  // Even an empty message needs a slice.
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

grpc::Status statusOf(const ingest::Receipt& receipt) {
  using Outcome = ingest::Receipt::Outcome;
  switch (receipt.outcome) {
    case Outcome::Stored: return grpc::Status::OK;
    case Outcome::Invalid: return {grpc::StatusCode::INVALID_ARGUMENT, receipt.message};
    case Outcome::Full:
    case Outcome::Failed:
    case Outcome::Stopping: break;
  }
  return {grpc::StatusCode::UNAVAILABLE, receipt.message,
          rpcStatus(grpc::StatusCode::UNAVAILABLE, receipt.message, true, AnswerFormat::Protobuf)};
}

/// One call: deletes itself when gRPC is done with it.
class Call final : public grpc::ServerGenericBidiReactor {
 public:
  Call(const GrpcOptions& options, const TakeRequest& take, Signal signal)
      : m_options(options), m_take(take), m_signal(signal) {
    StartRead(&m_message);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish({grpc::StatusCode::INVALID_ARGUMENT, "the call had no message"});
    std::string body = bytesOf(m_message);
    m_message.Clear();
    if (const BodyEncoding encoding = sniffEncoding(body); encoding != BodyEncoding::Identity) {
      auto inflated = inflateBody(body, encoding, m_options.messageLimit);
      if (!inflated)
        return Finish({inflated.error().kind == ErrorKind::TooLarge ? grpc::StatusCode::RESOURCE_EXHAUSTED
                                                                    : grpc::StatusCode::INVALID_ARGUMENT,
                       inflated.error().message});
      body = std::move(*inflated);
    }
    m_take({m_options.source, formats::formatNamed("otlp-proto"), std::move(body)},
           [this](const ingest::Receipt& receipt) { answer(receipt); });
  }
  void OnDone() override { delete this; }

 private:
  void answer(const ingest::Receipt& receipt) {
    const grpc::Status status = statusOf(receipt);
    if (!status.ok()) return Finish(status);
    m_message = bufferOf(exportResponse(m_signal, receipt, AnswerFormat::Protobuf));
    StartWriteAndFinish(&m_message, {}, status);
  }

  const GrpcOptions& m_options;
  const TakeRequest& m_take;
  Signal m_signal;
  grpc::ByteBuffer m_message;
};

/// For calls that are none of OTLP's.
class Refusal final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Refusal(const std::string& method) {
    Finish({grpc::StatusCode::UNIMPLEMENTED,
            "Spanloupe takes OTLP traces, logs and metrics here, not " + method.substr(0, 200)});
  }
  void OnDone() override { delete this; }
};

class Service final : public grpc::CallbackGenericService {
 public:
  Service(const GrpcOptions& options, TakeRequest take) : m_options(options), m_take(std::move(take)) {}

  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
    const auto signal = signalOfMethod(context->method());
    if (!signal) return new Refusal(context->method());
    return new Call(m_options, m_take, *signal);
  }

 private:
  GrpcOptions m_options;
  TakeRequest m_take;
};

}  // namespace

struct OtlpGrpcReceiver::Impl {
  std::unique_ptr<Service> service;
  std::unique_ptr<grpc::Server> server;
  int port = 0;
};

OtlpGrpcReceiver::OtlpGrpcReceiver(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
OtlpGrpcReceiver::~OtlpGrpcReceiver() { stop(); }

Result<std::unique_ptr<OtlpGrpcReceiver>> OtlpGrpcReceiver::start(const GrpcOptions& options,
                                                                  TakeRequest take) {
  grpc::EnableDefaultHealthCheckService(true);
  auto impl = std::make_unique<Impl>();
  impl->service = std::make_unique<Service>(options, std::move(take));
  grpc::ServerBuilder builder;
  builder.RegisterCallbackGenericService(impl->service.get());
  builder.SetMaxReceiveMessageSize(static_cast<int>(options.messageLimit));
  // Else a second server would silently share the port, and gRPC would inflate before it looks at the limit.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  builder.AddListeningPort("127.0.0.1:" + std::to_string(options.port), grpc::InsecureServerCredentials(),
                           &impl->port);
  impl->server = builder.BuildAndStart();
  if (!impl->server || impl->port == 0)
    return fail(ErrorKind::Busy, "port " + std::to_string(options.port) + " is taken by another program");
  return std::unique_ptr<OtlpGrpcReceiver>(new OtlpGrpcReceiver(std::move(impl)));
}

std::uint16_t OtlpGrpcReceiver::port() const { return static_cast<std::uint16_t>(m_impl->port); }

void OtlpGrpcReceiver::stop() {
  if (!m_impl->server) return;
  m_impl->server->Shutdown(std::chrono::system_clock::now() + kGrace);
  m_impl->server->Wait();
  m_impl->server.reset();
}

}  // namespace spanloupe::receive
