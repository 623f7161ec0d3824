// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>
#include <fstream>

#include "core/receive/otlp_http_receiver.h"
#include "tests/core/receive/http_client.h"
#include "tests/core/receive/taken_requests.h"
#include "tests/core/receive/test_certificate.h"

using namespace spanloupe;
using namespace spanloupe::test;

class HttpTlsTest : public QObject {
  Q_OBJECT

  TestCertificate m_certificate;
  TakenRequests m_session;
  receive::ReceiverOptions m_options;

  [[nodiscard]] std::string file(const char* name, const std::string& text) const {
    const std::string path = m_certificate.path(name);
    std::ofstream(path) << text;
    return path;
  }
  [[nodiscard]] Result<std::unique_ptr<receive::Receiver>> start() {
    return receive::OtlpHttpReceiver::start(m_options, m_session.take());
  }

 private slots:
  void init() {
    if (!m_certificate.isMade()) QSKIP("no openssl program to make a certificate with");
    m_options.certificateFile = m_certificate.certificateFile();
    m_options.keyFile = m_certificate.keyFile();
  }

  void requestsComeThroughTls() {
    const auto receiver = start();
    QVERIFY2(receiver, receiver ? "" : receiver.error().message.c_str());
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted("127.0.0.1", (*receiver)->port());
    QVERIFY2(socket.waitForEncrypted(20'000), qPrintable(socket.errorString()));
    for (const std::size_t size : {1, 1'000'000, 10}) {
      socket.write(QByteArray::fromStdString(httpPost("/v1/traces", std::string(size, 'x'))));
      QByteArray answer;
      while (!answer.contains("\r\n\r\n") && socket.waitForReadyRead(20'000)) answer += socket.readAll();
      QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
      QCOMPARE(m_session.taken().back().body.size(), size);
    }
    socket.disconnectFromHost();
    QTRY_COMPARE((*receiver)->counts().connections, 0u);
    QVERIFY((*receiver)->refusals().empty());
  }

  void oldVersionsOfTlsAreRefused_data() {
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("1.0") << "-tls1" << false;
    QTest::newRow("1.1") << "-tls1_1" << false;
    QTest::newRow("1.2") << "-tls1_2" << true;
    QTest::newRow("1.3") << "-tls1_3" << true;
  }

  void oldVersionsOfTlsAreRefused() {
    QFETCH(QString, version);
    QFETCH(bool, isTaken);
    const auto receiver = start();
    QProcess openssl;
    // Else the client itself would not offer the old ones.
    openssl.start("openssl", {"s_client", "-connect", "127.0.0.1:" + QString::number((*receiver)->port()),
                              version, "-cipher", "ALL:@SECLEVEL=0"});
    openssl.closeWriteChannel();
    QVERIFY(openssl.waitForFinished(20'000));
    const QByteArray said = openssl.readAllStandardOutput();
    QVERIFY2(said.contains("CONNECTED"), said.constData());
    QVERIFY2((openssl.exitCode() == 0) == isTaken, said.constData());
    QCOMPARE(said.contains("BEGIN CERTIFICATE"), isTaken);
  }

  void plainHttpIsToldToUseTls() {
    const auto receiver = start();
    HttpClient client((*receiver)->port());
    client.send(httpPost("/v1/traces", "x"));
    const HttpReply reply = client.read();
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.body.find("https://") != std::string::npos);
    QCOMPARE((*receiver)->refusals().front().reason, receive::RefusalReason::NotHttp);
    QCOMPARE((*receiver)->refusals().front().last, std::string("HTTP on a port with TLS"));
  }

  void brokenHandshakesAreCounted() {
    const auto receiver = start();
    HttpClient client((*receiver)->port());
    client.send(std::string("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00", 10));
    QVERIFY(client.isClosedByPeer());
    QTRY_COMPARE((*receiver)->refusals().size(), 1u);
    QCOMPARE((*receiver)->refusals().front().reason, receive::RefusalReason::NotHttp);
  }

  void filesThatAreNoCertificateAreRefused() {
    const std::string missing = m_certificate.path("missing.pem");
    const auto kindOf = [this](const std::string& certificate, const std::string& key) {
      m_options.certificateFile = certificate;
      m_options.keyFile = key;
      const auto receiver = start();
      return receiver ? ErrorKind::Cancelled : receiver.error().kind;
    };
    const std::string certificate = m_options.certificateFile, key = m_options.keyFile;
    QCOMPARE(kindOf(certificate, missing), ErrorKind::Io);
    QCOMPARE(kindOf(certificate, ""), ErrorKind::InvalidArgument);
    QCOMPARE(kindOf(certificate, file("text.pem", "hello")), ErrorKind::InvalidArgument);
    QCOMPARE(kindOf(certificate, certificate), ErrorKind::InvalidArgument);
    QCOMPARE(kindOf(certificate, file("cut.pem", m_certificate.certificate().substr(0, 100))),
             ErrorKind::InvalidArgument);
    QVERIFY(m_session.taken().size() <= 3);
  }
};

QTEST_GUILESS_MAIN(HttpTlsTest)
#include "http_tls_test.moc"
