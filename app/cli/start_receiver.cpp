// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/otlp_grpc_receiver.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {
namespace {

class GrpcEndpoint final : public Receiver {
 public:
  explicit GrpcEndpoint(std::unique_ptr<OtlpGrpcReceiver> receiver) : m_receiver(std::move(receiver)) {}
  [[nodiscard]] std::uint16_t port() const override { return m_receiver->port(); }
  [[nodiscard]] std::vector<std::string> addresses() const override { return {"127.0.0.1"}; }
  [[nodiscard]] ReceiverCounts counts() const override { return {}; }
  [[nodiscard]] std::vector<Refusal> refusals() const override { return {}; }
  void setAllowedOrigins(std::vector<std::string>) override {}
  void stop() override { m_receiver->stop(); }

 private:
  std::unique_ptr<OtlpGrpcReceiver> m_receiver;
};

}  // namespace

Result<std::unique_ptr<Receiver>> startReceiver(const ReceiverOptions& options, TakeRequest take) {
  if (options.protocol != Protocol::OtlpGrpc)
    return fail(ErrorKind::Unsupported, "only OTLP/gRPC can be received");
  auto receiver =
      OtlpGrpcReceiver::start({options.port, options.messageLimit, options.source}, std::move(take));
  if (!receiver) return tl::unexpected(receiver.error());
  return std::make_unique<GrpcEndpoint>(std::move(*receiver));
}

}  // namespace spanloupe::receive
