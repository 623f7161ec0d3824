// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One connection to an OTLP endpoint: sends a request and waits for its answer. The certificate of the other
// side is always verified. One thread at a time.
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string_view>

#include "core/forward/export_reply.h"
#include "core/forward/export_target.h"

namespace spanloupe::forward {

struct ExportRequest {
  Signal signal = Signal::Traces;
  Encoding encoding = Encoding::Protobuf;  ///< Json: HTTP only.
  std::string_view body;                   ///< Not compressed.
};

class OtlpClient {
 public:
  OtlpClient() = default;
  OtlpClient(const OtlpClient&) = delete;
  OtlpClient& operator=(const OtlpClient&) = delete;
  virtual ~OtlpClient() = default;

  /// Unreachable when no answer came within that time, or `stop` was requested first.
  [[nodiscard]] virtual ExportReply send(const ExportRequest& request, std::chrono::milliseconds within,
                                         const std::stop_token& stop) = 0;
};

/// Does not connect yet. An error when the file of certificate authorities cannot be read.
[[nodiscard]] Result<std::unique_ptr<OtlpClient>> makeClient(const ExportTarget& target);

// Each in a file of its own; use makeClient().
[[nodiscard]] Result<std::unique_ptr<OtlpClient>> makeGrpcClient(const ExportTarget& target);
[[nodiscard]] Result<std::unique_ptr<OtlpClient>> makeHttpClient(const ExportTarget& target);

}  // namespace spanloupe::forward
