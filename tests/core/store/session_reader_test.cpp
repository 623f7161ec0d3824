// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Traces read back as one, also when their spans and logs lie in several segments.
#include <QTest>

#include "core/store/snapshot.h"
#include "random_spans.h"
#include "temporary_session.h"
#include "tests/support/span_printer.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

constexpr TraceId kTrace{0xabc, 0xdef};
constexpr std::uint64_t kStart = 1'773'000'000'000'000'000ULL;

struct Span {
  std::uint64_t id;
  std::uint64_t parent;
  const char* service;
  const char* name;
  std::uint64_t from;
  std::uint64_t to;
  bool failed = false;
};

/// Pushes spans of one trace; times in milliseconds.
void push(SpanSink& sink, const std::vector<Span>& spans) {
  for (const Span& one : spans) {
    std::string value;
    appendString(value, one.service);
    const Attribute service{"service.name", AttributeValue(value)};
    SpanView span;
    span.traceId = kTrace;
    span.spanId = {one.id};
    span.parentSpanId = {one.parent};
    span.name = one.name;
    span.start = timestampFromNanos(kStart + one.from * 1'000'000);
    span.end = timestampFromNanos(kStart + one.to * 1'000'000);
    span.status = one.failed ? StatusCode::Error : StatusCode::Unset;
    span.resource = sink.resource({std::span(&service, 1), 0, "", ""});
    span.scope = sink.scope({});
    const EventView event{span.end, "exception", {}, 0};
    if (one.failed) span.events = std::span(&event, 1);
    sink.span(span);
  }
}

void pushLog(SpanSink& sink, std::uint64_t span, std::uint64_t at) {
  LogView log;
  log.traceId = kTrace;
  log.spanId = {span};
  log.time = timestampFromNanos(kStart + at * 1'000'000);
  log.resource = sink.resource({});
  log.scope = sink.scope({});
  sink.log(log);
}

struct Opened {
  std::unique_ptr<Reader> reader;
  std::shared_ptr<const Snapshot> snapshot;
};

Opened openReader(const std::string& path) {
  auto reader = Reader::open(path);
  if (!reader) qFatal("%s", reader.error().text().c_str());
  const auto snapshot = (*reader)->snapshot();
  if (!snapshot) qFatal("%s", snapshot.error().text().c_str());
  return {std::move(*reader), *snapshot};
}

}  // namespace

class SessionReaderTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    m_file = std::make_unique<TemporarySession>();
    auto session = Session::openForWriting(m_file->path());
    QVERIFY(session.has_value());
    // The root comes last, in a segment of its own; a log stands apart from its span.
    addSource(**session, 1, [](SpanSink& sink) {
      push(sink, {{3, 2, "cart", "SELECT items", 30, 40, true}, {2, 1, "cart", "GET /cart", 20, 90}});
      pushLog(sink, 1, 60);
    });
    addSource(**session, 2, [](SpanSink& sink) { pushRandomSpans({9, 300, 20, 10, 0}, sink); });
    addSource(**session, 3, [](SpanSink& sink) {
      push(sink, {{1, 0, "frontend", "GET /", 0, 100}, {4, 99, "worker", "process", 50, 120}});
      pushLog(sink, 3, 35);
    });
  }

  void aTraceInSeveralSegmentsIsOneRow() {
    Opened session = openReader(m_file->path());
    const auto order = session.reader->orderTraces(*session.snapshot, {TraceColumn::RootName, true}, 0, {});
    QVERIFY(order.has_value());
    QCOMPARE(order->positions.size(), session.snapshot->traceCount());
    const auto rows = session.reader->traceRows(*session.snapshot, order->positions);
    QVERIFY(rows.has_value());
    const auto row =
        std::find_if(rows->begin(), rows->end(), [](const TraceRow& one) { return one.id == kTrace; });
    QVERIFY(row != rows->end());
    QCOMPARE(std::count_if(rows->begin(), rows->end(), [](const TraceRow& one) { return one.id == kTrace; }),
             1);
    QCOMPARE(row->rootName, std::string("GET /"));
    QCOMPARE(row->rootService, std::string("frontend"));
    QCOMPARE(row->spans, 4U);
    QCOMPARE(row->errors, 1U);
    QCOMPARE(row->missingParents, 1U);  // 99; the parents 1 and 2 stand in other segments than their children
    QVERIFY(row->duration == std::chrono::milliseconds(120));
    QCOMPARE(nanosOf(row->start), kStart);
    QVERIFY(row->services == (std::vector<std::string>{"cart", "frontend", "worker"}));
  }

  void aTraceInSeveralSegmentsIsReadWhole() {
    Opened session = openReader(m_file->path());
    const auto trace = session.reader->trace(*session.snapshot, kTrace, {});
    QVERIFY(trace.has_value());
    const Trace& t = **trace;
    QCOMPARE(t.size(), std::size_t{4});
    const std::vector<std::uint64_t> expected = {1, 2, 3, 4};
    for (std::size_t i = 0; i < 4; ++i) QCOMPARE(t.spanId[i].value, expected[i]);
    QCOMPARE(t.parentId[2].value, std::uint64_t{2});
    QCOMPARE(t.parentId[3].value, std::uint64_t{99});
    QCOMPARE(t.strings[t.service[0]], std::string("frontend"));
    QCOMPARE(t.strings[t.name[2]], std::string("SELECT items"));
    QVERIFY(t.isError(2));
    QCOMPARE(t.eventsBegin[3] - t.eventsBegin[2], 1U);
    QVERIFY(t.events[t.eventsBegin[2]].isException);
    QCOMPARE(t.logs.size(), std::size_t{2});
    QCOMPARE(t.logs[0].span, 2U);  // by time: the log of span 3 at 35 ms, then that of span 1
    QCOMPARE(t.logs[1].span, 0U);
  }

  void spansAreReadInTheOrderAsked() {
    Opened session = openReader(m_file->path());
    const auto trace = session.reader->trace(*session.snapshot, kTrace, {});
    const std::vector<SpanRef> refs = {(*trace)->ref[3], (*trace)->ref[1], (*trace)->ref[3]};
    const auto records = session.reader->spans(*session.snapshot, refs);
    QVERIFY(records.has_value());
    QCOMPARE(records->size(), std::size_t{3});
    QCOMPARE((*records)[0].span.name, std::string_view("process"));
    QCOMPARE((*records)[1].span.name, std::string_view("GET /cart"));
    QCOMPARE((*records)[2].span.spanId.value, std::uint64_t{4});
  }

  void aPositionLeadsToItsTrace() {
    Opened session = openReader(m_file->path());
    const auto order = session.reader->orderTraces(*session.snapshot, {TraceColumn::Start, false}, 0, {});
    const auto rows = session.reader->traceRows(*session.snapshot, order->positions);
    for (std::size_t i = 0; i < order->positions.size(); ++i) {
      const auto trace = session.reader->traceAt(*session.snapshot, order->positions[i], {});
      QVERIFY(trace.has_value());
      QCOMPARE((*trace)->id.hex(), (*rows)[i].id.hex());
      QCOMPARE((*trace)->size(), std::size_t{(*rows)[i].spans});
    }
  }

  void anOutlineHasTheServicesOfEverySegment() {
    Opened session = openReader(m_file->path());
    const auto order = session.reader->orderTraces(*session.snapshot, {TraceColumn::Spans, true}, 0, {});
    const auto rows = session.reader->traceRows(*session.snapshot, order->positions);
    for (std::size_t i = 0; i < order->positions.size(); ++i) {
      const auto outline = session.reader->outlineAt(*session.snapshot, order->positions[i], 1000);
      QVERIFY(outline.has_value());
      QVERIFY(outline->isWhole);
      QCOMPARE(outline->spans.size(), std::size_t{(*rows)[i].spans});
      std::vector<std::string> services = outline->services;
      std::sort(services.begin(), services.end());
      QVERIFY(services == (*rows)[i].services);
      if ((*rows)[i].id != kTrace) continue;
      QCOMPARE(std::count_if(outline->spans.begin(), outline->spans.end(),
                             [](const OutlineSpan& span) { return span.isRoot; }),
               1);
    }
    const auto some = session.reader->outlineAt(*session.snapshot, order->positions[0], 2);
    QVERIFY(!some->isWhole);
    QVERIFY(some->spans.size() <= 2);
  }

  void anUnknownTraceIsNotFound() {
    Opened session = openReader(m_file->path());
    const auto trace = session.reader->trace(*session.snapshot, {1, 1}, {});
    QVERIFY(!trace.has_value());
    QCOMPARE(trace.error().kind, ErrorKind::NotFound);
  }

  void aSnapshotDoesNotChange() {
    Opened session = openReader(m_file->path());
    const std::uint64_t before = session.snapshot->traceCount();
    {
      auto writer = Session::openForWriting(m_file->path());
      QVERIFY(writer.has_value());
      addSource(**writer, 4, [](SpanSink& sink) { pushRandomSpans({77, 100, 0, 200, 0}, sink); });
    }
    QCOMPARE(session.snapshot->traceCount(), before);
    const auto now = session.reader->snapshot();
    QVERIFY(now.has_value());
    QVERIFY((*now)->traceCount() > before);
  }

  void statisticsCountEverything() {
    Opened session = openReader(m_file->path());
    const auto statistics = session.reader->statistics(*session.snapshot);
    QVERIFY(statistics.has_value());
    QCOMPARE(statistics->spans, std::uint64_t{304});
    QCOMPARE(statistics->logs, std::uint64_t{22});
    QCOMPARE(statistics->sources, std::uint64_t{3});
    QCOMPARE(statistics->services.at("cart"), std::uint64_t{2});
  }

  void keysWithoutAColumnAreCountedToo() {
    const TemporarySession file;
    {
      auto session = Session::openForWriting(file.path());
      addSource(**session, 1, [](SpanSink& sink) {
        const auto resource = sink.resource({});
        const auto scope = sink.scope({});
        // More keys than a segment has columns for, and one key twice in each span.
        for (std::uint64_t i = 0; i < 5000; ++i) {
          const std::string own = "own." + std::to_string(i);
          std::string first;
          std::string second;
          appendString(first, "first");
          appendInt(second, 2);
          const Attribute attributes[] = {{own, AttributeValue(first)},
                                          {"twice", AttributeValue(first)},
                                          {"twice", AttributeValue(second)}};
          SpanView span;
          span.traceId = {1, i + 1};
          span.spanId = {i + 1};
          span.attributes = attributes;
          span.resource = resource;
          span.scope = scope;
          sink.span(span);
        }
      });
    }
    Opened session = openReader(file.path());
    const auto keys = session.reader->keys(*session.snapshot, {});
    QCOMPARE(keys->size(), std::size_t{5001});
    QCOMPARE(keys->front().key, std::string("twice"));
    QCOMPARE(keys->front().count, std::uint64_t{5000});
    QCOMPARE(keys->front().types, std::string("string|int"));
    QCOMPARE(keys->back().count, std::uint64_t{1});
    const auto values = session.reader->values(*session.snapshot, "twice", 10, {});
    QCOMPARE(values->size(), std::size_t{2});
    QCOMPARE(values->back().count, std::uint64_t{5000});
    QVERIFY(session.reader->values(*session.snapshot, "own.4999", 10, {}).has_value());
  }

  void keysAndValuesAreCounted() {
    Opened session = openReader(m_file->path());
    const auto keys = session.reader->keys(*session.snapshot, {});
    QVERIFY(keys.has_value());
    const auto service = std::find_if(keys->begin(), keys->end(), [](const KeyRow& row) {
      return row.key == "service.name" && row.scope == Scope::Resource;
    });
    QVERIFY(service != keys->end());
    QCOMPARE(service->types, std::string("string"));
    const auto values = session.reader->values(*session.snapshot, "service.name", 100, {});
    QVERIFY(values.has_value());
    const auto cart =
        std::find_if(values->begin(), values->end(), [](const ValueRow& row) { return row.value == "cart"; });
    QVERIFY(cart != values->end());
    QCOMPARE(cart->count, std::uint64_t{2});
    QVERIFY(!session.reader->values(*session.snapshot, "no.such.key", 10, {}).has_value());
  }

 private:
  std::unique_ptr<TemporarySession> m_file;
};

QTEST_GUILESS_MAIN(SessionReaderTest)
#include "session_reader_test.moc"
