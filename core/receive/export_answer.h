// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What OTLP answers to an export request (opentelemetry-proto, collector services; specification of OTLP,
// "Full Success", "Partial Success" and "Failures"). Pure functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/formats/signal.h"
#include "core/ingest/live/request.h"

namespace spanloupe::receive {

using formats::Signal;
enum class AnswerFormat : std::uint8_t { Protobuf, Json };

/// Seconds after which a sender that was told to come again may.
inline constexpr int kRetrySeconds = 1;

/// ExportTraceServiceResponse, or that of logs or metrics.
[[nodiscard]] std::string exportResponse(Signal signal, const ingest::Receipt& receipt, AnswerFormat format);

/// google.rpc.Status; with google.rpc.RetryInfo when `retry` is set.
[[nodiscard]] std::string rpcStatus(int code, std::string_view about, bool retry, AnswerFormat format);

/// By the :path of gRPC or the end of an HTTP path.
[[nodiscard]] std::optional<Signal> signalOfMethod(std::string_view method);

}  // namespace spanloupe::receive
