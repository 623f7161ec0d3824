// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Forwarding to a real HTTP server that is slow, refuses, goes away and comes back.
#include "core/forward/forwarder.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "core/formats/registry.h"
#include "core/forward/json_to_protobuf.h"
#include "tests/core/forward/http_endpoint.h"

namespace spanloupe::forward {

using std::chrono::milliseconds;
using test::HttpEndpoint;

class ForwarderTest : public QObject {
  Q_OBJECT

 private slots:
  void sendsBodiesAndHeadersAsTheyAre();
  void whatCannotBeSentNowIsSentWhenTheEndpointIsBack();
  void whatWasNotSentIsSentAfterARestart();
  void waitsAsLongAsItIsAskedTo();
  void whatIsRefusedIsNotSentAgain();
  void offeringNeverWaits();
  void secretsAreInNoMessage();
  void stoppingDoesNotWaitForTheEndpoint();
  void onlyWhatWasStoredIsForwarded();
  void whatIsAcknowledgedHasBeenOffered();
  void jsonBecomesProtobufForGrpc();

 private:
  ForwardOptions options(const std::string& url) const {
    ForwardOptions options;
    options.target = *parseTarget(url, Transport::Http);
    options.folder = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())).toStdString();
    options.firstDelay = milliseconds(20);
    options.longestDelay = milliseconds(50);
    return options;
  }
  static void offer(Forwarder& forwarder, const std::string& body) {
    forwarder.offer(Signal::Traces, Encoding::Protobuf, std::make_shared<const std::string>(body));
  }

  QTemporaryDir m_folder;
};

namespace {

std::unique_ptr<Forwarder> started(const ForwardOptions& options) {
  auto forwarder = Forwarder::start(options);
  if (!forwarder) qFatal("%s", forwarder.error().message.c_str());
  return std::move(*forwarder);
}

}  // namespace

