// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP/HTTP into a real session: what a sender is told is what the session made of its request.
#include <QTemporaryDir>
#include <QTest>

#include "core/ingest/live/live_session.h"
#include "core/model/utf8.h"
#include "core/receive/otlp_http_receiver.h"
#include "tests/core/receive/http_client.h"
#include "tests/support/packing.h"

using namespace spanloupe;
using namespace spanloupe::test;

namespace {

std::string spanJson(const std::string& traceId, const std::string& spanId) {
  return "{\"traceId\":\"" + traceId + "\",\"spanId\":\"" + spanId +
         "\",\"name\":\"a\",\"startTimeUnixNano\":\"1767225600000000000\","
         "\"endTimeUnixNano\":\"1767225600000000001\"}";
}

std::string tracesJson(const std::string& spans) {
  return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
}

const std::string kTrace = "0af7651916cd43dd8448eb211c80319c";

}  // namespace

class HttpSessionTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::unique_ptr<ingest::LiveSession> m_session;
  std::unique_ptr<receive::Receiver> m_receiver;

  [[nodiscard]] HttpReply post(const std::string& path, const std::string& body,
                               HttpHeaders headers = {}) const {
    HttpClient client(m_receiver->port());
    headers.insert(headers.begin(), {"Content-Type", "application/json"});
    client.send(httpPost(path, body, headers));
    return client.read();
  }

 private slots:
  void init() {
    const std::string path = m_folder.filePath(QTest::currentTestFunction()).toStdString();
    auto session = ingest::LiveSession::open(path, {}, {});
    QVERIFY(session);
    m_session = std::move(*session);
    receive::ReceiverOptions options;
    options.source = 1;
    auto receiver = receive::OtlpHttpReceiver::start(
        options, [this](ingest::ReceivedRequest request, ingest::ReceiptHandler handler) {
          m_session->take(std::move(request), std::move(handler));
        });
    QVERIFY(receiver);
    m_receiver = std::move(*receiver);
  }
  void cleanup() {
    m_receiver.reset();
    m_session.reset();
  }

  void takesJsonAndProtobuf() {
    QCOMPARE(post("/v1/traces", tracesJson(spanJson(kTrace, "b7ad6b7169203331"))).body, std::string("{}"));
    QCOMPARE(post("/v1/traces", gzip(tracesJson(spanJson(kTrace, "b7ad6b7169203332"))),
                  {{"Content-Encoding", "gzip"}})
                 .status,
             200);
    const std::string log =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1767225600000000000\"}]}]}]"
        "}";
    QCOMPARE(post("/v1/logs", log).status, 200);
    // ResourceSpans with one span: ids, a name and times.
    std::string span("\x0a\x10", 2);
    span += std::string(16, '\1') + "\x12\x08" + std::string(8, '\2') + "\x2a\x01" + "a";
    for (int level = 0; level < 3; ++level)
      span = std::string(1, level == 2 ? '\x0a' : '\x12') + static_cast<char>(span.size()) + span;
    const HttpReply reply = post("/v1/traces", span, {{"Content-Type", "application/x-protobuf"}});
    QCOMPARE(reply.status, 200);
    QCOMPARE(m_session->counts().spans, 3u);
    QCOMPARE(m_session->counts().logs, 1u);
  }

  void metricsAndNothingAreAccepted() {
    QCOMPARE(post("/v1/metrics", "{\"resourceMetrics\":[]}").status, 200);
    QCOMPARE(post("/v1/traces", "{}").status, 200);
    QCOMPARE(post("/v1/traces", "").status, 200);
    QCOMPARE(post("/v1/traces", "", {{"Content-Type", "application/x-protobuf"}}).status, 200);
    QVERIFY(m_receiver->refusals().empty());
  }

  void spansWithoutIdsAreRejectedAndTheOthersStored() {
    const HttpReply reply = post("/v1/traces", tracesJson(spanJson("", "b7ad6b7169203331") + ',' +
                                                          spanJson(kTrace, "b7ad6b7169203331")));
    QCOMPARE(reply.status, 200);
    QVERIFY2(reply.body.find("\"rejectedSpans\":\"1\"") != std::string::npos, reply.body.c_str());
    QVERIFY2(reply.body.find("trace id") != std::string::npos, reply.body.c_str());
    QCOMPARE(m_session->counts().spans, 1u);
  }

  void whatIsQuotedInAnAnswerIsValid() {
    std::string span = spanJson("", "b7ad6b7169203331");
    span.replace(span.find("\"a\""), 3, "\"\xff\xfe\"");
    const HttpReply reply = post("/v1/traces", tracesJson(span));
    QCOMPARE(reply.status, 200);
    QVERIFY(isValidUtf8(reply.body));
    QVERIFY2(reply.body.find("\xef\xbf\xbd") != std::string::npos, reply.body.c_str());
  }

  void whatCannotBeDecodedIsRefused() {
    for (const char* type : {"application/json", "application/x-protobuf"}) {
      const HttpReply reply = post("/v1/traces", "this is neither", {{"Content-Type", type}});
      QCOMPARE(reply.status, 400);
      QCOMPARE(reply.header("content-type"), std::string(type));
      QVERIFY2(reply.body.find("cannot be decoded") != std::string::npos, reply.body.c_str());
    }
    QCOMPARE(m_receiver->refusals().front().reason, receive::RefusalReason::Damaged);
    QCOMPARE(m_receiver->refusals().front().count, 2u);
  }

  void aSessionThatClosesIsToBeTriedAgain() {
    m_session->stop();
    const HttpReply reply = post("/v1/traces", tracesJson(spanJson(kTrace, "b7ad6b7169203331")));
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.header("retry-after"), std::string("1"));
  }
};

QTEST_GUILESS_MAIN(HttpSessionTest)
#include "http_session_test.moc"
