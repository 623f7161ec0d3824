// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "json_cases.h"

using namespace spanloupe;
using namespace spanloupe::formats;

class JsonGoldenTest : public QObject {
  Q_OBJECT

 private slots:
  void printsAsExpected_data() { addCases(); }
  // With SPANLOUPE_WRITE_EXPECTED set, expected.txt is written instead, to be checked by reading the
  // difference.
  void printsAsExpected() {
    QFETCH(QString, name);
    const std::string got = test::ReadOut(test::goldenInput(name)).text();
    const QString path = test::goldenFolder() + "/" + name + "/expected.txt";
    if (qEnvironmentVariableIsSet("SPANLOUPE_WRITE_EXPECTED")) {
      QFile file(path);
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write(got.data(), static_cast<qint64>(got.size()));
      QSKIP("written, not compared");
    }
    QCOMPARE(QString::fromStdString(got), QString::fromStdString(test::readFile(path)));
  }

  void isRecognised_data() { addCases(); }
  void isRecognised() {
    QFETCH(QString, name);
    if (name == "not-otlp") return;
    QVERIFY(otlpJsonFormat().sniff(test::goldenInput(name), true) == Sniff::Certain);
  }

  void everyPrefixGivesAPrefixOfTheSpans_data() { addCases(); }
  void everyPrefixGivesAPrefixOfTheSpans() {
    QFETCH(QString, name);
    const std::string whole = test::goldenInput(name);
    const test::ReadOut all(whole);
    std::vector<std::string> spans;
    std::vector<std::string> logs;
    for (const SpanRecord& record : all.sink.spans()) spans.push_back(test::printSpan(record.span));
    for (const LogRecord& record : all.sink.logs()) logs.push_back(test::printLog(record.log));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const test::ReadOut part(whole.substr(0, size));
      static_cast<void>(otlpJsonFormat().sniff(std::string_view(whole).substr(0, size), true));
      if (test::isDamaged(name)) continue;
      QVERIFY(part.sink.spans().size() <= spans.size());
      QVERIFY(part.sink.logs().size() <= logs.size());
      for (std::size_t i = 0; i < part.sink.spans().size(); ++i)
        QCOMPARE(QString::fromStdString(test::printSpan(part.sink.spans()[i].span)),
                 QString::fromStdString(spans[i]));
      for (std::size_t i = 0; i < part.sink.logs().size(); ++i)
        QCOMPARE(QString::fromStdString(test::printLog(part.sink.logs()[i].log)),
                 QString::fromStdString(logs[i]));
      QVERIFY(part.sink.metricPoints() <= all.sink.metricPoints());
    }
  }

  void aCutInsideADocumentIsReported_data() { addCases(); }
  void aCutInsideADocumentIsReported() {
    QFETCH(QString, name);
    const std::string whole = test::goldenInput(name);
    const std::size_t end = whole.find_last_of("]}");
    QVERIFY(end != std::string::npos);
    if (name != "broken-line" && name != "not-otlp")
      QVERIFY(test::ReadOut(whole.substr(0, end)).has("unfinished file"));
  }

  // Opened down to single spans, or shown byte by byte, a file gives the same records.
  void tinyPiecesGiveTheSameRecords_data() { addCases(); }
  void tinyPiecesGiveTheSameRecords() {
    QFETCH(QString, name);
    if (test::isDamaged(name)) return;
    const std::string whole = test::goldenInput(name);
    const std::string expected = test::ReadOut(whole).records();
    for (const std::size_t pieceSize : {64, 100, 256, 1000, 4000}) {
      const test::ReadOut read(whole, pieceSize);
      QCOMPARE(QString::fromStdString(read.records()), QString::fromStdString(expected));
    }
    const test::ReadOut slow(whole, 256, Splitter::kMaxRecord, 1);
    QCOMPARE(QString::fromStdString(slow.records()), QString::fromStdString(expected));
  }

 private:
  static void addCases() {
    QTest::addColumn<QString>("name");
    for (const QString& name : test::goldenCases()) QTest::newRow(name.toUtf8().constData()) << name;
  }
};

QTEST_GUILESS_MAIN(JsonGoldenTest)
#include "json_golden_test.moc"
