// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_exchange.h"

#include <algorithm>

#include "core/formats/input.h"

namespace spanloupe::receive {
namespace {

/// What a sender says of its body is believed so far; the rest is allocated as it comes.
constexpr std::size_t kMostReserved = std::size_t{1} << 20;
/// A refused body is read on up to this, so that the sender sees the answer.
std::size_t mostDrained(std::size_t limit) { return std::max(4 * limit, std::size_t{4} << 20); }

HttpAnswer busyAnswer(AnswerFormat format) {
  return refusal(429, "more is being received than fits in memory", format);
}

}  // namespace

HttpExchange::HttpExchange(HttpEndpoint& endpoint, HttpConnection& connection, HeldBytes& held,
                           HttpVerdict verdict)
    : m_endpoint(endpoint), m_connection(connection), m_held(held), m_verdict(std::move(verdict)) {
  if (m_verdict.refused) {
    m_endpoint.refusals.count(*m_verdict.refused, m_verdict.about);
  } else if (!m_verdict.answer && m_held.held + m_verdict.length > m_held.limit) {
    refuse(busyAnswer(m_verdict.format), RefusalReason::Busy, std::to_string(m_verdict.length) + " bytes");
    m_verdict.atOnce = true;
  } else if (!m_verdict.answer && m_verdict.length != 0) {
    m_body.reserve(std::min<std::size_t>(m_verdict.length, kMostReserved) + formats::Input::kPadding);
  }
}

bool HttpExchange::take(std::string_view bytes) {
  m_connection.bytes += bytes.size();
  m_endpoint.bytes += bytes.size();
  const std::size_t limit = m_endpoint.rules.messageLimit;
  if (m_verdict.answer) return m_connection.bytes <= mostDrained(limit);
  if (m_body.size() + bytes.size() > limit) {
    refuse(tooLargeAnswer(limit, m_verdict.format), RefusalReason::TooLarge,
           "more than " + std::to_string(limit) + " bytes");
    return true;
  }
  if (m_held.held + bytes.size() > m_held.limit) {
    refuse(busyAnswer(m_verdict.format), RefusalReason::Busy,
           std::to_string(m_held.held) + " bytes are being received");
    return true;
  }
  m_body.append(bytes);
  m_held.held += bytes.size();
  m_heldHere += bytes.size();
  return true;
}

std::optional<BodyWorkers::Job> HttpExchange::job(std::uint64_t request) {
  if (m_verdict.answer) return std::nullopt;
  return BodyWorkers::Job{request, m_verdict.signal, m_verdict.format, m_verdict.encoding, std::move(m_body)};
}

void HttpExchange::settle(const HttpOutcome& outcome) {
  using Outcome = ingest::Receipt::Outcome;
  if (outcome.unpacking) {
    const bool isTooLarge = outcome.unpacking->kind == ErrorKind::TooLarge;
    return refuse(refusal(isTooLarge ? 413 : 400, outcome.unpacking->message, m_verdict.format),
                  isTooLarge ? RefusalReason::TooLarge : RefusalReason::Damaged, outcome.unpacking->message);
  }
  const ingest::Receipt& receipt = outcome.receipt;
  HttpAnswer answer = exported(m_verdict.signal, receipt, m_verdict.format);
  if (receipt.outcome != Outcome::Stored)
    return refuse(std::move(answer),
                  receipt.outcome == Outcome::Invalid ? RefusalReason::Damaged : RefusalReason::Busy,
                  receipt.message);
  if (!m_verdict.origin.empty()) allowOrigin(answer, m_verdict.origin);
  m_verdict.answer = std::move(answer);
}

void HttpExchange::refuse(HttpAnswer answer, RefusalReason reason, std::string about) {
  drop();
  m_endpoint.refusals.count(reason, std::move(about));
  if (!m_verdict.origin.empty()) allowOrigin(answer, m_verdict.origin);
  m_verdict.answer = std::move(answer);
}

void HttpExchange::drop() {
  m_held.held -= m_heldHere;
  m_heldHere = 0;
  m_body = {};
}

}  // namespace spanloupe::receive
