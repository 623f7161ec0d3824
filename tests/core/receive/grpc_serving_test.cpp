// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where an OTLP/gRPC receiver listens, what it takes at a time, and how it stops.
#include <QTest>
#include <atomic>
#include <thread>

#include "tests/core/receive/grpc_fixture.h"

using namespace spanloupe;
using namespace spanloupe::test;
using receive::RefusalReason;

namespace {

receive::ReceiverOptions onPort(std::uint16_t port) {
  receive::ReceiverOptions options;
  options.port = port;
  return options;
}

}  // namespace

class GrpcServingTest : public QObject {
  Q_OBJECT
 private slots:
  void healthIsServed();
  void bothLoopbackAddressesListen();
  void aTakenPortIsBusy();
  void everyAddressThatIsAskedForHasToBeThere();
  void moreThanMemoryHoldsIsToComeAgain();
  void stopDoesNotWaitForASessionThatHangs();
  void stopAnswersWhatIsUnderWay();
};

void GrpcServingTest::healthIsServed() {
  GrpcFixture f;
  GrpcSender sender(f.target());
  sender.method = "/grpc.health.v1.Health/Check";
  const GrpcAnswer answer = sender.send({});
  QVERIFY(answer.status.ok());
  QCOMPARE(answer.body, std::string("\x08\x01"));  // status: SERVING
}

void GrpcServingTest::bothLoopbackAddressesListen() {
  GrpcFixture f;
  QVERIFY(f.receiver->port() != 0);
  QCOMPARE(f.receiver->addresses().front(), std::string("127.0.0.1"));
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
  if (f.receiver->addresses().size() < 2) QSKIP("this machine has no ::1");
  QVERIFY(GrpcSender("[::1]:" + std::to_string(f.receiver->port())).send(messageOf(10)).status.ok());
  QCOMPARE(countOf(f.taken), std::size_t{2});
}

void GrpcServingTest::aTakenPortIsBusy() {
  GrpcFixture f;
  auto second = receive::startReceiver(onPort(f.receiver->port()), f.taken.take());
  QVERIFY(!second);
  QCOMPARE(second.error().kind, ErrorKind::Busy);
  // The first one goes on, and its port is free as soon as it has stopped.
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
  f.receiver->stop();
  QVERIFY(receive::startReceiver(onPort(f.receiver->port()), f.taken.take()));
}

void GrpcServingTest::everyAddressThatIsAskedForHasToBeThere() {
  GrpcFixture f([](auto& options) { options.addresses = {"127.0.0.1"}; });
  QCOMPARE(f.receiver->addresses(), std::vector<std::string>{"127.0.0.1"});
  for (const char* none : {"localhost", "2001:db8::1", ""}) {
    receive::ReceiverOptions options;
    options.addresses = {"127.0.0.1", none};
    const auto failed = receive::startReceiver(options, f.taken.take());
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::InvalidArgument);
  }
}

void GrpcServingTest::moreThanMemoryHoldsIsToComeAgain() {
  GrpcFixture f([](auto& options) { options.messageLimit = kMiB; });
  f.taken.hold();
  std::vector<std::jthread> senders;
  std::atomic<int> stored{0}, later{0};
  for (int i = 0; i < 10; ++i)
    senders.emplace_back([&] {
      const auto status = GrpcSender(f.target()).send(messageOf(kMiB)).status;
      if (status.ok()) ++stored;
      if (status.error_code() == grpc::UNAVAILABLE && !status.error_details().empty()) ++later;
    });
  QTRY_COMPARE(countOf(f.taken) + static_cast<std::size_t>(later), std::size_t{10});
  f.taken.release();
  senders.clear();
  QCOMPARE(stored.load(), 2);
  QCOMPARE(later.load(), 8);
  QCOMPARE(f.refused(RefusalReason::Busy), std::uint64_t{8});
  QVERIFY(GrpcSender(f.target()).send(messageOf(kMiB)).status.ok());
}

void GrpcServingTest::stopDoesNotWaitForASessionThatHangs() {
  GrpcFixture f;
  f.taken.hold();
  grpc::Status status;
  std::jthread sending([&] { status = GrpcSender(f.target()).send(messageOf(10)).status; });
  QTRY_COMPARE(countOf(f.taken), std::size_t{1});
  const auto before = std::chrono::steady_clock::now();
  f.receiver->stop();
  QVERIFY(std::chrono::steady_clock::now() - before < std::chrono::seconds(4));
  sending.join();
  QVERIFY(!status.ok());
  // The session's answer may come when nobody waits for it any more.
  f.receiver.reset();
  f.taken.release();
}

void GrpcServingTest::stopAnswersWhatIsUnderWay() {
  GrpcFixture f;
  f.taken.hold();
  grpc::Status status(grpc::UNKNOWN, {});
  std::jthread sending([&] { status = GrpcSender(f.target()).send(messageOf(10)).status; });
  QTRY_COMPARE(countOf(f.taken), std::size_t{1});
  std::jthread stopping([&] { f.receiver->stop(); });
  QTRY_VERIFY(!RawConnection(f.receiver->port()).isOpen());
  f.taken.release();
  sending.join();
  QVERIFY2(status.ok(), status.error_message().c_str());
}

QTEST_APPLESS_MAIN(GrpcServingTest)
#include "grpc_serving_test.moc"
