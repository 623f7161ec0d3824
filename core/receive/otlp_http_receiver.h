// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP/HTTP: POST of traces, logs and metrics as protobuf or JSON, HTTP/1.1 with or without TLS. Bodies go to
// the decoders that read files. Has threads of its own; its functions are for any one thread at a time,
// counts() and refusals() for every thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/receive/http_endpoint.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

class HttpLoop;

class OtlpHttpReceiver final : public Receiver {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Receiver>> start(const ReceiverOptions& options,
                                                               TakeRequest take,
                                                               const HttpLimits& limits = {});
  ~OtlpHttpReceiver() override;

  [[nodiscard]] std::uint16_t port() const override { return m_port; }
  [[nodiscard]] std::vector<std::string> addresses() const override {
    return m_endpoint.rules.access.addresses;
  }
  [[nodiscard]] ReceiverCounts counts() const override;
  [[nodiscard]] std::vector<Refusal> refusals() const override { return m_endpoint.refusals.all(); }
  void setAllowedOrigins(std::vector<std::string> origins) override {
    m_endpoint.origins.set(std::move(origins));
  }
  void stop() override;

 private:
  OtlpHttpReceiver(const ReceiverOptions& options, TakeRequest take, const HttpLimits& limits);

  HttpEndpoint m_endpoint;
  std::uint16_t m_port = 0;
  std::unique_ptr<HttpLoop> m_loop;
};

}  // namespace spanloupe::receive
