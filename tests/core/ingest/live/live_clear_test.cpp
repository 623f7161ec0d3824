// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Clearing hides all that was received, at once and wholly, and can be taken back whatever came meanwhile.
#include <QTest>
#include <future>

#include "core/store/session_copy.h"
#include "core/store/snapshot.h"
#include "upkeep_session.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

namespace {

std::size_t spansIn(const std::string& path) { return storedIn(path).spans.size(); }

std::size_t spansOf(const std::string& path, TraceId id) {
  const auto reader = store::Reader::open(path);
  const auto trace = (*reader)->trace(**(*reader)->snapshot(), id, {});
  return trace ? (*trace)->spanId.size() : 0;
}

void clear(UpkeepSession& live, double second = 0) { live.clear(second); }

Result<void> clear(LiveSession& live) {
  std::promise<Result<void>> answer;
  live.clear([&](const Result<void>& result) { answer.set_value(result); });
  return answer.get_future().get();
}

Result<void> undo(LiveSession& live) {
  std::promise<Result<void>> answer;
  live.showCleared([&](const Result<void>& result) { answer.set_value(result); });
  return answer.get_future().get();
}

}  // namespace

class LiveClearTest : public QObject {
  Q_OBJECT
 private slots:
  void everythingReceivedIsHiddenAndShownAgain();
  void whatWasImportedStays();
  void whatWaitsToBeWrittenIsClearedToo();
  void aTraceThatGoesOnIsOneAgain();
  void whatIsSentAgainIsSeenAndStillKeptOnce();
  void aTraceBehindTheClearedPartIsNotTornApart();
  void mergingLeavesWhatWasClearedAlone();
  void retentionTakesWhatWasClearedFirst();
  void theNextClearIsFinal();
  void afterTheEndOfTheProgramItIsDropped();
  void aPinnedTraceComesBackInsteadOfBeingDropped();
  void aCopyHasNothingOfIt();
  void readersOfBeforeSeeTheChange();
};

