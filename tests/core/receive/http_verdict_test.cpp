// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_verdict.h"

#include <QTest>

using namespace spanloupe::receive;

namespace {

HttpRules rules(std::string token = {}) { return {{{"127.0.0.1", "::1"}, std::move(token)}, 1000}; }

HttpHead post(std::string_view path = "/v1/traces") {
  HttpHead head;
  head.method = "POST";
  head.path = path;
  head.version = "HTTP/1.1";
  head.hosts = 1;
  head.host = "localhost:4318";
  head.contentType = "application/x-protobuf";
  return head;
}

unsigned status(const HttpHead& head, const HttpRules& given = rules(),
                const std::vector<std::string>& origins = {}) {
  const HttpVerdict verdict = judge(head, given, origins);
  return verdict.answer ? verdict.answer->status : 0;
}

std::string header(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [key, value] : answer.headers)
    if (key == name) return value;
  return {};
}

}  // namespace

class HttpVerdictTest : public QObject {
  Q_OBJECT

 private slots:
  void pathsEndInTheirSignal() {
    QCOMPARE(signalOfPath("/v1/traces"), std::optional(Signal::Traces));
    QCOMPARE(signalOfPath("/otlp/v1/logs"), std::optional(Signal::Logs));
    QCOMPARE(signalOfPath("/api/x/v1/metrics//"), std::optional(Signal::Metrics));
    QCOMPARE(signalOfPath("//v1/traces/"), std::optional(Signal::Traces));
    for (const char* path :
         {"", "/", "/v1", "/v1/trace", "v1/traces", "/v2/traces", "/v1/traces/x", "/V1/TRACES"})
      QVERIFY2(!signalOfPath(path), path);
  }

  void typesMayHaveParameters() {
    QCOMPARE(formatOfType("application/x-protobuf"), std::optional(AnswerFormat::Protobuf));
    QCOMPARE(formatOfType("application/protobuf"), std::optional(AnswerFormat::Protobuf));
    QCOMPARE(formatOfType("Application/JSON ; charset=UTF-8"), std::optional(AnswerFormat::Json));
    for (const char* type : {"", "text/plain", "application/jsonl", "application/x-www-form-urlencoded"})
      QVERIFY2(!formatOfType(type), type);
  }

  void takesWhatIsOtlp() {
    HttpHead head = post("/otlp/v1/logs");
    head.contentType = "application/json; charset=utf-8";
    head.contentEncoding = " GZIP";
    head.contentLength = "1000";
    const HttpVerdict verdict = judge(head, rules(), {});
    QVERIFY(!verdict.answer && !verdict.refused);
    QCOMPARE(verdict.signal, Signal::Logs);
    QCOMPARE(verdict.format, AnswerFormat::Json);
    QCOMPARE(verdict.encoding, std::optional(BodyEncoding::Gzip));
    QCOMPARE(verdict.length, 1000u);
    head.contentEncoding.reset();
    QVERIFY(!judge(head, rules(), {}).encoding);
    head.contentEncoding = "identity";
    QCOMPARE(judge(head, rules(), {}).encoding, std::optional(BodyEncoding::Identity));
  }

  void hostComesFirst() {
    HttpHead head = post();
    head.host = "evil.example";
    head.origin = "http://evil.example";
    head.path = "/nothing";
    const HttpVerdict verdict = judge(head, rules(), {"http://evil.example"});
    QCOMPARE(verdict.answer->status, 403u);
    QCOMPARE(verdict.refused, std::optional(RefusalReason::Host));
    QCOMPARE(verdict.about, std::string("evil.example"));
    QVERIFY(verdict.atOnce);
    QVERIFY(header(*verdict.answer, "Access-Control-Allow-Origin").empty());
    head = post();
    head.hosts = 2;
    QCOMPARE(status(head), 400u);
    head.hosts = 0;
    head.host.reset();
    QCOMPARE(status(head), 400u);
    head.version = "HTTP/1.0";
    QCOMPARE(status(head), 0u);
  }

  void pagesNeedAnAllowedOrigin() {
    HttpHead head = post();
    head.origin = "http://localhost:3000";
    const HttpVerdict refused = judge(head, rules(), {});
    QCOMPARE(refused.answer->status, 403u);
    QCOMPARE(refused.refused, std::optional(RefusalReason::Origin));
    QCOMPARE(refused.about, std::string("http://localhost:3000"));
    QVERIFY(header(*refused.answer, "Access-Control-Allow-Origin").empty());
    const HttpVerdict allowed = judge(head, rules(), {"http://localhost:3000"});
    QVERIFY(!allowed.answer);
    QCOMPARE(allowed.origin, std::string("http://localhost:3000"));
    // What such a page does wrong it may read.
    head.contentType = "text/plain";
    const HttpVerdict wrong = judge(head, rules(), {"http://localhost:3000"});
    QCOMPARE(wrong.answer->status, 415u);
    QCOMPARE(header(*wrong.answer, "Access-Control-Allow-Origin"), std::string("http://localhost:3000"));
    QCOMPARE(header(*wrong.answer, "Vary"), std::string("Origin"));
  }

