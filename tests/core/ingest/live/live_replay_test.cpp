// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that a former process acknowledged and did not put into segments: they come into segments at the
// next opening, once, and none of them can keep a session from opening.
#include <QTest>
#include <array>

#include "core/store/sqlite.h"
#include "live_support.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

namespace {

/// As a crash leaves it: acknowledged, in no segment.
void leavePending(const std::string& path, const std::vector<std::string>& bodies) {
  const auto session = store::Session::openForWriting(path);
  if (!session) qFatal("%s", session.error().text().c_str());
  const auto log = (*session)->live().openPendingLog();
  const auto source = (*session)->live().source("endpoint", "otlp-proto");
  std::vector<store::PendingRequest> rows;
  for (const std::string& body : bodies)
    rows.push_back({0, *source, "otlp-proto", *store::packPending(body), {1, rows.size()}});
  std::vector<store::PendingRequest*> pointers;
  for (store::PendingRequest& row : rows) pointers.push_back(&row);
  if (const auto added = (*log)->add(pointers); !added) qFatal("%s", added.error().text().c_str());
}

void runSql(const std::string& path, const std::string& sql) {
  const auto done = store::Connection::open(path, store::Access::ReadWrite)->run(sql);
  if (!done) qFatal("%s", done.error().text().c_str());
}

}  // namespace

class LiveReplayTest : public QObject {
  Q_OBJECT
 private slots:
  void pendingRequestsComeIntoSegments();
  void newRequestsFollowThem();
  void aDamagedRowIsNotedAndForgotten();
  void aRowOfAFormatToComeIsKept();
  void stoppingInTheMiddleLosesNothing();
  void replayedSpansAreNotTakenTwice();
};

void LiveReplayTest::pendingRequestsComeIntoSegments() {
  const TemporarySession file;
  leavePending(file.path(),
               {manySpans(1, 100), requestOf(std::vector<SentLog>{{"one"}}), manySpans(101, 50)});
  QVERIFY(storedIn(file.path()).spans.empty());
  const auto live = openLive(file.path());
  QTRY_VERIFY(live->state().replay.done);
  QCOMPARE(live->state().replay.requests, std::uint64_t{3});
  QCOMPARE(storedIn(file.path()).spans.size(), std::size_t{150});
  QCOMPARE(storedIn(file.path()).logs.at("one"), 1);
  QCOMPARE(number(file.path(), "SELECT count(*) FROM pending"), std::int64_t{0});
  QCOMPARE(sourceRow(file.path(), 1).spans, std::uint64_t{150});
  QVERIFY(isSound(file.path()));
}

void LiveReplayTest::newRequestsFollowThem() {
  const TemporarySession file;
  leavePending(file.path(), {manySpans(1, 100)});
  const auto live = openLive(file.path());
  QVERIFY(send(*live, 1, manySpans(101, 10)).outcome == Receipt::Outcome::Stored);
  QTRY_VERIFY(live->state().replay.done);
  live->stop();
  QCOMPARE(storedIn(file.path()).spans.size(), std::size_t{110});
}

void LiveReplayTest::aDamagedRowIsNotedAndForgotten() {
  const TemporarySession file;
  leavePending(file.path(), {manySpans(1, 10), manySpans(11, 10), manySpans(21, 10)});
  runSql(file.path(), "UPDATE pending SET body = x'28b52ffd00' WHERE id = 2");
  {
    const auto live = openLive(file.path());
    QTRY_VERIFY(live->state().replay.done);
    QCOMPARE(live->state().replay.unreadable, std::uint64_t{1});
  }
  QCOMPARE(storedIn(file.path()).spans.size(), std::size_t{20});
  QCOMPARE(number(file.path(), "SELECT count(*) FROM pending"), std::int64_t{0});
  QCOMPARE(sourceRow(file.path(), 1).diagnosticTotal, std::uint64_t{1});
}

void LiveReplayTest::aRowOfAFormatToComeIsKept() {
  const TemporarySession file;
  leavePending(file.path(), {manySpans(1, 10), manySpans(11, 10), manySpans(21, 10)});
  runSql(file.path(), "UPDATE pending SET format = 'otlp-arrow' WHERE id = 2");
  for (std::uint64_t run = 0; run < 2; ++run) {
    const auto live = openLive(file.path());
    QTRY_VERIFY(live->state().replay.done);
    QCOMPARE(live->state().replay.kept, std::uint64_t{1});
    // What comes later does not take it along either.
    QVERIFY(send(*live, 1, manySpans(100 + run * 10, 10)).spans == 10);
    live->stop();
    QCOMPARE(number(file.path(), "SELECT group_concat(id) FROM pending"), std::int64_t{2});
  }
  QCOMPARE(storedIn(file.path()).spans.size(), std::size_t{40});
  // The version that knows it.
  runSql(file.path(), "UPDATE pending SET format = 'otlp-proto'");
  openLive(file.path())->stop();
  const auto live = openLive(file.path());
  QTRY_VERIFY(live->state().replay.done);
  QCOMPARE(storedIn(file.path()).spans.size(), std::size_t{50});
  QCOMPARE(number(file.path(), "SELECT count(*) FROM pending"), std::int64_t{0});
}

void LiveReplayTest::stoppingInTheMiddleLosesNothing() {
  const TemporarySession file;
  std::vector<std::string> bodies;
  for (std::uint64_t i = 0; i < 200; ++i) bodies.push_back(manySpans(1 + i * 1000, 1000));
  leavePending(file.path(), bodies);
  std::uint64_t sent = 0;
  for (int run = 0; run < 3; ++run) {
    const auto live = openLive(file.path());
    // Acknowledged while older ones are not in segments yet.
    if (send(*live, 1, manySpans(1'000'000 + sent * 8, 8)).outcome == Receipt::Outcome::Stored) ++sent;
  }
  const auto live = openLive(file.path());
  QTRY_VERIFY_WITH_TIMEOUT(live->state().replay.done, 30'000);
  live->stop();
  const Stored stored = storedIn(file.path());
  QCOMPARE(stored.spans.size(), std::size_t{200'000 + sent * 8});
  for (const auto& [id, count] : stored.spans) QCOMPARE(count, 1);
  QVERIFY(isSound(file.path()));
}

void LiveReplayTest::replayedSpansAreNotTakenTwice() {
  const TemporarySession file;
  leavePending(file.path(), {manySpans(1, 100)});
  openLive(file.path()).reset();
  leavePending(file.path(), {manySpans(1, 100)});
  openLive(file.path()).reset();
  const auto live = openLive(file.path());
  QTRY_VERIFY(live->state().replay.done);
  const Stored stored = storedIn(file.path());
  QCOMPARE(stored.spans.size(), std::size_t{100});
  for (const auto& [id, count] : stored.spans) QCOMPARE(count, 1);
  QCOMPARE(sourceRow(file.path(), 1).duplicates, std::uint64_t{100});
}

QTEST_GUILESS_MAIN(LiveReplayTest)
#include "live_replay_test.moc"
