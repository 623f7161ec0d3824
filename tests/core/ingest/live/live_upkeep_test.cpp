// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session that receives stays readable and bounded: small segments are merged, the oldest are dropped and
// counted, replaced ones are deleted after the grace, the file keeps to its limit.
#include <QFileInfo>
#include <QTest>

#include "core/store/snapshot.h"
#include "upkeep_session.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

namespace {

constexpr std::int64_t kHour = 3'600'000'000'000;

qint64 fileSize(const std::string& path) {
  QFileInfo info(QString::fromStdString(path));
  info.refresh();
  return info.size();
}

}  // namespace

class LiveUpkeepTest : public QObject {
  Q_OBJECT
 private slots:
  void smallSegmentsAreMerged();
  void logsAloneFillASegmentToo();
  void whatArrivedFarApartIsNotMerged();
  void importsAreNeitherMergedNorDropped();
  void theOldestSegmentsGoFirstAndAreCounted();
  void aSmallerLimitTakesEffect();
  void retentionByAge();
  void aClockThatWasAheadKeepsNothing();
  void anOlderSnapshotIsAnsweredForAWhile();
  void whoGoesThroughEverythingIsWaitedFor();
  void nothingIsDueWhenNothingIsLeftToDo();
  void theFileKeepsToItsLimit();
  void anImportedPartOfATraceIsFoundBehindADroppedOne();
  void aTraceThatGoesOnIsNotCountedAsGone();
  void evictionSurvivesReopening();
};

void LiveUpkeepTest::smallSegmentsAreMerged() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 200; ++i) {
    live.commitSpans(8 + i * 80, 80);
    live.run(0);
    QVERIFY(live.segments() < 48);
  }
  const Stored stored = storedIn(live.path());
  QCOMPARE(stored.spans.size(), std::size_t{16'000});
  for (const auto& [id, count] : stored.spans) QCOMPARE(count, 1);
  QVERIFY(isSound(live.path()));
}

void LiveUpkeepTest::logsAloneFillASegmentToo() {
  UpkeepSession live;
  for (int i = 0; i < 20; ++i)
    live.commit([](SpanSink& sink) {
      LogView log;
      log.resource = sink.resource({});
      log.scope = sink.scope({});
      for (int row = 0; row < 40'000; ++row) sink.log(log);
    });
  const std::uint32_t last = live.session->lastSegment();
  live.run(0);
  QCOMPARE(live.session->lastSegment(), last);
}

void LiveUpkeepTest::whatArrivedFarApartIsNotMerged() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 40; ++i) {
    live.commitSpans(8 + i * 8, 8, static_cast<std::int64_t>(i) * 2 * kHour);
    live.run(0);
  }
  QCOMPARE(live.segments(), std::size_t{40});
}

void LiveUpkeepTest::importsAreNeitherMergedNorDropped() {
  UpkeepSession live({100, std::uint64_t{1} << 30, {}});
  for (std::int64_t source = 10; source < 30; ++source)
    addSource(*live.session, source, [&](SpanSink& sink) {
      UpkeepSession::pushSpans(sink, static_cast<std::uint64_t>(source) * 1000, 100);
    });
  live.commitSpans(8, 200);
  live.commitSpans(1008, 200);
  live.run(0);
  QCOMPARE(live.segments(), std::size_t{21});
  QCOMPARE(live.upkeep->evicted().spans, std::uint64_t{200});
  QVERIFY(isSound(live.path()));
}

