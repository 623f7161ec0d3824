// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of OTLP/gRPC share: a receiver before a session that only remembers, and messages of any size.
#pragma once

#include <zstd.h>

#include <functional>
#include <memory>
#include <string>

#include "core/receive/otlp_grpc_receiver.h"
#include "tests/core/receive/grpc_sender.h"
#include "tests/core/receive/raw_connection.h"
#include "tests/core/receive/taken_requests.h"

namespace spanloupe::test {

inline constexpr std::size_t kMiB = std::size_t{1} << 20;
/// What is freed stays for a while under the address sanitizer.
#ifdef __SANITIZE_ADDRESS__
inline constexpr std::size_t kFreedMemory = 400 * kMiB;
#else
inline constexpr std::size_t kFreedMemory = 0;
#endif

/// Begins as an export request does.
[[nodiscard]] inline std::string messageOf(std::size_t size) {
  std::string bytes(size, 'x');
  if (!bytes.empty()) bytes[0] = '\x0a';
  return bytes;
}

[[nodiscard]] inline std::string zstdOf(const std::string& bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 1));
  return packed;
}

[[nodiscard]] inline std::size_t countOf(const TakenRequests& requests) { return requests.taken().size(); }

[[nodiscard]] inline std::vector<std::string> bodiesOf(const TakenRequests& requests) {
  std::vector<std::string> bodies;
  for (TakenRequest& request : requests.taken()) bodies.push_back(std::move(request.body));
  return bodies;
}

class GrpcFixture {
 public:
  using Limits = receive::OtlpGrpcReceiver::Limits;
  using Change = std::function<void(receive::ReceiverOptions&)>;

  explicit GrpcFixture(const Change& change = {}, const Limits& limits = Limits()) {
    receive::ReceiverOptions options;
    if (change) change(options);
    auto started = receive::OtlpGrpcReceiver::start(options, taken.take(), limits);
    if (!started) qFatal("%s", started.error().message.c_str());
    receiver = std::move(*started);
  }

  [[nodiscard]] std::string target() const { return "127.0.0.1:" + std::to_string(receiver->port()); }
  [[nodiscard]] std::uint64_t refused(receive::RefusalReason reason) const {
    for (const auto& refusal : receiver->refusals())
      if (refusal.reason == reason) return refusal.count;
    return 0;
  }
  /// What the last refusal of this reason was about.
  [[nodiscard]] std::string last(receive::RefusalReason reason) const {
    for (const auto& refusal : receiver->refusals())
      if (refusal.reason == reason) return refusal.last;
    return {};
  }

  TakenRequests taken;
  std::unique_ptr<receive::OtlpGrpcReceiver> receiver;  // After what it writes to.
};

}  // namespace spanloupe::test
