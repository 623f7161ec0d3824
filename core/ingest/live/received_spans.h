// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The two sinks that a request is decoded into: RequestCount when it arrives, to know what to answer and who
// sent it, and ReceivedSpans on the way into a segment. Both reject spans without a valid trace or span id,
// where a file keeps them (OTLP: partial success). One thread each.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/ingest/live/request.h"
#include "core/ingest/live/senders.h"
#include "core/model/span_sink.h"

namespace spanloupe::ingest {

/// Why a receiver does not take that span; null when it does.
[[nodiscard]] const char* rejection(const SpanView& span);

class RequestCount final : public SpanSink {
 public:
  explicit RequestCount(std::int64_t source) : m_source(source) {}

  ResourceHandle resource(const ResourceView& resource) override;
  ScopeHandle scope(const ScopeView&) override { return {}; }
  void span(const SpanView& span) override;
  void log(const LogView& log) override;
  void metrics(std::uint64_t dataPoints) override { m_receipt.metricPoints += dataPoints; }

  /// Counts and why spans were rejected.
  [[nodiscard]] const Receipt& receipt() const { return m_receipt; }
  /// Of a body of `bytes`.
  [[nodiscard]] std::vector<SenderState> takeSenders(std::size_t bytes, Timestamp now);

 private:
  SenderState& senderOf(ResourceHandle resource);
  [[nodiscard]] std::size_t indexOf(SenderState sender);

  std::int64_t m_source;
  Receipt m_receipt;
  std::vector<SenderState> m_senders;
  std::unordered_map<std::string, std::size_t> m_byService;  ///< Of the first Senders::kMostSenders.
  std::vector<std::size_t> m_senderOf;                       ///< By resource.
};

class ReceivedSpans final : public SpanSink {
 public:
  explicit ReceivedSpans(SpanSink& next) : m_next(next) {}

  ResourceHandle resource(const ResourceView& resource) override { return m_next.resource(resource); }
  ScopeHandle scope(const ScopeView& scope) override { return m_next.scope(scope); }
  void span(const SpanView& span) override;
  void log(const LogView& log) override;
  void metrics(std::uint64_t dataPoints) override { m_metricPoints += dataPoints; }

  [[nodiscard]] std::uint64_t spans() const { return m_spans; }
  [[nodiscard]] std::uint64_t logs() const { return m_logs; }
  [[nodiscard]] std::uint64_t metricPoints() const { return m_metricPoints; }
  [[nodiscard]] std::uint64_t rejected() const { return m_rejected; }

 private:
  SpanSink& m_next;
  std::uint64_t m_spans = 0, m_logs = 0, m_metricPoints = 0, m_rejected = 0;
};

}  // namespace spanloupe::ingest
