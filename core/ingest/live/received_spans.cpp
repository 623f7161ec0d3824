// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/received_spans.h"

namespace spanloupe::ingest {

void ReceivedSpans::span(const SpanView& span) {
  if (span.traceId.isZero() || span.spanId.isZero()) {
    ++m_counts.rejectedSpans;
    if (m_counts.message.empty())
      m_counts.message = std::string(span.traceId.isZero() ? "a span has no valid trace id"
                                                           : "a span has no valid span id") +
                         "; first of them: \"" + std::string(span.name.substr(0, 200)) + "\"";
    return;
  }
  ++m_counts.spans;
  if (m_next != nullptr) m_next->span(span);
}

void ReceivedSpans::log(const LogView& log) {
  ++m_counts.logs;
  if (m_next != nullptr) m_next->log(log);
}

}  // namespace spanloupe::ingest
