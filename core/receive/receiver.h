// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An open endpoint of one protocol: takes requests of senders, hands each body to `take` and answers with
// what came of it. Safe by default: loopback addresses only, and no web page may write unless its origin is
// allowed. Receivers run on threads of their own; the functions here are for any one thread at a time,
// counts() and refusals() for every thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ingest/live/request.h"

namespace spanloupe::receive {

/// Where requests go: ingest::LiveSession::take().
using TakeRequest = std::function<void(ingest::ReceivedRequest, ingest::ReceiptHandler)>;

enum class Protocol : std::uint8_t { OtlpGrpc, OtlpHttp };

struct ReceiverOptions {
  Protocol protocol = Protocol::OtlpGrpc;
  std::uint16_t port = 0;              ///< 0: any that is free.
  std::vector<std::string> addresses;  ///< Numeric. Empty: 127.0.0.1, and ::1 where there is one.
  std::size_t messageLimit = std::size_t{64} << 20;  ///< Of one request, before and after inflating.
  std::int64_t source = 0;                           ///< That its spans are filed under.
  std::string token;                        ///< Not empty: `authorization: Bearer TOKEN` is asked for.
  std::string certificateFile, keyFile;     ///< PEM; both or none.
  std::vector<std::string> allowedOrigins;  ///< Of web pages, "http://localhost:3000"; OTLP/HTTP.
};

/// Why a request, or a connection, was turned away before it reached the session.
enum class RefusalReason : std::uint8_t {
  Host,         ///< The Host header names another machine: DNS rebinding.
  Origin,       ///< A web page whose origin is not allowed.
  Token,        ///< No token, or a wrong one.
  Path,         ///< None of OTLP's paths or methods.
  Type,         ///< A content type or encoding that is none of OTLP's.
  Damaged,      ///< Cannot be inflated or decoded.
  TooLarge,     ///< Above the limit, before or after inflating.
  TooSlow,      ///< The request did not come whole in its time.
  Connections,  ///< More connections than are kept.
  NotHttp,      ///< Other bytes than the protocol's; TLS on a plain port, for example.
  Busy          ///< The session could not take it now; the sender was told to come again.
};
inline constexpr std::size_t kRefusalReasons = 11;

struct Refusal {
  RefusalReason reason = RefusalReason::Host;
  std::uint64_t count = 0;
  std::string last;  ///< What the last one was about: an origin, a path, a size. Never a header's secret.
  std::int64_t lastTime = 0;  ///< Nanoseconds since 1970.
  bool operator==(const Refusal&) const = default;
};

/// Since the receiver was started.
struct ReceiverCounts {
  std::uint64_t requests = 0;     ///< Answered, refused ones included.
  std::uint64_t bytes = 0;        ///< Of bodies as they came, compressed.
  std::uint64_t connections = 0;  ///< Open now; 0 where the protocol's library does not tell.
  std::uint64_t refused = 0;
  bool operator==(const ReceiverCounts&) const = default;
};

class Receiver {
 public:
  virtual ~Receiver() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// The addresses that it listens on: a missing ::1 does not stop 127.0.0.1.
  [[nodiscard]] virtual std::vector<std::string> addresses() const = 0;
  [[nodiscard]] virtual ReceiverCounts counts() const = 0;
  /// Only reasons that occurred.
  [[nodiscard]] virtual std::vector<Refusal> refusals() const = 0;
  /// From now on; replaces the list of the options. Protocols without origins ignore it.
  virtual void setAllowedOrigins(std::vector<std::string> origins) = 0;
  /// Takes no new requests, and waits until those under way are answered, for two seconds at most.
  virtual void stop() = 0;
};

/// Busy when 127.0.0.1, or any address that was asked for, has the port taken; Io or InvalidArgument for
/// certificates and addresses that cannot be used.
[[nodiscard]] Result<std::unique_ptr<Receiver>> startReceiver(const ReceiverOptions& options,
                                                              TakeRequest take);

}  // namespace spanloupe::receive
