// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/otlp_http_receiver.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "core/receive/connection_share.h"
#include "core/receive/http_loop.h"

namespace spanloupe::receive {
namespace {

/// A certificate file may hold a chain; more than this it is something else.
constexpr std::size_t kMaxPem = std::size_t{1} << 20;

Result<std::string> readPem(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
  if (!file) return tl::unexpected(ioError("cannot read it", path, errno));
  std::string text(kMaxPem, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0) return tl::unexpected(ioError("cannot read it", path, errno));
  if (text.find("-----BEGIN ") == std::string::npos)
    return fail(ErrorKind::InvalidArgument, "this is no PEM file: it has no line with -----BEGIN", path);
  return text;
}

Result<HttpCertificate> certificateOf(const ReceiverOptions& options) {
  if (options.certificateFile.empty() && options.keyFile.empty()) return HttpCertificate{};
  if (options.certificateFile.empty() || options.keyFile.empty())
    return fail(ErrorKind::InvalidArgument, "TLS needs both a certificate and its key");
  auto certificate = readPem(options.certificateFile);
  if (!certificate) return tl::unexpected(certificate.error());
  auto key = readPem(options.keyFile);
  if (!key) return tl::unexpected(key.error());
  return HttpCertificate{std::move(*certificate), std::move(*key)};
}

}  // namespace

OtlpHttpReceiver::OtlpHttpReceiver(const ReceiverOptions& options, TakeRequest take, const HttpLimits& limits)
    : m_endpoint{.rules = {{{}, options.token}, options.messageLimit},
                 .limits = limits,
                 .source = options.source,
                 .take = std::move(take),
                 .origins = AllowedOrigins(options.allowedOrigins),
                 .refusals = {}} {
  m_endpoint.limits.connections = connectionShare(limits.connections, 1);
  if (limits.receivedBytes == 0)
    m_endpoint.limits.receivedBytes = std::max(4 * options.messageLimit, std::size_t{256} << 20);
}

OtlpHttpReceiver::~OtlpHttpReceiver() { stop(); }

Result<std::unique_ptr<Receiver>> OtlpHttpReceiver::start(const ReceiverOptions& options, TakeRequest take,
                                                          const HttpLimits& limits) {
  const auto certificate = certificateOf(options);
  if (!certificate) return tl::unexpected(certificate.error());
  auto listening = listenOn(options.addresses, options.port);
  if (!listening) return tl::unexpected(listening.error());
  std::unique_ptr<OtlpHttpReceiver> receiver(new OtlpHttpReceiver(options, std::move(take), limits));
  receiver->m_port = listening->port;
  for (const ListenSocket& socket : listening->sockets)
    receiver->m_endpoint.rules.access.addresses.push_back(socket.address);
  auto loop = HttpLoop::start(receiver->m_endpoint, std::move(listening->sockets), *certificate);
  if (!loop) return tl::unexpected(loop.error());
  receiver->m_loop = std::move(*loop);
  return receiver;
}

ReceiverCounts OtlpHttpReceiver::counts() const {
  return {m_endpoint.requests, m_endpoint.bytes, m_endpoint.connections, m_endpoint.refusals.total()};
}

void OtlpHttpReceiver::stop() {
  if (m_loop) m_loop->stop();
}

}  // namespace spanloupe::receive
