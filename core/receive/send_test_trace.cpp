// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <future>
#include <random>

#include "core/receive/pem_files.h"
#include "core/receive/socket_handle.h"
#include "core/receive/test_trace.h"
#include "core/receive/tls_exchange.h"

namespace spanloupe::receive {
namespace {

constexpr std::chrono::seconds kLongest{5};
constexpr std::size_t kLongestAnswer = 4096;

tl::unexpected<Error> notDelivered(const std::string& why) {
  return fail(ErrorKind::Io, "the test trace did not arrive: " + why);
}

std::string withoutSpace(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c > ' '; });
  return out;
}

/// The one certificate that our own receiver shows, whatever names it is made out to.
class OwnCertificate final : public grpc::experimental::ExternalCertificateVerifier {
 public:
  explicit OwnCertificate(std::string_view pem) : m_pem(withoutSpace(pem)) {}
  bool Verify(grpc::experimental::TlsCustomVerificationCheckRequest* request,
              std::function<void(grpc::Status)>, grpc::Status* status) override {
    const grpc::string_ref shown = request->peer_cert();
    const std::string peer = withoutSpace({shown.data(), shown.size()});
    if (peer.empty() || m_pem.find(peer) == std::string::npos)
      *status = grpc::Status(grpc::UNAUTHENTICATED, "another certificate answers there");
    return true;
  }
  void Cancel(grpc::experimental::TlsCustomVerificationCheckRequest*) override {}

 private:
  std::string m_pem;
};

/// Where a program on this machine reaches it.
std::string hostOf(const ReceiverOptions& listening) {
  if (listening.addresses.empty() || listening.addresses.front() == "0.0.0.0") return "127.0.0.1";
  return listening.addresses.front() == "::" ? "::1" : listening.addresses.front();
}

Result<std::shared_ptr<grpc::ChannelCredentials>> credentialsFor(const ReceiverOptions& listening) {
  const auto pem = readPemFiles(listening.certificateFile, listening.keyFile);
  if (!pem) return tl::unexpected<Error>(pem.error());
  if (!*pem) return grpc::InsecureChannelCredentials();
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_verify_server_certs(false);
  options.set_check_call_host(false);
  options.set_certificate_verifier(
      grpc::experimental::ExternalCertificateVerifier::Create<OwnCertificate>((*pem)->certificate));
  return grpc::experimental::TlsCredentials(options);
}

Result<void> sendOverGrpc(const ReceiverOptions& listening, const std::string& request) {
  const auto credentials = credentialsFor(listening);
  if (!credentials) return tl::unexpected<Error>(credentials.error());
  const std::string host = hostOf(listening);
  const std::string target =
      (host.find(':') != std::string::npos ? "[" + host + "]" : host) + ":" + std::to_string(listening.port);
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  grpc::GenericStub stub(grpc::CreateCustomChannel(target, *credentials, arguments));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kLongest);
  if (!listening.token.empty()) context.AddMetadata("authorization", "Bearer " + listening.token);
  const grpc::Slice slice(request);
  const grpc::ByteBuffer in(&slice, 1);
  grpc::ByteBuffer out;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/opentelemetry.proto.collector.trace.v1.TraceService/Export", {}, &in, &out,
                 [&](grpc::Status status) { done.set_value(std::move(status)); });
  const grpc::Status status = done.get_future().get();
  if (!status.ok()) return notDelivered(status.error_message());
  return {};
}

/// A connected socket, or -1.
int connectTo(const std::string& host, std::uint16_t port) {
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  const bool isV4 = inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1;
  if (!isV4 && inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) != 1) return -1;
  v4.sin_family = AF_INET;
  v6.sin6_family = AF_INET6;
  v4.sin_port = v6.sin6_port = htons(port);
  const int descriptor = ::socket(isV4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  const timeval longest{kLongest.count(), 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
  const int result = isV4 ? ::connect(descriptor, reinterpret_cast<sockaddr*>(&v4), sizeof v4)
                          : ::connect(descriptor, reinterpret_cast<sockaddr*>(&v6), sizeof v6);
  if (result == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

/// What came in answer to `request`, cut; empty when nothing did.
std::string answerTo(int descriptor, std::string_view request) {
  while (!request.empty()) {
    const ssize_t sent = ::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent <= 0) return {};
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
  std::string answer;
  std::array<char, kLongestAnswer> block{};
  while (answer.size() < kLongestAnswer) {
    const ssize_t count = ::recv(descriptor, block.data(), block.size(), 0);
    if (count <= 0) break;
    answer.append(block.data(), static_cast<std::size_t>(count));
  }
  return answer;
}

std::string postOf(const ReceiverOptions& listening, const std::string& host, const std::string& request) {
  std::string post = "POST /v1/traces HTTP/1.1\r\nHost: ";
  post += host.find(':') != std::string::npos ? "[" + host + "]" : host;
  post += ":" + std::to_string(listening.port) +
          "\r\nContent-Type: application/x-protobuf\r\nContent-Length: " + std::to_string(request.size()) +
          "\r\nConnection: close\r\n";
  if (!listening.token.empty()) post += "Authorization: Bearer " + listening.token + "\r\n";
  return post + "\r\n" + request;
}

Result<void> sendOverHttp(const ReceiverOptions& listening, const std::string& request) {
  const auto pem = readPemFiles(listening.certificateFile, listening.keyFile);
  if (!pem) return tl::unexpected<Error>(pem.error());
  const std::string host = hostOf(listening);
  const SocketHandle socket(connectTo(host, listening.port));
  std::string answer;
  if (socket.isOpen()) {
    const std::string post = postOf(listening, host, request);
    if (*pem) {
      auto secure = exchangeOverTls(socket.fd(), (*pem)->certificate, post, kLongestAnswer);
      if (!secure) return notDelivered(secure.error().message);
      answer = std::move(*secure);
    } else {
      answer = answerTo(socket.fd(), post);
    }
  }
  if (answer.empty()) return notDelivered("nobody answers on port " + std::to_string(listening.port));
  const std::string line = answer.substr(0, answer.find_first_of("\r\n"));
  if (!line.starts_with("HTTP/1.1 200")) return notDelivered("the answer was " + line.substr(0, 80));
  return {};
}

}  // namespace

Result<TraceId> sendTestTrace(const ReceiverOptions& listening) {
  std::random_device random;
  const auto number = [&] { return std::uint64_t{random()} << 32 | random(); };
  const TraceId id{number(), number() | 1};
  const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  const std::string request = testTrace(id, timestampFromNanos(static_cast<std::uint64_t>(now.count())));
  const auto sent = listening.protocol == Protocol::OtlpGrpc ? sendOverGrpc(listening, request)
                                                             : sendOverHttp(listening, request);
  if (!sent) return tl::unexpected<Error>(sent.error());
  return id;
}

}  // namespace spanloupe::receive
