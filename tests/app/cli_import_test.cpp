// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `import`: what it counts, what it says about files it cannot read, and what a session looks like after it
// was interrupted or killed.
#include <signal.h>

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

#include "tests/app/cli_process.h"

namespace spanloupe::test {

class CliImportTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void withoutAStoreItOnlyCounts();
  void intoAStoreItKeeps();
  void theSameFileAgainIsNoticed();
  void readsFoldersPatternsAndStandardInput();
  void aDamagedFileIsStatusThreeAndListed();
  void aFileOfNoFormatIsStatusOne();
  void oneBadFileDoesNotStopTheOthers();
  void anOpenedDamagedFileIsStatusThreeEachTime();
  void interruptLeavesAValidSession();
  void killLeavesAValidSession();
  void followGoesOnUntilInterrupted();

 private:
  /// Starts an import from standard input and waits until spans of it are committed.
  void startLongImport(QProcess& process);
  [[nodiscard]] qint64 committedSpans() const;
  void feed(QProcess& process);

  std::unique_ptr<CliFolder> m_folder;
  QString m_session;
  quint64 m_nextSpan = 0;
};

namespace {

QByteArray hex(quint64 number, int digits) {
  return QByteArray::number(number, 16).rightJustified(digits, '0');
}

/// One line of OTLP/JSON with `count` spans, ids counting from `first`.
QByteArray line(quint64 first, int count) {
  QByteArray text =
      R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},)"
      R"("scopeSpans":[{"spans":[)";
  for (int i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    const quint64 id = first + static_cast<quint64>(i) + 1;
    text +=
        R"({"traceId":")" + hex(id / 10 + 1, 32) + R"(","spanId":")" + hex(id, 16) +
        R"(","name":"n","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000000000001"})";
  }
  return text + "]}]}]}\n";
}

}  // namespace

void CliImportTest::init() {
  m_folder = std::make_unique<CliFolder>();
  m_session = m_folder->path("s.spanloupe");
  m_nextSpan = 0;
}

void CliImportTest::withoutAStoreItOnlyCounts() {
  const CliRun run = m_folder->run({"import", m_folder->sample(), "--output", "json"});
  QVERIFY2(run.status == 0, run.err.constData());
  QCOMPARE(run.json()["spans"].toInteger(), 4);
  QCOMPARE(run.json()["cancelled"].toBool(true), false);
  const QJsonObject file = run.json()["files"].toArray()[0].toObject();
  QCOMPARE(file["format"].toString(), "otlp-json");
  QCOMPARE(file["state"].toString(), "complete");
  QVERIFY(file["error"].isNull());
  QVERIFY(!QFileInfo::exists(m_folder->path("data")));
}

