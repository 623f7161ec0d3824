// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who may send to the receivers of a window, and that nothing is open to others with less protection than was
// wished for. What is open here is so for a moment, on a port that is free, and asks for a token.
#include <QTcpSocket>

#include "core/forward/secret_file.h"
#include "core/receive/own_addresses.h"
#include "session_fixture.h"
#include "tests/core/receive/test_certificate.h"
#include "ui/session/listening.h"

using namespace spanloupe;
using namespace spanloupe::session;
using Phase = receive::EndpointState::Phase;

namespace {

struct Fixture {
  test::Home home;
  Listening listening;
  QSignalSpy sent{&listening, &Listening::testTraceSent};
  QSignalSpy failed{&listening, &Listening::failed};

  [[nodiscard]] Reach open() const {
    const std::string file = home.path("token").toStdString();
    if (!forward::writeSecretFile(file, "opensesame\n")) qFatal("no token");
    return {{"0.0.0.0"}, file, {}, {}};
  }
  bool start() {
    auto endpoints = receive::Endpoints::usual();
    for (receive::ReceiverOptions& endpoint : endpoints) endpoint.port = 0;
    listening.start(std::move(endpoints), {});
    return QTest::qWaitFor([this] { return listening.isOn(); }, 10'000);
  }
  [[nodiscard]] const receive::EndpointState& endpoint(std::size_t i) const {
    return listening.state().endpoints.at(i);
  }
  [[nodiscard]] bool isOpen() const {
    for (const auto& each : listening.state().endpoints)
      if (receive::isOpenToOthers(each)) return true;
    return false;
  }
};

}  // namespace

class ListeningReachTest : public QObject {
  Q_OBJECT
 private slots:
  void itIsOpenOnlyWhileThatIsWishedFor();
  void whatWasWishedForBeforeTheStartHoldsFromTheStart();
  void withoutItsTokenNothingIsOpened();
  void withoutItsCertificateNothingIsOpened();
  void anAddressThatIsNotThereIsSaid();
  void anEndpointThatIsOffStaysOff();
  void overTlsATestTraceArrivesAtBoth();
  void anAllowedOriginIsTold();
  void theLargestRequestIsAMatterOfTheSettings();
};

void ListeningReachTest::itIsOpenOnlyWhileThatIsWishedFor() {
  Fixture f;
  QVERIFY(f.start());
  QVERIFY(!f.isOpen());
  const std::uint16_t port = f.endpoint(1).port;
  f.listening.setReach(f.open());
  QTRY_VERIFY(receive::isOpenToOthers(f.endpoint(0)) && receive::isOpenToOthers(f.endpoint(1)));
  QCOMPARE(f.endpoint(1).port, port);
  QVERIFY(f.endpoint(0).hasToken && f.endpoint(1).hasToken);
  f.listening.sendTestTrace(0);
  f.listening.sendTestTrace(1);
  QTRY_COMPARE(f.sent.count(), 2);
  f.listening.setReach({});
  QTRY_VERIFY(!f.isOpen() && f.endpoint(0).phase == Phase::Listening &&
              f.endpoint(1).phase == Phase::Listening);
  QVERIFY(!f.endpoint(1).hasToken);
  QCOMPARE(f.endpoint(1).port, port);
  QCOMPARE(f.failed.count(), 0);
}

void ListeningReachTest::whatWasWishedForBeforeTheStartHoldsFromTheStart() {
  Fixture f;
  f.listening.setReach(f.open());
  QVERIFY(f.start());
  QVERIFY(receive::isOpenToOthers(f.endpoint(0)) && f.endpoint(0).hasToken);
  QTcpSocket socket;
  socket.connectToHost(QStringLiteral("127.0.0.1"), f.endpoint(1).port);
  QVERIFY(socket.waitForConnected(5000));
  socket.write("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
  QVERIFY(socket.waitForReadyRead(5000));
  QVERIFY(socket.readAll().startsWith("HTTP/1.1 401"));
}

void ListeningReachTest::withoutItsTokenNothingIsOpened() {
  Fixture f;
  Reach reach = f.open();
  reach.tokenFile += ".missing";
  f.listening.setReach(reach);
  QVERIFY(f.start());
  QVERIFY(!f.isOpen());
  QVERIFY(f.endpoint(0).phase == Phase::Listening);
  QVERIFY(f.listening.state().reach.problem);
  QFile::setPermissions(f.home.path("token"), QFile::ReadOwner | QFile::ReadOther);
  reach.tokenFile = f.home.path("token").toStdString();
  f.listening.setReach(reach);
  QTRY_VERIFY(f.listening.state().reach.problem->message.find("chmod 600") != std::string::npos);
  QVERIFY(!f.isOpen());
}

void ListeningReachTest::withoutItsCertificateNothingIsOpened() {
  Fixture f;
  Reach reach = f.open();
  reach.certificateFile = "/nowhere/certificate.pem";
  reach.keyFile = "/nowhere/key.pem";
  f.listening.setReach(reach);
  QVERIFY(f.start());
  QVERIFY(!f.isOpen());
  QVERIFY(f.listening.state().reach.problem);
  f.listening.setReach({});
  QTRY_VERIFY(!f.listening.state().reach.problem);
}

void ListeningReachTest::anAddressThatIsNotThereIsSaid() {
  Fixture f;
  Reach reach = f.open();
  reach.addresses = {"203.0.113.9"};  // Of documentation.
  f.listening.setReach(reach);
  QVERIFY(f.start());
  QVERIFY(!f.isOpen());
  QCOMPARE(f.listening.state().reach.absent, (std::vector<std::string>{"203.0.113.9"}));
  QVERIFY(f.endpoint(0).phase == Phase::Listening);
}

void ListeningReachTest::anEndpointThatIsOffStaysOff() {
  Fixture f;
  QVERIFY(f.start());
  f.listening.stopEndpoint(0);
  QTRY_VERIFY(f.endpoint(0).phase == Phase::Off);
  f.listening.setReach(f.open());
  QTRY_VERIFY(receive::isOpenToOthers(f.endpoint(1)));
  QVERIFY(f.endpoint(0).phase == Phase::Off);
  f.listening.startEndpoint(0);
  QTRY_VERIFY(f.endpoint(0).phase == Phase::Listening);
  QVERIFY(f.endpoint(0).hasToken && receive::isOpenToOthers(f.endpoint(0)));
}

void ListeningReachTest::overTlsATestTraceArrivesAtBoth() {
  const test::TestCertificate files;
  if (!files.isMade()) QSKIP("the openssl program is needed to make a certificate");
  Fixture f;
  Reach reach = f.open();
  reach.certificateFile = files.certificateFile();
  reach.keyFile = files.keyFile();
  f.listening.setReach(reach);
  QVERIFY(f.start());
  QVERIFY(!f.endpoint(0).certificateFile.empty());
  f.listening.sendTestTrace(0);
  f.listening.sendTestTrace(1);
  QTRY_COMPARE_WITH_TIMEOUT(f.sent.count(), 2, 15'000);
  QTRY_COMPARE(f.listening.state().counts.spans, 6ULL);
}

void ListeningReachTest::anAllowedOriginIsTold() {
  Fixture f;
  QVERIFY(f.start());
  QSignalSpy allowed(&f.listening, &Listening::originAllowed);
  f.listening.allowOrigin("http://localhost:3000");
  QCOMPARE(allowed.count(), 1);
  QTRY_COMPARE(f.listening.state().allowedOrigins, (std::vector<std::string>{"http://localhost:3000"}));
  f.listening.setAllowedOrigins({});
  QTRY_VERIFY(f.listening.state().allowedOrigins.empty());
}

void ListeningReachTest::theLargestRequestIsAMatterOfTheSettings() {
  Fixture f;
  QVERIFY(f.start());
  const std::uint16_t port = f.endpoint(1).port;
  const auto answer = [port] {
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(5000)) return QByteArray("not connected");
    const QByteArray body(2 << 20, 'x');  // A million fields that OTLP does not know.
    socket.write("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n");
    socket.write("Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) {
    }
    const bool isAnswered = socket.bytesAvailable() > 0 || socket.waitForReadyRead(5000);
    return isAnswered ? socket.readAll().left(12) : QByteArray("no answer");
  };
  QCOMPARE(answer(), QByteArray("HTTP/1.1 200"));
  f.listening.setMessageLimit(std::size_t{1} << 20);
  QTRY_COMPARE(answer(), QByteArray("HTTP/1.1 413"));
  QCOMPARE(f.endpoint(1).port, port);
  f.listening.setMessageLimit(std::size_t{4} << 20);
  QTRY_COMPARE(answer(), QByteArray("HTTP/1.1 200"));
}

QTEST_GUILESS_MAIN(ListeningReachTest)
#include "listening_reach_test.moc"
