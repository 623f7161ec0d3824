// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP/gRPC over TLS: what gets through, what does not, and files that cannot be used.
#include <QTest>
#include <fstream>

#include "tests/core/receive/grpc_fixture.h"
#include "tests/core/receive/test_certificate.h"

using namespace spanloupe;
using namespace spanloupe::test;
using receive::RefusalReason;

class GrpcTlsTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    if (!m_files.isMade()) QSKIP("the openssl program is needed to make a certificate");
  }
  void requestsComeThroughTls();
  void sendersWithoutTlsAreTold();
  void aSenderThatDoesNotTrustUsDoesNoHarm();
  void unusableFilesAreNamed();

 private:
  void secure(receive::ReceiverOptions& options) const {
    options.certificateFile = m_files.certificateFile();
    options.keyFile = m_files.keyFile();
  }
  [[nodiscard]] std::shared_ptr<grpc::ChannelCredentials> trusting() const {
    grpc::SslCredentialsOptions ssl;
    ssl.pem_root_certs = m_files.certificate();
    return grpc::SslCredentials(ssl);
  }
  TestCertificate m_files;
};

void GrpcTlsTest::requestsComeThroughTls() {
  GrpcFixture f([this](auto& options) { secure(options); });
  GrpcSender sender("localhost:" + std::to_string(f.receiver->port()), trusting());
  const GrpcAnswer answer = sender.send(messageOf(kMiB));
  QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
  QVERIFY(bodiesOf(f.taken).back() == messageOf(kMiB));
  QCOMPARE(f.receiver->counts().refused, std::uint64_t{0});
}

void GrpcTlsTest::sendersWithoutTlsAreTold() {
  GrpcFixture f([this](auto& options) { secure(options); });
  GrpcSender sender(f.target());
  sender.timeout = std::chrono::seconds(2);
  QVERIFY(!sender.send(messageOf(10)).status.ok());
  QVERIFY(f.refused(RefusalReason::NotHttp) >= 1);
  QVERIFY(f.last(RefusalReason::NotHttp).find("https://") != std::string::npos);
  QCOMPARE(countOf(f.taken), std::size_t{0});
}

void GrpcTlsTest::aSenderThatDoesNotTrustUsDoesNoHarm() {
  GrpcFixture f([this](auto& options) { secure(options); });
  GrpcSender wary("localhost:" + std::to_string(f.receiver->port()), grpc::SslCredentials({}));
  wary.timeout = std::chrono::seconds(2);
  QVERIFY(!wary.send(messageOf(10)).status.ok());
  const RawConnection broken(f.receiver->port());
  QVERIFY(broken.send(std::string("\x16\x03\x01\x00\x05noise", 10) + std::string(1000, '\x7f')));
  bool ended = false;
  static_cast<void>(broken.readAll(std::chrono::seconds(15), &ended));
  QVERIFY(ended);
  QVERIFY(GrpcSender("localhost:" + std::to_string(f.receiver->port()), trusting()).send("\x0a").status.ok());
}

void GrpcTlsTest::unusableFilesAreNamed() {
  TakenRequests taken;
  const auto failure = [&](const std::string& certificate, const std::string& key) {
    receive::ReceiverOptions options;
    options.certificateFile = certificate;
    options.keyFile = key;
    const auto started = receive::startReceiver(options, taken.take());
    return started ? Error{ErrorKind::Cancelled, "it started", {}, {}} : started.error();
  };
  const std::string missing = m_files.path("missing.pem");
  QCOMPARE(failure(missing, m_files.keyFile()).kind, ErrorKind::Io);
  QCOMPARE(failure(missing, m_files.keyFile()).file, missing);
  QCOMPARE(failure(m_files.certificateFile(), {}).kind, ErrorKind::InvalidArgument);
  QCOMPARE(failure(m_files.keyFile(), m_files.keyFile()).kind, ErrorKind::InvalidArgument);
  const std::string notPem = m_files.path("other.pem");
  std::ofstream(notPem) << "-----BEGIN PRIVATE KEY-----\nbm8=\n-----END PRIVATE KEY-----\n";
  QCOMPARE(failure(m_files.certificateFile(), notPem).file, notPem);
  const TestCertificate other;
  const Error error = failure(m_files.certificateFile(), other.keyFile());
  QCOMPARE(error.kind, ErrorKind::InvalidArgument);
  QVERIFY(error.message.find("not that of the certificate") != std::string::npos);
}

QTEST_APPLESS_MAIN(GrpcTlsTest)
#include "grpc_tls_test.moc"