void LiveUpkeepTest::theOldestSegmentsGoFirstAndAreCounted() {
  UpkeepSession live({50'000, std::uint64_t{1} << 30, {}});
  for (std::uint64_t i = 0; i < 100; ++i) {
    live.commitSpans(8 + i * 2000, 2000);
    live.run(static_cast<double>(i));
  }
  const Stored stored = storedIn(live.path());
  QVERIFY2(stored.spans.size() <= 50'000 && stored.spans.size() > 25'000,
           qPrintable(QString::number(stored.spans.size())));
  // What is left is the newest.
  const std::uint64_t first = 8 + 200'000 - stored.spans.size();
  QCOMPARE(stored.spans.begin()->first.second, first);
  const EvictedCounts& evicted = live.upkeep->evicted();
  QCOMPARE(evicted.spans, 200'000 - stored.spans.size());
  // Traces of eight; the one on the border is only shorter.
  QCOMPARE(evicted.traces, evicted.spans / 8);
  const auto rows = (*store::Reader::open(live.path()))->evicted();
  QCOMPARE(rows->size(), std::size_t{1});
  QCOMPARE(rows->front().source, live.source);
  QCOMPARE(rows->front().spans, evicted.spans);
  QCOMPARE(nanosOf(rows->front().first), std::uint64_t{1'700'000'000'000'000'008});
  QVERIFY(isSound(live.path()));
}

void LiveUpkeepTest::aSmallerLimitTakesEffect() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 10; ++i) live.commitSpans(8 + i * 40'000, 40'000);
  live.run(0);
  live.upkeep->setRetention({100'000, std::uint64_t{1} << 30, {}});
  live.run(1);
  QVERIFY(storedIn(live.path()).spans.size() <= 100'000);
}

void LiveUpkeepTest::retentionByAge() {
  Retention retention;
  retention.age = std::chrono::hours(24);
  UpkeepSession live(retention);
  const std::int64_t now = std::chrono::duration_cast<std::chrono::nanoseconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  live.commitSpans(8, 8, now - 30 * kHour);
  live.commitSpans(16, 8, now - 20 * kHour);
  live.commitSpans(24, 8, now);
  live.run(0);
  QCOMPARE(storedIn(live.path()).spans.size(), std::size_t{16});
  // It will be looked at again although nothing arrives.
  QVERIFY(live.upkeep->due().has_value());
}

void LiveUpkeepTest::aClockThatWasAheadKeepsNothing() {
  Retention retention;
  retention.age = std::chrono::hours(24);
  UpkeepSession live(retention);
  const std::int64_t now = std::chrono::duration_cast<std::chrono::nanoseconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  live.commitSpans(8, 8, now + 1000 * kHour);
  live.commitSpans(16, 8, now - 30 * kHour);
  live.commitSpans(24, 8, now);
  live.run(0);
  QCOMPARE(storedIn(live.path()).spans.size(), std::size_t{8});
}

void LiveUpkeepTest::anOlderSnapshotIsAnsweredForAWhile() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 16; ++i) live.commitSpans(8 + i * 8, 8);
  const auto reader = store::Reader::open(live.path());
  const auto before = (*reader)->snapshot();
  QCOMPARE((*before)->segments().size(), std::size_t{16});
  live.run(0);
  QCOMPARE(live.segments(), std::size_t{1});
  const auto ask = [&](store::Reader& with) {
    RecordingSink sink;
    return with.visitAll(**before, sink, {});
  };
  live.run(9);
  QVERIFY(ask(**store::Reader::open(live.path())).has_value());
  live.runBetween(10, 14);
  const auto late = ask(**store::Reader::open(live.path()));
  QVERIFY(!late.has_value());
  QCOMPARE(late.error().kind, ErrorKind::Outdated);
  // The same reader, with a new snapshot.
  const auto after = (*reader)->snapshot();
  QCOMPARE((*reader)->statistics(**after)->spans, std::uint64_t{128});
}

void LiveUpkeepTest::whoGoesThroughEverythingIsWaitedFor() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 16; ++i) live.commitSpans(8 + i * 8, 8);
  const auto reader = store::Reader::open(live.path());
  const auto snapshot = (*reader)->snapshot();
  std::vector<std::unique_ptr<store::Reader>> parts;
  for (int i = 0; i < 2; ++i) parts.push_back(std::move(*(*reader)->forParts()));
  live.run(0);
  QCOMPARE(live.segments(), std::size_t{1});
  parts.pop_back();
  live.runBetween(10, 100);
  RecordingSink sink;
  QVERIFY(parts.front()->visitAll(**snapshot, sink, {}).has_value());
  QCOMPARE(sink.spans().size(), std::size_t{128});
  QVERIFY(live.upkeep->due().has_value());
  parts.clear();
  live.runBetween(100, 104);
  QCOMPARE(number(live.path(), "SELECT count(*) FROM segment"), std::int64_t{1});
  QVERIFY(!live.upkeep->due().has_value());
}

