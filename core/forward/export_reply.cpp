// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/export_reply.h"

#include <algorithm>
#include <charconv>

#include "core/formats/input.h"
#include "core/formats/otlp/json/json_cursor.h"
#include "core/model/utf8.h"
#include "core/model/wire.h"

namespace spanloupe::forward {
namespace {

using Outcome = ExportReply::Outcome;
using formats::json::JsonCursor;
using formats::json::Scalar;

/// Longer waits than this would be a way to switch a sender off.
constexpr std::chrono::minutes kLongestWait{10};
constexpr std::size_t kLongestMessage = 300;

/// One line that fits into a status bar.
std::string oneLine(std::string_view text) {
  std::string line;
  for (const char c : text.substr(0, kLongestMessage)) {
    const bool blank = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    line += blank ? ' ' : c;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return toValidUtf8(line);  // The cut may be inside a character.
}

std::chrono::milliseconds bounded(std::uint64_t milliseconds) {
  const auto most = static_cast<std::uint64_t>(std::chrono::milliseconds(kLongestWait).count());
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(milliseconds, most)));
}

/// ExportTraceServiceResponse, or that of logs or metrics: {1: {1: rejected, 2: message}}.
void readResponse(std::string_view body, ExportReply& reply) {
  wire::Reader response(body);
  for (wire::Field field; response.next(field);) {
    if (field.number != 1 || field.type != wire::Type::Length) continue;
    wire::Reader partial(field.bytes);
    for (wire::Field part; partial.next(part);) {
      if (part.number == 1 && part.type == wire::Type::Varint) reply.rejected = part.value;
      if (part.number == 2 && part.type == wire::Type::Length) reply.message = oneLine(part.bytes);
    }
  }
}

void readRetryInfo(std::string_view info, ExportReply& reply) {
  wire::Reader message(info);
  for (wire::Field field; message.next(field);) {
    if (field.number != 1 || field.type != wire::Type::Length) continue;
    std::uint64_t seconds = 0;
    std::uint64_t nanos = 0;
    wire::Reader duration(field.bytes);
    for (wire::Field part; duration.next(part);) {
      if (part.type != wire::Type::Varint) continue;
      if (part.number == 1) seconds = std::min<std::uint64_t>(part.value, 1'000'000);
      if (part.number == 2) nanos = std::min<std::uint64_t>(part.value, 999'999'999);
    }
    reply.after = bounded(seconds * 1000 + nanos / 1'000'000);
  }
}

/// google.rpc.Status: {2: message, 3: details {1: type, 2: bytes}}.
void readStatus(std::string_view status, ExportReply& reply) {
  wire::Reader message(status);
  for (wire::Field field; message.next(field);) {
    if (field.type != wire::Type::Length) continue;
    if (field.number == 2) reply.message = oneLine(field.bytes);
    if (field.number != 3) continue;
    std::string_view type;
    std::string_view value;
    wire::Reader any(field.bytes);
    for (wire::Field part; any.next(part);) {
      if (part.number == 1) type = part.bytes;
      if (part.number == 2) value = part.bytes;
    }
    if (type.ends_with("google.rpc.RetryInfo")) readRetryInfo(value, reply);
  }
}

/// The same two messages as JSON: rejectedSpans and its kin, errorMessage, message.
void readJsonObject(JsonCursor& cursor, ExportReply& reply, int depth) {
  bool first = true;
  for (std::string_view key; cursor.member(first, key);) {
    if (key == "partialSuccess" && depth == 0 && cursor.take('{')) {
      readJsonObject(cursor, reply, depth + 1);
      continue;
    }
    const bool isCount = key.starts_with("rejected");
    const bool isMessage = key == "errorMessage" || key == "message";
    Scalar value;
    if (!cursor.scalar(value)) continue;
    if (isCount) std::from_chars(value.text.data(), value.text.data() + value.text.size(), reply.rejected);
    if (isMessage) reply.message = oneLine(value.text);
  }
}

void readJson(std::string_view body, ExportReply& reply) {
  std::string padded(body);
  padded.append(formats::Input::kPadding, '\0');
  formats::json::TextArena arena;
  JsonCursor cursor(std::string_view(padded).substr(0, body.size()), arena);
  if (cursor.take('{')) readJsonObject(cursor, reply, 0);
}

Outcome outcomeOf(int grpcCode, bool hasRetryInfo) {
  switch (grpcCode) {
    case 1:   // CANCELLED
    case 4:   // DEADLINE_EXCEEDED
    case 10:  // ABORTED
    case 11:  // OUT_OF_RANGE
    case 14:  // UNAVAILABLE
    case 15:  // DATA_LOSS
      return Outcome::Again;
    case 8: return hasRetryInfo ? Outcome::Again : Outcome::Refused;  // RESOURCE_EXHAUSTED
    case 7:                                                           // PERMISSION_DENIED
    case 16:                                                          // UNAUTHENTICATED
      return Outcome::Denied;
    default: return Outcome::Refused;
  }
}

Outcome outcomeOf(int httpStatus) {
  switch (httpStatus) {
    case 401:
    case 403: return Outcome::Denied;
    case 429:
    case 502:
    case 503:
    case 504: return Outcome::Again;
    default: return Outcome::Refused;
  }
}

/// Seconds, or a date of HTTP.
std::optional<std::chrono::milliseconds> parseRetryAfter(const std::string& text, std::time_t now) {
  if (text.empty()) return std::nullopt;
  std::uint64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc() && end == text.data() + text.size())
    return bounded(std::min<std::uint64_t>(seconds, 1'000'000) * 1000);
  std::tm parts{};
  const char* rest = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (rest == nullptr) return std::nullopt;
  const std::time_t then = ::timegm(&parts);
  return bounded(then <= now ? 0 : static_cast<std::uint64_t>(then - now) * 1000);
}

}  // namespace

ExportReply replyOfGrpc(int code, std::string_view message, std::string_view details, std::string_view body) {
  ExportReply reply;
  if (code == 0) {
    readResponse(body, reply);
    return reply;
  }
  readStatus(details, reply);
  if (!message.empty()) reply.message = oneLine(message);
  if (reply.message.empty()) reply.message = "gRPC status " + std::to_string(code);
  reply.outcome = outcomeOf(code, reply.after.has_value());
  return reply;
}

ExportReply replyOfHttp(const HttpResponse& response, std::time_t now) {
  ExportReply reply;
  const bool json = response.contentType.starts_with("application/json");
  const bool proto = response.contentType.starts_with("application/x-protobuf");
  const bool done = response.status >= 200 && response.status < 300;
  if (json) {
    readJson(response.body, reply);
  } else if (done) {
    // Without a content type it is what was sent: protobuf.
    readResponse(response.body, reply);
  } else if (proto) {
    readStatus(response.body, reply);
  } else {
    reply.message = oneLine(response.body);
  }
  if (done) return reply;
  reply.rejected = 0;
  const std::string status = "HTTP status " + std::to_string(response.status);
  reply.message = reply.message.empty() ? status : status + ": " + reply.message;
  reply.outcome = outcomeOf(response.status);
  if (reply.outcome == Outcome::Again) {
    const auto asked = parseRetryAfter(response.retryAfter, now);
    if (asked) reply.after = asked;
  }
  return reply;
}

}  // namespace spanloupe::forward
