// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of the answers of endpoints: the tables of the OTLP specification.
#include "core/forward/export_reply.h"

#include <QTest>

#include "core/forward/retry_delay.h"
#include "core/model/wire.h"

namespace spanloupe::forward {

using Outcome = ExportReply::Outcome;
using std::chrono::milliseconds;

class ExportReplyTest : public QObject {
  Q_OBJECT

 private slots:
  void gRpcCodesAreRetriedAsSpecified_data();
  void gRpcCodesAreRetriedAsSpecified();
  void retryInfoSaysWhen();
  void httpCodesAreRetriedAsSpecified_data();
  void httpCodesAreRetriedAsSpecified();
  void retryAfterIsSecondsOrADate();
  void partialSuccessIsCounted();
  void messagesAreOneShortLine();
  void delaysGrowWithJitterAndHonourWhatIsAsked();
};

namespace {

constexpr std::time_t kNow = 1'767'225'600;  // Thu, 01 Jan 2026 00:00:00 GMT

std::string statusWithRetry(std::uint64_t seconds, std::uint64_t nanos) {
  std::string duration, info, any, status;
  wire::appendTag(duration, 1, wire::Type::Varint);
  wire::appendVarint(duration, seconds);
  wire::appendTag(duration, 2, wire::Type::Varint);
  wire::appendVarint(duration, nanos);
  wire::appendLengthField(info, 1, duration);
  wire::appendLengthField(any, 1, "type.googleapis.com/google.rpc.RetryInfo");
  wire::appendLengthField(any, 2, info);
  wire::appendLengthField(status, 2, "too much");
  wire::appendLengthField(status, 3, any);
  return status;
}

std::string partialSuccess(std::uint64_t rejected, std::string_view message) {
  std::string partial, response;
  wire::appendTag(partial, 1, wire::Type::Varint);
  wire::appendVarint(partial, rejected);
  wire::appendLengthField(partial, 2, message);
  wire::appendLengthField(response, 1, partial);
  return response;
}

}  // namespace

void ExportReplyTest::gRpcCodesAreRetriedAsSpecified_data() {
  QTest::addColumn<int>("code");
  QTest::addColumn<int>("outcome");
  for (int code = 1; code <= 16; ++code) {
    const bool again = code == 1 || code == 4 || code == 10 || code == 11 || code == 14 || code == 15;
    const bool denied = code == 7 || code == 16;
    QTest::addRow("%d", code) << code
                              << int(again    ? Outcome::Again
                                     : denied ? Outcome::Denied
                                              : Outcome::Refused);
  }
}

void ExportReplyTest::gRpcCodesAreRetriedAsSpecified() {
  QFETCH(int, code);
  QFETCH(int, outcome);
  const ExportReply reply = replyOfGrpc(code, "why", {}, {});
  QCOMPARE(int(reply.outcome), outcome);
  QCOMPARE(reply.message, std::string("why"));
}

void ExportReplyTest::retryInfoSaysWhen() {
  const ExportReply reply = replyOfGrpc(8, {}, statusWithRetry(2, 500'000'000), {});
  QCOMPARE(reply.outcome, Outcome::Again);
  QCOMPARE(reply.after->count(), 2500);
  QCOMPARE(reply.message, std::string("too much"));
  // Nobody can put us to sleep for years.
  QCOMPARE(replyOfGrpc(14, {}, statusWithRetry(~0ULL, 0), {}).after->count(), 600'000);
}

void ExportReplyTest::httpCodesAreRetriedAsSpecified_data() {
  QTest::addColumn<int>("status");
  QTest::addColumn<int>("outcome");
  for (const int status : {200, 202}) QTest::addRow("%d", status) << status << int(Outcome::Accepted);
  for (const int status : {429, 502, 503, 504}) QTest::addRow("%d", status) << status << int(Outcome::Again);
  for (const int status : {401, 403}) QTest::addRow("%d", status) << status << int(Outcome::Denied);
  for (const int status : {301, 400, 404, 413, 415, 500, 501})
    QTest::addRow("%d", status) << status << int(Outcome::Refused);
}

void ExportReplyTest::httpCodesAreRetriedAsSpecified() {
  QFETCH(int, status);
  QFETCH(int, outcome);
  QCOMPARE(int(replyOfHttp({status, "text/plain", "", "oh"}, kNow).outcome), outcome);
}

void ExportReplyTest::retryAfterIsSecondsOrADate() {
  const auto after = [](const char* text) { return replyOfHttp({503, "", text, ""}, kNow).after; };
  QCOMPARE(after("7")->count(), 7000);
  QCOMPARE(after("Thu, 01 Jan 2026 00:00:30 GMT")->count(), 30'000);
  QCOMPARE(after("Wed, 31 Dec 2025 00:00:30 GMT")->count(), 0);
  QVERIFY(!after(""));
  QVERIFY(!after("soon"));
  QVERIFY(!replyOfHttp({400, "", "7", ""}, kNow).after);
}

void ExportReplyTest::partialSuccessIsCounted() {
  const std::string body = partialSuccess(3, "no id");
  for (const ExportReply& reply :
       {replyOfGrpc(0, {}, {}, body), replyOfHttp({200, "application/x-protobuf", "", body}, kNow),
        replyOfHttp({200, "application/json; charset=utf-8", "",
                     R"({"other":[{}],"partialSuccess":{"rejectedSpans":"3","errorMessage":"no id"}})"},
                    kNow)}) {
    QCOMPARE(reply.outcome, Outcome::Accepted);
    QCOMPARE(reply.rejected, 3u);
    QCOMPARE(reply.message, std::string("no id"));
  }
  QCOMPARE(replyOfHttp({200, "application/json", "", "{\"partialSuccess\":"}, kNow).rejected, 0u);
  QCOMPARE(replyOfHttp({200, "", "", "\xff\xff"}, kNow).outcome, Outcome::Accepted);
}

void ExportReplyTest::messagesAreOneShortLine() {
  const std::string message =
      replyOfHttp({500, "text/plain", "", "a\r\n\x1b[31mb" + std::string(5000, 'x')}, kNow).message;
  QVERIFY(message.starts_with("HTTP status 500: a   [31mbx"));
  QVERIFY(message.size() < 400);
  QCOMPARE(replyOfHttp({400, "application/json", "", R"({"code":3,"message":"bad"})"}, kNow).message,
           std::string("HTTP status 400: bad"));
}

void ExportReplyTest::delaysGrowWithJitterAndHonourWhatIsAsked() {
  RetryDelay delay(milliseconds(100), milliseconds(1000));
  milliseconds middle(100);
  for (int i = 0; i < 20; ++i) {
    const milliseconds now = delay.next({});
    QVERIFY(now >= middle / 2 && now <= middle * 3 / 2);
    middle = std::min(middle * 2, milliseconds(1000));
  }
  QCOMPARE(delay.next(milliseconds(5000)).count(), 5000);
  delay.reset();
  QVERIFY(delay.next({}) <= milliseconds(150));
}

}  // namespace spanloupe::forward

QTEST_APPLESS_MAIN(spanloupe::forward::ExportReplyTest)
#include "export_reply_test.moc"
