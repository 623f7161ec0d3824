// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a sender of OTLP/HTTP can send, over a real socket to a real endpoint whose requests are decoded and
// dropped. The first byte chooses: bytes as they are, or as the body of a request in one of the formats and
// encodings. Whatever comes, the endpoint answers the next one. Seeds: tests/golden/otlp-proto/* and
// tests/golden/otlp-json/*.
#include <cstdint>
#include <cstdlib>

#include "core/ingest/live/received_spans.h"
#include "core/ingest/live/request_format.h"
#include "core/receive/otlp_http_receiver.h"
#include "tests/core/receive/http_client.h"

using namespace spanloupe;

namespace {

std::unique_ptr<receive::Receiver> startEndpoint() {
  receive::ReceiverOptions options;
  options.messageLimit = std::size_t{1} << 20;
  auto receiver = receive::OtlpHttpReceiver::start(
      options, [](const ingest::ReceivedRequest& request, const ingest::ReceiptHandler& handler) {
        ingest::RequestCount counted(request.source);
        Diagnostics diagnostics;
        ingest::RequestFormat{request.format, request.signal}.decode(request.body, counted, diagnostics);
        handler(counted.receipt());
      });
  if (!receiver) std::abort();
  return std::move(*receiver);
}

/// Closed by a reset: some hundred connections a second would else wait for a minute each, until no port of
/// this machine is left for another.
class Sender : public test::HttpClient {
 public:
  using HttpClient::HttpClient;
  ~Sender() { reset(); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::unique_ptr<receive::Receiver> receiver = startEndpoint();
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const int choice = data[0] & 15;
  Sender client(receiver->port());
  if (choice < 4) {
    client.send((choice == 0 ? "" : "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\n") + bytes);
    client.endSending();
    (void)client.isClosedByPeer(std::chrono::milliseconds(0));
    // Of what is no request nothing is to be expected; the endpoint must be there.
    Sender next(receiver->port());
    next.send(test::httpRequest("GET", "/", {}));
    if (next.read().status != 200) std::abort();
    return 0;
  }
  static constexpr const char* kEncodings[] = {"", "gzip", "deflate", "zstd", "identity", ""};
  const bool isJson = (choice & 1) != 0;
  const bool isChunked = choice >= 14;
  test::HttpHeaders headers{{"Content-Type", isJson ? "application/json" : "application/x-protobuf"},
                            {"Content-Encoding", kEncodings[(choice - 4) / 2]}};
  if (isChunked) {
    headers.emplace_back("Content-Length", "");
    headers.emplace_back("Transfer-Encoding", "chunked");
    client.send(test::httpPost("/v1/traces", "", headers) + test::chunked(bytes, 1 + size / 3));
  } else {
    client.send(test::httpPost("/v1/traces", bytes, headers));
  }
  const int status = client.read().status;
  if (status != 200 && status != 400 && status != 413) std::abort();
  return 0;
}
