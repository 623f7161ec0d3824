// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/otlp_grpc_receiver.h"

#include <grpc/support/log.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>

#include <algorithm>
#include <cstdlib>

#include "core/receive/connection_gate.h"
#include "core/receive/pem_files.h"

namespace spanloupe::receive {
namespace {

constexpr std::chrono::seconds kGrace{2};
/// Of what gRPC has read, in limits of one message. It looks at the size of a message when that is whole, and
/// beyond this drops calls; so it has to be more than what is read at a time.
constexpr std::size_t kMostRead = GrpcCalls::kMostReading + 2;
/// Under a lower limit its own buffers alone would be too much for it.
constexpr std::size_t kLeastRead = std::size_t{4} << 20;
constexpr int kStreamsOfAConnection = 128;
constexpr int kMillisecond = 1, kSecond = 1'000 * kMillisecond, kMinute = 60 * kSecond;

class Service final : public grpc::CallbackGenericService {
 public:
  explicit Service(std::shared_ptr<GrpcCalls> calls) : m_calls(std::move(calls)) {}
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
    return m_calls->begin(*context);
  }

 private:
  std::shared_ptr<GrpcCalls> m_calls;
};

/// gRPC writes what clients do wrong to standard error, which is the terminal of the person.
void silenceOnce() {
  static const bool done = [] {
    if (std::getenv("GRPC_VERBOSITY") == nullptr) gpr_set_log_function([](gpr_log_func_args*) {});
    return true;
  }();
  static_cast<void>(done);
}

Result<std::shared_ptr<grpc::ServerCredentials>> credentialsOf(const ReceiverOptions& options) {
  const auto pem = readPemFiles(options.certificateFile, options.keyFile);
  if (!pem) return tl::unexpected<Error>(pem.error());
  if (!*pem) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions ssl;
  ssl.pem_key_cert_pairs.push_back({(*pem)->key, (*pem)->certificate});
  return grpc::SslServerCredentials(ssl);
}

void setLimits(grpc::ServerBuilder& builder, std::size_t messageLimit) {
  // Ours, which can be counted and explained, and hold while inflating: GrpcCalls.
  builder.SetMaxReceiveMessageSize(-1);
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  grpc::ResourceQuota quota("receiver");
  quota.Resize(kMostRead * std::max(messageLimit, kLeastRead));
  builder.SetResourceQuota(quota);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsOfAConnection);
  // It grows the windows of all streams, so that calls which wait to be read fill memory; and its pings take
  // more time than they win on this machine (1 KiB requests: 6 000/s with them, 14 000/s without).
  builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 32 << 10);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, 10 * kSecond);
  // Senders connect again by themselves when they have something to send.
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, 5 * kMinute);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kMinute);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20 * kSecond);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  // Senders that look more often than every five minutes would be thrown out.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5 * kSecond);
  builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 0);
}

}  // namespace

struct OtlpGrpcReceiver::Impl {
  std::shared_ptr<GrpcCalls> calls;
  std::unique_ptr<Service> service;
  std::unique_ptr<grpc::Server> server;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor;
  std::unique_ptr<ConnectionGate> gate;
};

OtlpGrpcReceiver::OtlpGrpcReceiver(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
OtlpGrpcReceiver::~OtlpGrpcReceiver() { stop(); }

Result<std::unique_ptr<OtlpGrpcReceiver>> OtlpGrpcReceiver::start(const ReceiverOptions& options,
                                                                  TakeRequest take, const Limits& limits) {
  silenceOnce();
  auto sockets = listenOn(options.addresses, options.port);
  if (!sockets) return tl::unexpected<Error>(std::move(sockets.error()));
  const auto credentials = credentialsOf(options);
  if (!credentials) return tl::unexpected<Error>(credentials.error());

  auto impl = std::make_unique<Impl>();
  const auto passed = std::make_shared<PassedConnections>();
  impl->calls = std::make_shared<GrpcCalls>(options, std::move(take), limits.message, passed);
  impl->service = std::make_unique<Service>(impl->calls);
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  builder.RegisterCallbackGenericService(impl->service.get());
  setLimits(builder, options.messageLimit);
  impl->acceptor = builder.experimental().AddExternalConnectionAcceptor(
      grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD, *credentials);
  impl->server = builder.BuildAndStart();
  if (!impl->server)
    return options.certificateFile.empty()
               ? fail(ErrorKind::Io, "gRPC cannot start a server")
               : fail(ErrorKind::InvalidArgument, "the certificate and the key cannot be used together",
                      options.certificateFile);

  ConnectionGate::Callbacks callbacks;
  callbacks.pass = [acceptor = impl->acceptor.get()](int descriptor, std::string_view bytes) {
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters connection;
    const grpc::Slice slice(bytes.data(), bytes.size());
    connection.fd = descriptor;
    connection.read_buffer = grpc::ByteBuffer(&slice, 1);
    acceptor->HandleNewConnection(&connection);
  };
  callbacks.refuse = [calls = impl->calls](RefusalReason reason, std::string what) {
    calls->refusals().count(reason, std::move(what));
  };
  callbacks.look = [calls = impl->calls] { calls->look(); };
  auto gate = ConnectionGate::open(std::move(*sockets), !options.certificateFile.empty(),
                                   {limits.connections, limits.greeting}, std::move(callbacks), passed);
  if (!gate) {
    impl->server->Shutdown();
    return tl::unexpected<Error>(std::move(gate.error()));
  }
  impl->gate = std::move(*gate);
  return std::unique_ptr<OtlpGrpcReceiver>(new OtlpGrpcReceiver(std::move(impl)));
}

std::uint16_t OtlpGrpcReceiver::port() const { return m_impl->gate->port(); }

std::vector<std::string> OtlpGrpcReceiver::addresses() const { return m_impl->gate->addresses(); }

ReceiverCounts OtlpGrpcReceiver::counts() const {
  ReceiverCounts counts = m_impl->calls->counts();
  counts.connections = m_impl->gate->connections();
  return counts;
}

std::vector<Refusal> OtlpGrpcReceiver::refusals() const { return m_impl->calls->refusals().all(); }

void OtlpGrpcReceiver::stop() {
  if (!m_impl->server) return;
  m_impl->gate->stop();
  m_impl->server->Shutdown(std::chrono::system_clock::now() + kGrace);
  m_impl->server->Wait();
  m_impl->server.reset();
}

}  // namespace spanloupe::receive
