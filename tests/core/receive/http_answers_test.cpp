// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What senders get over a real connection when they do it right.
#include <zlib.h>

#include <QTest>
#include <thread>

#include "core/receive/otlp_http_receiver.h"
#include "tests/core/receive/http_client.h"
#include "tests/core/receive/taken_requests.h"
#include "tests/support/packing.h"

using namespace spanloupe;
using namespace spanloupe::test;

namespace {

const std::string kJson = "application/json";
const std::string kProtobuf = "application/x-protobuf";

std::string zlibbed(const std::string& bytes) {
  std::string packed(compressBound(bytes.size()), '\0');
  uLongf size = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
           bytes.size());
  packed.resize(size);
  return packed;
}

}  // namespace

class HttpAnswersTest : public QObject {
  Q_OBJECT

  TakenRequests m_session;
  std::unique_ptr<receive::Receiver> m_receiver;

  [[nodiscard]] HttpClient client() const { return HttpClient(m_receiver->port()); }
  [[nodiscard]] HttpReply ask(const std::string& request) const {
    HttpClient one = client();
    one.send(request);
    return one.read();
  }

 private slots:
  void init() {
    m_session.forget();
    receive::ReceiverOptions options;
    options.source = 7;
    auto started = receive::OtlpHttpReceiver::start(options, m_session.take());
    QVERIFY(started);
    m_receiver = std::move(*started);
  }
  void cleanup() { m_receiver.reset(); }

  void answersInTheFormatOfTheRequest() {
    HttpReply reply = ask(httpPost("/v1/traces", "spans"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("content-type"), kProtobuf);
    QCOMPARE(reply.body, std::string());
    reply = ask(httpPost("/base/v1/logs/", "{}", {{"Content-Type", "application/json; charset=utf-8"}}));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("content-type"), kJson);
    QCOMPARE(reply.body, std::string("{}"));
    const auto taken = m_session.taken();
    QCOMPARE(taken.size(), 2);
    QCOMPARE(taken[0].source, 7);
    QCOMPARE(taken[0].format, std::string("otlp-proto"));
    QCOMPARE(taken[0].body, std::string("spans"));
    QCOMPARE(taken[1].format, std::string("otlp-json"));
    QCOMPARE(m_receiver->counts().requests, 2u);
    QCOMPARE(m_receiver->counts().bytes, 7u);
    QVERIFY(m_receiver->refusals().empty());
  }

  void anEmptyBodyIsARequest() {
    QCOMPARE(ask(httpPost("/v1/traces", "")).status, 200);
    QCOMPARE(m_session.taken().back().body, std::string());
  }

  void partialSuccessSaysHowManyAndWhy() {
    ingest::Receipt receipt;
    receipt.spans = 2;
    receipt.rejectedSpans = 3;
    receipt.message = "a span has no \"id\"";
    m_session.answerWith(receipt);
    HttpReply reply = ask(httpPost("/v1/traces", "{}", {{"Content-Type", kJson}}));
    QCOMPARE(reply.status, 200);
    QCOMPARE(
        reply.body,
        std::string(
            "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"a span has no \\\"id\\\"\"}}"));
    reply = ask(httpPost("/v1/traces", "x"));
    QCOMPARE(reply.body, std::string("\x0a\x16\x08\x03\x12\x12") + receipt.message);
  }

