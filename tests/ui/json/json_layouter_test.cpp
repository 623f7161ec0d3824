// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_text.h"

#include <QJsonDocument>
#include <QTest>

namespace spanloupe::json {

class JsonLayouterTest : public QObject {
  Q_OBJECT

 private slots:
  void shortValuesStayOnOneLine();
  void longValuesBreakByMember();
  void emptyBracketsStayTogether();
  void bracketsInStringsAreText();
  void theOuterBracketCanBeMadeToBreak();
  void foldsAreTheBrokenBrackets();
  void linesAreCountedAsTheyAreWritten_data();
  void linesAreCountedAsTheyAreWritten();
  void namesAndCommasStandAround();
  void findsTheLineOfAPlace();
};

namespace {

std::string laidOut(std::string_view compact, Outer outer = Outer::FitsOrBreaks) {
  JsonText text;
  JsonLayouter().append(text, compact, 0, {}, {}, outer);
  return text.text;
}

const std::string kLong(90, 'x');

}  // namespace

void JsonLayouterTest::shortValuesStayOnOneLine() {
  QCOMPARE(laidOut(R"({"key":"a","value":{"intValue":"1"}})"),
           "{ \"key\": \"a\", \"value\": { \"intValue\": \"1\" } }\n");
  QCOMPARE(laidOut("[1,2,[3]]"), "[1, 2, [3]]\n");
}

void JsonLayouterTest::longValuesBreakByMember() {
  QCOMPARE(laidOut("{\"a\":\"" + kLong + "\",\"b\":[true,null],\"c\":{\"d\":\"" + kLong + "\",\"e\":\"" +
                   kLong + "\"}}"),
           "{\n  \"a\": \"" + kLong + "\",\n  \"b\": [true, null],\n  \"c\": {\n    \"d\": \"" + kLong +
               "\",\n    \"e\": \"" + kLong + "\"\n  }\n}\n");
}

void JsonLayouterTest::emptyBracketsStayTogether() {
  QCOMPARE(laidOut("{}"), "{}\n");
  QCOMPARE(laidOut(R"({"a":{},"b":[]})"), "{ \"a\": {}, \"b\": [] }\n");
  QCOMPARE(laidOut("{}", Outer::Breaks), "{}\n");
}

void JsonLayouterTest::bracketsInStringsAreText() {
  // Not inside the macro: moc does not know raw strings there.
  const std::string compact = R"({"a":"}]\\","b":"\"{"})";
  QCOMPARE(laidOut(compact), "{ \"a\": \"}]\\\\\", \"b\": \"\\\"{\" }\n");
}

void JsonLayouterTest::theOuterBracketCanBeMadeToBreak() {
  QCOMPARE(laidOut(R"({"a":1,"b":{"c":2}})", Outer::Breaks), "{\n  \"a\": 1,\n  \"b\": { \"c\": 2 }\n}\n");
}

void JsonLayouterTest::foldsAreTheBrokenBrackets() {
  JsonText text;
  JsonLayouter().append(text, "{\"a\":[\"" + kLong + "\",\"" + kLong + "\"],\"b\":{}}", 0, {}, {},
                        Outer::Breaks);
  QCOMPARE(text.lines(), std::size_t{7});
  QCOMPARE(text.folds, (std::vector<Fold>{{0, 6}, {1, 4}}));
  QCOMPARE(text.line(4), std::string_view("  ],"));
}

void JsonLayouterTest::linesAreCountedAsTheyAreWritten_data() {
  QTest::addColumn<QByteArray>("compact");
  QTest::newRow("scalar") << QByteArray("12");
  QTest::newRow("short") << QByteArray(R"({"a":1})");
  QTest::newRow("long") << QByteArray::fromStdString("{\"a\":\"" + kLong + "\",\"b\":[\"" + kLong +
                                                     "\",[],{\"c\":\"" + kLong + "\"}]}");
  QTest::newRow("deep") << QByteArray(200, '[') + QByteArray(200, ']');
  QTest::newRow("wide") << '[' + QByteArray("123456789,").repeated(1000) + "0]";
}

void JsonLayouterTest::linesAreCountedAsTheyAreWritten() {
  QFETCH(QByteArray, compact);
  for (const Outer outer : {Outer::FitsOrBreaks, Outer::Breaks}) {
    JsonLayouter layouter;
    JsonText text;
    layouter.append(text, compact.toStdString(), 0, {}, {}, outer);
    QCOMPARE(layouter.countLines(compact.toStdString(), outer), text.lines());
    QCOMPARE(static_cast<std::size_t>(std::count(text.text.begin(), text.text.end(), '\n')), text.lines());
    if (compact.startsWith('{') || compact.startsWith("[1"))
      QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(text.text)),
               QJsonDocument::fromJson(compact));
  }
}

void JsonLayouterTest::namesAndCommasStandAround() {
  JsonText text;
  JsonLayouter layouter;
  layouter.append(text, "{}", 2, "\"scope\": ", ",");
  text.addLine(1, "]");
  QCOMPARE(text.text, "    \"scope\": {},\n  ]\n");
}

void JsonLayouterTest::findsTheLineOfAPlace() {
  JsonText text;
  text.addLine(0, "ab");
  text.addLine(1, "cd");
  QCOMPARE(text.lineAt(0), std::size_t{0});
  QCOMPARE(text.lineAt(2), std::size_t{0});
  QCOMPARE(text.lineAt(3), std::size_t{1});
  QCOMPARE(text.line(1), std::string_view("  cd"));
}

}  // namespace spanloupe::json

QTEST_GUILESS_MAIN(spanloupe::json::JsonLayouterTest)
#include "json_layouter_test.moc"
