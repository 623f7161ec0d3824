// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `generate` and `export`: same bytes for the same options, what goes out comes back, a file appears whole or
// not.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include "tests/app/cli_process.h"

namespace spanloupe::test {

class CliWriteTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_folder = std::make_unique<CliFolder>(); }
  void generatesTheSameBytesForTheSameSeed();
  void theSuffixChoosesTheFormat_data();
  void theSuffixChoosesTheFormat();
  void generatesToStandardOutput();
  void exportsWhatCanBeImportedAgain_data();
  void exportsWhatCanBeImportedAgain();
  void exportsSingleTraces();
  void aFileThatCannotBeWrittenIsStatusOne();
  void aFailedExportLeavesTheOldFile();
  void aSessionIsNeverReplaced();
  void aSuffixThatWouldMisleadIsRefused_data();
  void aSuffixThatWouldMisleadIsRefused();
  void aClosedPipeEndsQuietly_data();
  void aClosedPipeEndsQuietly();
  void aFullDiskIsStatusOne();

 private:
  [[nodiscard]] QByteArray content(const QString& name) const {
    QFile file(m_folder->path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  std::unique_ptr<CliFolder> m_folder;
};

void CliWriteTest::generatesTheSameBytesForTheSameSeed() {
  for (const auto& [name, seed] : {std::pair{"a.pb", "1"}, {"b.pb", "1"}, {"c.pb", "2"}}) {
    const CliRun run =
        m_folder->run({"generate", "--spans", "500", "--seed", seed, "--to", m_folder->path(name)});
    QVERIFY2(run.status == 0, run.err.constData());
  }
  QVERIFY(content("a.pb").size() > 10'000);
  QVERIFY(content("a.pb") == content("b.pb"));
  QVERIFY(content("a.pb") != content("c.pb"));
}

void CliWriteTest::theSuffixChoosesTheFormat_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<QString>("format");
  QTest::newRow("json") << "x.json" << QStringList{} << "otlp-json";
  QTest::newRow("jsonl") << "x.jsonl" << QStringList{} << "otlp-json";
  QTest::newRow("pb") << "x.pb" << QStringList{} << "otlp-proto";
  QTest::newRow("none") << "x" << QStringList{} << "otlp-proto";
  QTest::newRow("named") << "x.pb" << QStringList{"--format", "otlp-json"} << "otlp-json";
}

void CliWriteTest::theSuffixChoosesTheFormat() {
  QFETCH(QString, name);
  QFETCH(QStringList, options);
  const QString file = m_folder->path(name);
  QCOMPARE(m_folder->run(QStringList{"generate", "--spans", "300", "--to", file} + options).status, 0);
  const CliRun import = m_folder->run({"import", file, "--output", "json"});
  QVERIFY2(import.status == 0, import.err.constData());
  QVERIFY(import.json()["spans"].toInteger() >= 300);
  // Both are recognised as the same format; what tells them apart is one line for each batch.
  QCOMPARE(content(name).contains("}\n{"), name.endsWith(".jsonl"));
  QTEST(import.json()["files"].toArray()[0].toObject()["format"].toString(), "format");
}

void CliWriteTest::generatesToStandardOutput() {
  const CliRun out = m_folder->run({"generate", "--spans", "50", "--to", "-"});
  QCOMPARE(out.status, 0);
  QCOMPARE(m_folder->run({"generate", "--spans", "50", "--to", m_folder->path("x.pb")}).status, 0);
  QVERIFY(out.out == content("x.pb"));
}

void CliWriteTest::exportsWhatCanBeImportedAgain_data() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"out.json", "out.jsonl", "out.pb"}) QTest::newRow(name) << name;
}

void CliWriteTest::exportsWhatCanBeImportedAgain() {
  QFETCH(QString, name);
  const QString load = m_folder->path("load.pb");
  QCOMPARE(m_folder->run({"generate", "--spans", "2000", "--to", load}).status, 0);
  const QJsonObject before = m_folder->run({"stats", "--open", load, "--output", "json"}).json();
  const CliRun run = m_folder->run({"export", "--open", load, "--to", m_folder->path(name)});
  QVERIFY2(run.status == 0, run.err.constData());
  const QJsonObject after =
      m_folder->run({"stats", "--open", m_folder->path(name), "--output", "json"}).json();
  QVERIFY(before["spans"].toInteger() >= 2000);
  QCOMPARE(after, before);
}

