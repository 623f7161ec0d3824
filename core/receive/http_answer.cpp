// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_answer.h"

#include <algorithm>

namespace spanloupe::receive {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
/// Headers that a preflight may ask for; far more than any SDK sends.
constexpr std::size_t kMaxAskedHeaders = 2048;

std::string_view typeOf(AnswerFormat format) {
  return format == AnswerFormat::Json ? "application/json" : "application/x-protobuf";
}

/// google.rpc.Code.
int rpcCode(unsigned status) {
  switch (status) {
    case 401: return 16;
    case 403: return 7;
    case 404: return 5;
    case 405: return 12;
    case 413:
    case 429: return 8;
    case 503: return 14;
    default: return 3;
  }
}

std::string_view reasonPhrase(unsigned status) {
  switch (status) {
    case 200: return "OK";
    case 503: return "Service Unavailable";
    default: return "Bad Request";
  }
}

/// Nothing but header names and commas: what is echoed cannot be anything else.
bool isHeaderList(std::string_view text) {
  return text.size() <= kMaxAskedHeaders && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                  c == '_' || c == ',' || c == ' ';
         });
}

}  // namespace

HttpAnswer listeningPage() {
  return {200,
          std::string(kText),
          "Spanloupe is listening for OpenTelemetry here: OTLP/HTTP at /v1/traces, /v1/logs and "
          "/v1/metrics.\n",
          {}};
}

HttpAnswer refusal(unsigned status, std::string_view message, std::optional<AnswerFormat> format) {
  HttpAnswer answer;
  answer.status = status;
  const bool retry = status == 429 || status == 503;
  if (retry) answer.headers.emplace_back("Retry-After", std::to_string(kRetrySeconds));
  if (format) {
    answer.type = typeOf(*format);
    answer.body = rpcStatus(rpcCode(status), message, retry, *format);
  } else {
    answer.type = kText;
    answer.body = std::string(message) + '\n';
  }
  return answer;
}

HttpAnswer exported(Signal signal, const ingest::Receipt& receipt, AnswerFormat format) {
  using Outcome = ingest::Receipt::Outcome;
  switch (receipt.outcome) {
    case Outcome::Stored: break;
    case Outcome::Invalid: return refusal(400, receipt.message, format);
    case Outcome::Full: return refusal(429, receipt.message, format);
    case Outcome::Failed:
    case Outcome::Stopping: return refusal(503, receipt.message, format);
  }
  return {200, std::string(typeOf(format)), exportResponse(signal, receipt, format), {}};
}

HttpAnswer preflightAnswer(const Preflight& asked) {
  HttpAnswer answer;
  answer.status = 204;
  answer.headers.emplace_back("Access-Control-Allow-Methods", "POST, OPTIONS");
  if (!asked.headers.empty() && isHeaderList(asked.headers))
    answer.headers.emplace_back("Access-Control-Allow-Headers", asked.headers);
  if (asked.privateNetwork) answer.headers.emplace_back("Access-Control-Allow-Private-Network", "true");
  answer.headers.emplace_back("Access-Control-Max-Age", "600");
  return answer;
}

void allowOrigin(HttpAnswer& answer, std::string_view origin) {
  answer.headers.emplace_back("Access-Control-Allow-Origin", origin);
  // sendBeacon(), with which SDKs send when a page is left, always is a request with credentials.
  answer.headers.emplace_back("Access-Control-Allow-Credentials", "true");
  answer.headers.emplace_back("Vary", "Origin");
}

std::string closingText(const HttpAnswer& answer) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
  text += reasonPhrase(answer.status);
  text += "\r\nConnection: close\r\nContent-Type: " + answer.type +
          "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
  for (const auto& [name, value] : answer.headers)
    text.append(name).append(": ").append(value).append("\r\n");
  return text + "\r\n" + answer.body;
}

}  // namespace spanloupe::receive