  void whatTheSessionRefusesIsAStatus_data() {
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("retry");
    using Outcome = ingest::Receipt::Outcome;
    QTest::newRow("invalid") << static_cast<int>(Outcome::Invalid) << 400 << 3 << false;
    QTest::newRow("full") << static_cast<int>(Outcome::Full) << 429 << 8 << true;
    QTest::newRow("failed") << static_cast<int>(Outcome::Failed) << 503 << 14 << true;
    QTest::newRow("stopping") << static_cast<int>(Outcome::Stopping) << 503 << 14 << true;
  }
  void whatTheSessionRefusesIsAStatus() {
    QFETCH(int, outcome);
    QFETCH(int, status);
    QFETCH(int, code);
    QFETCH(bool, retry);
    ingest::Receipt receipt;
    receipt.outcome = static_cast<ingest::Receipt::Outcome>(outcome);
    receipt.message = "no";
    m_session.answerWith(receipt);
    HttpReply reply = ask(httpPost("/v1/traces", "x"));
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("content-type"), kProtobuf);
    QVERIFY(reply.body.starts_with(std::string("\x08") + static_cast<char>(code) + "\x12\x02no"));
    QCOMPARE(reply.body.find("RetryInfo") != std::string::npos, retry);
    QCOMPARE(reply.header("retry-after"), std::string(retry ? "1" : ""));
    reply = ask(httpPost("/v1/traces", "{}", {{"Content-Type", kJson}}));
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("content-type"), kJson);
    QVERIFY(reply.body.starts_with("{\"code\":" + std::to_string(code) + ",\"message\":\"no\""));
    const auto refusals = m_receiver->refusals();
    QCOMPARE(refusals.size(), 1u);
    QCOMPARE(refusals[0].reason, retry ? receive::RefusalReason::Busy : receive::RefusalReason::Damaged);
    QCOMPARE(refusals[0].count, 2u);
  }

  void bodiesAreInflated_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("encoding");
    const std::string text(10'000, 'a');
    const auto row = [](const char* name, const std::string& body, const char* encoding) {
      QTest::newRow(name) << QByteArray::fromStdString(body) << QString(encoding);
    };
    row("gzip", gzip(text), "gzip");
    row("x-gzip", gzip(text), "x-gzip");
    row("zstd", test::zstd(text), "zstd");
    row("deflate", zlibbed(text), "deflate");
    row("identity", text, "identity");
    row("gzip without a header", gzip(text), "");
    row("zstd without a header", test::zstd(text), "");
  }
  void bodiesAreInflated() {
    QFETCH(QByteArray, body);
    QFETCH(QString, encoding);
    QCOMPARE(ask(httpPost("/v1/traces", body.toStdString(), {{"Content-Encoding", encoding.toStdString()}}))
                 .status,
             200);
    QCOMPARE(m_session.taken().back().body, std::string(10'000, 'a'));
  }

  void connectionsAreKept() {
    HttpClient one = client();
    for (int i = 0; i < 100; ++i) {
      one.send(httpPost("/v1/traces", std::to_string(i)));
      QCOMPARE(one.read().status, 200);
      QCOMPARE(m_session.taken().back().body, std::to_string(i));
    }
    QCOMPARE(m_receiver->counts().connections, 1u);
    // After small refused requests as well.
    one.send(httpPost("/nothing", std::string(5000, 'x')));
    QCOMPARE(one.read().status, 404);
    one.send(httpRequest("GET", "/", {}));
    QCOMPARE(one.read().status, 200);
    one.send(httpPost("/v1/traces", "last", {{"Connection", "close"}}));
    QCOMPARE(one.read().status, 200);
    QVERIFY(one.isClosedByPeer());
  }

  void pipelinedRequestsAreAnsweredInOrder() {
    HttpClient one = client();
    std::string all;
    for (int i = 0; i < 50; ++i)
      all += i % 5 == 4 ? httpRequest("GET", "/", {}) : httpPost("/v1/traces", std::string(i * 100, 'x'));
    QVERIFY(one.send(all));
    for (int i = 0; i < 50; ++i) {
      const HttpReply reply = one.read();
      QCOMPARE(reply.status, 200);
      QCOMPARE(reply.body.empty(), i % 5 != 4);
    }
    QCOMPARE(m_receiver->counts().requests, 50u);
  }

  void chunkedBodiesAreJoined() {
    HttpClient one = client();
    const std::string body(100'000, 'c');
    const HttpHeaders headers{{"Content-Length", ""}, {"Transfer-Encoding", "chunked"}};
    for (const std::size_t size : {1'000, 99'999, 100'000}) {
      one.send(httpPost("/v1/traces", "", headers) + chunked(body, size));
      QCOMPARE(one.read().status, 200);
      QVERIFY(m_session.taken().back().body == body);
    }
  }

  void aSenderThatAsksIsToldToContinue() {
    HttpClient one = client();
    const std::string request = httpPost("/v1/traces", "body", {{"Expect", "100-continue"}});
    one.send(request.substr(0, request.size() - 4));
    QCOMPARE(one.read().status, 100);
    one.send("body");
    QCOMPARE(one.read().status, 200);
    one.send(httpPost("/nowhere", "", {{"Expect", "100-continue"}, {"Content-Length", "4"}}));
    QCOMPARE(one.read().status, 404);
  }

  void peopleWhoLookAreToldThatItListens() {
    HttpClient one = client();
    one.send(httpRequest("GET", "/", {}));
    const HttpReply reply = one.read();
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("content-type").starts_with("text/plain"));
    QVERIFY(reply.body.starts_with("Spanloupe is listening"));
    one.send(httpRequest("HEAD", "/", {}));
    const HttpReply head = one.read(false);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.header("content-length"), std::to_string(reply.body.size()));
    one.send(httpRequest("GET", "/", {}));
    QCOMPARE(one.read().body, reply.body);
  }

  void answersComeWhenTheSessionHasThem() {
    m_session.hold();
    HttpClient first = client();
    HttpClient second = client();
    first.send(httpPost("/v1/traces", "1"));
    second.send(httpPost("/v1/traces", "2"));
    QVERIFY(m_session.waitFor(2));
    // Others are served meanwhile.
    QCOMPARE(ask(httpRequest("GET", "/", {})).status, 200);
    m_session.release();
    QCOMPARE(first.read().status, 200);
    QCOMPARE(second.read().status, 200);
  }

  void anAnswerReachesASenderThatHasClosedItsHalf() {
    HttpClient other = client();
    other.send(httpRequest("GET", "/", {}));
    QCOMPARE(other.read().status, 200);
    m_session.hold();
    HttpClient one = client();
    one.send(httpPost("/v1/traces", "x"));
    one.endSending();
    QVERIFY(m_session.waitFor(1));
    m_session.release();
    QCOMPARE(one.read().status, 200);
    QVERIFY(one.isClosedByPeer());
  }
};

QTEST_GUILESS_MAIN(HttpAnswersTest)
#include "http_answers_test.moc"