void CliImportTest::intoAStoreItKeeps() {
  const CliRun run = m_folder->run({"import", "--store", m_session, m_folder->sample()});
  QVERIFY2(run.status == 0, run.err.constData());
  QCOMPARE(run.lines()[0]["spans"].toInteger(), 4);
  QVERIFY2(run.err.isEmpty(), "progress is for terminals only");
  QCOMPARE(committedSpans(), 4);
  QCOMPARE(QFileInfo(m_session).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void CliImportTest::theSameFileAgainIsNoticed() {
  QCOMPARE(m_folder->run({"import", "--store", m_session, m_folder->sample()}).status, 0);
  const CliRun again = m_folder->run({"import", "--store", m_session, m_folder->sample()});
  QCOMPARE(again.status, 0);
  QCOMPARE(again.lines()[0]["already_there"].toBool(), true);
  const CliRun forced = m_folder->run({"import", "--again", "--store", m_session, m_folder->sample()});
  QCOMPARE(forced.lines()[0]["already_there"].toBool(), false);
  QCOMPARE(forced.lines()[0]["duplicates"].toInteger(), 4);
  QCOMPARE(committedSpans(), 4);
}

void CliImportTest::readsFoldersPatternsAndStandardInput() {
  QVERIFY(QDir().mkpath(m_folder->path("in/deep")));
  m_folder->write("in/a.jsonl", line(0, 3));
  m_folder->write("in/deep/b.jsonl", line(100, 5));
  QCOMPARE(m_folder->run({"import", m_folder->path("in"), "--output", "json"}).json()["spans"].toInteger(),
           8);
  QCOMPARE(
      m_folder->run({"import", m_folder->path("in/*.jsonl"), "--output", "json"}).json()["spans"].toInteger(),
      3);
  const CliRun piped = m_folder->run({"import", "-", "--output", "json"}, line(0, 7));
  QVERIFY2(piped.status == 0, piped.err.constData());
  QCOMPARE(piped.json()["spans"].toInteger(), 7);
}

void CliImportTest::aDamagedFileIsStatusThreeAndListed() {
  const QString file = m_folder->write("cut.jsonl", line(0, 3) + line(10, 3).left(200));
  const CliRun run = m_folder->run({"import", "--store", m_session, file});
  QCOMPARE(run.status, 3);
  QVERIFY2(run.err.contains("cut.jsonl") && run.err.contains("byte"), run.err.constData());
  QVERIFY(committedSpans() >= 3);
  const QList<QJsonObject> sources = m_folder->run({"sources", "--store", m_session}).lines();
  QVERIFY(sources[0]["diagnostics"].toInteger() > 0);
  QVERIFY(!sources[0]["entries"].toArray().isEmpty());
}

void CliImportTest::aFileOfNoFormatIsStatusOne() {
  const CliRun run =
      m_folder->run({"import", m_folder->write("notes.txt", "Dear diary, today I traced nothing.\n")});
  QCOMPARE(run.status, 1);
  QVERIFY2(run.err.contains("notes.txt") && run.err.contains("Dear diary"), run.err.constData());
}

void CliImportTest::oneBadFileDoesNotStopTheOthers() {
  const QString bad = m_folder->write("notes.txt", "no trace");
  const CliRun run = m_folder->run({"import", "--store", m_session, bad, m_folder->sample()});
  QCOMPARE(run.status, 3);
  QCOMPARE(committedSpans(), 4);
}

void CliImportTest::anOpenedDamagedFileIsStatusThreeEachTime() {
  const QString file = m_folder->write("cut.jsonl", line(0, 3) + line(10, 3).left(200));
  const CliRun first = m_folder->run({"stats", "--open", file});
  const CliRun second = m_folder->run({"stats", "--open", file});
  QCOMPARE(first.status, 3);
  QCOMPARE(second.status, 3);
  QCOMPARE(second.out, first.out);
}

qint64 CliImportTest::committedSpans() const {
  return m_folder->run({"stats", "--store", m_session, "--output", "json"}).json()["spans"].toInteger(-1);
}

void CliImportTest::feed(QProcess& process) {
  process.write(line(m_nextSpan, 5000));
  m_nextSpan += 5000;
  process.waitForBytesWritten(1000);
}

void CliImportTest::startLongImport(QProcess& process) {
  m_folder->prepare(process, {"import", "--store", m_session, "-"});
  process.start();
  QVERIFY(process.waitForStarted());
  for (int round = 0; round < 200 && committedSpans() <= 0; ++round) {
    for (int i = 0; i < 5; ++i) feed(process);
    QCOMPARE(process.state(), QProcess::Running);
  }
  QVERIFY2(committedSpans() > 0, "spans are visible while the import runs");
}

void CliImportTest::interruptLeavesAValidSession() {
  QProcess process;
  startLongImport(process);
  QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
  for (int round = 0; round < 200 && process.state() == QProcess::Running; ++round) feed(process);
  const CliRun run = CliFolder::finish(process);
  QCOMPARE(run.status, 1);
  QVERIFY2(run.err.contains("interrupted"), run.err.constData());
  QVERIFY(committedSpans() > 0);
  const CliRun check = m_folder->run({"check", m_session});
  QVERIFY2(check.status == 0, check.err.constData());
  QCOMPARE(m_folder->run({"sources", "--store", m_session}).lines()[0]["state"].toString(), "incomplete");
}

void CliImportTest::killLeavesAValidSession() {
  QProcess process;
  startLongImport(process);
  process.kill();
  QVERIFY(process.waitForFinished());
  const qint64 kept = committedSpans();
  QVERIFY(kept > 0);
  const CliRun check = m_folder->run({"check", m_session});
  QVERIFY2(check.status == 0, check.err.constData());
  // The next one to write finds no lock of the dead, and says what became of its import.
  const CliRun next = m_folder->run({"import", "--store", m_session, m_folder->sample()});
  QVERIFY2(next.status == 0, next.err.constData());
  QCOMPARE(committedSpans(), kept + 4);
  QCOMPARE(m_folder->run({"sources", "--store", m_session}).lines()[0]["state"].toString(), "incomplete");
}

void CliImportTest::followGoesOnUntilInterrupted() {
  const QString file = m_folder->write("grows.jsonl", line(0, 3));
  QProcess process;
  m_folder->prepare(process, {"import", "--follow", "--store", m_session, file});
  process.start();
  QVERIFY(process.waitForStarted());
  QTRY_COMPARE_WITH_TIMEOUT(committedSpans(), 3, 20'000);
  QFile growing(file);
  QVERIFY(growing.open(QIODevice::Append));
  growing.write(line(100, 4));
  growing.close();
  QTRY_COMPARE_WITH_TIMEOUT(committedSpans(), 7, 20'000);
  QCOMPARE(process.state(), QProcess::Running);
  QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
  const CliRun run = CliFolder::finish(process);
  QVERIFY2(run.status == 0, run.err.constData());
  QCOMPARE(committedSpans(), 7);
}

}  // namespace spanloupe::test

QTEST_GUILESS_MAIN(spanloupe::test::CliImportTest)
#include "cli_import_test.moc"
