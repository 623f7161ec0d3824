// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_verdict.h"

#include <algorithm>
#include <charconv>

namespace spanloupe::receive {
namespace {

/// A refused body up to this size is read all the same, so that the connection can go on.
constexpr std::uint64_t kWorthReading = std::uint64_t{1} << 20;
constexpr std::size_t kMaxShown = 200;

bool equalCaseless(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(x) == lower(y);
  });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Printable and short, to be shown in an answer.
std::string shown(std::string_view text) {
  std::string clean(text.substr(0, kMaxShown));
  for (char& c : clean)
    if (c < 0x20 || c >= 0x7f) c = '?';
  return clean;
}

struct Encoding {
  bool isKnown = true;
  std::optional<BodyEncoding> encoding;
};

Encoding encodingOf(std::string_view name) {
  name = trimmed(name);
  if (name.empty()) return {};
  if (equalCaseless(name, "identity")) return {true, BodyEncoding::Identity};
  if (equalCaseless(name, "gzip") || equalCaseless(name, "x-gzip")) return {true, BodyEncoding::Gzip};
  if (equalCaseless(name, "deflate")) return {true, BodyEncoding::Deflate};
  if (equalCaseless(name, "zstd")) return {true, BodyEncoding::Zstd};
  return {false, {}};
}

/// Judges one request, in the order in which the questions matter.
class Judge {
 public:
  Judge(const HttpHead& head, const HttpRules& rules) : m_head(head), m_rules(rules) {
    if (head.contentType)
      if (const auto format = formatOfType(*head.contentType)) {
        m_verdict.format = *format;
        m_answerFormat = format;
      }
    if (head.contentLength && !head.transferEncoding) {
      const std::string_view text = trimmed(*head.contentLength);
      // What cannot be read here is refused by libmicrohttpd.
      std::from_chars(text.data(), text.data() + text.size(), m_verdict.length);
    }
  }

  HttpVerdict operator()(const std::vector<std::string>& allowedOrigins) {
    (void)(isHostRefused() || isOriginRefused(allowedOrigins) || isAnsweredByPath() || isTokenRefused() ||
           isTypeRefused() || isLengthRefused());
    if (m_verdict.answer && !m_verdict.origin.empty()) allowOrigin(*m_verdict.answer, m_verdict.origin);
    // Who waits to be asked for the body need not send it.
    if (m_verdict.answer && (m_head.expect || m_verdict.length > kWorthReading || m_head.transferEncoding))
      m_verdict.atOnce = true;
    return std::move(m_verdict);
  }

 private:
  bool refuse(unsigned status, RefusalReason reason, std::string_view about, std::string_view message) {
    m_verdict.answer = refusal(status, message, m_answerFormat);
    m_verdict.refused = reason;
    m_verdict.about = shown(about);
    return true;
  }

  bool isHostRefused() {
    if (m_head.hosts == 0 && m_head.version != "HTTP/1.1") return false;
    const std::string_view host = m_head.host.value_or("");
    if (m_head.hosts == 1 && isAllowedHost(m_rules.access, trimmed(host), m_head.origin.has_value()))
      return false;
    m_verdict.atOnce = true;
    if (m_head.hosts != 1) return refuse(400, RefusalReason::Host, "", "a request needs one Host header");
    return refuse(403, RefusalReason::Host, host,
                  "the Host header says \"" + shown(host) +
                      "\", which may be another machine than this one. Send to localhost or 127.0.0.1 " +
                      (isOpen(m_rules.access) ? "or, from a web page, set a token" : "instead"));
  }

  bool isOriginRefused(const std::vector<std::string>& allowed) {
    if (!m_head.origin) return false;
    const std::string_view origin = trimmed(*m_head.origin);
    if (isAllowedOrigin(origin, allowed)) {
      m_verdict.origin = origin;
      return false;
    }
    m_verdict.atOnce = true;
    return refuse(403, RefusalReason::Origin, origin,
                  "web pages of " + shown(origin) +
                      " may not send to Spanloupe; allow this origin in its endpoints first");
  }

