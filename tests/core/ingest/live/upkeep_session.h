// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session whose segments a test commits one by one, and whose upkeep runs at moments that the test names.
#pragma once

#include <QtGlobal>

#include "core/ingest/live/segment_upkeep.h"
#include "core/store/session.h"
#include "live_support.h"

namespace spanloupe::test {

class UpkeepSession {
 public:
  explicit UpkeepSession(const ingest::Retention& retention = {}) {
    auto opened = store::Session::openForWriting(path());
    if (!opened) qFatal("%s", opened.error().text().c_str());
    session = std::move(*opened);
    source = *session->live().source("endpoint", "otlp-proto");
    upkeep = std::make_unique<ingest::SegmentUpkeep>(session->live(), retention);
  }

  [[nodiscard]] std::string path() const { return m_file.path(); }
  /// Commits what `push` gives as received at `arrived` (nanoseconds since 1970).
  template <typename Push>
  void commit(Push push, std::int64_t arrived = 1) {
    std::vector<store::EncodedSegment> segments;
    store::SegmentBuilder builder([&](auto segment) { segments.push_back(std::move(segment)); });
    builder.setSource(source);
    push(static_cast<SpanSink&>(builder));
    builder.finish();
    store::LiveCommit commit;
    commit.sources[source].spans = builder.spanCount();
    commit.sources[source].logs = builder.logCount();
    const auto appended =
        session->live().append(std::move(segments), {store::SegmentOrigin::Live, arrived, arrived}, commit);
    if (!appended) qFatal("%s", appended.error().text().c_str());
  }
  /// Spans with the ids first, first + 1, …, dealt to traces of eight.
  void commitSpans(std::uint64_t first, std::uint64_t count, std::int64_t arrived = 1,
                   std::size_t padding = 0) {
    commit([&](SpanSink& sink) { pushSpans(sink, first, count, padding); }, arrived);
  }
  static void pushSpans(SpanSink& sink, std::uint64_t first, std::uint64_t count, std::size_t padding = 0) {
    for (std::uint64_t id = first; id < first + count; ++id) pushSpan(sink, 1 + id / 8, id, padding);
  }
  static void pushSpan(SpanSink& sink, std::uint64_t trace, std::uint64_t id, std::size_t padding = 0) {
    std::string name = "work";
    for (std::uint64_t word = id; name.size() < padding; word = mixBits(word + id))
      name += std::to_string(word);
    SpanView span;
    span.traceId = traceId(trace);
    span.spanId = {id};
    span.name = name;
    span.start = timestampFromNanos(1'700'000'000'000'000'000 + id);
    span.end = timestampFromNanos(1'700'000'000'000'000'500 + id);
    span.resource = sink.resource({});
    span.scope = sink.scope({});
    sink.span(span);
  }
  /// So many seconds after the beginning.
  void run(double seconds) {
    const auto done = upkeep->run(at(seconds));
    if (!done) qFatal("%s", done.error().text().c_str());
  }
  void clear(double seconds) {
    const auto done = upkeep->clear(at(seconds));
    if (!done) qFatal("%s", done.error().text().c_str());
  }
  /// Twice a second.
  void runBetween(int firstSecond, int lastSecond) {
    for (int half = 2 * firstSecond; half < 2 * lastSecond; ++half) run(half / 2.0);
  }
  [[nodiscard]] std::size_t segments() const { return session->live().segments().size(); }

 private:
  [[nodiscard]] ingest::SegmentUpkeep::Clock::time_point at(double seconds) const {
    return m_begin + std::chrono::duration_cast<ingest::SegmentUpkeep::Clock::duration>(
                         std::chrono::duration<double>(seconds));
  }

  TemporarySession m_file;
  ingest::SegmentUpkeep::Clock::time_point m_begin = ingest::SegmentUpkeep::Clock::now();

 public:
  std::unique_ptr<store::Session> session;
  std::int64_t source = 0;
  std::unique_ptr<ingest::SegmentUpkeep> upkeep;
};

}  // namespace spanloupe::test
