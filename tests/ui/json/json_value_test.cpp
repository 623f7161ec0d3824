// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_value.h"

#include <QTest>

#include "tests/ui/json/json_fixture.h"

namespace spanloupe::json {

class JsonValueTest : public QObject {
  Q_OBJECT

 private slots:
  void namesAndTextsAreToldApart();
  void aLineThatIsCutEndsInItsToken();
  void bareValuesLoseNameCommaAndIndentation();
  void plainValuesLoseTheirQuotes_data();
  void plainValuesLoseTheirQuotes();
  void pathsNameTheirBrackets();
};

namespace {

std::string print(std::string_view line) {
  std::string out;
  for (const TokenRun& run : tokensOf(line)) {
    out += "pksn"[static_cast<int>(run.kind)];
    out += '<' + std::string(line.substr(run.begin, run.size)) + '>';
  }
  return out;
}

}  // namespace

void JsonValueTest::namesAndTextsAreToldApart() {
  QCOMPARE(print("  \"a\": \"b\", \"c\": [-1.5, true],"),
           "p<  >k<\"a\">p<: >s<\"b\">p<, >k<\"c\">p<: [>n<-1.5>p<, >n<true>p<],>");
  QCOMPARE(print("\"a\\\"b\": \"c\\\\\"}"), "k<\"a\\\"b\">p<: >s<\"c\\\\\">p<}>");
}

void JsonValueTest::aLineThatIsCutEndsInItsToken() {
  QCOMPARE(print("\"a\": \"bcd"), "k<\"a\">p<: >s<\"bcd>");
}

void JsonValueTest::bareValuesLoseNameCommaAndIndentation() {
  QCOMPARE(bareValue("    \"name\": \"GET: /\",\n"), "\"GET: /\"");
  QCOMPARE(bareValue("    \"a\": {\n      \"b\": 1\n    },\n"), "{\n  \"b\": 1\n}");
  QCOMPARE(bareValue("  \"lonely\"\n"), "\"lonely\"");
  QCOMPARE(bareValue("  { \"key\": \"a: b\" },\n"), "{ \"key\": \"a: b\" }");
}

void JsonValueTest::plainValuesLoseTheirQuotes_data() {
  QTest::addColumn<QString>("json");
  QTest::addColumn<QString>("plain");
  QTest::newRow("string") << R"("a\n\"b\" é")"
                          << "a\n\"b\" é";
  QTest::newRow("number") << "12.50"
                          << "12.50";
  QTest::newRow("object") << R"({ "a": 1 })"
                          << R"({ "a": 1 })";
  QTest::newRow("string attribute") << R"({ "key": "k", "value": { "stringValue": "v w" } })"
                                    << "v w";
  QTest::newRow("int attribute") << R"({ "key": "k", "value": { "intValue": "9007199254740993" } })"
                                 << "9007199254740993";
  QTest::newRow("double attribute") << R"({ "key": "k", "value": { "doubleValue": 0.10000000000000001 } })"
                                    << "0.10000000000000001";
  QTest::newRow("bool attribute") << R"({ "key": "k", "value": { "boolValue": false } })"
                                  << "false";
  QTest::newRow("empty attribute") << R"({ "key": "k", "value": {} })"
                                   << R"({ "key": "k", "value": {} })";
}

void JsonValueTest::plainValuesLoseTheirQuotes() {
  QFETCH(QString, json);
  QFETCH(QString, plain);
  QCOMPARE(QString::fromStdString(plainValue(json.toStdString())), plain);
}

void JsonValueTest::pathsNameTheirBrackets() {
  const auto document = test::documentOf(3, 6, 1);
  QCOMPARE(pathOf(*document, 0, nullptr), "");
  QCOMPARE(pathOf(*document, 1, nullptr), "resourceSpans");
  QCOMPARE(pathOf(*document, 2, nullptr), "resourceSpans[0]");
  QCOMPARE(pathOf(*document, 3, nullptr), "resourceSpans[0].resource");
  QCOMPARE(pathOf(*document, 7, nullptr), "resourceSpans[0].scopeSpans[0].spans");
  JsonText record;
  record.addLine(0, "{");
  record.addLine(1, "\"name\": \"x\",");
  record.addLine(1, "\"attributes\": [");
  record.addLine(2, "{ \"key\": \"a\" },");
  record.addLine(2, "{ \"key\": \"b\" }");
  record.addLine(1, "]");
  const DocLine second = document->firstLine(document->partOf(1));
  QCOMPARE(pathOf(*document, second, &record), "resourceSpans[0].scopeSpans[0].spans[1]");
  QCOMPARE(pathOf(*document, second + 1, &record), "resourceSpans[0].scopeSpans[0].spans[1].name");
  QCOMPARE(pathOf(*document, second + 4, &record), "resourceSpans[0].scopeSpans[0].spans[1].attributes[1]");
  QCOMPARE(pathOf(*document, second + 5, &record), "resourceSpans[0].scopeSpans[0].spans[1].attributes");
  const DocLine log = document->firstLine(document->partOf(3));
  QCOMPARE(pathOf(*document, log, nullptr), "resourceLogs[0].scopeLogs[0].logRecords");
  QCOMPARE(pathOf(*document, log, &record), "resourceLogs[0].scopeLogs[0].logRecords[0]");
}

}  // namespace spanloupe::json

QTEST_GUILESS_MAIN(spanloupe::json::JsonValueTest)
#include "json_value_test.moc"
