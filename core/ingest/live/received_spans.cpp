// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/received_spans.h"

#include <algorithm>

#include "core/model/utf8.h"

namespace spanloupe::ingest {
namespace {

/// Names longer than this are cut: they are shown, not looked up.
constexpr std::size_t kLongestName = 200;

void readName(const Attribute& attribute, std::string_view key, std::string& name) {
  if (attribute.key == key && attribute.value.type() == ValueType::String)
    name = toValidUtf8(attribute.value.asString().substr(0, kLongestName));
}

}  // namespace

const char* rejection(const SpanView& span) {
  if (span.traceId.isZero()) return "a span has no valid trace id";
  if (span.spanId.isZero()) return "a span has no valid span id";
  return nullptr;
}

ResourceHandle RequestCount::resource(const ResourceView& resource) {
  SenderState sender;
  sender.source = m_source;
  for (const Attribute& attribute : resource.attributes) {
    readName(attribute, "service.name", sender.service);
    readName(attribute, "telemetry.sdk.name", sender.sdkName);
    readName(attribute, "telemetry.sdk.version", sender.sdkVersion);
    readName(attribute, "telemetry.sdk.language", sender.sdkLanguage);
  }
  const auto known = std::find_if(m_senders.begin(), m_senders.end(), [&sender](const SenderState& other) {
    return other.service == sender.service;
  });
  m_senderOf.push_back(static_cast<std::size_t>(known - m_senders.begin()));
  if (known == m_senders.end()) m_senders.push_back(std::move(sender));
  return ResourceHandle(m_senderOf.size() - 1);
}

SenderState& RequestCount::senderOf(ResourceHandle resource) {
  const auto index = static_cast<std::size_t>(resource);
  if (m_senderOf.empty()) (void)this->resource({});
  return m_senders[m_senderOf[std::min(index, m_senderOf.size() - 1)]];
}

void RequestCount::span(const SpanView& span) {
  SenderState& sender = senderOf(span.resource);
  const char* const why = rejection(span);
  if (why == nullptr) {
    ++m_receipt.spans;
    ++sender.spans;
    return;
  }
  ++m_receipt.rejectedSpans;
  ++sender.rejected;
  if (m_receipt.message.empty())
    m_receipt.message =
        std::string(why) + "; first of them: \"" + toValidUtf8(span.name.substr(0, kLongestName)) + "\"";
}

void RequestCount::log(const LogView& log) {
  ++m_receipt.logs;
  ++senderOf(log.resource).logs;
}

std::vector<SenderState> RequestCount::takeSenders(std::size_t bytes, Timestamp now) {
  const std::uint64_t all = m_receipt.spans + m_receipt.rejectedSpans + m_receipt.logs;
  for (SenderState& sender : m_senders) {
    const std::uint64_t own = sender.spans + sender.rejected + sender.logs;
    sender.bytes = all == 0 ? bytes / m_senders.size() : bytes * own / all;
    sender.lastSeen = now;
  }
  return std::move(m_senders);
}

void ReceivedSpans::span(const SpanView& span) {
  if (rejection(span) != nullptr) {
    ++m_rejected;
    return;
  }
  ++m_spans;
  m_next.span(span);
}

void ReceivedSpans::log(const LogView& log) {
  ++m_logs;
  m_next.log(log);
}

}  // namespace spanloupe::ingest
