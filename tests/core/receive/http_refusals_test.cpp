// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is turned away over a real connection: the answer reaches the sender, and the count says why.
#include <QTest>

#include "core/receive/otlp_http_receiver.h"
#include "tests/core/receive/http_client.h"
#include "tests/core/receive/taken_requests.h"
#include "tests/support/packing.h"

using namespace spanloupe;
using namespace spanloupe::test;
using receive::RefusalReason;

namespace {

constexpr std::size_t kLimit = std::size_t{1} << 20;

}  // namespace

class HttpRefusalsTest : public QObject {
  Q_OBJECT

  TakenRequests m_session;
  std::unique_ptr<receive::Receiver> m_receiver;

  void start(const std::string& token = {}, const receive::HttpLimits& limits = {}) {
    receive::ReceiverOptions options;
    options.messageLimit = kLimit;
    options.token = token;
    auto started = receive::OtlpHttpReceiver::start(options, m_session.take(), limits);
    QVERIFY(started);
    m_receiver = std::move(*started);
  }
  [[nodiscard]] HttpReply ask(const std::string& request) const {
    HttpClient one(m_receiver->port());
    one.send(request);
    return one.read();
  }
  /// The only refusal so far.
  [[nodiscard]] receive::Refusal refusal() const {
    const auto all = m_receiver->refusals();
    return all.size() == 1 ? all.front() : receive::Refusal{RefusalReason::Host, 0, {}, 0};
  }
  void isCounted(RefusalReason reason, const std::string& last) const {
    QCOMPARE(refusal().count, 1u);
    QCOMPARE(refusal().reason, reason);
    QCOMPARE(refusal().last, last);
    QCOMPARE(m_receiver->counts().refused, 1u);
    QVERIFY(m_session.taken().empty());
  }

 private slots:
  void cleanup() {
    m_receiver.reset();
    m_session.forget();
  }

  void foreignHosts() {
    start();
    const HttpReply reply = ask(httpPost("/v1/traces", "x", {{"Host", "evil.example:4318"}}));
    QCOMPARE(reply.status, 403);
    QCOMPARE(reply.header("connection"), std::string("close"));
    isCounted(RefusalReason::Host, "evil.example:4318");
  }

