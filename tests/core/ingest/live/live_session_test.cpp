// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a live session takes is stored once, counted where it belongs, and there again after a restart.
#include <QTest>
#include <atomic>
#include <future>
#include <thread>

#include "core/formats/registry.h"
#include "live_support.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

class LiveSessionTest : public QObject {
  Q_OBJECT
 private slots:
  void whatIsAcknowledgedIsStoredOnce();
  void aSourceIsFoundAgainByName();
  void countsOfASourceAreKept();
  void spansWithoutIdsAreRejectedAndSaid();
  void aDamagedRequestIsInvalidAndLeavesNothing();
  void metricsAreCountedAndNotKept();
  void aRepeatedRequestIsKeptOnce();
  void aRequestIsRecognisedAfterARestart();
  void equalLogsOfDifferentRequestsAreBothKept();
  void aRequestLargerThanASegmentIsOneCommit();
  void whatWaitedTogetherIsCommittedTogether();
  void manyThreadsMaySend();
  void whatDoesNotFitInMemoryIsRefused();
  void afterStopSendersAreToldToComeAgain();
  void whatWaitsAtStopIsAnswered();
};

void LiveSessionTest::whatIsAcknowledgedIsStoredOnce() {
  const TemporarySession file;
  {
    const auto live = openLive(file.path());
    const std::int64_t source = sourceOf(*live);
    const Receipt receipt = send(*live, source, requestOf(std::vector<SentSpan>{{1, 1}, {1, 2, 1}, {2, 3}}));
    QVERIFY(receipt.outcome == Receipt::Outcome::Stored);
    QCOMPARE(receipt.spans, std::uint64_t{3});
    QVERIFY(send(*live, source, requestOf(std::vector<SentLog>{{"first"}, {"second", 1}})).logs == 2);
    QTRY_COMPARE(storedIn(file.path()).spans.size(), std::size_t{3});
    live->stop();
  }
  const Stored stored = storedIn(file.path());
  QCOMPARE(stored.spans.size(), std::size_t{3});
  for (const auto& [id, count] : stored.spans) QCOMPARE(count, 1);
  QCOMPARE(stored.logs.at("first"), 1);
  QCOMPARE(stored.logs.at("second"), 1);
  QCOMPARE(number(file.path(), "SELECT count(*) FROM pending"), std::int64_t{0});
  QVERIFY(isSound(file.path()));
}

void LiveSessionTest::aSourceIsFoundAgainByName() {
  const TemporarySession file;
  std::int64_t first = 0;
  {
    const auto live = openLive(file.path());
    first = sourceOf(*live, "OTLP/gRPC 4317");
    QVERIFY(sourceOf(*live, "OTLP/HTTP 4318") != first);
  }
  const auto live = openLive(file.path());
  QCOMPARE(sourceOf(*live, "OTLP/gRPC 4317"), first);
  QCOMPARE(number(file.path(), "SELECT count(*) FROM source"), std::int64_t{2});
  QVERIFY(sourceRow(file.path(), first).state == store::SourceState::Live);
}

void LiveSessionTest::countsOfASourceAreKept() {
  const TemporarySession file;
  const std::string spans = requestOf(std::vector<SentSpan>{{1, 1}, {0, 7}, {1, 2}});
  const std::string again = requestOf(std::vector<SentSpan>{{1, 2}, {1, 3}});
  std::int64_t source = 0;
  for (int run = 0; run < 2; ++run) {
    const auto live = openLive(file.path());
    source = sourceOf(*live);
    if (run == 0) send(*live, source, spans);
    if (run == 1) send(*live, source, again);
  }
  const store::SourceRow row = sourceRow(file.path(), source);
  QCOMPARE(row.spans, std::uint64_t{3});
  QCOMPARE(row.duplicates, std::uint64_t{1});
  QCOMPARE(row.rejected, std::uint64_t{1});
  QCOMPARE(row.requests, std::uint64_t{2});
  QCOMPARE(row.bytes, std::uint64_t{spans.size() + again.size()});
  QVERIFY(nanosOf(row.lastSeen) > nanosOf(row.importedAt));
  QVERIFY(isSound(file.path()));
}