  bool isAnsweredByPath() {
    const auto signal = signalOfPath(m_head.path);
    const std::string request = std::string(m_head.method) + ' ' + std::string(m_head.path);
    if (!signal) {
      const bool isRoot = m_head.path == "/" || m_head.path.empty();
      if (isRoot && (m_head.method == "GET" || m_head.method == "HEAD")) {
        m_verdict.answer = listeningPage();
        m_verdict.origin.clear();  // no page may read it
        return true;
      }
      return refuse(404, RefusalReason::Path, request,
                    "Spanloupe takes POST to /v1/traces, /v1/logs and /v1/metrics, not " + shown(request) +
                        ". OTEL_EXPORTER_OTLP_ENDPOINT is given without these paths, "
                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT and its like with them");
    }
    m_verdict.signal = *signal;
    if (m_head.method == "POST") return false;
    if (m_head.method == "OPTIONS") {
      m_verdict.answer = preflightAnswer({m_head.askedHeaders, m_head.asksForPrivateNetwork});
      m_verdict.answer->headers.emplace_back("Allow", "POST, OPTIONS");
      return true;
    }
    refuse(405, RefusalReason::Path, request, "Spanloupe takes POST here, not " + shown(m_head.method));
    m_verdict.answer->headers.emplace_back("Allow", "POST, OPTIONS");
    return true;
  }

  bool isTokenRefused() {
    if (m_rules.access.token.empty()) return false;
    if (m_head.authorization && isRightToken(*m_head.authorization, m_rules.access.token)) return false;
    refuse(401, RefusalReason::Token, m_head.authorization ? "a wrong token" : "no token",
           "this endpoint asks for its token: set OTEL_EXPORTER_OTLP_HEADERS="
           "\"authorization=Bearer%20TOKEN\"");
    m_verdict.answer->headers.emplace_back("WWW-Authenticate", "Bearer");
    return true;
  }

  bool isTypeRefused() {
    if (!m_answerFormat) {
      const std::string type = shown(m_head.contentType.value_or("none"));
      return refuse(
          415, RefusalReason::Type, "Content-Type: " + type,
          "Spanloupe takes the Content-Types application/x-protobuf and application/json, not " + type);
    }
    const auto [isKnown, encoding] = encodingOf(m_head.contentEncoding.value_or(""));
    m_verdict.encoding = encoding;
    const std::string_view transfer = trimmed(m_head.transferEncoding.value_or("chunked"));
    if (isKnown && equalCaseless(transfer, "chunked")) return false;
    const std::string about = isKnown ? "Transfer-Encoding: " + shown(transfer)
                                      : "Content-Encoding: " + shown(*m_head.contentEncoding);
    return refuse(415, RefusalReason::Type, about,
                  "Spanloupe takes the Content-Encodings gzip, deflate, zstd and identity, not " + about);
  }

  bool isLengthRefused() {
    if (m_verdict.length <= m_rules.messageLimit) return false;
    m_verdict.answer = tooLargeAnswer(m_rules.messageLimit, m_verdict.format);
    m_verdict.refused = RefusalReason::TooLarge;
    m_verdict.about = std::to_string(m_verdict.length) + " bytes";
    m_verdict.atOnce = true;
    return true;
  }

  const HttpHead& m_head;
  const HttpRules& m_rules;
  std::optional<AnswerFormat> m_answerFormat;
  HttpVerdict m_verdict;
};

}  // namespace

std::optional<Signal> signalOfPath(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.ends_with("/v1/traces")) return Signal::Traces;
  if (path.ends_with("/v1/logs")) return Signal::Logs;
  if (path.ends_with("/v1/metrics")) return Signal::Metrics;
  return std::nullopt;
}

std::optional<AnswerFormat> formatOfType(std::string_view contentType) {
  const std::string_view type = trimmed(contentType.substr(0, contentType.find(';')));
  if (equalCaseless(type, "application/x-protobuf") || equalCaseless(type, "application/protobuf"))
    return AnswerFormat::Protobuf;
  if (equalCaseless(type, "application/json")) return AnswerFormat::Json;
  return std::nullopt;
}

HttpVerdict judge(const HttpHead& head, const HttpRules& rules,
                  const std::vector<std::string>& allowedOrigins) {
  return Judge(head, rules)(allowedOrigins);
}

HttpAnswer tooLargeAnswer(std::size_t limit, AnswerFormat format) {
  return refusal(413, "a request may have " + std::to_string(limit) + " bytes, also when decompressed",
                 format);
}

}  // namespace spanloupe::receive
