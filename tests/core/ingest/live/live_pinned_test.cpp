// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pinned traces stay whole when everything around them is dropped.
#include <QTest>

#include "core/store/snapshot.h"
#include "upkeep_session.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

namespace {

const Retention kThousand{1000, std::uint64_t{1} << 30, {}};

std::vector<std::string> textsOf(const std::string& path, TraceId id) {
  const auto reader = store::Reader::open(path);
  RecordingSink sink;
  const std::vector<TraceId> ids{id};
  const auto visited = (*reader)->visitTraces(**(*reader)->snapshot(), ids, sink);
  if (!visited) qFatal("%s", visited.error().text().c_str());
  return sortedTexts(sink);
}

void pushLog(SpanSink& sink, std::uint64_t trace, const std::string& text) {
  std::string body;
  appendString(body, text);
  LogView log;
  log.traceId = traceId(trace);
  log.body = AttributeValue(body);
  log.resource = sink.resource({});
  log.scope = sink.scope({});
  sink.log(log);
}

}  // namespace

class LivePinnedTest : public QObject {
  Q_OBJECT
 private slots:
  void pinningIsKeptAndUndone();
  void aPinnedTraceIsKeptWithItsLogs();
  void aPinnedTraceThatGoesOnStaysOne();
  void aPinnedTraceStaysTogetherWithItsImportedPart();
  void afterUnpinningItGoesLikeTheRest();
  void afterUnpinningAPartStaysTogetherWithWhatComes();
  void manyCopiesBecomeOne();
  void twoSourcesAreCountedApart();
};

void LivePinnedTest::pinningIsKeptAndUndone() {
  const TemporarySession file;
  {
    const auto live = openLive(file.path());
    QVERIFY(live->setPinned(traceId(5), true).has_value());
    QVERIFY(live->setPinned(traceId(3), true).has_value());
    QVERIFY(live->setPinned(traceId(3), true).has_value());
    QVERIFY(live->setPinned(traceId(4), true).has_value());
    QVERIFY(live->setPinned(traceId(4), false).has_value());
  }
  const auto pinned = (*store::Reader::open(file.path()))->pinnedTraces();
  QCOMPARE(*pinned, (std::vector<TraceId>{traceId(3), traceId(5)}));
}

void LivePinnedTest::aPinnedTraceIsKeptWithItsLogs() {
  UpkeepSession live(kThousand);
  live.commit([](SpanSink& sink) {
    UpkeepSession::pushSpans(sink, 8, 800);
    pushLog(sink, 20, "kept");
    pushLog(sink, 21, "dropped");
  });
  QVERIFY(live.session->live().setPinned(traceId(20), true).has_value());
  const auto before = textsOf(live.path(), traceId(20));
  for (std::uint64_t i = 1; i < 6; ++i) {
    live.commitSpans(8 + i * 800, 800);
    live.run(static_cast<double>(i));
  }
  QCOMPARE(difference(before, textsOf(live.path(), traceId(20))), std::string{});
  const Stored stored = storedIn(live.path());
  QCOMPARE(stored.spans.size(), std::size_t{808});
  QCOMPARE(stored.logs.count("kept"), std::size_t{1});
  QCOMPARE(stored.logs.count("dropped"), std::size_t{0});
  QCOMPARE(live.upkeep->evicted().spans, std::uint64_t{4800 - 808});
  QCOMPARE(live.upkeep->evicted().traces, std::uint64_t{(4800 - 808) / 8});
  QCOMPARE(live.upkeep->evicted().logs, std::uint64_t{1});
  QVERIFY(isSound(live.path()));
}

void LivePinnedTest::aPinnedTraceThatGoesOnStaysOne() {
  UpkeepSession live(kThousand);
  QVERIFY(live.session->live().setPinned(traceId(5'000'000), true).has_value());
  constexpr std::uint64_t kParts = 12;
  for (std::uint64_t i = 0; i < kParts; ++i) {
    live.commit([i](SpanSink& sink) {
      UpkeepSession::pushSpan(sink, 5'000'000, 1 + i);
      UpkeepSession::pushSpans(sink, 8 + i * 800, 800);
    });
    live.run(static_cast<double>(i));
    // Whole and once in the list after every step.
    const auto rows = traceList(live.path());
    const auto count =
        std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.id == traceId(5'000'000); });
    QCOMPARE(count, 1);
    QCOMPARE(textsOf(live.path(), traceId(5'000'000)).size(), std::size_t{i + 1});
  }
  QCOMPARE(live.upkeep->evicted().traces * 8, live.upkeep->evicted().spans);
  // Its spans are still recognised.
  live.commit([](SpanSink& sink) { UpkeepSession::pushSpan(sink, 5'000'000, 1); });
  QCOMPARE(textsOf(live.path(), traceId(5'000'000)).size(), std::size_t{kParts});
  QVERIFY(isSound(live.path()));
}

