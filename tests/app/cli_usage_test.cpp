// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says about itself and about wrong usage.
#include <QElapsedTimer>
#include <QTest>

#include "tests/app/cli_process.h"

namespace spanloupe::test {

class CliUsageTest : public QObject {
  Q_OBJECT

 private slots:
  void helpListsEveryCommandThatThereIs();
  void everyCommandExplainsItself_data();
  void everyCommandExplainsItself();
  void helpOutputNamesTheFieldsOfStats();
  void versionNamesItsLibraries();
  void wrongUsageIsStatusTwo_data();
  void wrongUsageIsStatusTwo();
  void missingFilesAreStatusOne_data();
  void missingFilesAreStatusOne();
  void formatsListsWhatCanBeRead();
  void startsAtOnce();

 private:
  CliFolder m_folder;
};

void CliUsageTest::helpListsEveryCommandThatThereIs() {
  const CliRun run = m_folder.run({"--help"});
  QCOMPARE(run.status, 0);
  for (const char* command : {"import", "stats", "sources", "keys", "values", "show", "export", "serve",
                              "send", "sql", "check", "generate", "formats", "help"}) {
    QVERIFY2(run.out.contains(QByteArray("\n  ") + command + " "), command);
  }
  QCOMPARE(m_folder.run({"help"}).out, run.out);
  QCOMPARE(m_folder.run({}).status, 2);
}

void CliUsageTest::everyCommandExplainsItself_data() {
  QTest::addColumn<QString>("command");
  for (const char* command : {"import", "stats", "sources", "keys", "values", "show", "export", "serve",
                              "send", "sql", "check", "generate", "formats", "help"}) {
    QTest::newRow(command) << command;
  }
}

void CliUsageTest::everyCommandExplainsItself() {
  QFETCH(QString, command);
  const CliRun run = m_folder.run({command, "--help"});
  QCOMPARE(run.status, 0);
  QVERIFY(run.out.contains("Usage: spanloupe-cli " + command.toUtf8()));
  QCOMPARE(m_folder.run({"help", command}).out, run.out);
}

void CliUsageTest::helpOutputNamesTheFieldsOfStats() {
  const CliRun run = m_folder.run({"help", "output"});
  QCOMPARE(run.status, 0);
  for (const char* field : {"spans", "diagnostics", "duplicates", "first_ns", "last_ns"})
    QVERIFY(run.out.contains(field));
}

void CliUsageTest::versionNamesItsLibraries() {
  const CliRun run = m_folder.run({"--version"});
  QCOMPARE(run.status, 0);
  QVERIFY(run.out.startsWith("spanloupe-cli "));
  QVERIFY(run.out.contains("SQLite 3."));
}

void CliUsageTest::wrongUsageIsStatusTwo_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QByteArray>("message");
  QTest::newRow("command") << QStringList{"stat"} << QByteArray("did you mean stats?");
  QTest::newRow("option") << QStringList{"stats", "--stroe", "x"} << QByteArray("did you mean --store?");
  QTest::newRow("output") << QStringList{"formats", "--output", "xml"}
                          << QByteArray("table, json, jsonl or csv");
  QTest::newRow("missing word") << QStringList{"values"} << QByteArray("missing: KEY");
  QTest::newRow("no trace id") << QStringList{"show", "xyz"} << QByteArray("no trace id");
  QTest::newRow("no format") << QStringList{"import", "--format", "pdf", "x"} << QByteArray("no format");
  QTest::newRow("not a number") << QStringList{"values", "k", "--limit", "many"}
                                << QByteArray("whole number");
  QTest::newRow("no target") << QStringList{"export"} << QByteArray("--to");
  QTest::newRow("no shape") << QStringList{"generate", "--shape", "moon", "--to", "-"} << QByteArray("moon");
}

void CliUsageTest::wrongUsageIsStatusTwo() {
  QFETCH(QStringList, arguments);
  QFETCH(QByteArray, message);
  const CliRun run = m_folder.run(arguments);
  QVERIFY2(run.err.contains(message), run.err.constData());
  QVERIFY(run.err.contains("Try: spanloupe-cli help"));
  QCOMPARE(run.status, 2);
  QVERIFY(run.out.isEmpty());
}

void CliUsageTest::missingFilesAreStatusOne_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::newRow("import") << QStringList{"import", "/nonexistent/x.json"};
  QTest::newRow("session") << QStringList{"stats", "--store", "/nonexistent/x.spanloupe"};
  QTest::newRow("open") << QStringList{"stats", "--open", "/nonexistent/x.json"};
  QTest::newRow("check") << QStringList{"check", "/nonexistent/x.spanloupe"};
  QTest::newRow("sql") << QStringList{"sql", "SELECT 1", "--store", "/nonexistent/x.spanloupe"};
}

void CliUsageTest::missingFilesAreStatusOne() {
  QFETCH(QStringList, arguments);
  const CliRun run = m_folder.run(arguments);
  QCOMPARE(run.status, 1);
  QVERIFY2(run.err.contains("/nonexistent/x"), run.err.constData());
}

void CliUsageTest::formatsListsWhatCanBeRead() {
  const CliRun run = m_folder.run({"formats", "--output", "json"});
  QCOMPARE(run.status, 0);
  QVERIFY(run.json().contains("rows"));
  QVERIFY(run.out.contains("\"otlp-proto\""));
  QVERIFY(run.out.contains("\"otlp-json\""));
  QVERIFY(m_folder.run({"formats", "--output", "csv"})
              .out.startsWith("name,title,reads,writes,suffixes,recognised_by\n"));
}

void CliUsageTest::startsAtOnce() {
  QElapsedTimer timer;
  timer.start();
  for (int i = 0; i < 10; ++i) QCOMPARE(m_folder.run({"--version"}).status, 0);
  // Far above the few milliseconds it takes, far below what loading a window system would.
  QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
}

}  // namespace spanloupe::test

QTEST_GUILESS_MAIN(spanloupe::test::CliUsageTest)
#include "cli_usage_test.moc"
