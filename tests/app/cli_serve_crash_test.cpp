// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `serve` is killed under load and started again: `send` sends on until everything is acknowledged, and
// everything is there once. SPANLOUPE_KILLS = how often (3).
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include "tests/app/cli_process.h"

namespace spanloupe::test {

class CliServeCrashTest : public QObject {
  Q_OBJECT

 private slots:
  void everyAcknowledgedSpanIsThereOnce();

 private:
  /// Waits until it listens; gives the port.
  QString listen(QProcess& process, const QString& port) const;

  CliFolder m_folder;
};

QString CliServeCrashTest::listen(QProcess& process, const QString& port) const {
  // Nothing is dropped for being too much, however often it is killed.
  m_folder.prepare(
      process, {"serve", "--store", m_folder.path("s.spanloupe"), "--http", "off", "--grpc", port, "--output",
                "json", "--retention-spans", "1000000000", "--retention-bytes", "100000000000"});
  process.setReadChannel(QProcess::StandardError);
  process.start();
  QByteArray said;
  while (!said.contains('\n') && process.waitForReadyRead(20'000)) said += process.readAllStandardError();
  process.setReadChannel(QProcess::StandardOutput);
  static const QRegularExpression kPort("127\\.0\\.0\\.1:(\\d+)");
  return kPort.match(QString::fromUtf8(said)).captured(1);
}

void CliServeCrashTest::everyAcknowledgedSpanIsThereOnce() {
  bool given = false;
  const int wanted = qEnvironmentVariableIntValue("SPANLOUPE_KILLS", &given);
  const int kills = given ? wanted : 3;
  auto server = std::make_unique<QProcess>();
  const QString port = listen(*server, "0");
  QVERIFY(!port.isEmpty());
  // At a rate, so that the load goes on for as long as there are kills.
  const int perSecond = 40'000;
  QProcess sender;
  m_folder.prepare(sender,
                   {"send", "--to", "grpc://127.0.0.1:" + port, "--spans", QString::number(perSecond * kills),
                    "--rate", QString::number(perSecond), "--retry-for", "100s", "--output", "json"});
  sender.start();
  QVERIFY(sender.waitForStarted());
  int done = 0;
  for (; done < kills && sender.state() != QProcess::NotRunning; ++done) {
    // Any moment will do.
    const int delay = static_cast<int>(QRandomGenerator::global()->bounded(100, 700));
    static_cast<void>(sender.waitForFinished(delay));
    server->kill();
    QVERIFY(server->waitForFinished());
    server = std::make_unique<QProcess>();
    QElapsedTimer restart;
    restart.start();
    QCOMPARE(listen(*server, port), port);
    QVERIFY2(restart.elapsed() < 5'000, qPrintable(QString::number(restart.elapsed())));
  }
  QVERIFY(done > 0);
  // What it could not send between the kills comes now.
  const CliRun sent = CliFolder::finish(sender, 120'000 + kills * 1'000);
  QVERIFY2(sent.status == 0, sent.err.constData());
  server->terminate();
  QCOMPARE(CliFolder::finish(*server).status, 0);
  const CliRun stats = m_folder.run({"stats", "--store", m_folder.path("s.spanloupe"), "--output", "json"});
  QCOMPARE(stats.json()["spans"].toInteger(), sent.json()["spans"].toInteger());
  const CliRun check = m_folder.run({"check", m_folder.path("s.spanloupe"), "--output", "json"});
  QVERIFY2(check.status == 0, check.out.constData());
}

}  // namespace spanloupe::test

QTEST_GUILESS_MAIN(spanloupe::test::CliServeCrashTest)
#include "cli_serve_crash_test.moc"
