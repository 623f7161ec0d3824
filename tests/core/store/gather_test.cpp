// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Traces scattered over many segments: brought together without losing anything, whatever happens meanwhile.
#include <QFileInfo>
#include <QTest>

#include "core/store/check.h"
#include "core/store/reader_impl.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

constexpr std::size_t kParts = 7;

std::unique_ptr<Session> openSession(const std::string& path) {
  auto session = Session::openForWriting(path);
  if (!session) qFatal("%s", session.error().text().c_str());
  return std::move(*session);
}

/// Random spans and logs of some traces.
class Recorded : public RecordingSink {
 public:
  explicit Recorded(std::size_t spans = 4000, std::size_t traces = 90) {
    pushRandomSpans({5, spans, 300, traces, 3}, *this);
  }
};

/// Every kParts-th span and log, beginning with `part`.
void replay(const RecordingSink& from, std::size_t part, SpanSink& to) {
  for (std::size_t i = part; i < from.spans().size(); i += kParts) {
    SpanView span = from.spans()[i].span;
    span.resource = to.resource(from.spans()[i].resource);
    span.scope = to.scope(from.spans()[i].scope);
    to.span(span);
  }
  for (std::size_t i = part; i < from.logs().size(); i += kParts) {
    LogView log = from.logs()[i].log;
    log.resource = to.resource(from.logs()[i].resource);
    log.scope = to.scope(from.logs()[i].scope);
    to.log(log);
  }
}

/// One source and one segment for each part: a part of every trace in every segment.
std::uint64_t scatter(Session& session, const RecordingSink& from, std::int64_t firstSource = 1) {
  std::uint64_t duplicates = 0;
  for (std::size_t part = 0; part < kParts; ++part)
    duplicates += addSource(session, firstSource + static_cast<std::int64_t>(part),
                            [&](SpanSink& sink) { replay(from, part, sink); });
  return duplicates;
}

void gather(Session& session, std::uint32_t after = 0) {
  const auto gathered = session.gatherTraces(after, {}, {});
  if (!gathered) qFatal("%s", gathered.error().text().c_str());
}

std::shared_ptr<const Snapshot> snapshotOf(const std::string& path) {
  return *(*Reader::open(path))->snapshot();
}

std::size_t linkCount(const Snapshot& snapshot) {
  std::size_t links = 0;
  for (const auto& segment : snapshot.segments()) links += segment->shared.size();
  return links;
}

SpanView plainSpan(std::uint64_t trace, std::uint64_t id, SpanSink& sink) {
  SpanView span;
  span.traceId = {1, trace};
  span.spanId = {id};
  span.name = "work";
  span.start = timestampFromNanos(1'700'000'000'000'000'000 + id);
  span.end = timestampFromNanos(1'700'000'000'000'000'900 + id);
  span.resource = sink.resource({});
  span.scope = sink.scope({});
  return span;
}

}  // namespace

class GatherTest : public QObject {
  Q_OBJECT
 private slots:
  void scatteredTracesComeTogether();
  void whatWasReadBeforeStaysReadable();
  void roomIsGivenBack();
  void stoppingChangesNothing();
  void unfinishedSegmentsAreDeletedOnOpening();
  void traceLongerThanASegmentStaysWhole();
  void partsOfAnEarlierImportStayLinked();
  void tracesInOneSegmentEachAreLeftAlone();
  void duplicatesAreFoundAmongScatteredTraces();
};

void GatherTest::scatteredTracesComeTogether() {
  const TemporarySession file;
  const Recorded spans;
  auto session = openSession(file.path());
  scatter(*session, spans);
  QVERIFY(linkCount(*snapshotOf(file.path())) > 400);
  const std::uint64_t traces = snapshotOf(file.path())->traceCount();
  double last = 0;
  QVERIFY(session->gatherTraces(0, [&last](double done) { last = done; }, {}).has_value());
  QCOMPARE(last, 1.0);

  const auto snapshot = snapshotOf(file.path());
  QCOMPARE(snapshot->segments().size(), std::size_t{1});
  QCOMPARE(linkCount(*snapshot), std::size_t{0});
  QCOMPARE(snapshot->traceCount(), traces);
  const std::string text = difference(sortedTexts(spans), sortedTexts(file.path()));
  QVERIFY2(text.empty(), text.c_str());
  const auto report = checkSession(file.path(), {});  // also that every source has the rows it says
  QVERIFY(report.has_value() && report->ok());
}