void LiveUpkeepTest::nothingIsDueWhenNothingIsLeftToDo() {
  UpkeepSession live;
  live.commitSpans(8, 8);
  live.run(0);
  QVERIFY(!live.upkeep->due().has_value());
  for (std::uint64_t i = 1; i < 16; ++i) live.commitSpans(8 + i * 8, 8);
  live.run(1);
  QVERIFY(live.upkeep->due().has_value());
  live.runBetween(11, 14);
  QVERIFY(!live.upkeep->due().has_value());
  QCOMPARE(number(live.path(), "SELECT count(*) FROM segment"), std::int64_t{1});
}

void LiveUpkeepTest::theFileKeepsToItsLimit() {
  constexpr std::uint64_t kLimit = 48 << 20;
  UpkeepSession live({1'000'000, kLimit, {}});
  qint64 largest = 0;
  for (std::uint64_t i = 0; i < 240; ++i) {
    live.commitSpans(8 + i * 2000, 2000, 1, 400);
    live.run(static_cast<double>(i) * 0.2);
    largest = std::max(largest, fileSize(live.path()));
  }
  QVERIFY(live.upkeep->evicted().spans > 100'000);
  // There is room for its log beside it.
  QVERIFY2(largest < static_cast<qint64>(kLimit / 6 * 5), qPrintable(QString::number(largest)));
  QVERIFY2(largest > static_cast<qint64>(kLimit / 2), qPrintable(QString::number(largest)));
  QVERIFY(isSound(live.path()));
}

void LiveUpkeepTest::anImportedPartOfATraceIsFoundBehindADroppedOne() {
  UpkeepSession live({1000, std::uint64_t{1} << 30, {}});
  const auto part = [](std::uint64_t id) {
    return [id](SpanSink& sink) {
      UpkeepSession::pushSpan(sink, 77, id);
      UpkeepSession::pushSpans(sink, id * 10'000, 600);
    };
  };
  addSource(*live.session, 10, part(1));
  live.commit(part(2));
  live.commit(part(3));
  QCOMPARE(traceList(live.path()).size(), std::size_t{3 * 75 + 1});
  live.run(0);
  QCOMPARE(live.upkeep->evicted().spans, std::uint64_t{601});
  // Spans of the trace that were imported are still its spans, and it is in the list once.
  const auto rows = traceList(live.path());
  QCOMPARE(rows.size(), std::size_t{2 * 75 + 1});
  const auto row = std::find_if(rows.begin(), rows.end(), [](const auto& r) { return r.id == traceId(77); });
  QCOMPARE(row->spans, std::uint32_t{2});
  QCOMPARE(live.upkeep->evicted().traces, std::uint64_t{75});
  live.commit(part(4));
  const auto reader = store::Reader::open(live.path());
  QCOMPARE((*reader)->trace(**(*reader)->snapshot(), traceId(77), {}).value()->size(), std::size_t{3});
  QVERIFY(isSound(live.path()));
}

void LiveUpkeepTest::aTraceThatGoesOnIsNotCountedAsGone() {
  UpkeepSession live({1000, std::uint64_t{1} << 30, {}});
  for (std::uint64_t part = 1; part <= 3; ++part) {
    live.commit([part](SpanSink& sink) {
      UpkeepSession::pushSpan(sink, 77, part);
      UpkeepSession::pushSpans(sink, part * 8000, 800);
    });
    live.run(0);
    QCOMPARE(live.upkeep->evicted().spans, (part - 1) * 801);
    QCOMPARE(live.upkeep->evicted().traces, (part - 1) * 100);
    QCOMPARE(traceList(live.path()).size(), std::size_t{101});
  }
}

void LiveUpkeepTest::evictionSurvivesReopening() {
  UpkeepSession live({1000, std::uint64_t{1} << 30, {}});
  for (std::uint64_t i = 0; i < 4; ++i) live.commitSpans(8 + i * 800, 800);
  live.run(0);
  const Stored before = storedIn(live.path());
  live.upkeep.reset();
  live.session.reset();
  const auto session = store::Session::openForWriting(live.path());
  QVERIFY(session.has_value());
  QCOMPARE(storedIn(live.path()).spans, before.spans);
  QCOMPARE(number(live.path(), "SELECT count(*) FROM segment WHERE state <> 0"), std::int64_t{0});
  QVERIFY(isSound(live.path()));
}

QTEST_GUILESS_MAIN(LiveUpkeepTest)
#include "live_upkeep_test.moc"
