// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What no sender should do to a port of OTLP/gRPC: each is counted and explained, memory stays bounded, and
// proper senders go on.
#include <QTest>
#include <atomic>
#include <thread>

#include "tests/core/receive/grpc_fixture.h"

using namespace spanloupe;
using namespace spanloupe::test;
using namespace std::chrono_literals;
using receive::RefusalReason;

class GrpcHostileTest : public QObject {
  Q_OBJECT
 private slots:
  void otherProtocolsAreToldApart_data();
  void otherProtocolsAreToldApart();
  void http1IsToldWhereToSend();
  void lookingWhetherThePortIsOpenIsNoRefusal();
  void connectionsThatSayNothingEnd();
  void thePrefaceMayComeInPieces();
  void garbageAfterThePrefaceEndsTheConnection();
  void aHalfClosedCallIsAnswered();
  void aMessageThatNeverEndsTakesBoundedMemory();
  void aMessageThatStopsIsEnded();
  void messagesThatStopDoNotKeepOthersWaitingForLong();
  void manyLargeMessagesAtATimeAreNotDropped();
  void aThousandIdleConnectionsTakeLittle();
  void moreConnectionsThanAllowedAreTurnedAway();
};

void GrpcHostileTest::otherProtocolsAreToldApart_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<QString>("what");
  QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00", 7) << "TLS";
  QTest::newRow("noise") << QByteArray("\x00\xff\x12zz", 5) << "00 ff 12 7a 7a";
  QTest::newRow("a preface gone wrong") << QByteArray("PRI * HTTP/3.0\r\n") << "50 52 49";
  QTest::newRow("an HTTP request") << QByteArray("POST /v1/traces?key=secret HTTP/1.1\r\n\r\n")
                                   << "POST /v1/traces";
}

void GrpcHostileTest::otherProtocolsAreToldApart() {
  QFETCH(QByteArray, bytes);
  QFETCH(QString, what);
  GrpcFixture f;
  const RawConnection connection(f.receiver->port());
  QVERIFY(connection.send(bytes.toStdString()));
  connection.endSending();
  bool ended = false;
  static_cast<void>(connection.readAll(5s, &ended));
  QVERIFY(ended);
  QCOMPARE(f.refused(RefusalReason::NotHttp), std::uint64_t{1});
  const auto last = QString::fromStdString(f.last(RefusalReason::NotHttp));
  QVERIFY2(last.contains(what) && !last.contains("secret"), qPrintable(last));
  QTRY_COMPARE(f.receiver->counts().connections, std::uint64_t{0});
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
}

