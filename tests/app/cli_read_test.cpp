// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that read a session: fields of the JSON contract, forms of output, where they read from.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "tests/app/cli_process.h"

namespace spanloupe::test {

class CliReadTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void statsHasEveryFieldOfTheContract();
  void statsAsTableAndCsv();
  void sourcesTellWhereSpansCameFrom();
  void keysHaveTypeAndCoverage();
  void valuesAreMostFrequentFirst();
  void showIsATreeForPeople();
  void showIsOneObjectForScripts();
  void showKnowsOtherWaysToWriteTheId();
  void showSaysWhenATraceIsNotThere();
  void openGoesThroughTheCache();
  void openAndStoreAnswerTheSame();
  void withoutSourceTheDefaultSessionIsRead();
  void sqlPrintsRows();
  void sqlCannotWrite_data();
  void sqlCannotWrite();
  void checkPassesASoundSession();
  void noColourWithoutATerminal();

 private:
  CliRun read(const QStringList& arguments) const {
    return m_folder.run(arguments + QStringList{"--store", m_session});
  }

  CliFolder m_folder;
  QString m_session;
};

void CliReadTest::initTestCase() {
  m_session = m_folder.path("s.spanloupe");
  const CliRun run = m_folder.run({"import", "--store", m_session, m_folder.sample()});
  QVERIFY2(run.status == 0, run.err.constData());
}

void CliReadTest::statsHasEveryFieldOfTheContract() {
  const CliRun run = read({"stats", "--output", "json"});
  QVERIFY2(run.status == 0, run.err.constData());
  const QJsonObject stats = run.json();
  const QList<std::pair<QString, qint64>> expected{
      {"spans", 4}, {"traces", 2},  {"errors", 1},      {"events", 1},     {"links", 1},
      {"logs", 0},  {"sources", 1}, {"diagnostics", 0}, {"duplicates", 0}, {"metric_points", 0},
  };
  for (const auto& [field, value] : expected) {
    QVERIFY2(stats.contains(field), qPrintable(field));
    QCOMPARE(stats[field].toInteger(-1), value);
  }
  QCOMPARE(stats["first_ns"].toInteger(), 1'700'000'000'000'000'000);
  QCOMPARE(stats["last_ns"].toInteger(), 1'700'000'001'000'000'000);
  QCOMPARE(stats["services"].toObject(), (QJsonObject{{"bank", 2}, {"shop", 2}}));
  QVERIFY(run.out.contains("\"first_ns\":1700000000000000000"));
}

void CliReadTest::statsAsTableAndCsv() {
  const CliRun table = read({"stats", "--output", "table"});
  QCOMPARE(table.status, 0);
  QVERIFY2(table.out.contains("2023-11-14 22:13:20"), table.out.constData());
  const CliRun csv = read({"stats", "--output", "csv"});
  QVERIFY(csv.out.startsWith("field,value\nspans,4\n"));
  QVERIFY(csv.out.contains("services.shop,2\n"));
}

void CliReadTest::sourcesTellWhereSpansCameFrom() {
  const QList<QJsonObject> rows = read({"sources"}).lines();
  QCOMPARE(rows.size(), 1);
  QCOMPARE(rows[0]["name"].toString(), m_folder.path("sample.json"));
  QCOMPARE(rows[0]["format"].toString(), "otlp-json");
  QCOMPARE(rows[0]["state"].toString(), "complete");
  QCOMPARE(rows[0]["spans"].toInteger(), 4);
  QCOMPARE(rows[0]["content_hash"].toString().size(), 32);
  QVERIFY(rows[0]["entries"].isArray());
}

void CliReadTest::keysHaveTypeAndCoverage() {
  const QList<QJsonObject> rows = read({"keys"}).lines();
  const auto row = [&](const QString& key) {
    for (const QJsonObject& one : rows) {
      if (one["key"].toString() == key) return one;
    }
    return QJsonObject();
  };
  QCOMPARE(row("http.method")["scope"].toString(), "span");
  QCOMPARE(row("http.method")["type"].toString(), "string");
  QCOMPARE(row("http.method")["count"].toInteger(), 3);
  QCOMPARE(row("http.method")["coverage"].toDouble(), 0.75);
  QCOMPARE(row("http.method")["distinct"].toInteger(), 2);
  QCOMPARE(row("service.name")["scope"].toString(), "resource");
  QCOMPARE(row("size")["type"].toString(), "int");
}

void CliReadTest::valuesAreMostFrequentFirst() {
  const QJsonObject all = read({"values", "http.method", "--output", "json"}).json();
  QCOMPARE(all["count"].toInteger(), 2);
  QCOMPARE(all["rows"].toArray()[0].toObject(),
           (QJsonObject{{"value", "GET"}, {"type", "string"}, {"count", 2}}));
  QCOMPARE(read({"values", "http.method", "--limit", "1"}).lines().size(), 1);
}

void CliReadTest::showIsATreeForPeople() {
  const CliRun run = read({"show", CliFolder::sampleTraceId(), "--output", "table"});
  QVERIFY2(run.status == 0, run.err.constData());
  const QString text = QString::fromUtf8(run.out);
  QVERIFY2(text.contains("✗ shop checkout"), run.out.constData());
  QVERIFY(text.contains("└ shop pay"));
  QVERIFY(text.contains("  └ bank charge"));
  QVERIFY(text.contains("3 spans, 1 error, 2 services"));
  QVERIFY(text.contains("█"));
}

