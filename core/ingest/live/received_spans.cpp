// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/received_spans.h"

#include <algorithm>

#include "core/model/identity.h"
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
  // A file may mean something by an id of another length; a sender that makes one is told.
  const bool isDerived = !span.rawTraceId.empty() && !parseTraceId(span.rawTraceId).repaired;
  if (span.traceId.isZero() || isDerived) return "a span has no valid trace id";
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
  m_senderOf.push_back(indexOf(std::move(sender)));
  return ResourceHandle(m_senderOf.size() - 1);
}

std::size_t RequestCount::indexOf(SenderState sender) {
  // The last place is that of all the others, as in Senders.
  if (m_byService.size() == Senders::kMostSenders && !m_byService.contains(sender.service)) {
    sender = {};
    sender.source = m_source;
    sender.others = true;
    if (m_senders.size() == m_byService.size()) m_senders.push_back(std::move(sender));
    return m_senders.size() - 1;
  }
  const auto [place, isNew] = m_byService.try_emplace(sender.service, m_senders.size());
  if (isNew) m_senders.push_back(std::move(sender));
  return place->second;
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
