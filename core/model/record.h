// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Owning copies of what a SpanSink receives, for details, tests and small exports. Immutable once made, so
// they may cross threads.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/model/span_sink.h"

namespace spanloupe {

/// Keeps copies of texts and arrays at stable addresses.
class Arena {
 public:
  [[nodiscard]] std::string_view text(std::string_view text);
  [[nodiscard]] std::span<const Attribute> attributes(std::span<const Attribute> attributes);
  [[nodiscard]] ResourceView resource(const ResourceView& resource);
  [[nodiscard]] ScopeView scope(const ScopeView& scope);
  [[nodiscard]] SpanView span(const SpanView& span);
  [[nodiscard]] LogView log(const LogView& log);

 private:
  std::deque<std::string> m_texts;
  std::deque<std::vector<Attribute>> m_attributes;
  std::deque<std::vector<EventView>> m_events;
  std::deque<std::vector<LinkView>> m_links;
};

/// A span with its resource and scope; the handles inside `span` mean nothing here.
struct SpanRecord {
  std::shared_ptr<const Arena> arena;
  SpanView span;
  ResourceView resource;
  ScopeView scope;
};

struct LogRecord {
  std::shared_ptr<const Arena> arena;
  LogView log;
  ResourceView resource;
  ScopeView scope;
};

/// A sink that keeps everything in memory, in order of arrival.
class RecordingSink : public SpanSink {
 public:
  ResourceHandle resource(const ResourceView& resource) override;
  ScopeHandle scope(const ScopeView& scope) override;
  void span(const SpanView& span) override;
  void log(const LogView& log) override;
  void metrics(std::uint64_t dataPoints) override { m_metrics += dataPoints; }

  [[nodiscard]] const std::vector<SpanRecord>& spans() const { return m_spans; }
  [[nodiscard]] const std::vector<LogRecord>& logs() const { return m_logs; }
  [[nodiscard]] std::uint64_t metricPoints() const { return m_metrics; }

 private:
  std::shared_ptr<Arena> m_arena = std::make_shared<Arena>();
  std::vector<ResourceView> m_resources;
  std::vector<ScopeView> m_scopes;
  std::vector<SpanRecord> m_spans;
  std::vector<LogRecord> m_logs;
  std::uint64_t m_metrics = 0;
};

}  // namespace spanloupe