void ForwarderTest::sendsBodiesAndHeadersAsTheyAre() {
  HttpEndpoint endpoint;
  ForwardOptions wanted = options(endpoint.url() + "/base");
  wanted.target.headers = {{"x-honeycomb-team", "key-123"}};
  const auto forwarder = started(wanted);
  offer(*forwarder, "one");
  forwarder->offer(Signal::Logs, Encoding::Json, std::make_shared<const std::string>("{}"));
  const auto seen = endpoint.waitFor(2);
  QCOMPARE(seen.size(), std::size_t{2});
  QVERIFY(seen[0].head.starts_with("POST /base/v1/traces HTTP/1.1\r\n"));
  QVERIFY(seen[0].head.find("x-honeycomb-team: key-123") != std::string::npos);
  QVERIFY(seen[0].head.find("Content-Type: application/x-protobuf") != std::string::npos);
  QCOMPARE(seen[0].body, std::string("one"));
  QVERIFY(seen[1].head.starts_with("POST /base/v1/logs "));
  QVERIFY(seen[1].head.find("Content-Type: application/json") != std::string::npos);
  forwarder->waitUntilSent(milliseconds(10'000));
  const ForwardState state = forwarder->state();
  QCOMPARE(state.sentRequests, 2u);
  QCOMPARE(state.waitingRequests, 0u);
  QCOMPARE(state.waitingBytes, 0u);
  QVERIFY(state.lastError.empty());
}

void ForwarderTest::whatCannotBeSentNowIsSentWhenTheEndpointIsBack() {
  auto endpoint = std::make_unique<HttpEndpoint>();
  const unsigned short port = endpoint->port();
  const auto forwarder = started(options(endpoint->url()));
  offer(*forwarder, "before");
  // It came, and the answer came back: else it is sent again.
  QTRY_COMPARE(forwarder->state().sentRequests, 1u);
  endpoint.reset();
  for (const char* body : {"a", "b", "c"}) offer(*forwarder, body);
  QTRY_VERIFY(forwarder->state().isRetrying);
  QTRY_COMPARE(forwarder->state().waitingRequests, 3u);
  QVERIFY(!forwarder->state().lastError.empty());
  QVERIFY(forwarder->state().lastErrorTime > 0);
  endpoint = std::make_unique<HttpEndpoint>(port);
  const auto seen = endpoint->waitFor(3);
  QCOMPARE(seen.size(), std::size_t{3});
  QCOMPARE(seen[0].body + seen[1].body + seen[2].body, std::string("abc"));
  QTRY_COMPARE(forwarder->state().waitingRequests, 0u);
  QVERIFY(!forwarder->state().isRetrying);
}

void ForwarderTest::whatWasNotSentIsSentAfterARestart() {
  auto endpoint = std::make_unique<HttpEndpoint>();
  const unsigned short port = endpoint->port();
  const ForwardOptions wanted = options(endpoint->url());
  endpoint.reset();
  {
    const auto forwarder = started(wanted);
    for (const char* body : {"a", "b"}) offer(*forwarder, body);
  }
  endpoint = std::make_unique<HttpEndpoint>(port);
  const auto forwarder = started(wanted);
  const auto seen = endpoint->waitFor(2);
  QCOMPARE(seen.size(), std::size_t{2});
  QCOMPARE(seen[0].body + seen[1].body, std::string("ab"));
}

void ForwarderTest::waitsAsLongAsItIsAskedTo() {
  HttpEndpoint endpoint;
  endpoint.answerNext("HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
  const auto forwarder = started(options(endpoint.url()));
  QElapsedTimer timer;
  timer.start();
  offer(*forwarder, "again");
  const auto seen = endpoint.waitFor(2);
  QCOMPARE(seen.size(), std::size_t{2});
  QCOMPARE(seen[1].body, std::string("again"));
  QVERIFY2(timer.elapsed() >= 990, qPrintable(QString::number(timer.elapsed())));
}

void ForwarderTest::whatIsRefusedIsNotSentAgain() {
  HttpEndpoint endpoint;
  endpoint.answerNext("HTTP/1.1 400 No\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nno team");
  const auto forwarder = started(options(endpoint.url()));
  offer(*forwarder, "a");
  offer(*forwarder, "b");
  QTRY_COMPARE(forwarder->state().sentRequests, 1u);
  QCOMPARE(endpoint.waitFor(2).size(), std::size_t{2});
  QCOMPARE(forwarder->state().refusedRequests, 1u);
  QCOMPARE(forwarder->state().lastError, std::string("HTTP status 400: no team"));
}

void ForwarderTest::offeringNeverWaits() {
  HttpEndpoint endpoint;
  ForwardOptions wanted = options(endpoint.url());
  wanted.memoryBytes = 1000;
  const auto forwarder = started(wanted);
  forwarder->offer(Signal::Traces, Encoding::Protobuf, std::make_shared<const std::string>(2000, 'x'));
  QCOMPARE(forwarder->state().droppedRequests, 1u);
  QCOMPARE(forwarder->state().waitingRequests, 0u);
}

void ForwarderTest::secretsAreInNoMessage() {
  HttpEndpoint endpoint;
  endpoint.answerNext(
      "HTTP/1.1 400 No\r\nContent-Type: text/plain\r\nContent-Length: 24\r\n\r\nthe key key-123 is wrong");
  ForwardOptions wanted = options(endpoint.url());
  wanted.target.headers = {{"x-key", "key-123"}};
  const auto forwarder = started(wanted);
  offer(*forwarder, "a");
  QTRY_COMPARE(forwarder->state().refusedRequests, 1u);
  QCOMPARE(forwarder->state().lastError, std::string("HTTP status 400: the key … is wrong"));
}

void ForwarderTest::stoppingDoesNotWaitForTheEndpoint() {
  HttpEndpoint endpoint;
  endpoint.answerNext("");  // Never.
  const auto forwarder = started(options(endpoint.url()));
  offer(*forwarder, "a");
  QCOMPARE(endpoint.waitFor(1).size(), std::size_t{1});
  QElapsedTimer timer;
  timer.start();
  forwarder->stop();
  QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
  QCOMPARE(forwarder->state().waitingRequests, 1u);
}

void ForwarderTest::onlyWhatWasStoredIsForwarded() {
  HttpEndpoint endpoint;
  const auto forwarder = started(options(endpoint.url()));
  ingest::Receipt next;
  const TakeRequest take =
      teeing([&](const ingest::ReceivedRequest&, const ingest::ReceiptHandler& handler) { handler(next); },
             *forwarder);
  int answered = 0;
  const auto receive = [&](const char* body) {
    take({1, formats::formatNamed("otlp-proto"), body}, [&](const ingest::Receipt&) { ++answered; });
  };
  receive("empty");
  next.outcome = ingest::Receipt::Outcome::Full;
  next.spans = 1;
  receive("not stored");
  next.outcome = ingest::Receipt::Outcome::Stored;
  receive("spans");
  next = {};
  next.logs = 1;
  receive("logs");
  next = {};
  next.metricPoints = 1;
  receive("metrics");
  const auto seen = endpoint.waitFor(3);
  QCOMPARE(seen.size(), std::size_t{3});
  for (const auto& [index, signal] : {std::pair{0, "traces"}, std::pair{1, "logs"}, std::pair{2, "metrics"}})
    QVERIFY(seen[static_cast<std::size_t>(index)].head.starts_with("POST /v1/" + std::string(signal) + " "));
  QCOMPARE(seen[0].body, std::string("spans"));
  QCOMPARE(answered, 5);
}

void ForwarderTest::whatIsAcknowledgedHasBeenOffered() {
  HttpEndpoint endpoint;
  endpoint.answerNext("");  // Never.
  const auto forwarder = started(options(endpoint.url()));
  const TakeRequest take = teeing(
      [](const ingest::ReceivedRequest&, const ingest::ReceiptHandler& handler) {
        ingest::Receipt stored;
        stored.spans = 1;
        handler(stored);
      },
      *forwarder);
  std::uint64_t waiting = 0;
  take({1, formats::formatNamed("otlp-proto"), "spans"},
       [&](const ingest::Receipt&) { waiting = forwarder->state().waitingRequests; });
  QVERIFY(waiting != 0);
}

void ForwarderTest::jsonBecomesProtobufForGrpc() {
  const std::string json =
      R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",)"
      R"("spanId":"eee19b7ec3c1b171","name":"checkout"}]}]}]})";
  const auto bytes = jsonToProtobuf(Signal::Traces, json);
  QVERIFY(bytes && bytes->find("checkout") != std::string::npos && bytes->find("5b8e") == std::string::npos);
  const auto logs = jsonToProtobuf(
      Signal::Logs,
      R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hello"}}]}]}]})");
  QVERIFY(logs && logs->starts_with('\x0a') && logs->find("hello") != std::string::npos);
  QVERIFY(!jsonToProtobuf(Signal::Metrics, "{}"));
}

}  // namespace spanloupe::forward

QTEST_GUILESS_MAIN(spanloupe::forward::ForwarderTest)
#include "forwarder_test.moc"
