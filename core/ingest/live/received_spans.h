// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Between the decoder of a request and a builder: counts what comes, and keeps out spans without a valid
// trace or span id, which a receiver rejects (OTLP: partial success) where a file keeps them. One thread.
#pragma once

#include <string>

#include "core/ingest/live/request.h"
#include "core/model/span_sink.h"

namespace spanloupe::ingest {

class ReceivedSpans final : public SpanSink {
 public:
  /// `next` may be null: then this only counts.
  explicit ReceivedSpans(SpanSink* next) : m_next(next) {}

  ResourceHandle resource(const ResourceView& resource) override {
    return m_next != nullptr ? m_next->resource(resource) : ResourceHandle{};
  }
  ScopeHandle scope(const ScopeView& scope) override {
    return m_next != nullptr ? m_next->scope(scope) : ScopeHandle{};
  }
  void span(const SpanView& span) override;
  void log(const LogView& log) override;
  void metrics(std::uint64_t dataPoints) override { m_counts.metricPoints += dataPoints; }

  /// Counts and why spans were rejected.
  [[nodiscard]] const Receipt& counts() const { return m_counts; }

 private:
  SpanSink* m_next;
  Receipt m_counts;
};

}  // namespace spanloupe::ingest
