// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of one request: its signal is what the sender said, damage is told to the sender, and a
// request that comes again is new once what it brought has been dropped.
#include <QTest>
#include <array>
#include <future>

#include "core/formats/format.h"
#include "core/formats/input.h"
#include "core/ingest/live/commit_times.h"
#include "core/ingest/live/request_format.h"
#include "core/model/wire.h"
#include "live_support.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;
using formats::Signal;
using Outcome = Receipt::Outcome;

namespace {

std::string part(std::uint32_t field, std::string_view bytes) {
  std::string out;
  wire::appendLengthField(out, field, bytes);
  return out;
}
std::string time(std::uint32_t field) {
  std::string out;
  wire::appendTag(out, field, wire::Type::Fixed64);
  wire::appendFixed64(out, 1'700'000'000'000'000'000);
  return out;
}
/// One resource and one scope with these records.
std::string message(const std::vector<std::string>& records) {
  std::string scope = part(1, part(1, "scope"));
  for (const std::string& record : records) scope += part(2, record);
  return part(1, part(1, "") + part(2, scope));
}
std::string gauge(const std::string& name) {
  std::string number;
  wire::appendTag(number, 4, wire::Type::Fixed64);
  wire::appendFixed64(number, 0);
  const std::string point = part(7, part(1, "a") + part(2, part(1, "b"))) + time(3) + number;
  return part(1, name) + part(2, "of a machine") + part(3, "1") + part(5, part(1, point));
}
std::string spanWith(const std::string& traceId, const std::string& name) {
  return part(1, traceId) + part(2, "12345678") + part(5, name) + time(7) + time(8);
}
const std::string kTrace = "0123456789abcdef";
/// Its last field says that it is longer than it is.
std::string damagedSpan() { return spanWith(kTrace, "damaged") + "\x4a\x7f"; }

struct Live {
  TemporarySession file;
  std::unique_ptr<LiveSession> session = openLive(file.path());
  std::int64_t source = sourceOf(*session);
  Receipt send(const std::string& body, std::optional<Signal> signal = {},
               const char* format = "otlp-proto") {
    return test::send(*session, source, body, format, signal);
  }
};

}  // namespace

class LiveRequestTest : public QObject {
  Q_OBJECT
 private slots:
  void metricsAreNoSpans();
  void logsWithoutTimeAndBodyAreLogs();
  void theSignalIsThereAgainAfterACrash();
  void aDamagedSpanIsRejected();
  void whatIsOnlyDamagedIsInvalid();
  void idsThatWouldHaveToBeMadeUpAreRejected();
  void servicesOfARequestAreBounded();
  void whatWasClearedIsStoredAgain();
  void whatWasDroppedIsStoredAgain();
  void requestsOfASegmentByItsTime();
};

void LiveRequestTest::metricsAreNoSpans() {
  Live live;
  // A name as long as a trace id.
  const Receipt receipt = live.send(message({gauge("system.cpu.usage"), gauge("other")}), Signal::Metrics);
  QVERIFY(receipt.outcome == Outcome::Stored);
  QCOMPARE(receipt.spans + receipt.rejectedSpans, std::uint64_t{0});
  QCOMPARE(receipt.metricPoints, std::uint64_t{2});
}

void LiveRequestTest::logsWithoutTimeAndBodyAreLogs() {
  Live live;
  const Receipt receipt = live.send(message({part(12, "an event"), part(6, part(1, "key"))}), Signal::Logs);
  QCOMPARE(receipt.logs, std::uint64_t{2});
  QCOMPARE(receipt.rejectedLogs + receipt.rejectedSpans, std::uint64_t{0});
  QTRY_COMPARE(number(live.file.path(), "SELECT sum(logs) FROM segment"), std::int64_t{2});
}

void LiveRequestTest::theSignalIsThereAgainAfterACrash() {
  const TemporarySession file;
  {
    auto session = store::Session::openForWriting(file.path());
    QVERIFY(session.has_value());
    const std::int64_t source = *(*session)->live().source("endpoint", "otlp-proto");
    const auto log = (*session)->live().openPendingLog();
    const RequestFormat format{requestFormat("otlp-proto").format, Signal::Logs};
    store::PendingRequest row{
        0, source, wordOf(format), *store::packPending(message({part(12, "an event")})), {}};
    const std::array<store::PendingRequest*, 1> rows{&row};
    QVERIFY((*log)->add(rows).has_value());
  }
  const auto live = openLive(file.path());
  QTRY_VERIFY(live->state().replay.done);
  QCOMPARE(number(file.path(), "SELECT sum(logs) FROM segment"), std::int64_t{1});
  for (const char* const word : {"otlp-proto", "otlp-proto/traces", "otlp-json/metrics"})
    QCOMPARE(wordOf(requestFormat(word)), std::string(word));
  QVERIFY(requestFormat("of-tomorrow/logs").format == nullptr);
}

void LiveRequestTest::aDamagedSpanIsRejected() {
  Live live;
  const Receipt receipt = live.send(message({spanWith(kTrace, "whole"), damagedSpan()}), Signal::Traces);
  QVERIFY(receipt.outcome == Outcome::Stored);
  QCOMPARE(receipt.spans, std::uint64_t{1});
  QCOMPARE(receipt.rejectedSpans, std::uint64_t{1});
  QVERIFY(receipt.message.find("left out") != std::string::npos);
  QCOMPARE(live.session->counts().rejectedSpans, std::uint64_t{1});
}

