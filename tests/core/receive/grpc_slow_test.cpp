// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that come slowly, or stop, beside proper ones: those do not wait for these, honest slow ones are
// taken, and memory stays bounded.
#include <QElapsedTimer>
#include <QTest>

#include "tests/core/receive/grpc_fixture.h"

using namespace spanloupe;
using namespace spanloupe::test;
using namespace std::chrono_literals;
using receive::RefusalReason;

class GrpcSlowTest : public QObject {
  Q_OBJECT
 private slots:
  void properSendersDoNotWaitForThoseThatStopped();
  void aMessageThatComesOnIsTaken_data();
  void aMessageThatComesOnIsTaken();
  void manyThatStopMidwayTakeBoundedMemory();
};

namespace {

/// Calls on one connection whose messages have only begun.
void begin(const RawConnection& connection, std::uint32_t count) {
  QVERIFY(connection.send(http2Preface()));
  for (std::uint32_t stream = 1; stream < 2 * count; stream += 2)
    QVERIFY(connection.send(grpcHeaders(stream, kTraceMethod) +
                            http2Frame(0, 0, stream, messagePrefix(100) + "begun")));
}

/// Sends all but the end of a message, as far as the server allows.
struct Hoarder {
  explicit Hoarder(std::uint16_t port, std::uint32_t size) : connection(port), left(size - 1000) {
    static_cast<void>(connection.send(http2Preface() + grpcHeaders(1, kTraceMethod) +
                                      http2Frame(0, 0, 1, messagePrefix(size))));
    stream.sent(5);
  }
  void goOn() {
    constexpr std::size_t kBlock = 16'384;
    static const std::string block = http2Frame(0, 0, 1, std::string(kBlock, 'x'));
    while (left >= kBlock && stream.room() >= static_cast<std::int64_t>(kBlock) && connection.send(block)) {
      stream.sent(kBlock);
      left -= kBlock;
    }
    const std::string came = connection.readSome(1ms);
    if (!came.empty()) static_cast<void>(connection.send(stream.read(came)));
  }
  RawConnection connection;
  Http2Stream stream;
  std::size_t left;
};

}  // namespace

void GrpcSlowTest::properSendersDoNotWaitForThoseThatStopped() {
  GrpcFixture::Limits limits;
  limits.message.whenOthersWait = 60s;
  GrpcFixture f({}, limits);
  const RawConnection connection(f.receiver->port());
  begin(connection, 40);
  QTRY_COMPARE(f.receiver->counts().connections, std::uint64_t{1});
  GrpcSender sender(f.target());
  sender.timeout = 30s;
  QVERIFY(sender.send(messageOf(10)).status.ok());
  // From now on there is room.
  QElapsedTimer timer;
  timer.start();
  QVERIFY(sender.send(messageOf(10)).status.ok());
  QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
  QCOMPARE(f.refused(RefusalReason::TooSlow), std::uint64_t{0});
}

void GrpcSlowTest::aMessageThatComesOnIsTaken_data() {
  QTest::addColumn<bool>("isV6");
  QTest::newRow("127.0.0.1") << false;
  QTest::newRow("::1") << true;
}

void GrpcSlowTest::aMessageThatComesOnIsTaken() {
  QFETCH(bool, isV6);
  GrpcFixture::Limits limits;
  limits.message.whenOthersWait = 1s;
  limits.message.progress = 1'000;
  GrpcFixture f({}, limits);
  const RawConnection slow(f.receiver->port(), isV6);
  if (isV6 && !slow.isOpen()) QSKIP("this machine has no ::1");
  constexpr std::uint32_t kParts = 8, kPart = 4'096;
  QVERIFY(slow.send(http2Preface() + grpcHeaders(1, kTraceMethod) +
                    http2Frame(0, 0, 1, messagePrefix(kParts * kPart))));
  const RawConnection stopped(f.receiver->port());
  begin(stopped, 120);
  const std::string message = messageOf(kParts * kPart);
  QElapsedTimer timer;
  timer.start();
  for (std::uint32_t part = 0; part < kParts; ++part) {
    // As a slow line would.
    QTRY_VERIFY(timer.elapsed() >= 300 * (part + 1));
    QVERIFY(slow.send(
        http2Frame(0, part + 1 == kParts ? 1 : 0, 1, std::string_view(message).substr(part * kPart, kPart))));
  }
  QTRY_COMPARE(bodiesOf(f.taken), std::vector<std::string>{message});
  // Others waited, and those that did not come on were ended.
  QVERIFY(f.refused(RefusalReason::TooSlow) > 0);
}

void GrpcSlowTest::manyThatStopMidwayTakeBoundedMemory() {
  GrpcFixture::Limits limits;
  limits.message.whenOthersWait = 1s;
  GrpcFixture f([](auto& options) { options.messageLimit = 4 * kMiB; }, limits);
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
  const std::size_t before = anonymousMemory();
  std::vector<std::unique_ptr<Hoarder>> hoarders;
  for (int i = 0; i < 20; ++i) hoarders.push_back(std::make_unique<Hoarder>(f.receiver->port(), 4 * kMiB));
  std::size_t most = 0;
  QElapsedTimer timer;
  for (timer.start(); f.refused(RefusalReason::TooSlow) < 12 && timer.elapsed() < 60'000;) {
    for (const auto& hoarder : hoarders) hoarder->goOn();
    most = std::max(most, anonymousMemory());
  }
  qInfo("memory +%zu MiB in %lld ms", (most - std::min(most, before)) / kMiB, timer.elapsed());
  QVERIFY(f.refused(RefusalReason::TooSlow) >= 12);
  QVERIFY(most < before + 40 * kMiB + kFreedMemory);
  QVERIFY(GrpcSender(f.target()).send(messageOf(4 * kMiB)).status.ok());
}

QTEST_APPLESS_MAIN(GrpcSlowTest)
#include "grpc_slow_test.moc"