void CliReadTest::showIsOneObjectForScripts() {
  const CliRun run = read({"show", CliFolder::sampleTraceId(), "--output", "json"});
  const QJsonObject trace = run.json();
  QCOMPARE(trace["trace_id"].toString(), CliFolder::sampleTraceId());
  QCOMPARE(trace["root_name"].toString(), "checkout");
  QCOMPARE(trace["duration_ns"].toInteger(), 100'000'000);
  QCOMPARE(trace["complete"].toBool(), true);
  const QJsonArray rows = trace["rows"].toArray();
  QCOMPARE(rows.size(), 3);
  const QJsonObject root = rows[0].toObject();
  QVERIFY(root["parent_id"].isNull());
  QCOMPARE(root["status"].toString(), "error");
  QCOMPARE(root["kind"].toString(), "server");
  QCOMPARE(root["attributes"].toObject()["http.method"].toString(), "POST");
  QVERIFY2(run.out.contains("\"size\":9007199254740993"), "an integer above 2^53 keeps its digits");
  QCOMPARE(root["resource"].toObject()["service.name"].toString(), "shop");
  QCOMPARE(root["events"].toArray()[0].toObject()["name"].toString(), "retry");
  QCOMPARE(rows[2].toObject()["depth"].toInteger(), 2);
  QCOMPARE(rows[2].toObject()["parent_id"].toString(), "eee19b7ec3c1b172");
}

void CliReadTest::showKnowsOtherWaysToWriteTheId() {
  const QString id = CliFolder::sampleTraceId();
  QCOMPARE(read({"show", id.toUpper()}).lines().size(), 3);
  QCOMPARE(read({"show", "00-" + id + "-eee19b7ec3c1b171-01"}).lines().size(), 3);
  QCOMPARE(read({"show", "1-" + id.left(8) + "-" + id.mid(8)}).lines().size(), 3);
}

void CliReadTest::showSaysWhenATraceIsNotThere() {
  const CliRun run = read({"show", QString(32, 'a')});
  QCOMPARE(run.status, 1);
  QVERIFY(!run.err.isEmpty());
}

void CliReadTest::openGoesThroughTheCache() {
  const QString file = m_folder.sample();
  const CliRun first = m_folder.run({"stats", "--open", file});
  QVERIFY2(first.status == 0, first.err.constData());
  const CliRun second = m_folder.run({"stats", "--open", file});
  QCOMPARE(second.out, first.out);
  QCOMPARE(QDir(m_folder.path("cache/spanloupe")).isEmpty(), false);
}

void CliReadTest::openAndStoreAnswerTheSame() {
  QCOMPARE(m_folder.run({"values", "--open", m_folder.sample(), "http.method"}).out,
           read({"values", "http.method"}).out);
}

void CliReadTest::withoutSourceTheDefaultSessionIsRead() {
  const CliFolder folder;
  const CliRun none = folder.run({"stats"});
  QCOMPARE(none.status, 1);
  QVERIFY2(none.err.contains("default session"), none.err.constData());
  QVERIFY(QDir().mkpath(folder.path("data/spanloupe")));
  QVERIFY(QFile::copy(m_session, folder.path("data/spanloupe/default.spanloupe")));
  QCOMPARE(folder.run({"stats", "--output", "json"}).json()["spans"].toInteger(), 4);
}

void CliReadTest::sqlPrintsRows() {
  const CliRun run = read(
      {"sql", "SELECT name AS n, spans, x'0aff' AS b, NULL AS z, 1.5 AS r FROM source", "--output", "jsonl"});
  QVERIFY2(run.status == 0, run.err.constData());
  QVERIFY2(run.out.contains(R"("spans":4,"b":"0aff","z":null,"r":1.5})"), run.out.constData());
  QCOMPARE(
      read({"sql", "SELECT name FROM spans WHERE attr(spans, 'size') = 9007199254740993", "--output", "csv"})
          .out,
      "name\ncheckout\n");
  QCOMPARE(read({"sql", "SELECT 1 AS a WHERE 0", "--output", "csv"}).out, "a\n");
}

void CliReadTest::sqlCannotWrite_data() {
  QTest::addColumn<QString>("statement");
  QTest::newRow("delete") << "DELETE FROM source";
  QTest::newRow("attach") << "ATTACH '" + m_folder.path("other.db") + "' AS o";
  QTest::newRow("vacuum into") << "VACUUM INTO '" + m_folder.path("other.db") + "'";
  QTest::newRow("pragma") << "PRAGMA user_version = 7";
  QTest::newRow("two statements") << "SELECT 1; SELECT 2";
  QTest::newRow("syntax") << "SELEC 1";
  QTest::newRow("nothing") << "-- nothing";
}

void CliReadTest::sqlCannotWrite() {
  QFETCH(QString, statement);
  const CliRun run = read({"sql", statement});
  QVERIFY2(run.status == 2 || run.status == 1, run.out.constData());
  QVERIFY(!run.err.isEmpty());
  QVERIFY(!QFile::exists(m_folder.path("other.db")));
  QCOMPARE(read({"stats", "--output", "json"}).json()["sources"].toInteger(), 1);
}

void CliReadTest::checkPassesASoundSession() {
  const CliRun run = m_folder.run({"check", m_session, "--output", "json"});
  QVERIFY2(run.status == 0, run.err.constData());
  QCOMPARE(run.json()["ok"].toBool(), true);
  QCOMPARE(run.json()["spans"].toInteger(), 4);
  QVERIFY(run.json()["problems"].toArray().isEmpty());
}

void CliReadTest::noColourWithoutATerminal() {
  for (const QStringList& arguments :
       {QStringList{"stats"}, QStringList{"show", CliFolder::sampleTraceId()}}) {
    QVERIFY(!read(arguments + QStringList{"--output", "table"}).out.contains('\x1b'));
  }
}

}  // namespace spanloupe::test

QTEST_GUILESS_MAIN(spanloupe::test::CliReadTest)
#include "cli_read_test.moc"