void LiveRequestTest::whatIsOnlyDamagedIsInvalid() {
  Live live;
  QVERIFY(live.send(message({damagedSpan()}), Signal::Traces).outcome == Outcome::Invalid);
  for (const char* const json :
       {R"({"foo":1})", R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"x" "name":tru}]}]}]})"}) {
    std::string body = json;
    formats::pad(body);
    const Receipt receipt = live.send(body, Signal::Traces, "otlp-json");
    QVERIFY2(receipt.outcome == Outcome::Invalid, json);
    QVERIFY(!receipt.message.empty());
  }
  QCOMPARE(live.session->counts().requests, std::uint64_t{0});
  // Nothing is wrong with having nothing to say.
  std::string nothing = R"({"resourceSpans":[]})";
  formats::pad(nothing);
  const Receipt empty = live.send(nothing, Signal::Traces, "otlp-json");
  QVERIFY(empty.outcome == Outcome::Stored && empty.message.empty());
}

void LiveRequestTest::idsThatWouldHaveToBeMadeUpAreRejected() {
  Live live;
  const Receipt receipt = live.send(
      message({spanWith("five5", "short"), spanWith(kTrace, "whole"), spanWith("eight888", "64 bits")}),
      Signal::Traces);
  QCOMPARE(receipt.spans, std::uint64_t{2});
  QCOMPARE(receipt.rejectedSpans, std::uint64_t{1});
  QVERIFY(receipt.message.find("\"short\"") != std::string::npos);
}

void LiveRequestTest::servicesOfARequestAreBounded() {
  Live live;
  std::string body;
  for (int i = 0; i < 5000; ++i) body += requestOf({SentSpan{1, 1U + i}}, "service " + std::to_string(i));
  QCOMPARE(live.send(body).spans, std::uint64_t{5000});
  const auto senders = live.session->senders();
  QCOMPARE(senders.size(), Senders::kMostSenders + 1);
  QVERIFY(senders.back().others);
  QCOMPARE(senders.back().spans, 5000 - Senders::kMostSenders);
  QCOMPARE(senders.front().spans, std::uint64_t{1});
}

void LiveRequestTest::whatWasClearedIsStoredAgain() {
  Live live;
  const std::string body = requestOf({SentLog{"a log"}});
  QCOMPARE(live.send(body).logs, std::uint64_t{1});
  QCOMPARE(live.send(body).logs, std::uint64_t{1});
  QCOMPARE(live.session->counts().repeatedRequests, std::uint64_t{1});
  std::promise<void> cleared;
  live.session->clear([&cleared](const Result<void>&) { cleared.set_value(); });
  cleared.get_future().wait();
  QVERIFY(storedIn(live.file.path()).logs.empty());
  QCOMPARE(live.send(body).logs, std::uint64_t{1});
  QTRY_COMPARE(storedIn(live.file.path()).logs.size(), std::size_t{1});
  QCOMPARE(live.session->counts().repeatedRequests, std::uint64_t{1});
  // Also by a process to come.
  live.session->clear([](const Result<void>&) {});
  live.session->stop();
  live.session = openLive(live.file.path());
  QCOMPARE(live.send(body).logs, std::uint64_t{1});
  QTRY_COMPARE(storedIn(live.file.path()).logs.size(), std::size_t{1});
}

void LiveRequestTest::whatWasDroppedIsStoredAgain() {
  Live live;
  Retention retention;
  retention.spans = 1000;
  live.session->setRetention(retention);
  const std::string first = manySpans(8, 400);
  QCOMPARE(live.send(first).spans, std::uint64_t{400});
  QTRY_COMPARE(storedIn(live.file.path()).spans.size(), std::size_t{400});
  for (std::uint64_t id = 8000; live.session->counts().evicted.spans < 400; id += 400) {
    QVERIFY(id < 80'000);
    live.send(manySpans(id, 400));
    QTRY_COMPARE(number(live.file.path(), "SELECT count(*) FROM pending"), std::int64_t{0});
  }
  QVERIFY(!storedIn(live.file.path()).spans.contains({1 + 8 / 8, 8}));
  live.send(first);
  QCOMPARE(live.session->counts().repeatedRequests, std::uint64_t{0});
  QTRY_VERIFY(storedIn(live.file.path()).spans.contains({1 + 8 / 8, 8}));
}

void LiveRequestTest::requestsOfASegmentByItsTime() {
  CommitTimes times(7);
  QCOMPARE(times.newestUntil(100), std::int64_t{7});
  times.add(10, 20);
  times.add(11, 30);
  QCOMPARE(times.newestUntil(9), std::int64_t{7});
  QCOMPARE(times.newestUntil(10), std::int64_t{20});
  QCOMPARE(times.newestUntil(50), std::int64_t{30});
  for (std::int64_t i = 0; i < 10'000; ++i) times.add(100 + i, 100 + i);
  // Of what is long ago the times are not known any more.
  QVERIFY(times.newestUntil(10) > 30 && times.newestUntil(10) < 2000);
}

QTEST_GUILESS_MAIN(LiveRequestTest)
#include "live_request_test.moc"
