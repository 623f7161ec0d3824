// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>

#include "core/forward/otlp_client.h"

namespace spanloupe::forward {
namespace {

/// What is read of an answer; the specification of OTLP recommends 4 MiB.
constexpr int kLargestAnswer = 4 << 20;

const char* methodOf(Signal signal) {
  switch (signal) {
    case Signal::Traces: return "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    case Signal::Logs: return "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    case Signal::Metrics: break;
  }
  return "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
}

std::string bytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Valid() || !buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices)
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

class GrpcClient final : public OtlpClient {
 public:
  GrpcClient(ExportTarget target, const std::shared_ptr<grpc::ChannelCredentials>& credentials)
      : m_target(std::move(target)) {
    grpc::ChannelArguments arguments;
    // Clients do not share a connection, and a reconnect is tried when we send, not when gRPC's own back-off
    // of up to two minutes has passed.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 100);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
    arguments.SetMaxReceiveMessageSize(kLargestAnswer);
    if (m_target.isLoopback()) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    m_channel = grpc::CreateCustomChannel(m_target.authority(), credentials, arguments);
    m_stub = std::make_unique<grpc::GenericStub>(m_channel);
  }

  ExportReply send(const ExportRequest& request, std::chrono::milliseconds within,
                   const std::stop_token& stop) override {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + within);
    for (const auto& [name, value] : m_target.headers) context.AddMetadata(name, value);
    const grpc::Slice slice(request.body.data(), request.body.size());
    const grpc::ByteBuffer message(&slice, 1);
    grpc::ByteBuffer answer;
    grpc::Status status;
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    m_stub->UnaryCall(&context, methodOf(request.signal), {}, &message, &answer, [&](grpc::Status result) {
      const std::lock_guard lock(mutex);
      status = std::move(result);
      done = true;
      changed.notify_one();
    });
    {
      const std::stop_callback cancel(stop, [&context] { context.TryCancel(); });
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return done; });
    }
    ExportReply reply =
        replyOfGrpc(status.error_code(), status.error_message(), status.error_details(), bytesOf(answer));
    // gRPC makes up these codes when there was no connection to get an answer from.
    const bool answered = !context.GetServerInitialMetadata().empty() || !status.error_details().empty();
    if (reply.outcome == ExportReply::Outcome::Again && !answered &&
        m_channel->GetState(false) != GRPC_CHANNEL_READY)
      reply.outcome = ExportReply::Outcome::Unreachable;
    return reply;
  }

 private:
  ExportTarget m_target;
  std::shared_ptr<grpc::Channel> m_channel;
  std::unique_ptr<grpc::GenericStub> m_stub;
};

}  // namespace

Result<std::unique_ptr<OtlpClient>> makeGrpcClient(const ExportTarget& target) {
  if (!target.tls) return std::make_unique<GrpcClient>(target, grpc::InsecureChannelCredentials());
  grpc::SslCredentialsOptions options;
  if (!target.certificateAuthorities.empty()) {
    std::ifstream file(target.certificateAuthorities, std::ios::binary);
    options.pem_root_certs.assign(std::istreambuf_iterator<char>(file), {});
    if (!file || options.pem_root_certs.empty())
      return fail(ErrorKind::Io, "the certificates cannot be read", target.certificateAuthorities);
  }
  return std::make_unique<GrpcClient>(target, grpc::SslCredentials(options));
}

}  // namespace spanloupe::forward
