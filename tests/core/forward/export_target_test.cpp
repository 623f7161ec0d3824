// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses of endpoints, and files of headers.
#include "core/forward/export_target.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace spanloupe::forward {

class ExportTargetTest : public QObject {
  Q_OBJECT

 private slots:
  void addressesAreReadAsUsersWriteThem_data();
  void addressesAreReadAsUsersWriteThem();
  void whatIsNoAddressIsRefused_data();
  void whatIsNoAddressIsRefused();
  void aPasswordInAnAddressIsNotRepeated();
  void headersAreReadInBothForms();
  void aFileThatOthersMayReadIsRefused();
  void linesThatAreNoHeadersAreRefusedWithoutQuotingThem_data();
  void linesThatAreNoHeadersAreRefusedWithoutQuotingThem();
  void secretsAreTakenOutOfMessages();

 private:
  QString write(const QByteArray& content, QFile::Permissions permissions);

  QTemporaryDir m_folder;
};

void ExportTargetTest::addressesAreReadAsUsersWriteThem_data() {
  QTest::addColumn<QByteArray>("address");
  QTest::addColumn<bool>("grpc");
  QTest::addColumn<QByteArray>("traces");
  QTest::newRow("http") << QByteArray("http://localhost:4318") << false
                        << QByteArray("http://localhost:4318/v1/traces");
  QTest::newRow("port of gRPC") << QByteArray("http://localhost:4317") << true
                                << QByteArray("http://localhost:4317/v1/traces");
  QTest::newRow("no port") << QByteArray("http://collector") << false
                           << QByteArray("http://collector:4318/v1/traces");
  QTest::newRow("https") << QByteArray("https://api.example.com") << false
                         << QByteArray("https://api.example.com:443/v1/traces");
  QTest::newRow("grpcs") << QByteArray("grpcs://api.example.com") << true
                         << QByteArray("https://api.example.com:443/v1/traces");
  QTest::newRow("grpc without port") << QByteArray("grpc://host") << true
                                     << QByteArray("http://host:4317/v1/traces");
  QTest::newRow("bare") << QByteArray("127.0.0.1:4317") << true
                        << QByteArray("http://127.0.0.1:4317/v1/traces");
  QTest::newRow("IPv6") << QByteArray("http://[::1]:9") << false << QByteArray("http://[::1]:9/v1/traces");
  QTest::newRow("path") << QByteArray("https://x.example/otlp/") << false
                        << QByteArray("https://x.example:443/otlp/v1/traces");
  QTest::newRow("path of a signal") << QByteArray("http://x:1/otlp/v1/logs") << false
                                    << QByteArray("http://x:1/otlp/v1/traces");
}

void ExportTargetTest::addressesAreReadAsUsersWriteThem() {
  QFETCH(QByteArray, address);
  QFETCH(bool, grpc);
  QFETCH(QByteArray, traces);
  const auto target = parseTarget(address.toStdString(), {});
  QVERIFY2(target, target ? "" : target.error().message.c_str());
  QCOMPARE(target->transport == Transport::Grpc, grpc);
  QCOMPARE(QByteArray::fromStdString(target->url(Signal::Traces)), traces);
  const auto asked = parseTarget(address.toStdString(), Transport::Http);
  QVERIFY(asked && asked->transport == Transport::Http);
}

void ExportTargetTest::whatIsNoAddressIsRefused_data() {
  QTest::addColumn<QByteArray>("address");
  for (const char* address :
       {"", "http://", "ftp://host", "http://host:", "http://host:0", "http://host:70000", "http://host:80x",
        "http://[::1", "http://[::1]x", "http://a b", "http://h/?key=1", "http://h\r\nX: y", "unix:///run/x"})
    QTest::newRow(*address == '\0' ? "empty" : address) << QByteArray(address);
}

void ExportTargetTest::whatIsNoAddressIsRefused() {
  QFETCH(QByteArray, address);
  const auto target = parseTarget(address.toStdString(), {});
  QVERIFY(!target);
  QCOMPARE(target.error().kind, ErrorKind::InvalidArgument);
}

void ExportTargetTest::aPasswordInAnAddressIsNotRepeated() {
  const auto target = parseTarget("https://me:geheim@host", {});
  QVERIFY(!target);
  QVERIFY(target.error().text().find("geheim") == std::string::npos);
}

QString ExportTargetTest::write(const QByteArray& content, QFile::Permissions permissions) {
  QFile file(m_folder.filePath("headers"));
  file.remove();
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("no file");
  file.setPermissions(permissions);
  return file.fileName();
}

void ExportTargetTest::headersAreReadInBothForms() {
  const QString path =
      write("# of the backend\n\nX-Honeycomb-Team: abc=d\r\nauthorization=Bearer a:b\n  empty:\n",
            QFile::ReadOwner | QFile::WriteOwner);
  const auto headers = readHeadersFile(path.toStdString());
  QVERIFY2(headers, headers ? "" : headers.error().message.c_str());
  const Headers expected{{"x-honeycomb-team", "abc=d"}, {"authorization", "Bearer a:b"}, {"empty", ""}};
  QVERIFY(*headers == expected);
}

void ExportTargetTest::aFileThatOthersMayReadIsRefused() {
  const QString path = write("a: b\n", QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
  const auto headers = readHeadersFile(path.toStdString());
  QVERIFY(!headers);
  QVERIFY(headers.error().text().find("chmod 600") != std::string::npos);
  QVERIFY(!readHeadersFile("/nonexistent/headers"));
}

void ExportTargetTest::linesThatAreNoHeadersAreRefusedWithoutQuotingThem_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::newRow("no value") << QByteArray("mysecret\n");
  QTest::newRow("blank in the name") << QByteArray("my secret: mysecret\n");
  QTest::newRow("control character") << QByteArray("a: mysecret\x01x\n");
  QTest::newRow("ours") << QByteArray("Content-Type: mysecret\n");
  QTest::newRow("gRPC's") << QByteArray("grpc-timeout: mysecret\n");
}

void ExportTargetTest::linesThatAreNoHeadersAreRefusedWithoutQuotingThem() {
  QFETCH(QByteArray, content);
  const auto headers = readHeadersFile(write("a: b\n" + content, QFile::ReadOwner).toStdString());
  QVERIFY(!headers);
  QVERIFY(headers.error().text().find("mysecret") == std::string::npos);
}

void ExportTargetTest::secretsAreTakenOutOfMessages() {
  const Headers headers{{"authorization", "Bearer tok-123"}, {"x-team", "key-9"}, {"flag", "1"}};
  QCOMPARE(withoutSecrets("key-9 and Bearer tok-123, tok-123 are wrong since 11", headers),
           std::string("… and …, … are wrong since 11"));
}

}  // namespace spanloupe::forward

QTEST_APPLESS_MAIN(spanloupe::forward::ExportTargetTest)
#include "export_target_test.moc"
