// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small sessions for questions: spans of any trace with service, name, duration and links.
#pragma once

#include "core/store/snapshot.h"
#include "tests/core/store/temporary_session.h"

namespace spanloupe::test {

inline constexpr std::uint64_t kMadeStart = 1'773'000'000'000'000'000ULL;

struct MadeSpan {
  TraceId trace;
  std::uint64_t id = 0;
  std::string service;
  std::string name;
  std::int64_t duration = 0;
  bool failed = false;
  std::vector<std::pair<TraceId, std::uint64_t>> links = {};
};

inline void push(SpanSink& sink, const std::vector<MadeSpan>& spans) {
  for (const MadeSpan& one : spans) {
    std::string value;
    appendString(value, one.service);
    const Attribute service{"service.name", AttributeValue(value)};
    SpanView span;
    span.traceId = one.trace;
    span.spanId = {one.id};
    span.name = one.name;
    span.start = timestampFromNanos(kMadeStart + one.id);
    span.end = timestampFromNanos(kMadeStart + one.id + static_cast<std::uint64_t>(one.duration));
    span.status = one.failed ? StatusCode::Error : StatusCode::Unset;
    span.resource = sink.resource({std::span(&service, one.service.empty() ? 0 : 1), 0, "", ""});
    span.scope = sink.scope({});
    std::vector<LinkView> links;
    for (const auto& [trace, id] : one.links) links.push_back({trace, {id}, {}, {}, {}, {}, 0, 0});
    span.links = links;
    sink.span(span);
  }
}

/// One segment for each list of spans.
class MadeSession {
 public:
  explicit MadeSession(const std::vector<std::vector<MadeSpan>>& segments) {
    auto session = store::Session::openForWriting(m_file.path());
    if (!session) qFatal("%s", session.error().text().c_str());
    std::int64_t source = 0;
    for (const auto& spans : segments)
      addSource(**session, ++source, [&](store::SegmentBuilder& builder) { push(builder, spans); });
    auto reader = store::Reader::open(m_file.path());
    if (!reader) qFatal("%s", reader.error().text().c_str());
    m_reader = std::move(*reader);
    const auto snapshot = m_reader->snapshot();
    if (!snapshot) qFatal("%s", snapshot.error().text().c_str());
    m_snapshot = *snapshot;
  }

  [[nodiscard]] store::Reader& reader() { return *m_reader; }
  [[nodiscard]] const store::Snapshot& snapshot() const { return *m_snapshot; }

 private:
  TemporarySession m_file;
  std::unique_ptr<store::Reader> m_reader;
  std::shared_ptr<const store::Snapshot> m_snapshot;
};

}  // namespace spanloupe::test
