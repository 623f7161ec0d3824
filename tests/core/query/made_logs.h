// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small sessions of log records, which somebody goes on writing to: a segment for each list of records.
#pragma once

#include <deque>

#include "core/query/log_list.h"
#include "core/store/snapshot.h"
#include "tests/core/store/temporary_session.h"

namespace spanloupe::test {

inline constexpr std::uint64_t kLogsStart = 1'773'324'000'000'000'000ULL;  // 2026-03-12T14:00:00Z
inline constexpr std::uint64_t kMilli = 1'000'000;

struct MadeLog {
  std::uint64_t at = 0;  ///< Milliseconds after kLogsStart.
  std::uint32_t severity = 9;
  std::string body = {};
  std::string service = "shop";
  TraceId trace = {};
  SpanId span = {};
  std::vector<std::pair<std::string, std::string>> attributes = {};
  std::string severityText = {};
  bool isOnlyObserved = false;
};

inline void push(SpanSink& sink, const MadeLog& one) {
  std::deque<std::string> bytes;
  const auto value = [&bytes](const std::string& text) {
    appendString(bytes.emplace_back(), text);
    return AttributeValue(bytes.back());
  };
  const std::vector<Attribute> resource{{"service.name", value(one.service)}, {"host.name", value("box-7")}};
  std::vector<Attribute> attributes;
  for (const auto& [key, text] : one.attributes) attributes.push_back({key, value(text)});
  LogView log;
  const Timestamp time = timestampFromNanos(kLogsStart + one.at * kMilli);
  (one.isOnlyObserved ? log.observedTime : log.time) = time;
  log.severityNumber = one.severity;
  log.severityText = one.severityText;
  if (!one.body.empty()) log.body = value(one.body);
  log.traceId = one.trace;
  log.spanId = one.span;
  log.attributes = attributes;
  log.resource = sink.resource({resource, 0, "", ""});
  log.scope = sink.scope({});
  sink.log(log);
}

class LogSession {
 public:
  explicit LogSession(std::string path) : m_path(std::move(path)) {
    auto writer = store::Session::openForWriting(m_path);
    if (!writer) qFatal("%s", writer.error().text().c_str());
    m_writer = std::move(*writer);
    if (!m_writer->beginSource({1, "endpoint", "test", {}})) qFatal("no source");
  }
  /// One segment more.
  void add(const std::vector<MadeLog>& logs) {
    addRows([&](SpanSink& sink) {
      for (const MadeLog& log : logs) push(sink, log);
    });
  }
  template <typename Push>
  void addRows(Push pushRows) {
    store::SegmentBuilder builder([this](store::EncodedSegment segment) {
      if (!m_writer->append(std::move(segment))) qFatal("cannot append");
    });
    builder.setSource(1);
    pushRows(builder);
    builder.finish();
  }
  [[nodiscard]] const std::string& path() const { return m_path; }

 private:
  std::string m_path;
  std::unique_ptr<store::Session> m_writer;
};

}  // namespace spanloupe::test
