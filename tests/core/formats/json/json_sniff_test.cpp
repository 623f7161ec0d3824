// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "json_cases.h"
#include "json_texts.h"

using namespace spanloupe;
using namespace spanloupe::formats;

class JsonSniffTest : public QObject {
  Q_OBJECT

 private slots:
  void tellsOtlpFromOtherJson_data() {
    QTest::addColumn<QString>("head");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, const char* head, Sniff expected) {
      QTest::newRow(name) << QString::fromUtf8(head) << static_cast<int>(expected);
    };
    row("document", "{\"resourceSpans\":[]}", Sniff::Certain);
    row("cut behind the key", "{\"resourceLogs\":", Sniff::Certain);
    row("space and mark", "\xef\xbb\xbf \r\n{ \"resourceMetrics\" : [", Sniff::Certain);
    row("snake case", "{\"resource_spans\":[{", Sniff::Certain);
    row("behind unknown members", "{\"a\":{\"traceID\":1},\"b\":\"}\",\"resourceSpans\":[", Sniff::Certain);
    row("array of documents", "[{\"resourceSpans\":[", Sniff::Certain);
    row("array of groups", "[{\"resource\":{\"attributes\":[]},\"scopeSpans\":[", Sniff::Certain);
    row("data", "{\"data\":[{\"resourceSpans\":[", Sniff::Certain);
    row("Tempo batches", "{\"batches\":[", Sniff::Certain);
    row("Tempo trace", "{\"trace\":{\"resourceSpans\":[", Sniff::Certain);
    row("Jaeger v3", "{\"result\":{\"resourceSpans\":[", Sniff::Certain);
    row("empty object", "{}", Sniff::Maybe);
    row("empty array", "[]", Sniff::Maybe);
    row("unknown member", "{\"foo\":1}", Sniff::Maybe);
    row("cut in the first key", "{\"resour", Sniff::Maybe);
    row("Jaeger", "{\"data\":[{\"traceID\":\"1\",\"spans\":[", Sniff::No);
    row("Zipkin", "[{\"traceId\":\"1\",\"id\":\"2\"", Sniff::No);
    row("Chrome", "{\"traceEvents\":[", Sniff::No);
    row("Chrome array", "[{\"name\":\"a\",\"ph\":\"B\"", Sniff::No);
    row("X-Ray", "{\"Traces\":[{\"Segments\":", Sniff::No);
    row("Go stdout", "{\"Name\":\"a\",\"SpanContext\":{", Sniff::No);
    row("text", "this is no JSON", Sniff::No);
    row("number", "12", Sniff::No);
    row("empty", "", Sniff::No);
  }
  void tellsOtlpFromOtherJson() {
    QFETCH(QString, head);
    QFETCH(int, expected);
    QCOMPARE(static_cast<int>(otlpJsonFormat().sniff(head.toStdString(), true)), expected);
  }

  void linesAreReadByTheJsonFormat() {
    QVERIFY(!otlpJsonLinesFormat().info().reads);
    QVERIFY(otlpJsonLinesFormat().sniff(test::document(test::spanJson(1)), true) == Sniff::No);
  }
};

QTEST_GUILESS_MAIN(JsonSniffTest)
#include "json_sniff_test.moc"
