// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who may send to `serve`, and how much it keeps.
#include <QRegularExpression>
#include <QTest>

#include "tests/app/cli_process.h"

namespace spanloupe::test {

class CliServeAccessTest : public QObject {
  Q_OBJECT

 private slots:
  void aTokenIsAskedFor();
  void aTokenThatOthersCanReadIsRefused();
  void whatDoesNotFitTogetherIsWrongUsage_data();
  void whatDoesNotFitTogetherIsWrongUsage();
  void requestsAboveTheLimitAreRefused();
  void theOldestGoBeyondTheRetention();

 private:
  QString privateFile(const QString& name, const QByteArray& content) const {
    const QString path = m_folder.write(name, content);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return path;
  }
  /// Both ports, first that of gRPC.
  QStringList listen(QProcess& process, const QStringList& options) const;

  CliFolder m_folder;
};

QStringList CliServeAccessTest::listen(QProcess& process, const QStringList& options) const {
  m_folder.prepare(process, QStringList{"serve", "--grpc", "0", "--http", "0", "--output", "json"} + options);
  process.setReadChannel(QProcess::StandardError);
  process.start();
  QByteArray said;
  while (said.count('\n') < 2 && process.waitForReadyRead(20'000)) said += process.readAllStandardError();
  process.setReadChannel(QProcess::StandardOutput);
  static const QRegularExpression kPort("127\\.0\\.0\\.1:(\\d+)");
  QStringList ports;
  for (auto found = kPort.globalMatch(QString::fromUtf8(said)); found.hasNext();)
    ports.append(found.next().captured(1));
  return ports;
}

void CliServeAccessTest::aTokenIsAskedFor() {
  QProcess server;
  const QString token = privateFile("token", "geheim-1\n");
  const QStringList ports = listen(server, {"--store", m_folder.path("t.spanloupe"), "--token-file", token});
  QCOMPARE(ports.size(), 2);
  const QString headers = privateFile("headers", "authorization: Bearer geheim-1\n");
  const QStringList protocols{"grpc", "http"};
  for (int i = 0; i < 2; ++i) {
    const QStringList send{
        "send", "--to",   "http://127.0.0.1:" + ports[i], "--protocol", protocols[i], "--spans",
        "100",  "--seed", QString::number(i + 1),         "--output",   "json"};
    const CliRun without = m_folder.run(send);
    QCOMPARE(without.status, 1);
    const CliRun with = m_folder.run(send + QStringList{"--headers-file", headers});
    QVERIFY2(with.status == 0, with.err.constData());
  }
  server.terminate();
  const CliRun served = CliFolder::finish(server);
  QVERIFY(served.json()["spans"].toInteger() >= 200);
  QVERIFY(served.json()["refused_requests"].toInteger() >= 2);
  QVERIFY2(served.out.contains("\"reason\":\"token\""), served.out.constData());
  QVERIFY(!served.out.contains("geheim"));
}

void CliServeAccessTest::aTokenThatOthersCanReadIsRefused() {
  const QString path = m_folder.write("open-token", "geheim-2");
  QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadOther);
  const CliRun run = m_folder.run({"serve", "--token-file", path});
  QCOMPARE(run.status, 2);
  QVERIFY(run.err.contains("chmod 600"));
  QVERIFY(!run.err.contains("geheim"));
}

void CliServeAccessTest::whatDoesNotFitTogetherIsWrongUsage_data() {
  QTest::addColumn<QStringList>("options");
  QTest::newRow("nothing to listen on") << QStringList{"--grpc", "off", "--http", "off"};
  QTest::newRow("certificate without key") << QStringList{"--certificate", "x.pem"};
  QTest::newRow("headers without tee") << QStringList{"--tee-headers-file", "x"};
  QTest::newRow("TLS for a program") << QStringList{"--certificate", "c", "--key", "k", "--", "true"};
  QTest::newRow("no message limit") << QStringList{"--message-limit", "much"};
  QTest::newRow("a message limit that takes nothing") << QStringList{"--message-limit", "1k"};
  QTest::newRow("a message limit that nothing holds") << QStringList{"--message-limit", "1G"};
  QTest::newRow("retention") << QStringList{"--retention-bytes", "much"};
}

void CliServeAccessTest::whatDoesNotFitTogetherIsWrongUsage() {
  QFETCH(QStringList, options);
  QCOMPARE(m_folder.run(QStringList{"serve"} + options).status, 2);
}

void CliServeAccessTest::requestsAboveTheLimitAreRefused() {
  QProcess server;
  const QStringList ports =
      listen(server, {"--store", m_folder.path("m.spanloupe"), "--message-limit", "64k"});
  QCOMPARE(ports.size(), 2);
  const QStringList protocols{"grpc", "http"};
  const QByteArray why[]{"at most 65536 are taken", "HTTP status 413: a request may have 65536 bytes"};
  for (int i = 0; i < 2; ++i) {
    const QStringList send{
        "send", "--to",   "http://127.0.0.1:" + ports[i], "--protocol",   protocols[i], "--spans",
        "1000", "--seed", QString::number(i + 1),         "--per-request"};
    const CliRun large = m_folder.run(send + QStringList{"1000"});
    QCOMPARE(large.status, 1);
    QVERIFY2(large.err.contains(why[i]), large.err.constData());
    QCOMPARE(m_folder.run(send + QStringList{"50"}).status, 0);
  }
  server.terminate();
  const CliRun served = CliFolder::finish(server);
  QVERIFY2(served.out.contains("\"reason\":\"too_large\""), served.out.constData());
  QVERIFY(served.json()["spans"].toInteger() >= 2000);
}

void CliServeAccessTest::theOldestGoBeyondTheRetention() {
  QProcess server;
  const QString store = m_folder.path("r.spanloupe");
  const QStringList ports = listen(server, {"--store", store, "--retention-spans", "100k"});
  QCOMPARE(ports.size(), 2);
  const CliRun sent = m_folder.run({"send", "--to", "http://127.0.0.1:" + ports[0], "--protocol", "grpc",
                                    "--shape", "tiny", "--spans", "400k", "--output", "json"});
  QVERIFY2(sent.status == 0, sent.err.constData());
  server.terminate();
  const CliRun served = CliFolder::finish(server);
  QCOMPARE(served.status, 0);
  const qint64 evicted = served.json()["evicted_spans"].toInteger();
  const qint64 kept =
      m_folder.run({"stats", "--store", store, "--output", "json"}).json()["spans"].toInteger();
  QVERIFY2(evicted > 0, served.out.constData());
  QCOMPARE(kept + evicted, served.json()["spans"].toInteger());
  QVERIFY2(kept < 250'000, qPrintable(QString::number(kept)));
}

}  // namespace spanloupe::test

QTEST_GUILESS_MAIN(spanloupe::test::CliServeAccessTest)
#include "cli_serve_access_test.moc"
