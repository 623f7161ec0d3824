// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an OTLP endpoint answers to an export request, and whether to send it again (specification of OTLP,
// "Failures"; shared by gRPC and HTTP). Pure functions, any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "core/forward/export_target.h"

namespace spanloupe::forward {

struct ExportReply {
  enum class Outcome : std::uint8_t {
    Accepted,    ///< Perhaps not all of it: see rejected.
    Again,       ///< To be sent again, later.
    Denied,      ///< The key is missing, wrong or too old; it will be taken once that is mended.
    Refused,     ///< Sending it again will not help.
    Unreachable  ///< No answer at all; to be sent again.
  };
  Outcome outcome = Outcome::Accepted;
  std::uint64_t rejected = 0;                      ///< Of an accepted request: records that were not taken.
  std::optional<std::chrono::milliseconds> after;  ///< When to come again, as the other side asked for.
  std::string message;                             ///< One line; why something was rejected or refused.

  /// By itself, without anybody changing something.
  [[nodiscard]] bool isRetryable() const {
    return outcome == Outcome::Again || outcome == Outcome::Unreachable;
  }
};

/// `body` = the response message, `details` = google.rpc.Status in the trailers of a failed call.
[[nodiscard]] ExportReply replyOfGrpc(int code, std::string_view message, std::string_view details,
                                      std::string_view body);

struct HttpResponse {
  int status = 0;
  std::string contentType;
  std::string retryAfter;
  std::string body;
};
[[nodiscard]] ExportReply replyOfHttp(const HttpResponse& response, std::time_t now);

}  // namespace spanloupe::forward