  void pagesUntilTheirOriginIsAllowed() {
    start();
    const HttpHeaders page{{"Origin", "http://localhost:3000"}, {"Content-Type", "application/json"}};
    HttpReply reply = ask(httpPost("/v1/traces", "{}", page));
    QCOMPARE(reply.status, 403);
    QCOMPARE(reply.header("access-control-allow-origin"), std::string());
    isCounted(RefusalReason::Origin, "http://localhost:3000");
    m_receiver->setAllowedOrigins({"http://localhost:3000"});
    HttpClient one(m_receiver->port());
    one.send(httpRequest("OPTIONS", "/v1/traces",
                         {{"Origin", "http://localhost:3000"},
                          {"Access-Control-Request-Method", "POST"},
                          {"Access-Control-Request-Headers", "content-type"},
                          {"Access-Control-Request-Private-Network", "true"}}));
    reply = one.read();
    QCOMPARE(reply.status, 204);
    QCOMPARE(reply.header("access-control-allow-origin"), std::string("http://localhost:3000"));
    QCOMPARE(reply.header("access-control-allow-headers"), std::string("content-type"));
    QCOMPARE(reply.header("access-control-allow-private-network"), std::string("true"));
    one.send(httpPost("/v1/traces", "{}", page));
    reply = one.read();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("access-control-allow-origin"), std::string("http://localhost:3000"));
    QCOMPARE(reply.header("vary"), std::string("Origin"));
    m_receiver->setAllowedOrigins({});
    one.send(httpPost("/v1/traces", "{}", page));
    QCOMPARE(one.read().status, 403);
    QCOMPARE(refusal().count, 2u);
  }

  void wrongTokens() {
    start("secret");
    const HttpReply reply = ask(httpPost("/v1/traces", "x", {{"Authorization", "Bearer other"}}));
    QCOMPARE(reply.status, 401);
    isCounted(RefusalReason::Token, "a wrong token");
    QCOMPARE(ask(httpPost("/v1/traces", "x", {{"Authorization", "Bearer secret"}})).status, 200);
  }

  void otherPathsAndMethods() {
    start();
    HttpReply reply = ask(httpPost("/api/v2/spans?token=private", "x"));
    QCOMPARE(reply.status, 404);
    QVERIFY(reply.body.find("/v1/traces") != std::string::npos);
    isCounted(RefusalReason::Path, "POST /api/v2/spans");
    reply = ask(httpRequest("GET", "/v1/traces", {}));
    QCOMPARE(reply.status, 405);
    QCOMPARE(reply.header("allow"), std::string("POST, OPTIONS"));
    QCOMPARE(refusal().count, 2u);
  }

  void otherTypes() {
    start();
    const HttpReply reply = ask(httpPost("/v1/traces", "x", {{"Content-Type", "text/plain"}}));
    QCOMPARE(reply.status, 415);
    QVERIFY(reply.header("content-type").starts_with("text/plain"));
    isCounted(RefusalReason::Type, "Content-Type: text/plain");
  }

  void damagedBodies() {
    start();
    const HttpReply reply = ask(httpPost("/v1/traces", "no gzip", {{"Content-Encoding", "gzip"}}));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.header("content-type"), std::string("application/x-protobuf"));
    isCounted(RefusalReason::Damaged, "the body is not gzip, or it was cut short");
  }

  void bodiesOfKnownLengthAboveTheLimit() {
    start();
    // The sender sends all of it first and looks for an answer then.
    HttpClient one(m_receiver->port());
    QVERIFY(one.send(httpPost("/v1/traces", std::string(64 * kLimit, 'x'))));
    QCOMPARE(one.read().status, 413);
    isCounted(RefusalReason::TooLarge, std::to_string(64 * kLimit) + " bytes");
    // One that waits to be asked is spared that.
    HttpClient two(m_receiver->port());
    two.send(httpPost("/v1/traces", "", {{"Content-Length", "5000000000"}, {"Expect", "100-continue"}}));
    QCOMPARE(two.read().status, 413);
    QCOMPARE(refusal().count, 2u);
    QVERIFY(m_receiver->counts().bytes < kLimit);
  }

  void bodiesInChunksAboveTheLimit() {
    start();
    const HttpHeaders headers{{"Content-Length", ""}, {"Transfer-Encoding", "chunked"}};
    HttpClient one(m_receiver->port());
    QVERIFY(one.send(httpPost("/v1/traces", "", headers) + chunked(std::string(3 * kLimit, 'x'), 100'000)));
    QCOMPARE(one.read().status, 413);
    isCounted(RefusalReason::TooLarge, "more than 1048576 bytes");
    // The connection goes on.
    one.send(httpPost("/v1/traces", "x"));
    QCOMPARE(one.read().status, 200);
    // Not without end, though.
    one.send(httpPost("/v1/traces", "", headers));
    const std::string chunk = "100000\r\n" + std::string(kLimit, 'x') + "\r\n";
    int sent = 0;
    while (sent < 200 && one.send(chunk)) ++sent;
    QVERIFY(sent < 200);
    QCOMPARE(refusal().count, 2u);
  }

  void whatInflatesAboveTheLimit() {
    start();
    const std::string text(64 * kLimit, 'x');
    for (const auto& [encoding, body] : {std::pair("gzip", gzip(text)), std::pair("zstd", test::zstd(text))})
      QCOMPARE(ask(httpPost("/v1/traces", body, {{"Content-Encoding", encoding}})).status, 413);
    QCOMPARE(refusal().reason, RefusalReason::TooLarge);
    QCOMPARE(refusal().count, 2u);
  }

  void moreAtOnceThanMemoryMayHold() {
    receive::HttpLimits limits;
    limits.receivedBytes = kLimit;
    start({}, limits);
    m_session.hold();
    HttpClient first(m_receiver->port());
    first.send(httpPost("/v1/traces", std::string(kLimit / 2 + 1, 'x')));
    QVERIFY(m_session.waitFor(1));
    HttpReply reply = ask(httpPost("/v1/traces", std::string(kLimit / 2, 'x')));
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.header("retry-after"), std::string("1"));
    HttpClient second(m_receiver->port());
    second.send(httpPost("/v1/traces", "", {{"Content-Length", ""}, {"Transfer-Encoding", "chunked"}}) +
                chunked(std::string(kLimit / 2, 'x'), 10'000));
    QCOMPARE(second.read().status, 429);
    QCOMPARE(refusal().reason, RefusalReason::Busy);
    QCOMPARE(refusal().count, 2u);
    m_session.release();
    QCOMPARE(first.read().status, 200);
    second.send(httpPost("/v1/traces", std::string(kLimit / 2, 'x')));
    QCOMPARE(second.read().status, 200);
  }

  void malformedHttp_data() {
    QTest::addColumn<QByteArray>("bytes");
    const std::string post = "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\n";
    const auto row = [](const char* name, const std::string& bytes) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    row("garbage", std::string("\x00\xff\x80 what is this\r\n\r\n", 20));
    row("words", "good morning\r\n\r\n");
    row("TLS", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + std::string(506, '\x7f'));
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    row("a header without end", post + "X: " + std::string(200'000, 'x'));
    row("a path without end", "POST /" + std::string(200'000, 'x'));
    row("a length that is none", post + "Content-Length: x\r\n\r\n");
    row("a length beyond numbers", post + "Content-Length: 99999999999999999999999\r\n\r\n");
    row("chunks that are none",
        post + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nwhat?\r\n");
  }
  void malformedHttp() {
    QFETCH(QByteArray, bytes);
    start();
    HttpClient one(m_receiver->port());
    one.send(bytes.toStdString());
    const std::string answer = one.readAll();
    QVERIFY2(answer.starts_with("HTTP/1.1 4") || answer.empty(), answer.c_str());
    QTRY_COMPARE(refusal().count, 1u);
    QCOMPARE(refusal().reason, RefusalReason::NotHttp);
    QCOMPARE(ask(httpPost("/v1/traces", "x")).status, 200);
  }

  void whoSpeaksAnotherProtocolIsToldWhichThisIs() {
    start();
    HttpClient tls(m_receiver->port());
    tls.send(std::string("\x16\x03\x01\x02\x00", 5));
    QVERIFY(tls.read().body.find("without TLS") != std::string::npos);
    isCounted(RefusalReason::NotHttp, "TLS on a port without it");
    HttpClient grpc(m_receiver->port());
    grpc.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    QVERIFY(grpc.read().body.find("gRPC has a port of its own") != std::string::npos);
  }

  void sendersThatGoAwayAreNoRefusal() {
    start();
    {
      HttpClient idle(m_receiver->port());
      HttpClient cut(m_receiver->port());
      cut.send(httpPost("/v1/traces", "x", {{"Content-Length", "1000"}}));
      HttpClient crashed(m_receiver->port());
      crashed.send(httpPost("/v1/traces", "x", {{"Content-Length", "1000"}}));
      QTRY_COMPARE(m_receiver->counts().bytes, 2u);
      crashed.reset();
    }
    QTRY_COMPARE(m_receiver->counts().connections, 0u);
    QVERIFY(m_receiver->refusals().empty());
    QCOMPARE(m_receiver->counts().requests, 0u);
  }
};

QTEST_GUILESS_MAIN(HttpRefusalsTest)
#include "http_refusals_test.moc"
