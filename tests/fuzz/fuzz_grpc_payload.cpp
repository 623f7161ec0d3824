// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a sender of OTLP/gRPC can send, over a real socket to a real endpoint whose requests are decoded and
// dropped. The first byte chooses: bytes as they are, frames of HTTP/2, the body of a call, or a message in
// its frame. Whatever comes, the endpoint takes the next request. Seeds: tests/golden/otlp-proto/*.
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <mutex>

#include "core/ingest/live/received_spans.h"
#include "core/ingest/live/request_format.h"
#include "core/receive/otlp_grpc_receiver.h"
#include "tests/core/receive/raw_connection.h"

using namespace spanloupe;

namespace {

constexpr const char* kMethod = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
constexpr std::size_t kFrame = 16'384;
std::mutex mutex;
std::condition_variable changed;
std::uint64_t taken = 0;  // The mutex guards it.

std::uint64_t countTaken() {
  const std::lock_guard lock(mutex);
  return taken;
}

std::unique_ptr<receive::Receiver> startEndpoint() {
  receive::ReceiverOptions options;
  options.messageLimit = std::size_t{1} << 20;
  auto receiver = receive::OtlpGrpcReceiver::start(
      options, [](const ingest::ReceivedRequest& request, const ingest::ReceiptHandler& handler) {
        ingest::RequestCount counted(request.source);
        Diagnostics diagnostics;
        ingest::RequestFormat{request.format, request.signal}.decode(request.body, counted, diagnostics);
        {
          const std::lock_guard lock(mutex);
          ++taken;
        }
        changed.notify_all();
        handler(counted.receipt());
      });
  if (!receiver) std::abort();
  return std::move(*receiver);
}

/// A call whose body comes in as many frames as it takes, without a look at windows.
std::string callWith(const std::string& body) {
  std::string bytes = test::grpcHeaders(1, kMethod);
  for (std::size_t at = 0; at < body.size(); at += kFrame)
    bytes += test::http2Frame(0, 0, 1, std::string_view(body).substr(at, kFrame));
  return bytes + test::http2Frame(0, 1, 1, {});
}

/// A proper request, which has to be taken within ten seconds.
void sendAnother(std::uint16_t port) {
  const std::uint64_t before = countTaken();
  const test::RawConnection connection(port);
  if (!connection.send(test::http2Preface() + callWith(test::messagePrefix(0)))) std::abort();
  std::unique_lock lock(mutex);
  if (!changed.wait_for(lock, std::chrono::seconds(10), [&] { return taken > before; })) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::unique_ptr<receive::Receiver> receiver = startEndpoint();
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  {
    const test::RawConnection connection(receiver->port());
    switch (data[0] & 3) {
      case 0: static_cast<void>(connection.send(bytes)); break;
      case 1: static_cast<void>(connection.send(test::http2Preface() + bytes)); break;
      case 2: static_cast<void>(connection.send(test::http2Preface() + callWith(bytes))); break;
      default: {
        const auto length = static_cast<std::uint32_t>(bytes.size());
        static_cast<void>(
            connection.send(test::http2Preface() + callWith(test::messagePrefix(length) + bytes)));
      }
    }
    connection.endSending();
    static_cast<void>(connection.readSome(std::chrono::milliseconds(2)));
  }
  sendAnother(receiver->port());
  return 0;
}
