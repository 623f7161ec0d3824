// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `serve` and `send` as processes that talk to each other.
#include <signal.h>

#include <QRegularExpression>
#include <QTest>

#include "tests/app/cli_process.h"

namespace spanloupe::test {

class CliServeTest : public QObject {
  Q_OBJECT

 private slots:
  void whatIsSentIsThereAfterSigterm();
  void endsWhenEnoughSpansCame();
  void endsWhenItsTimeIsOver();
  void aTakenPortIsExplained();
  void aProgramGetsTheVariablesAndItsStatusIsOurs();
  void aProgramEndedByASignalIs128AndMore();
  void theStatusIsKnownWhereChildrenAreIgnored();
  void signalsGoOnToTheProgram();
  void whatAProgramSendsAtItsEndIsStored();
  void filesAreSentWithTheirLogs();
  void moreThanIsPreparedHasOtherTraces();
  void aRateIsKept();
  void nothingListensIsSaidAtOnce();
  void sendTriesAgainUntilSomebodyListens();
  void aTeeGivesASecondSessionTheSame();

 private:
  /// Starts it with --store NAME and waits until it listens; gives the port of gRPC.
  QString listen(QProcess& process, const QString& name, const QStringList& options = {});
  static CliRun terminate(QProcess& process);

  CliFolder m_folder;
};

QString CliServeTest::listen(QProcess& process, const QString& name, const QStringList& options) {
  m_folder.prepare(process, QStringList{"serve", "--store", m_folder.path(name), "--http", "off", "--grpc",
                                        "0", "--output", "json"} +
                                options);
  process.setReadChannel(QProcess::StandardError);
  process.start();
  QByteArray said;
  static const QRegularExpression kPort("127\\.0\\.0\\.1:(\\d+)");
  while (!said.contains('\n') && process.waitForReadyRead(20'000)) said += process.readAllStandardError();
  process.setReadChannel(QProcess::StandardOutput);
  return "http://127.0.0.1:" + kPort.match(QString::fromUtf8(said)).captured(1);
}

CliRun CliServeTest::terminate(QProcess& process) {
  process.terminate();
  return CliFolder::finish(process);
}

void CliServeTest::whatIsSentIsThereAfterSigterm() {
  QProcess server;
  const QString url = listen(server, "a.spanloupe");
  const CliRun sent =
      m_folder.run({"send", "--to", url, "--protocol", "grpc", "--spans", "3000", "--output", "json"});
  QVERIFY2(sent.status == 0, sent.err.constData());
  const qint64 spans = sent.json()["spans"].toInteger();
  QVERIFY(spans >= 3000);
  QCOMPARE(sent.json()["requests"].toInteger(), (spans + 511) / 512);
  QVERIFY(sent.json()["latency_p50_ns"].toInteger() > 0);
  QVERIFY(sent.json()["latency_max_ns"].toInteger() >= sent.json()["latency_p99_ns"].toInteger());
  const CliRun served = terminate(server);
  QCOMPARE(served.status, 0);
  QCOMPARE(served.json()["spans"].toInteger(), spans);
  QCOMPARE(served.json()["requests"].toInteger(), sent.json()["requests"].toInteger());
  QVERIFY(served.json()["exit_status"].isNull());
  const CliRun stats = m_folder.run({"stats", "--store", m_folder.path("a.spanloupe"), "--output", "json"});
  QCOMPARE(stats.json()["spans"].toInteger(), spans);
}

void CliServeTest::endsWhenEnoughSpansCame() {
  QProcess server;
  const QString url = listen(server, "enough.spanloupe", {"--until-spans", "1k"});
  QCOMPARE(m_folder.run({"send", "--to", url, "--protocol", "grpc", "--spans", "1000"}).status, 0);
  const CliRun served = CliFolder::finish(server);
  QCOMPARE(served.status, 0);
  QVERIFY(served.json()["spans"].toInteger() >= 1000);
}

void CliServeTest::endsWhenItsTimeIsOver() {
  const CliRun run =
      m_folder.run({"serve", "--http", "off", "--grpc", "0", "--for", "50ms", "--output", "json"});
  QCOMPARE(run.status, 0);
  QVERIFY(run.json()["duration_ns"].toInteger() >= 50'000'000);
  // Without --store it is the default session.
  QVERIFY(run.json()["store"].toString().endsWith("default.spanloupe"));
}

void CliServeTest::aTakenPortIsExplained() {
  QProcess server;
  const QString port = listen(server, "first.spanloupe").section(':', -1);
  const CliRun run =
      m_folder.run({"serve", "--store", m_folder.path("second.spanloupe"), "--http", "off", "--grpc", port});
  QCOMPARE(run.status, 1);
  for (const QByteArray& part : {port.toUtf8(), QByteArray("held by spanloupe-cli (pid "),
                                 QByteArray("--grpc"), QByteArray("OTEL_EXPORTER_OTLP_ENDPOINT")})
    QVERIFY2(run.err.contains(part), run.err.constData());
  QCOMPARE(terminate(server).status, 0);
}

void CliServeTest::aProgramGetsTheVariablesAndItsStatusIsOurs() {
  const QString script =
      "echo $OTEL_EXPORTER_OTLP_ENDPOINT $OTEL_EXPORTER_OTLP_PROTOCOL $OTEL_TRACES_EXPORTER \"$1\"; exit 3";
  const CliRun run = m_folder.run({"serve", "--http", "off", "--store", m_folder.path("e.spanloupe"),
                                   "--exec", "sh", "-c", script, "x", "--output"});
  QCOMPARE(run.status, 3);
  static const QRegularExpression kLine("^http://127\\.0\\.0\\.1:\\d+ grpc otlp --output\n$");
  QVERIFY2(kLine.match(run.out).hasMatch(), run.out.constData());
  QVERIFY2(run.err.contains("0 spans") && run.err.contains("is the program instrumented?"),
           run.err.constData());
  const CliRun asked = m_folder.run({"serve", "--http", "off", "--output", "json", "--", "true"});
  QCOMPARE(asked.json()["exit_status"].toInteger(-1), 0);
  QCOMPARE(m_folder.run({"serve", "--http", "off", "--", "/nonexistent/program"}).status, 1);
  const CliRun line = m_folder.run({"serve", "--http", "off", "--exec", "sh -c true"});
  QCOMPARE(line.status, 1);
  QVERIFY2(line.err.contains("sh -c true") && line.err.contains("one by one"), line.err.constData());
  QCOMPARE(m_folder.run({"serve", "--for", "1s", "--", "true"}).status, 2);
}

void CliServeTest::aProgramEndedByASignalIs128AndMore() {
  QCOMPARE(m_folder.run({"serve", "--http", "off", "--", "sh", "-c", "kill -9 $$"}).status, 128 + SIGKILL);
}

void CliServeTest::theStatusIsKnownWhereChildrenAreIgnored() {
  QProcess process;
  m_folder.prepare(process, {"serve", "--http", "off", "--", "sh", "-c", "exit 3"});
  // As programs do that start many and wait for none.
  process.setChildProcessModifier([] { ::signal(SIGCHLD, SIG_IGN); });
  process.start();
  QCOMPARE(CliFolder::finish(process).status, 3);
}

void CliServeTest::signalsGoOnToTheProgram() {
  QProcess process;
  m_folder.prepare(process, {"serve", "--http", "off", "--", "sh", "-c",
                             "trap 'echo ended; exit 7' TERM; echo ready; while :; do sleep 0.05; done"});
  process.start();
  QVERIFY(process.waitForReadyRead(20'000));
  QCOMPARE(process.readAllStandardOutput(), QByteArray("ready\n"));
  const CliRun run = terminate(process);
  QCOMPARE(run.status, 7);
  QCOMPARE(run.out, QByteArray("ended\n"));
}

void CliServeTest::whatAProgramSendsAtItsEndIsStored() {
  const QString send =
      QStringLiteral(SPANLOUPE_CLI) + " send --to $OTEL_EXPORTER_OTLP_ENDPOINT --protocol grpc --spans 600";
  // In the background: it goes on when the program itself has ended.
  const CliRun run =
      m_folder.run({"serve", "--http", "off", "--output", "json", "--store", m_folder.path("b.spanloupe"),
                    "--exec", "sh", "-c", "(" + send + " >/dev/null) & exit 0"});
  QCOMPARE(run.status, 0);
  QVERIFY2(run.json()["spans"].toInteger() >= 600, run.out.constData());
}

void CliServeTest::filesAreSentWithTheirLogs() {
  const QString load = m_folder.path("load.json");
  QCOMPARE(m_folder.run({"generate", "--spans", "2000", "--to", load}).status, 0);
  const CliRun counted = m_folder.run({"import", load, "--output", "json"});
  QProcess server;
  const QString url = listen(server, "files.spanloupe");
  const CliRun sent =
      m_folder.run({"send", "--to", url, "--protocol", "grpc", "--output", "json", load, m_folder.sample()});
  QVERIFY2(sent.status == 0, sent.err.constData());
  QCOMPARE(sent.json()["spans"].toInteger(), counted.json()["spans"].toInteger() + 4);
  QCOMPARE(sent.json()["logs"].toInteger(), counted.json()["logs"].toInteger());
  const CliRun missing =
      m_folder.run({"send", "--to", url, "--protocol", "grpc", m_folder.sample(), "/nonexistent/x"});
  QCOMPARE(missing.status, 3);
  QVERIFY(missing.err.contains("/nonexistent/x"));
  QCOMPARE(terminate(server).json()["logs"].toInteger(), counted.json()["logs"].toInteger());
}

void CliServeTest::moreThanIsPreparedHasOtherTraces() {
  QProcess server;
  const QString url = listen(server, "rounds.spanloupe");
  const CliRun sent = m_folder.run({"send", "--to", url, "--protocol", "grpc", "--shape", "tiny", "--spans",
                                    "524288", "--output", "json"});
  QVERIFY2(sent.status == 0, sent.err.constData());
  QCOMPARE(terminate(server).json()["spans"].toInteger(), 524288);
  const CliRun stats =
      m_folder.run({"stats", "--store", m_folder.path("rounds.spanloupe"), "--output", "json"});
  QCOMPARE(stats.json()["spans"].toInteger(), 524288);
  QCOMPARE(stats.json()["traces"].toInteger(), 524288);
}

void CliServeTest::aRateIsKept() {
  QProcess server;
  const QString url = listen(server, "rate.spanloupe");
  const CliRun sent = m_folder.run({"send", "--to", url, "--protocol", "grpc", "--shape", "tiny", "--spans",
                                    "1000", "--per-request", "100", "--rate", "2k", "--output", "json"});
  // The last of ten requests is due after 450 ms.
  QVERIFY2(sent.json()["duration_ns"].toInteger() >= 450'000'000, sent.out.constData());
  QCOMPARE(terminate(server).json()["requests"].toInteger(), 10);
}

void CliServeTest::nothingListensIsSaidAtOnce() {
  const CliRun run = m_folder.run({"send", "--to", "http://127.0.0.1:1", "--spans", "10"});
  QCOMPARE(run.status, 1);
  QVERIFY2(run.err.contains("127.0.0.1:1"), run.err.constData());
}

void CliServeTest::sendTriesAgainUntilSomebodyListens() {
  QProcess first;
  const QString url = listen(first, "again.spanloupe");
  QCOMPARE(terminate(first).status, 0);
  QProcess sender;
  m_folder.prepare(sender, {"send", "--to", url, "--protocol", "grpc", "--spans", "1000", "--retry-for",
                            "60s", "--output", "json"});
  sender.start();
  QVERIFY(!sender.waitForFinished(300));
  QProcess second;
  listen(second, "again.spanloupe", {"--grpc", url.section(':', -1)});
  const CliRun sent = CliFolder::finish(sender);
  QVERIFY2(sent.status == 0, sent.err.constData());
  QVERIFY(sent.json()["retries"].toInteger() > 0);
  QCOMPARE(terminate(second).json()["spans"].toInteger(), sent.json()["spans"].toInteger());
}

void CliServeTest::aTeeGivesASecondSessionTheSame() {
  QProcess other;
  const QString otherUrl = listen(other, "other.spanloupe");
  QProcess server;
  const QString url = listen(server, "teed.spanloupe", {"--tee", QString(otherUrl).replace("http", "grpc")});
  const CliRun sent =
      m_folder.run({"send", "--to", url, "--protocol", "grpc", "--spans", "2000", "--output", "json"});
  const CliRun served = terminate(server);
  QVERIFY2(served.status == 0, served.err.constData());
  QCOMPARE(served.json()["forwarded_requests"].toInteger(), sent.json()["requests"].toInteger());
  QCOMPARE(served.json()["forward_waiting_requests"].toInteger(-1), 0);
  QCOMPARE(served.json()["forward_error"].toString("none"), QString());
  QCOMPARE(terminate(other).json()["spans"].toInteger(), sent.json()["spans"].toInteger());
}

}  // namespace spanloupe::test

QTEST_GUILESS_MAIN(spanloupe::test::CliServeTest)
#include "cli_serve_test.moc"
