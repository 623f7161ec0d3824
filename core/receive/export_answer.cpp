// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/export_answer.h"

#include <cstdio>

#include "core/model/utf8.h"
#include "core/model/wire.h"

namespace spanloupe::receive {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::uint64_t rejected(Signal signal, const ingest::Receipt& receipt) {
  switch (signal) {
    case Signal::Traces: return receipt.rejectedSpans;
    case Signal::Logs: return receipt.rejectedLogs;
    case Signal::Metrics: break;
  }
  return 0;
}

std::string_view rejectedKey(Signal signal) {
  switch (signal) {
    case Signal::Traces: return "rejectedSpans";
    case Signal::Logs: return "rejectedLogRecords";
    case Signal::Metrics: break;
  }
  return "rejectedDataPoints";
}

}  // namespace

std::string exportResponse(Signal signal, const ingest::Receipt& receipt, AnswerFormat format) {
  const std::uint64_t count = rejected(signal, receipt);
  const bool isFull = count == 0 && receipt.message.empty();
  // It may quote what was sent, and strict senders take no answer with other bytes.
  const std::string message = toValidUtf8(receipt.message);
  if (format == AnswerFormat::Json) {
    if (isFull) return "{}";
    return R"({"partialSuccess":{")" + std::string(rejectedKey(signal)) + R"(":")" + std::to_string(count) +
           R"(","errorMessage":)" + quoted(message) + "}}";
  }
  if (isFull) return {};
  std::string partial;
  if (count != 0) {
    wire::appendTag(partial, 1, wire::Type::Varint);
    wire::appendVarint(partial, count);
  }
  wire::appendLengthField(partial, 2, message);
  std::string response;
  wire::appendLengthField(response, 1, partial);
  return response;
}

std::string rpcStatus(int code, std::string_view about, bool retry, AnswerFormat format) {
  const std::string message = toValidUtf8(about);
  if (format == AnswerFormat::Json) {
    std::string status = "{\"code\":" + std::to_string(code) + ",\"message\":" + quoted(message);
    if (retry)
      status += R"(,"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":")" +
                std::to_string(kRetrySeconds) + "s\"}]";
    return status + "}";
  }
  std::string status;
  wire::appendTag(status, 1, wire::Type::Varint);
  wire::appendVarint(status, static_cast<std::uint64_t>(code));
  wire::appendLengthField(status, 2, message);
  if (retry) {
    std::string duration;
    wire::appendTag(duration, 1, wire::Type::Varint);
    wire::appendVarint(duration, kRetrySeconds);
    std::string info;
    wire::appendLengthField(info, 1, duration);
    std::string any;
    wire::appendLengthField(any, 1, "type.googleapis.com/google.rpc.RetryInfo");
    wire::appendLengthField(any, 2, info);
    wire::appendLengthField(status, 3, any);
  }
  return status;
}

std::optional<Signal> signalOfMethod(std::string_view method) {
  if (method == "/opentelemetry.proto.collector.trace.v1.TraceService/Export") return Signal::Traces;
  if (method == "/opentelemetry.proto.collector.logs.v1.LogsService/Export") return Signal::Logs;
  if (method == "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export") return Signal::Metrics;
  return std::nullopt;
}

}  // namespace spanloupe::receive