void LiveSessionTest::spansWithoutIdsAreRejectedAndSaid() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const Receipt receipt =
      send(*live, sourceOf(*live), requestOf(std::vector<SentSpan>{{0, 1, 0, "no trace"}, {1, 0}, {1, 2}}));
  QVERIFY(receipt.outcome == Receipt::Outcome::Stored);
  QCOMPARE(receipt.spans, std::uint64_t{1});
  QCOMPARE(receipt.rejectedSpans, std::uint64_t{2});
  QVERIFY2(receipt.message.find("no trace") != std::string::npos, receipt.message.c_str());
  live->stop();
  QCOMPARE(storedIn(file.path()).spans.size(), std::size_t{1});
}

void LiveSessionTest::aDamagedRequestIsInvalidAndLeavesNothing() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const Receipt receipt = send(*live, sourceOf(*live), "\xff\xff\xff garbage");
  QVERIFY(receipt.outcome == Receipt::Outcome::Invalid);
  QVERIFY(!receipt.message.empty());
  live->stop();
  QVERIFY(storedIn(file.path()).spans.empty());
  QCOMPARE(live->counts().requests, std::uint64_t{0});
}

void LiveSessionTest::metricsAreCountedAndNotKept() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  const Receipt receipt = send(*live, source, R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[
      {"name":"m","gauge":{"dataPoints":[{"timeUnixNano":"1","asInt":"1"},{"timeUnixNano":"2","asInt":"2"}]}}
      ]}]}]})",
                               "otlp-json");
  QVERIFY(receipt.outcome == Receipt::Outcome::Stored);
  QCOMPARE(receipt.metricPoints, std::uint64_t{2});
  QTRY_COMPARE(sourceRow(file.path(), source).metricPoints, std::uint64_t{2});
  QVERIFY(storedIn(file.path()).spans.empty());
  // SDKs send them unasked: that is nothing to be warned of.
  QCOMPARE(sourceRow(file.path(), source).diagnosticTotal, std::uint64_t{0});
}

void LiveSessionTest::aRepeatedRequestIsKeptOnce() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  const std::string logs = requestOf(std::vector<SentLog>{{"once"}, {"twice"}});
  for (int i = 0; i < 3; ++i) {
    const Receipt receipt = send(*live, source, logs);
    QVERIFY(receipt.outcome == Receipt::Outcome::Stored);
    QCOMPARE(receipt.logs, std::uint64_t{2});
  }
  live->stop();
  QCOMPARE(storedIn(file.path()).logs.at("once"), 1);
  QCOMPARE(live->counts().repeatedRequests, std::uint64_t{2});
  QCOMPARE(live->counts().logs, std::uint64_t{2});
  QCOMPARE(sourceRow(file.path(), source).duplicates, std::uint64_t{4});
  QVERIFY(isSound(file.path()));
}

void LiveSessionTest::aRequestIsRecognisedAfterARestart() {
  const TemporarySession file;
  const std::string logs = requestOf(std::vector<SentLog>{{"its answer got lost"}});
  for (int run = 0; run < 2; ++run) {
    const auto live = openLive(file.path());
    QVERIFY(send(*live, sourceOf(*live), logs).outcome == Receipt::Outcome::Stored);
  }
  QCOMPARE(storedIn(file.path()).logs.at("its answer got lost"), 1);
}

void LiveSessionTest::equalLogsOfDifferentRequestsAreBothKept() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  send(*live, source, requestOf(std::vector<SentLog>{{"tick"}}));
  send(*live, source, requestOf(std::vector<SentLog>{{"tick"}, {"tock"}}));
  send(*live, sourceOf(*live, "another endpoint"), requestOf(std::vector<SentLog>{{"tick"}}));
  live->stop();
  QCOMPARE(storedIn(file.path()).logs.at("tick"), 3);
}