void LivePinnedTest::aPinnedTraceStaysTogetherWithItsImportedPart() {
  UpkeepSession live(kThousand);
  QVERIFY(live.session->live().setPinned(traceId(5'000'000), true).has_value());
  addSource(*live.session, 10, [](SpanSink& sink) { UpkeepSession::pushSpan(sink, 5'000'000, 1); });
  for (std::uint64_t i = 1; i < 6; ++i) {
    // Not in every part, so that what is dropped is not always followed by a newer one.
    live.commit([i](SpanSink& sink) {
      if (i % 2 == 1) UpkeepSession::pushSpan(sink, 5'000'000, 1 + i);
      UpkeepSession::pushSpans(sink, 8 + i * 800, 800);
    });
    live.run(static_cast<double>(i));
    const auto rows = traceList(live.path());
    QCOMPARE(rows.size(), std::size_t{101});
    QCOMPARE(textsOf(live.path(), traceId(5'000'000)).size(), std::size_t{1 + (i + 1) / 2});
  }
  QVERIFY(isSound(live.path()));
}

void LivePinnedTest::afterUnpinningAPartStaysTogetherWithWhatComes() {
  UpkeepSession live(kThousand);
  const TraceId trace = traceId(5'000'000);
  QVERIFY(live.session->live().setPinned(trace, true).has_value());
  for (std::uint64_t i = 0; i < 2; ++i)
    live.commit([i](SpanSink& sink) {
      UpkeepSession::pushSpan(sink, 5'000'000, 1 + i);
      UpkeepSession::pushSpans(sink, 8 + i * 800, 800);
    });
  // The first part is a copy now, and newer than the second.
  live.run(0);
  QCOMPARE(textsOf(live.path(), trace).size(), std::size_t{2});
  QVERIFY(live.session->live().setPinned(trace, false).has_value());
  live.upkeep->unpinned();
  live.run(1);
  QCOMPARE(textsOf(live.path(), trace).size(), std::size_t{1});
  live.commit([](SpanSink& sink) {
    UpkeepSession::pushSpan(sink, 5'000'000, 2);
    UpkeepSession::pushSpan(sink, 5'000'000, 3);
  });
  QCOMPARE(textsOf(live.path(), trace).size(), std::size_t{2});
  const auto rows = traceList(live.path());
  QCOMPARE(std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == trace; }), 1);
  QVERIFY(isSound(live.path()));
}

void LivePinnedTest::afterUnpinningItGoesLikeTheRest() {
  UpkeepSession live(kThousand);
  QVERIFY(live.session->live().setPinned(traceId(20), true).has_value());
  QVERIFY(live.session->live().setPinned(traceId(30), true).has_value());
  for (std::uint64_t i = 0; i < 3; ++i) {
    live.commitSpans(8 + i * 800, 800);
    live.run(0);
  }
  QCOMPARE(live.upkeep->evicted().spans, std::uint64_t{1600 - 16});
  QVERIFY(live.session->live().setPinned(traceId(20), false).has_value());
  live.upkeep->unpinned();
  live.run(1);
  QCOMPARE(live.upkeep->evicted().spans, std::uint64_t{1600 - 8});
  QCOMPARE(live.upkeep->evicted().traces, std::uint64_t{199});
  QCOMPARE(textsOf(live.path(), traceId(30)).size(), std::size_t{8});
  QCOMPARE(storedIn(live.path()).spans.size(), std::size_t{808});
  QVERIFY(isSound(live.path()));
}

void LivePinnedTest::manyCopiesBecomeOne() {
  UpkeepSession live(kThousand);
  for (std::uint64_t i = 0; i < 40; ++i) {
    QVERIFY(live.session->live().setPinned(traceId(2 + i * 100), true).has_value());
    live.commitSpans(8 + i * 800, 800);
    live.run(static_cast<double>(i));
  }
  QVERIFY(live.segments() < 20);
  for (std::uint64_t i = 0; i < 40; ++i)
    QCOMPARE(textsOf(live.path(), traceId(2 + i * 100)).size(), std::size_t{8});
  QVERIFY(isSound(live.path()));
}

void LivePinnedTest::twoSourcesAreCountedApart() {
  UpkeepSession live(kThousand);
  const std::int64_t other = *live.session->live().source("other", "otlp-proto");
  std::vector<store::EncodedSegment> segments;
  store::SegmentBuilder builder([&](auto segment) { segments.push_back(std::move(segment)); });
  builder.setSource(live.source);
  UpkeepSession::pushSpans(builder, 8, 80);
  builder.setSource(other);
  UpkeepSession::pushSpans(builder, 8000, 160);
  builder.finish();
  store::LiveCommit commit;
  commit.sources[live.source].spans = 80;
  commit.sources[other].spans = 160;
  QVERIFY(live.session->live().append(segments, {store::SegmentOrigin::Live, 1, 1}, commit).has_value());
  QVERIFY(live.session->live().setPinned(traceId(1001), true).has_value());
  live.commitSpans(80'000, 960);
  live.run(0);
  const auto rows = *(*store::Reader::open(live.path()))->evicted();
  QCOMPARE(rows.size(), std::size_t{2});
  QCOMPARE(rows[0].spans, std::uint64_t{80});
  QCOMPARE(rows[0].traces, std::uint64_t{10});
  QCOMPARE(rows[1].spans, std::uint64_t{152});
  QCOMPARE(rows[1].traces, std::uint64_t{19});
  QVERIFY(isSound(live.path()));
}

QTEST_GUILESS_MAIN(LivePinnedTest)
#include "live_pinned_test.moc"