void GatherTest::whatWasReadBeforeStaysReadable() {
  const TemporarySession file;
  auto session = openSession(file.path());
  scatter(*session, Recorded());
  const auto reader = Reader::open(file.path());
  const auto before = (*reader)->snapshot();
  const auto order = (*reader)->orderTraces(**before, {}, 0, {});
  gather(*session);
  RecordingSink sink;
  QVERIFY((*reader)->visitAll(**before, sink, {}).has_value());
  QCOMPARE(sink.spans().size(), std::size_t{4000});
  QVERIFY((*reader)->traceRows(**before, order->positions).has_value());
  // The same reader sees the new state when it asks for it.
  const auto after = (*reader)->snapshot();
  QCOMPARE((*after)->segments().size(), std::size_t{1});
  QCOMPARE((*reader)->statistics(**after)->spans, std::uint64_t{4000});
}

void GatherTest::roomIsGivenBack() {
  const TemporarySession file;
  const QFileInfo info(QString::fromStdString(file.path()));
  const auto bytes = [&info] {
    QFileInfo now(info);
    now.refresh();
    return now.size();
  };
  const Recorded spans(60'000, 2000);
  openSession(file.path()).reset();
  {
    auto session = openSession(file.path());
    scatter(*session, spans);
  }
  const qint64 scattered = bytes();
  {
    auto session = openSession(file.path());
    gather(*session);
    QVERIFY(session->deleteReplaced().has_value());
  }
  QVERIFY2(bytes() < scattered, qPrintable(QString("%1 %2").arg(scattered).arg(bytes())));
  QVERIFY(checkSession(file.path(), {})->ok());
}

void GatherTest::stoppingChangesNothing() {
  const TemporarySession file;
  const Recorded spans;
  auto session = openSession(file.path());
  scatter(*session, spans);
  std::stop_source stopped;
  stopped.request_stop();
  const auto refused = session->gatherTraces(0, {}, stopped.get_token());
  QVERIFY(!refused.has_value());
  QCOMPARE(refused.error().kind, ErrorKind::Cancelled);
  QCOMPARE(snapshotOf(file.path())->segments().size(), kParts);
  QVERIFY(checkSession(file.path(), {})->ok());
  // And the session goes on as if nothing had been.
  QCOMPARE(scatter(*session, spans, 50) > 3500, true);
  gather(*session);
  QCOMPARE(linkCount(*snapshotOf(file.path())), std::size_t{0});
}

void GatherTest::unfinishedSegmentsAreDeletedOnOpening() {
  const TemporarySession file;
  const Recorded spans;
  {
    auto session = openSession(file.path());
    scatter(*session, spans);
    gather(*session);
  }
  {
    // As a crash before the last commit leaves it: the new segments written, the old ones still shown.
    const auto connection = Connection::open(file.path(), Access::ReadWrite);
    QVERIFY(connection->run("UPDATE segment SET state = CASE state WHEN 2 THEN 0 ELSE 1 END").has_value());
  }
  QCOMPARE(snapshotOf(file.path())->segments().size(), kParts);
  auto session = openSession(file.path());
  QCOMPARE(snapshotOf(file.path())->segments().size(), kParts);
  const std::string text = difference(sortedTexts(spans), sortedTexts(file.path()));
  QVERIFY2(text.empty(), text.c_str());
  const auto connection = Connection::open(file.path(), Access::ReadOnly);
  QCOMPARE(*connection->integer("SELECT count(*) FROM segment"), std::int64_t{kParts});
  QCOMPARE(*connection->integer("SELECT count(DISTINCT id >> 20) FROM segment_column"), std::int64_t{kParts});
}

void GatherTest::traceLongerThanASegmentStaysWhole() {
  const TemporarySession file;
  auto session = openSession(file.path());
  constexpr std::uint64_t kLong = 90'000;
  constexpr std::uint64_t kTraces = 300;
  for (std::int64_t source = 1; source <= 3; ++source)
    addSource(*session, source, [&](SpanSink& sink) {
      for (std::uint64_t id = static_cast<std::uint64_t>(source); id <= kLong; id += 3)
        sink.span(plainSpan(150, id, sink));
      for (std::uint64_t trace = 1; trace <= kTraces; ++trace)
        if (trace != 150) sink.span(plainSpan(trace, static_cast<std::uint64_t>(source), sink));
    });
  gather(*session);
  const auto reader = Reader::open(file.path());
  const auto snapshot = (*reader)->snapshot();
  QCOMPARE((*snapshot)->traceCount(), kTraces);
  const auto trace = (*reader)->trace(**snapshot, {1, 150}, {});
  QVERIFY2(trace.has_value(), trace ? "" : trace.error().text().c_str());
  QCOMPARE((*trace)->size(), std::size_t{kLong});
  QCOMPARE(linkCount(**snapshot), std::size_t{1});
  QVERIFY(checkSession(file.path(), {})->ok());
}

void GatherTest::partsOfAnEarlierImportStayLinked() {
  const TemporarySession file;
  auto session = openSession(file.path());
  const Recorded spans;
  addSource(*session, 1, [&](SpanSink& sink) { replay(spans, 0, sink); });
  const std::uint32_t before = session->lastSegment();
  for (std::size_t part = 1; part < kParts; ++part)
    addSource(*session, 1 + static_cast<std::int64_t>(part),
              [&](SpanSink& sink) { replay(spans, part, sink); });
  gather(*session, before);
  const auto snapshot = snapshotOf(file.path());
  QCOMPARE(snapshot->segments().size(), std::size_t{2});
  const auto& segments = snapshot->segments();
  const std::uint64_t traces = segments[0]->summary.traces + segments[1]->summary.traces;
  QVERIFY(linkCount(*snapshot) > 80);
  QCOMPARE(snapshot->traceCount(), traces - linkCount(*snapshot));
  const std::string text = difference(sortedTexts(spans), sortedTexts(file.path()));
  QVERIFY2(text.empty(), text.c_str());
  // Later spans find their trace at its new place.
  session.reset();
  session = openSession(file.path());
  QVERIFY(scatter(*session, spans, 50) > 3500);
}

void GatherTest::tracesInOneSegmentEachAreLeftAlone() {
  const TemporarySession file;
  auto session = openSession(file.path());
  for (std::int64_t source = 1; source <= 4; ++source)
    addSource(*session, source, [&](SpanSink& sink) {
      for (std::uint64_t trace = 0; trace < 50; ++trace)
        sink.span(plainSpan(static_cast<std::uint64_t>(source) * 49 + trace,
                            static_cast<std::uint64_t>(source), sink));
    });
  gather(*session);
  QCOMPARE(snapshotOf(file.path())->segments().size(), std::size_t{4});
}

void GatherTest::duplicatesAreFoundAmongScatteredTraces() {
  const TemporarySession file;
  auto session = openSession(file.path());
  // Enough parts that looking through all of them for each new segment is given up.
  constexpr std::uint64_t kTraces = 3000;
  const auto push = [](std::uint64_t part) {
    return [part](SpanSink& sink) {
      for (std::uint64_t trace = 1; trace <= kTraces; ++trace) sink.span(plainSpan(trace, part, sink));
    };
  };
  for (std::uint64_t part = 1; part <= 12; ++part)
    QCOMPARE(addSource(*session, static_cast<std::int64_t>(part), push(part)), std::uint64_t{0});
  for (const std::uint64_t part : {1, 7, 12})
    QCOMPARE(addSource(*session, 20 + static_cast<std::int64_t>(part), push(part)), kTraces);
  QCOMPARE(addSource(*session, 40, push(13)), std::uint64_t{0});
  QCOMPARE(checkSession(file.path(), {})->spans, 13 * kTraces);
}

QTEST_GUILESS_MAIN(GatherTest)
#include "gather_test.moc"