void LiveSessionTest::aRequestLargerThanASegmentIsOneCommit() {
  const TemporarySession file;
  std::vector<SentLog> logs;
  for (int i = 0; i < 150'000; ++i) logs.push_back({std::to_string(i)});
  const std::string body = requestOf(logs);
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  // Whoever reads sees none of it or all.
  std::atomic<bool> done = false;
  std::jthread reading([&] {
    const auto reader = store::Reader::open(file.path());
    while (!done) {
      const auto snapshot = (*reader)->snapshot();
      const auto seen = (*reader)->statistics(**snapshot)->logs;
      if (seen != 0 && seen != logs.size()) qFatal("a part of a request was seen");
    }
  });
  QVERIFY(send(*live, source, body).logs == logs.size());
  live->stop();
  done = true;
  const Stored stored = storedIn(file.path());
  QCOMPARE(stored.logs.size(), logs.size());
  QVERIFY(isSound(file.path()));
}

void LiveSessionTest::whatWaitedTogetherIsCommittedTogether() {
  const TemporarySession file;
  std::atomic<int> commits = 0;
  const auto live = openLive(file.path(), {}, {[&] { ++commits; }, {}});
  const std::int64_t source = sourceOf(*live);
  // The writer is kept busy for longer than anything should wait.
  std::promise<void> busy, free;
  live->clear([&](const Result<void>&) {
    busy.set_value();
    free.get_future().wait();
  });
  busy.get_future().wait();
  const int before = commits;
  for (std::uint64_t i = 0; i < 20; ++i)
    send(*live, source, requestOf(std::vector<SentSpan>{{1 + i, 1 + i}}));
  const auto last = std::chrono::steady_clock::now();
  QTRY_VERIFY(std::chrono::steady_clock::now() > last + SegmentWriter::kVisibleWithin);
  free.set_value();
  QTRY_COMPARE(storedIn(file.path()).spans.size(), std::size_t{20});
  QCOMPARE(commits - before, 1);
}

void LiveSessionTest::manyThreadsMaySend() {
  const TemporarySession file;
  constexpr std::uint64_t kThreads = 4, kRequests = 60, kSpans = 20;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  {
    std::vector<std::jthread> threads;
    for (std::uint64_t thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&, thread] {
        for (std::uint64_t i = 0; i < kRequests; ++i)
          if (send(*live, source, manySpans((thread * kRequests + i) * kSpans + 1, kSpans)).spans != kSpans)
            qFatal("not taken");
      });
  }
  live->stop();
  const Stored stored = storedIn(file.path());
  QCOMPARE(stored.spans.size(), std::size_t{kThreads * kRequests * kSpans});
  QCOMPARE(live->counts().spans, kThreads * kRequests * kSpans);
  QCOMPARE(sourceRow(file.path(), source).spans, kThreads * kRequests * kSpans);
  QVERIFY(isSound(file.path()));
}

void LiveSessionTest::whatDoesNotFitInMemoryIsRefused() {
  const TemporarySession file;
  LiveOptions options;
  options.waitingBytes = 100'000;
  // The writer thread stands still in its first commit until it may go on.
  std::promise<void> goOn;
  const std::shared_future<void> mayGoOn = goOn.get_future().share();
  LiveSession::Callbacks callbacks;
  callbacks.committed = [mayGoOn] { mayGoOn.wait(); };
  const auto live = openLive(file.path(), options, callbacks);
  const std::int64_t source = sourceOf(*live);
  std::atomic<std::uint64_t> stored = 0, full = 0, open = 0;
  std::uint64_t sent = 0;
  const auto sendOne = [&] {
    ++open;
    live->take({source, formats::formatNamed("otlp-proto"), manySpans(8 + 80 * sent++, 80, 100)},
               [&](const Receipt& receipt) {
                 ++(receipt.outcome == Receipt::Outcome::Stored ? stored : full);
                 --open;
               });
  };
  while (full == 0 && sent < 10'000) sendOne();
  QVERIFY(full > 0);
  QVERIFY2(live->state().waitingBytes < 4 * options.waitingBytes,
           qPrintable(QString::number(live->state().waitingBytes)));
  goOn.set_value();
  QTRY_COMPARE(open.load(), std::uint64_t{0});
  live->stop();
  QCOMPARE(storedIn(file.path()).spans.size(), stored * 80);
  QCOMPARE(live->counts().requests, stored.load());
}

void LiveSessionTest::afterStopSendersAreToldToComeAgain() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  live->stop();
  live->stop();
  QVERIFY(send(*live, source, manySpans(1, 1)).outcome == Receipt::Outcome::Stopping);
  QVERIFY(!live->addSource("late", "otlp-proto").has_value());
}

void LiveSessionTest::whatWaitsAtStopIsAnswered() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  std::atomic<int> stored = 0, later = 0;
  std::atomic<bool> started = false;
  std::jthread sending([&] {
    for (std::uint64_t i = 0; i < 200; ++i) {
      const auto outcome = send(*live, source, manySpans(1 + i * 8, 8)).outcome;
      ++(outcome == Receipt::Outcome::Stored ? stored : later);
      started = true;
    }
  });
  while (!started) std::this_thread::yield();
  live->stop();
  sending.join();
  QCOMPARE(stored + later, 200);
  QCOMPARE(storedIn(file.path()).spans.size(), static_cast<std::size_t>(stored) * 8);
}

QTEST_GUILESS_MAIN(LiveSessionTest)
#include "live_session_test.moc"
