// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "golden_cases.h"

using namespace spanloupe;
using namespace spanloupe::formats;

class ProtoGoldenTest : public QObject {
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
    QVERIFY(otlpProtoFormat().sniff(test::goldenInput(name), true) != Sniff::No);
  }

  void everyPrefixGivesAPrefixOfTheSpans_data() { addCases(); }
  void everyPrefixGivesAPrefixOfTheSpans() {
    QFETCH(QString, name);
    const std::string whole = test::goldenInput(name);
    std::vector<std::string> spans;
    std::vector<std::string> logs;
    const test::ReadOut all(whole);
    for (const SpanRecord& record : all.sink.spans()) spans.push_back(test::printSpan(record.span));
    for (const LogRecord& record : all.sink.logs()) logs.push_back(test::printLog(record.log));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const test::ReadOut part(whole.substr(0, size));
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

 private:
  static void addCases() {
    QTest::addColumn<QString>("name");
    for (const QString& name : test::goldenCases()) QTest::newRow(name.toUtf8().constData()) << name;
  }
};

QTEST_GUILESS_MAIN(ProtoGoldenTest)
#include "proto_golden_test.moc"