void CliWriteTest::exportsSingleTraces() {
  const CliRun run = m_folder->run({"export", "--open", m_folder->sample(), "--trace",
                                    CliFolder::sampleTraceId(), "--to", "-", "--format", "otlp-json"});
  QVERIFY2(run.status == 0, run.err.constData());
  QVERIFY(run.out.contains("\"checkout\""));
  QVERIFY(!run.out.contains("\"nightly\""));
}

void CliWriteTest::aFileThatCannotBeWrittenIsStatusOne() {
  const CliRun generate = m_folder->run({"generate", "--to", "/nonexistent/x.pb"});
  QCOMPARE(generate.status, 1);
  QVERIFY2(generate.err.contains("/nonexistent/x.pb"), generate.err.constData());
}

void CliWriteTest::aFailedExportLeavesTheOldFile() {
  const QString old = m_folder->write("old.json", "precious");
  const CliRun run = m_folder->run({"export", "--store", m_folder->path("absent.spanloupe"), "--to", old});
  QCOMPARE(run.status, 1);
  QCOMPARE(content("old.json"), "precious");
  QCOMPARE(QDir(QFileInfo(old).path()).entryList({"old.json*"}).size(), 1);
}

void CliWriteTest::aSessionIsNeverReplaced() {
  const QString session = m_folder->path("s.spanloupe");
  QCOMPARE(m_folder->run({"import", "--store", session, m_folder->sample()}).status, 0);
  for (const QStringList& command : {QStringList{"export", "--store", session}, QStringList{"generate"}}) {
    const CliRun run = m_folder->run(command + QStringList{"--to", session, "--format", "otlp-proto"});
    QCOMPARE(run.status, 2);
    QVERIFY2(run.err.contains("this is a session"), run.err.constData());
  }
  QCOMPARE(m_folder->run({"check", session}).status, 0);
}

void CliWriteTest::aSuffixThatWouldMisleadIsRefused_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QByteArray>("advice");
  QTest::newRow("session") << "x.spanloupe" << QByteArray("import --store");
  QTest::newRow("gzip") << "x.json.gz" << QByteArray("gzip");
  QTest::newRow("zstd") << "x.pb.zst" << QByteArray("zstd");
}

void CliWriteTest::aSuffixThatWouldMisleadIsRefused() {
  QFETCH(QString, name);
  QFETCH(QByteArray, advice);
  const CliRun run = m_folder->run({"generate", "--spans", "10", "--to", m_folder->path(name)});
  QCOMPARE(run.status, 2);
  QVERIFY2(run.err.contains(advice), run.err.constData());
  QVERIFY(!QFile::exists(m_folder->path(name)));
}

void CliWriteTest::aClosedPipeEndsQuietly_data() {
  QTest::addColumn<QString>("command");
  QTest::newRow("rows")
      << "sql \"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000) "
         "SELECT i FROM n\" --open load.pb";
  QTest::newRow("bytes") << "generate --spans 20000 --to -";
  QTest::newRow("export") << "export --open load.pb --to -";
}

void CliWriteTest::aClosedPipeEndsQuietly() {
  QFETCH(QString, command);
  QCOMPARE(m_folder->run({"generate", "--spans", "5000", "--to", m_folder->path("load.pb")}).status, 0);
  QProcess shell;
  m_folder->prepare(shell, {});
  shell.setWorkingDirectory(m_folder->path("."));
  shell.setArguments(
      {"-c", "{ " SPANLOUPE_CLI " " + command + "; echo $? > status; } | head -c 10 >/dev/null"});
  shell.setProgram("sh");
  shell.start();
  const CliRun run = CliFolder::finish(shell);
  QVERIFY2(run.err.isEmpty(), run.err.constData());
  QCOMPARE(content("status").trimmed(), "0");
}

void CliWriteTest::aFullDiskIsStatusOne() {
  if (!QFile::exists("/dev/full")) return;
  QProcess process;
  m_folder->prepare(process, {"formats"});
  process.setStandardOutputFile("/dev/full");
  process.start();
  const CliRun run = CliFolder::finish(process);
  QCOMPARE(run.status, 1);
  QVERIFY2(run.err.contains("standard output"), run.err.constData());
}

}  // namespace spanloupe::test

QTEST_GUILESS_MAIN(spanloupe::test::CliWriteTest)
#include "cli_write_test.moc"