  void preflightsAreAnsweredWithoutToken() {
    HttpHead head = post();
    head.method = "OPTIONS";
    head.contentType.reset();
    head.origin = "http://localhost:3000";
    head.askedHeaders = "content-type,x-honeycomb-team";
    head.asksForPrivateNetwork = true;
    QCOMPARE(status(head, rules("secret")), 403u);
    const HttpVerdict verdict = judge(head, rules("secret"), {"http://localhost:3000"});
    QCOMPARE(verdict.answer->status, 204u);
    QVERIFY(!verdict.refused);
    QCOMPARE(header(*verdict.answer, "Access-Control-Allow-Origin"), std::string("http://localhost:3000"));
    QCOMPARE(header(*verdict.answer, "Access-Control-Allow-Methods"), std::string("POST, OPTIONS"));
    QCOMPARE(header(*verdict.answer, "Access-Control-Allow-Headers"),
             std::string("content-type,x-honeycomb-team"));
    QCOMPARE(header(*verdict.answer, "Access-Control-Allow-Private-Network"), std::string("true"));
    QVERIFY(!header(*verdict.answer, "Access-Control-Max-Age").empty());
    head.askedHeaders = "a\"b";
    head.asksForPrivateNetwork = false;
    const HttpVerdict plain = judge(head, rules(), {"http://localhost:3000"});
    QVERIFY(header(*plain.answer, "Access-Control-Allow-Headers").empty());
    QVERIFY(header(*plain.answer, "Access-Control-Allow-Private-Network").empty());
  }

  void noPageReadsTheListeningPage() {
    HttpHead head = post("/");
    head.method = "GET";
    head.origin = "http://localhost:3000";
    QCOMPARE(status(head), 403u);
    const HttpVerdict verdict = judge(head, rules(), {"http://localhost:3000"});
    QCOMPARE(verdict.answer->status, 200u);
    QVERIFY(header(*verdict.answer, "Access-Control-Allow-Origin").empty());
    QVERIFY(verdict.answer->body.find("Spanloupe is listening") == 0);
  }

  void otherPathsAndMethodsAreTold() {
    const HttpVerdict path = judge(post("/v1/spans"), rules(), {});
    QCOMPARE(path.answer->status, 404u);
    QCOMPARE(path.refused, std::optional(RefusalReason::Path));
    for (const char* known : {"/v1/traces", "/v1/logs", "/v1/metrics"})
      QVERIFY(path.answer->body.find(known) != std::string::npos);
    HttpHead head = post();
    head.method = "PUT";
    const HttpVerdict method = judge(head, rules(), {});
    QCOMPARE(method.answer->status, 405u);
    QCOMPARE(header(*method.answer, "Allow"), std::string("POST, OPTIONS"));
    QCOMPARE(status(post("/")), 404u);
  }

  void tokensAreAskedForAndNeverRepeated() {
    HttpHead head = post();
    QCOMPARE(judge(head, rules("secret"), {}).about, std::string("no token"));
    head.authorization = "Bearer wrong-but-private";
    const HttpVerdict verdict = judge(head, rules("secret"), {});
    QCOMPARE(verdict.answer->status, 401u);
    QCOMPARE(verdict.refused, std::optional(RefusalReason::Token));
    QCOMPARE(header(*verdict.answer, "WWW-Authenticate"), std::string("Bearer"));
    QVERIFY((verdict.about + verdict.answer->body).find("private") == std::string::npos);
    head.authorization = "Bearer secret";
    QCOMPARE(status(head, rules("secret")), 0u);
  }

  void typesAndEncodingsOfOthersAreTold() {
    HttpHead head = post();
    head.contentType.reset();
    const HttpVerdict none = judge(head, rules(), {});
    QCOMPARE(none.answer->status, 415u);
    QCOMPARE(none.answer->type, std::string("text/plain; charset=utf-8"));
    head = post();
    head.contentEncoding = "br";
    const HttpVerdict encoding = judge(head, rules(), {});
    QCOMPARE(encoding.answer->status, 415u);
    QCOMPARE(encoding.about, std::string("Content-Encoding: br"));
    QCOMPARE(encoding.answer->type, std::string("application/x-protobuf"));
    head.contentEncoding.reset();
    head.transferEncoding = "gzip, chunked";
    QCOMPARE(status(head), 415u);
    head.transferEncoding = "Chunked";
    QCOMPARE(status(head), 0u);
  }

  void whatIsTooLargeIsNotReadFirst() {
    HttpHead head = post();
    head.contentLength = "1001";
    const HttpVerdict verdict = judge(head, rules(), {});
    QCOMPARE(verdict.answer->status, 413u);
    QCOMPARE(verdict.refused, std::optional(RefusalReason::TooLarge));
    QVERIFY(verdict.atOnce);
  }

  void smallRefusedBodiesAreReadUnlessTheSenderAsks() {
    HttpHead head = post("/v1/spans");
    head.contentLength = "1000";
    QVERIFY(!judge(head, rules(), {}).atOnce);
    head.expect = "100-continue";
    QVERIFY(judge(head, rules(), {}).atOnce);
    head.expect.reset();
    head.contentLength = "10000000";
    QVERIFY(judge(head, rules(), {}).atOnce);
  }
};

QTEST_GUILESS_MAIN(HttpVerdictTest)
#include "http_verdict_test.moc"
