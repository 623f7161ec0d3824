// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/receive/otlp_http_receiver.h"
#include "tests/core/receive/http_client.h"
#include "tests/core/receive/taken_requests.h"

using namespace spanloupe;
using namespace spanloupe::test;

namespace {

/// Made for this test; nothing trusts it.
constexpr const char* kCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBmjCCAUGgAwIBAgIUVOQqPh4Aw38S9/F89objSogSWqkwCgYIKoZIzj0EAwIw\n"
    "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE3MzYxMFoYDzIxMjYxMDI4\n"
    "MTczNjEwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAAQDim7DYkYbu1hy+d508iHAqJ3tsBtKrPSDaKWDhNIFh1VFvbIsJEHW\n"
    "L9peeFG7nquzwEm6dZojh4UeBpCYMaxKo28wbTAdBgNVHQ4EFgQUYpxQztp5CHXh\n"
    "FOAFl45PPVXWWX0wHwYDVR0jBBgwFoAUYpxQztp5CHXhFOAFl45PPVXWWX0wDwYD\n"
    "VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI\n"
    "zj0EAwIDRwAwRAIgWJ8+inhbtWKGrs2UIIWpCMEHONHXq0XZdxwI34srKTMCIB7O\n"
    "rJ0RFJqakj8uVDg3j6B/nAyZ8NRT7/SerD0JGDp/\n"
    "-----END CERTIFICATE-----\n";
constexpr const char* kKey =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7XHb3ng3wyzr8D0E\n"
    "BgJ1LJdYSLjM8ebeInu8thJxD4ChRANCAAQDim7DYkYbu1hy+d508iHAqJ3tsBtK\n"
    "rPSDaKWDhNIFh1VFvbIsJEHWL9peeFG7nquzwEm6dZojh4UeBpCYMaxK\n"
    "-----END PRIVATE KEY-----\n";

}  // namespace

class HttpTlsTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  TakenRequests m_session;
  receive::ReceiverOptions m_options;

  [[nodiscard]] std::string file(const char* name, const std::string& text) const {
    const std::string path = m_folder.filePath(name).toStdString();
    std::ofstream(path) << text;
    return path;
  }
  [[nodiscard]] Result<std::unique_ptr<receive::Receiver>> start() {
    return receive::OtlpHttpReceiver::start(m_options, m_session.take());
  }

 private slots:
  void init() {
    m_options.certificateFile = file("certificate.pem", kCertificate);
    m_options.keyFile = file("key.pem", kKey);
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
    const std::string missing = m_folder.filePath("missing.pem").toStdString();
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
    QCOMPARE(kindOf(certificate, file("cut.pem", std::string(kKey).substr(0, 100))),
             ErrorKind::InvalidArgument);
    QVERIFY(m_session.taken().size() <= 3);
  }
};

QTEST_GUILESS_MAIN(HttpTlsTest)
#include "http_tls_test.moc"