void GrpcHostileTest::http1IsToldWhereToSend() {
  GrpcFixture f;
  const RawConnection connection(f.receiver->port());
  QVERIFY(connection.send("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  const std::string answer = connection.readAll(5s);
  QVERIFY(answer.starts_with("HTTP/1.1 400 "));
  QVERIFY(answer.find("OTEL_EXPORTER_OTLP_PROTOCOL=grpc") != std::string::npos);
}

void GrpcHostileTest::lookingWhetherThePortIsOpenIsNoRefusal() {
  GrpcFixture f;
  { const RawConnection connection(f.receiver->port()); }
  const RawConnection after(f.receiver->port());
  QTRY_COMPARE(f.receiver->counts().connections, std::uint64_t{1});
  QCOMPARE(f.receiver->counts().refused, std::uint64_t{0});
}

void GrpcHostileTest::connectionsThatSayNothingEnd() {
  GrpcFixture::Limits limits;
  limits.greeting = 100ms;
  GrpcFixture f({}, limits);
  const RawConnection silent(f.receiver->port());
  const RawConnection slow(f.receiver->port());
  QVERIFY(slow.send("PRI"));
  for (const auto* connection : {&silent, &slow}) {
    bool ended = false;
    static_cast<void>(connection->readAll(5s, &ended));
    QVERIFY(ended);
  }
  QCOMPARE(f.refused(RefusalReason::TooSlow), std::uint64_t{2});
  QTRY_COMPARE(f.receiver->counts().connections, std::uint64_t{0});
}

void GrpcHostileTest::thePrefaceMayComeInPieces() {
  GrpcFixture f;
  const RawConnection connection(f.receiver->port());
  const std::string bytes =
      http2Preface() + grpcHeaders(1, kTraceMethod) + http2Frame(0, 1, 1, messagePrefix(10) + messageOf(10));
  for (const char byte : bytes) QVERIFY(connection.send({&byte, 1}));
  QTRY_COMPARE(bodiesOf(f.taken), std::vector<std::string>{messageOf(10)});
}

void GrpcHostileTest::garbageAfterThePrefaceEndsTheConnection() {
  GrpcFixture f;
  for (const std::string& bytes :
       {std::string(5000, '\xff'), http2Frame(1, 4, 1, "\xff\xff\xff\xff"), http2Frame(0, 1, 1, "?"),
        http2Frame(9, 4, 3, "continued"), http2Frame(0x77, 0, 0, "unknown") + std::string(100, '\0')}) {
    const RawConnection connection(f.receiver->port());
    QVERIFY(connection.send(http2Preface()));
    static_cast<void>(connection.send(bytes));
    connection.endSending();
    bool ended = false;
    static_cast<void>(connection.readAll(5s, &ended));
    QVERIFY(ended);
  }
  QTRY_COMPARE(f.receiver->counts().connections, std::uint64_t{0});
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
}

void GrpcHostileTest::aHalfClosedCallIsAnswered() {
  GrpcFixture f;
  const RawConnection connection(f.receiver->port());
  // END_STREAM without a message.
  QVERIFY(connection.send(http2Preface() + grpcHeaders(1, kTraceMethod) + http2Frame(0, 1, 1, {})));
  QTRY_COMPARE(f.refused(RefusalReason::Damaged), std::uint64_t{1});
  QVERIFY(!connection.readSome(5s).empty());
  // The whole connection half closed with a message that waits.
  f.taken.hold();
  QVERIFY(
      connection.send(grpcHeaders(3, kTraceMethod) + http2Frame(0, 1, 3, messagePrefix(10) + messageOf(10))));
  QTRY_COMPARE(countOf(f.taken), std::size_t{1});
  connection.endSending();
  bool ended = false;
  static_cast<void>(connection.readAll(5s, &ended));
  QVERIFY(ended);
  f.taken.release();
  QTRY_COMPARE(f.receiver->counts().connections, std::uint64_t{0});
}

void GrpcHostileTest::aMessageThatNeverEndsTakesBoundedMemory() {
  GrpcFixture f([](auto& options) { options.messageLimit = 4 * kMiB; });
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
  const std::size_t before = anonymousMemory();
  std::size_t most = 0, sent = 0;
  const RawConnection connection(f.receiver->port());
  QVERIFY(connection.send(http2Preface() + grpcHeaders(1, kTraceMethod)));
  QVERIFY(connection.send(http2Frame(0, 0, 1, messagePrefix(0xffffffff))));
  const std::string block = http2Frame(0, 0, 1, std::string(16384, 'x'));
  Http2Stream stream;
  stream.sent(5);
  while (!stream.isEnded() && sent < 300 * kMiB) {
    while (stream.room() < 16384 && !stream.isEnded()) {
      const std::string came = connection.readSome(5s);
      if (came.empty() || !connection.send(stream.read(came))) break;
    }
    if (stream.room() < 16384 || !connection.send(block)) break;
    stream.sent(16384);
    sent += block.size();
    most = std::max(most, anonymousMemory());
  }
  qInfo("sent %zu MiB, memory +%zu MiB", sent / kMiB, (most - std::min(most, before)) / kMiB);
  QVERIFY(sent > 4 * kMiB && sent < 40 * kMiB);
  QVERIFY(most < before + 40 * kMiB + kFreedMemory);
}

void GrpcHostileTest::aMessageThatStopsIsEnded() {
  GrpcFixture::Limits limits;
  limits.message.alone = 100ms;
  GrpcFixture f({}, limits);
  const RawConnection connection(f.receiver->port());
  QVERIFY(connection.send(http2Preface() + grpcHeaders(1, kTraceMethod)));
  QVERIFY(connection.send(http2Frame(0, 0, 1, messagePrefix(100) + "begun")));
  QTRY_COMPARE(f.refused(RefusalReason::TooSlow), std::uint64_t{1});
  QCOMPARE(countOf(f.taken), std::size_t{0});
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
}

void GrpcHostileTest::messagesThatStopDoNotKeepOthersWaitingForLong() {
  GrpcFixture::Limits limits;
  limits.message.whenOthersWait = 100ms;
  GrpcFixture f({}, limits);
  const RawConnection connection(f.receiver->port());
  QVERIFY(connection.send(http2Preface()));
  // More than are read at a time.
  for (std::uint32_t stream = 1; stream < 16; stream += 2) {
    QVERIFY(connection.send(grpcHeaders(stream, kTraceMethod)));
    QVERIFY(connection.send(http2Frame(0, 0, stream, messagePrefix(100) + "begun")));
  }
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
  QTRY_VERIFY(f.refused(RefusalReason::TooSlow) >= 4);
}

void GrpcHostileTest::manyLargeMessagesAtATimeAreNotDropped() {
  GrpcFixture f([](auto& options) { options.messageLimit = 4 * kMiB; });
  std::atomic<int> stored{0}, later{0}, dropped{0};
  std::vector<std::jthread> senders;
  for (int i = 0; i < 30; ++i)
    senders.emplace_back([&] {
      const auto status = GrpcSender(f.target()).send(messageOf(4 * kMiB)).status;
      ++(status.ok() ? stored : status.error_code() == grpc::UNAVAILABLE ? later : dropped);
    });
  senders.clear();
  QCOMPARE(dropped.load(), 0);
  QCOMPARE(countOf(f.taken), static_cast<std::size_t>(stored));
  QVERIFY(stored >= 2);
}

void GrpcHostileTest::aThousandIdleConnectionsTakeLittle() {
  GrpcFixture f;
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
  const std::size_t before = anonymousMemory();
  std::vector<RawConnection> idle;
  // Three descriptors each in one process; the receiver turns away what is beyond its share.
  for (int i = 0; i < 1000; ++i) {
    RawConnection connection(f.receiver->port());
    if (!connection.isOpen()) break;
    if (connection.send(http2Preface())) idle.push_back(std::move(connection));
  }
  QVERIFY(!idle.empty());
  QTRY_VERIFY(f.receiver->counts().connections + f.refused(RefusalReason::Connections) >= idle.size());
  const std::size_t open = f.receiver->counts().connections;
  qInfo("%zu idle connections, memory +%zu KiB each", open, (anonymousMemory() - before) / open / 1024);
  QVERIFY(anonymousMemory() < before + open * 100'000);
  idle.clear();
  QTRY_COMPARE(f.receiver->counts().connections, std::uint64_t{0});
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
}

void GrpcHostileTest::moreConnectionsThanAllowedAreTurnedAway() {
  GrpcFixture::Limits limits;
  limits.connections = 3;
  GrpcFixture f({}, limits);
  std::vector<RawConnection> open;
  for (int i = 0; i < 5; ++i) {
    open.emplace_back(f.receiver->port());
    QVERIFY(open.back().isOpen());
  }
  QTRY_COMPARE(f.refused(RefusalReason::Connections), std::uint64_t{2});
  QCOMPARE(f.receiver->counts().connections, std::uint64_t{3});
  open.clear();
  QVERIFY(GrpcSender(f.target()).send(messageOf(10)).status.ok());
}

QTEST_APPLESS_MAIN(GrpcHostileTest)
#include "grpc_hostile_test.moc"