void LiveClearTest::everythingReceivedIsHiddenAndShownAgain() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 5; ++i) live.commitSpans(8 + i * 80, 80);
  clear(live);
  QCOMPARE(spansIn(live.path()), std::size_t{0});
  QCOMPARE(traceList(live.path()).size(), std::size_t{0});
  QVERIFY(isSound(live.path()));
  QVERIFY(live.session->live().showCleared().has_value());
  QCOMPARE(spansIn(live.path()), std::size_t{400});
  QCOMPARE(traceList(live.path()).size(), std::size_t{50});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::whatWasImportedStays() {
  UpkeepSession live;
  addSource(*live.session, 10, [](SpanSink& sink) { UpkeepSession::pushSpans(sink, 8'000, 16); });
  live.commitSpans(8, 80);
  clear(live);
  QCOMPARE(spansIn(live.path()), std::size_t{16});
}

void LiveClearTest::whatWaitsToBeWrittenIsClearedToo() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  for (std::uint64_t i = 0; i < 20; ++i) QVERIFY(send(*live, source, manySpans(8 + i * 40, 40)).spans == 40);
  // Acknowledged, and perhaps in no segment yet.
  QVERIFY(clear(*live).has_value());
  QCOMPARE(spansIn(file.path()), std::size_t{0});
  QVERIFY(send(*live, source, manySpans(80'000, 8)).spans == 8);
  QTRY_COMPARE(spansIn(file.path()), std::size_t{8});
  QVERIFY(undo(*live).has_value());
  QCOMPARE(spansIn(file.path()), std::size_t{808});
  live->stop();
  QVERIFY(!clear(*live).has_value());
  QVERIFY(isSound(file.path()));
}

void LiveClearTest::aTraceThatGoesOnIsOneAgain() {
  UpkeepSession live;
  live.commit([](SpanSink& sink) { UpkeepSession::pushSpan(sink, 7, 1); });
  clear(live);
  live.commit([](SpanSink& sink) { UpkeepSession::pushSpan(sink, 7, 2); });
  QCOMPARE(spansOf(live.path(), traceId(7)), std::size_t{1});
  QVERIFY(live.session->live().showCleared().has_value());
  QCOMPARE(spansOf(live.path(), traceId(7)), std::size_t{2});
  QCOMPARE(traceList(live.path()).size(), std::size_t{1});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::whatIsSentAgainIsSeenAndStillKeptOnce() {
  UpkeepSession live;
  live.commitSpans(8, 80);
  clear(live);
  live.commitSpans(8, 80);
  live.commitSpans(800, 8);
  QCOMPARE(spansIn(live.path()), std::size_t{88});
  QVERIFY(live.session->live().showCleared().has_value());
  for (const auto& [id, count] : storedIn(live.path()).spans) QCOMPARE(count, 1);
  QCOMPARE(spansIn(live.path()), std::size_t{88});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::aTraceBehindTheClearedPartIsNotTornApart() {
  UpkeepSession live;
  addSource(*live.session, 10, [](SpanSink& sink) { UpkeepSession::pushSpan(sink, 7, 1); });
  live.commit([](SpanSink& sink) { UpkeepSession::pushSpan(sink, 7, 2); });
  live.commit([](SpanSink& sink) { UpkeepSession::pushSpan(sink, 7, 3); });
  clear(live);
  live.commit([](SpanSink& sink) { UpkeepSession::pushSpan(sink, 7, 4); });
  QCOMPARE(traceList(live.path()).size(), std::size_t{1});
  QCOMPARE(spansOf(live.path(), traceId(7)), std::size_t{2});
  QVERIFY(live.session->live().showCleared().has_value());
  QCOMPARE(traceList(live.path()).size(), std::size_t{1});
  QCOMPARE(spansOf(live.path(), traceId(7)), std::size_t{4});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::mergingLeavesWhatWasClearedAlone() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 12; ++i) live.commitSpans(8 + i * 8, 8);
  clear(live);
  for (std::uint64_t i = 0; i < 20; ++i) {
    live.commitSpans(8'000 + i * 8, 8);
    live.run(static_cast<double>(i));
  }
  QCOMPARE(spansIn(live.path()), std::size_t{160});
  // Twelve that were cleared, sixteen that are one, four that are not merged yet.
  QCOMPARE(live.segments(), std::size_t{12 + 1 + 4});
  QVERIFY(live.session->live().showCleared().has_value());
  QCOMPARE(spansIn(live.path()), std::size_t{256});
  live.runBetween(30, 50);
  QCOMPARE(spansIn(live.path()), std::size_t{256});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::retentionTakesWhatWasClearedFirst() {
  UpkeepSession live({1000, std::uint64_t{1} << 30, {}});
  QVERIFY(live.session->live().setPinned(traceId(20), true).has_value());
  for (std::uint64_t i = 0; i < 4; ++i) live.commitSpans(8 + i * 200, 200);
  clear(live);
  for (std::uint64_t i = 4; i < 8; ++i) {
    live.commitSpans(8 + i * 200, 200);
    live.run(static_cast<double>(i));
  }
  QCOMPARE(spansIn(live.path()), std::size_t{800});
  QVERIFY(live.session->live().showCleared().has_value());
  // What is left of it is there, and the pinned trace of what is not.
  QVERIFY(spansIn(live.path()) <= 1008 && spansIn(live.path()) > 800);
  QCOMPARE(spansOf(live.path(), traceId(20)), std::size_t{8});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::theNextClearIsFinal() {
  UpkeepSession live;
  live.commitSpans(8, 80);
  clear(live, 1);
  live.commitSpans(800, 40);
  clear(live, 2);
  QCOMPARE(spansIn(live.path()), std::size_t{0});
  QVERIFY(live.session->live().showCleared().has_value());
  QCOMPARE(spansIn(live.path()), std::size_t{40});
  live.runBetween(3, 20);
  QCOMPARE(number(live.path(), "SELECT count(*) FROM segment"), std::int64_t{1});
  QCOMPARE(number(live.path(), "SELECT sum(spans) FROM evicted"), std::int64_t{80});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::afterTheEndOfTheProgramItIsDropped() {
  UpkeepSession live;
  live.commitSpans(8, 80);
  clear(live);
  live.commitSpans(800, 40);
  live.upkeep.reset();
  live.session.reset();
  // As a crash leaves it: hidden, and sound.
  QCOMPARE(spansIn(live.path()), std::size_t{40});
  QVERIFY(isSound(live.path()));
  live.session = std::move(*store::Session::openForWriting(live.path()));
  QCOMPARE(spansIn(live.path()), std::size_t{40});
  QCOMPARE(number(live.path(), "SELECT sum(spans) FROM evicted"), std::int64_t{80});
  QVERIFY(isSound(live.path()));
  // What is sent again now is new.
  live.upkeep = std::make_unique<SegmentUpkeep>(live.session->live(), Retention{});
  live.commitSpans(8, 80);
  QCOMPARE(spansIn(live.path()), std::size_t{120});
  live.runBetween(1, 20);
  QCOMPARE(number(live.path(), "SELECT count(*) FROM segment WHERE state <> 0"), std::int64_t{0});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::aPinnedTraceComesBackInsteadOfBeingDropped() {
  UpkeepSession live;
  live.commitSpans(8, 80);
  QVERIFY(live.session->live().setPinned(traceId(5), true).has_value());
  clear(live);
  QCOMPARE(spansIn(live.path()), std::size_t{0});
  live.upkeep.reset();
  live.session.reset();
  live.session = std::move(*store::Session::openForWriting(live.path()));
  QCOMPARE(spansIn(live.path()), std::size_t{8});
  QCOMPARE(spansOf(live.path(), traceId(5)), std::size_t{8});
  QVERIFY(isSound(live.path()));
}

void LiveClearTest::aCopyHasNothingOfIt() {
  UpkeepSession live;
  live.commitSpans(8, 80);
  clear(live);
  live.commit([](SpanSink& sink) { UpkeepSession::pushSpan(sink, 2, 9'000); });
  const std::string copy = live.path() + ".copy";
  QVERIFY(store::copySession(live.path(), copy, store::Overwrite::No, {}, {}).has_value());
  QCOMPARE(spansIn(copy), std::size_t{1});
  QCOMPARE(number(copy, "SELECT count(*) FROM segment"), std::int64_t{1});
  QVERIFY(isSound(copy));
  QVERIFY(live.session->live().showCleared().has_value());
  QCOMPARE(spansIn(live.path()), std::size_t{81});
}

void LiveClearTest::readersOfBeforeSeeTheChange() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 16; ++i) live.commitSpans(8 + i * 8, 8);
  const auto reader = store::Reader::open(live.path());
  const auto spans = [&] { return (*reader)->statistics(**(*reader)->snapshot())->spans; };
  QCOMPARE(spans(), std::uint64_t{128});
  clear(live);
  QCOMPARE(spans(), std::uint64_t{0});
  for (std::uint64_t i = 0; i < 16; ++i) live.commitSpans(8'000 + i * 8, 8);
  QCOMPARE(spans(), std::uint64_t{128});
  // As many are merged away as are shown again.
  live.run(1);
  QVERIFY(live.session->live().showCleared().has_value());
  QCOMPARE(spans(), std::uint64_t{256});
}

QTEST_GUILESS_MAIN(LiveClearTest)
#include "live_clear_test.moc"
