// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/receive/grpc_sender.h"

#include <future>

namespace spanloupe::test {
namespace {

std::shared_ptr<grpc::Channel> connect(const std::string& target,
                                       const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  grpc::ChannelArguments arguments;
  // Else senders to one target would share a connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc::CreateCustomChannel(target, credentials, arguments);
}

}  // namespace

GrpcSender::GrpcSender(const std::string& target,
                       const std::shared_ptr<grpc::ChannelCredentials>& credentials)
    : m_channel(connect(target, credentials)), m_stub(m_channel) {}

GrpcAnswer GrpcSender::send(const std::string& body) {
  grpc::ClientContext context;
  for (const auto& [name, value] : headers) context.AddMetadata(name, value);
  context.set_deadline(std::chrono::system_clock::now() + timeout);
  if (compression != GRPC_COMPRESS_NONE) context.set_compression_algorithm(compression);
  const grpc::Slice slice(body);
  grpc::ByteBuffer out;
  const grpc::ByteBuffer in(&slice, 1);
  std::promise<grpc::Status> done;
  m_stub.UnaryCall(&context, method, {}, &in, &out,
                   [&](grpc::Status status) { done.set_value(std::move(status)); });
  GrpcAnswer answer{done.get_future().get(), {}};
  std::vector<grpc::Slice> slices;
  if (answer.status.ok() && out.Valid() && out.Dump(&slices).ok())
    for (const grpc::Slice& part : slices)
      answer.body.append(reinterpret_cast<const char*>(part.begin()), part.size());
  return answer;
}

}  // namespace spanloupe::test
