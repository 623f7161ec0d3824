// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP/gRPC as senders see it, with the real library on both sides: answers, encodings, limits, addresses.
#include <QTest>
#include <thread>

#include "tests/core/receive/grpc_fixture.h"

using namespace spanloupe;
using namespace spanloupe::test;
using receive::RefusalReason;

class OtlpGrpcReceiverTest : public QObject {
  Q_OBJECT
 private slots:
  void aRequestIsHandedOnAsItCame();
  void partialSuccessIsTold();
  void outcomesBecomeStatuses_data();
  void outcomesBecomeStatuses();
  void everyEncodingIsInflated();
  void snappyIsRefusedWithWhatIsTaken();
  void sixtyFourMebibytesAreTakenAndMoreIsRefused();
  void aBombIsRefusedInBoundedMemory();
  void damagedCompressionIsInvalid();
  void theTokenIsAskedFor();
  void otherMethodsAreUnimplemented();
};

void OtlpGrpcReceiverTest::aRequestIsHandedOnAsItCame() {
  GrpcFixture f;
  GrpcSender sender(f.target());
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{100'000}, 5 * kMiB}) {
    const GrpcAnswer answer = sender.send(messageOf(size));
    QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
    QCOMPARE(answer.body, std::string());
    QVERIFY(bodiesOf(f.taken).back() == messageOf(size));
  }
  const auto counts = f.receiver->counts();
  QCOMPARE(counts.requests, std::uint64_t{4});
  QCOMPARE(counts.bytes, std::uint64_t{1 + 100'000 + 5 * kMiB});
  QCOMPARE(counts.connections, std::uint64_t{1});
  QCOMPARE(counts.refused, std::uint64_t{0});
}

void OtlpGrpcReceiverTest::partialSuccessIsTold() {
  GrpcFixture f;
  ingest::Receipt receipt;
  receipt.rejectedSpans = 3;
  receipt.message = "3 spans had no trace id";
  f.taken.answerWith(receipt);
  const GrpcAnswer answer = GrpcSender(f.target()).send(messageOf(10));
  QVERIFY(answer.status.ok());
  QCOMPARE(answer.body, "\x0a\x1b\x08\x03\x12\x17" + receipt.message);
}

void OtlpGrpcReceiverTest::outcomesBecomeStatuses_data() {
  using Outcome = ingest::Receipt::Outcome;
  QTest::addColumn<int>("outcome");
  QTest::addColumn<int>("code");
  QTest::addColumn<bool>("retry");
  QTest::addColumn<int>("reason");
  QTest::newRow("invalid") << int(Outcome::Invalid) << 3 << false << int(RefusalReason::Damaged);
  QTest::newRow("full") << int(Outcome::Full) << 14 << true << int(RefusalReason::Busy);
  QTest::newRow("disk full") << int(Outcome::Failed) << 14 << true << int(RefusalReason::Busy);
  QTest::newRow("stopping") << int(Outcome::Stopping) << 14 << true << int(RefusalReason::Busy);
}

void OtlpGrpcReceiverTest::outcomesBecomeStatuses() {
  QFETCH(int, outcome);
  QFETCH(int, code);
  QFETCH(bool, retry);
  QFETCH(int, reason);
  GrpcFixture f;
  ingest::Receipt receipt;
  receipt.outcome = static_cast<ingest::Receipt::Outcome>(outcome);
  receipt.message = "because";
  f.taken.answerWith(receipt);
  const GrpcAnswer answer = GrpcSender(f.target()).send(messageOf(10));
  QCOMPARE(static_cast<int>(answer.status.error_code()), code);
  QCOMPARE(answer.status.error_message(), std::string("because"));
  // grpc-status-details-bin: google.rpc.Status with google.rpc.RetryInfo.
  QCOMPARE(answer.status.error_details().find("google.rpc.RetryInfo") != std::string::npos, retry);
  QCOMPARE(f.refused(static_cast<RefusalReason>(reason)), std::uint64_t{1});
}

void OtlpGrpcReceiverTest::everyEncodingIsInflated() {
  GrpcFixture f;
  GrpcSender sender(f.target());
  const std::string body = messageOf(3 * kMiB);
  for (const auto algorithm : {GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE}) {
    sender.compression = algorithm;
    QVERIFY(sender.send(body).status.ok());
    QVERIFY(bodiesOf(f.taken).back() == body);
  }
  QVERIFY(f.receiver->counts().bytes < 100'000);
  sender.compression = GRPC_COMPRESS_NONE;
  QVERIFY(sender.send(zstdOf(messageOf(20 * kMiB))).status.ok());
  QVERIFY(bodiesOf(f.taken).back() == messageOf(20 * kMiB));
}

void OtlpGrpcReceiverTest::snappyIsRefusedWithWhatIsTaken() {
  GrpcFixture f;
  const auto answer = GrpcSender(f.target()).send(std::string("\xff\x06\0\0sNaPpY....", 14));
  QCOMPARE(answer.status.error_code(), grpc::UNIMPLEMENTED);
  QVERIFY(answer.status.error_message().find("gzip") != std::string::npos);
  QCOMPARE(f.refused(RefusalReason::Type), std::uint64_t{1});
}

void OtlpGrpcReceiverTest::sixtyFourMebibytesAreTakenAndMoreIsRefused() {
  GrpcFixture f;
  GrpcSender sender(f.target());
  QVERIFY(sender.send(messageOf(64 * kMiB)).status.ok());
  QVERIFY(sender.send(zstdOf(messageOf(64 * kMiB))).status.ok());
  QCOMPARE(countOf(f.taken), std::size_t{2});
  f.taken.forget();
  for (const std::string& body : {messageOf(64 * kMiB + 1), zstdOf(messageOf(64 * kMiB + 1))}) {
    const GrpcAnswer answer = sender.send(body);
    QCOMPARE(answer.status.error_code(), grpc::RESOURCE_EXHAUSTED);
    // Without RetryInfo senders do not try again.
    QVERIFY(answer.status.error_details().empty());
  }
  QCOMPARE(f.refused(RefusalReason::TooLarge), std::uint64_t{2});
  QCOMPARE(countOf(f.taken), std::size_t{0});
}

void OtlpGrpcReceiverTest::aBombIsRefusedInBoundedMemory() {
  GrpcFixture f([](auto& options) { options.messageLimit = 8 * kMiB; });
  GrpcSender sender(f.target());
  QVERIFY(sender.send(messageOf(10)).status.ok());
  const std::string bomb = zstdOf(std::string(400 * kMiB, 'x'));
  QVERIFY(bomb.size() < kMiB);
  const std::size_t before = anonymousMemory();
  std::size_t most = 0;
  std::jthread watching([&](std::stop_token stop) {
    while (!stop.stop_requested()) most = std::max(most, anonymousMemory());
  });
  QCOMPARE(sender.send(bomb).status.error_code(), grpc::RESOURCE_EXHAUSTED);
  watching = {};
  QVERIFY2(most < before + 32 * kMiB + kFreedMemory, std::to_string((most - before) / kMiB).c_str());
}

void OtlpGrpcReceiverTest::damagedCompressionIsInvalid() {
  GrpcFixture f;
  GrpcSender sender(f.target());
  std::string body = zstdOf(messageOf(1000));
  body.resize(body.size() - 3);
  QCOMPARE(sender.send(body).status.error_code(), grpc::INVALID_ARGUMENT);
  QCOMPARE(sender.send("\x1f\x8b and no gzip").status.error_code(), grpc::INVALID_ARGUMENT);
  QCOMPARE(f.refused(RefusalReason::Damaged), std::uint64_t{2});
}

void OtlpGrpcReceiverTest::theTokenIsAskedFor() {
  GrpcFixture f([](auto& options) { options.token = "opensesame"; });
  const auto code = [&](const std::string& header) {
    GrpcSender sender(f.target());
    if (!header.empty()) sender.headers = {{"x-honeycomb-team", "key"}, {"authorization", header}};
    return sender.send(messageOf(10)).status.error_code();
  };
  QCOMPARE(code("Bearer opensesame"), grpc::OK);
  QCOMPARE(code("bearer opensesame"), grpc::OK);
  for (const char* wrong :
       {"", "Bearer", "Bearer ", "Bearer opensesam", "Bearer opensesame2", "opensesame", "Basic opensesame"})
    QCOMPARE(code(wrong), grpc::UNAUTHENTICATED);
  QCOMPARE(f.refused(RefusalReason::Token), std::uint64_t{7});
  for (const auto& refusal : f.receiver->refusals()) QVERIFY(refusal.last.find("sesam") == std::string::npos);
  QCOMPARE(countOf(f.taken), std::size_t{2});
}

void OtlpGrpcReceiverTest::otherMethodsAreUnimplemented() {
  GrpcFixture f;
  GrpcSender sender(f.target());
  for (const char* signal : {"logs.v1.LogsService", "metrics.v1.MetricsService"}) {
    sender.method = std::string("/opentelemetry.proto.collector.") + signal + "/Export";
    QVERIFY(sender.send(messageOf(10)).status.ok());
  }
  sender.method = "/some.Service/Call";
  const GrpcAnswer answer = sender.send("x");
  QCOMPARE(answer.status.error_code(), grpc::UNIMPLEMENTED);
  QVERIFY(answer.status.error_message().find("/some.Service/Call") != std::string::npos);
  QCOMPARE(f.receiver->refusals().at(0).last, std::string("/some.Service/Call"));
}

QTEST_APPLESS_MAIN(OtlpGrpcReceiverTest)
#include "otlp_grpc_receiver_test.moc"
