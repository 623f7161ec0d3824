// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QTest>
#include <algorithm>
#include <map>

#include "json_cases.h"
#include "json_texts.h"

using namespace spanloupe;
using namespace spanloupe::formats;
using namespace spanloupe::test;

namespace {

class TextOutput final : public Output {
 public:
  [[nodiscard]] Result<void> write(std::string_view bytes) override {
    if (text.size() + bytes.size() > limit) return fail(ErrorKind::Io, "disk full");
    text += bytes;
    return {};
  }
  std::string text;
  std::size_t limit = std::size_t{1} << 30;
};

void copy(const RecordingSink& from, SpanSink& to) {
  for (const SpanRecord& record : from.spans()) {
    SpanView span = record.span;
    span.resource = to.resource(record.resource);
    span.scope = to.scope(record.scope);
    to.span(span);
  }
  for (const LogRecord& record : from.logs()) {
    LogView log = record.log;
    log.resource = to.resource(record.resource);
    log.scope = to.scope(record.scope);
    to.log(log);
  }
}

std::string written(const RecordingSink& sink, const Format& format) {
  TextOutput output;
  const auto writer = format.writer(output);
  copy(sink, *writer);
  return writer->finish() ? output.text : "failed";
}

/// The records as a multiset: grouping by resource may change their order.
std::vector<std::string> sorted(const RecordingSink& sink) {
  std::vector<std::string> out;
  for (const SpanRecord& record : sink.spans()) out.push_back(printRecord(record));
  for (const LogRecord& record : sink.logs()) out.push_back(printRecord(record));
  std::sort(out.begin(), out.end());
  return out;
}

bool isJson(const std::string& text) {
  QJsonParseError error;
  static_cast<void>(QJsonDocument::fromJson(QByteArray::fromStdString(text), &error));
  return error.error == QJsonParseError::NoError;
}

}  // namespace

class JsonWriterTest : public QObject {
  Q_OBJECT

 private slots:
  void whatIsWrittenReadsBackEqual_data() { addCases(); }
  void whatIsWrittenReadsBackEqual() {
    QFETCH(QString, name);
    const ReadOut first(goldenInput(name));
    for (const Format* format : {&otlpJsonFormat(), &otlpJsonLinesFormat()}) {
      const std::string text = written(first.sink, *format);
      const ReadOut second(text);
      // JSON holds no invalid UTF-8: that one case comes back with replacement characters.
      if (name == "text") {
        QVERIFY(text.find("a\xef\xbf\xbd\xef\xbf\xbd"
                          "b") != std::string::npos);
      } else {
        QVERIFY(sorted(first.sink) == sorted(second.sink));
      }
      QVERIFY(!second.diagnostics.hasErrors() || (first.sink.spans().empty() && first.sink.logs().empty()));
      QCOMPARE(QString::fromStdString(written(second.sink, *format)), QString::fromStdString(text));
    }
  }

  void theDocumentIsOneJsonValue_data() { addCases(); }
  void theDocumentIsOneJsonValue() {
    QFETCH(QString, name);
    QVERIFY(isJson(written(ReadOut(goldenInput(name)).sink, otlpJsonFormat())));
  }

  void eachLineIsARequestOfOneSignal() {
    const std::string text = written(ReadOut(goldenInput("mixed-signals")).sink, otlpJsonLinesFormat());
    QCOMPARE(std::count(text.begin(), text.end(), '\n'), 3);
    for (const QString& line : QString::fromStdString(text).split('\n', Qt::SkipEmptyParts)) {
      QVERIFY(isJson(line.toStdString()));
      QVERIFY(line.contains("resourceSpans") != line.contains("resourceLogs"));
    }
  }

  void writesAsTheSpecificationSays() {
    const std::string text = written(ReadOut(goldenInput("values")).sink, otlpJsonLinesFormat());
    for (const char* part :
         {"\"traceId\":\"0af7651916cd43dd8448eb211c80319c\"", "\"startTimeUnixNano\":\"1767225600000000000\"",
          "{\"intValue\":\"9007199254740993\"}", "{\"doubleValue\":\"NaN\"}",
          "{\"doubleValue\":\"-Infinity\"}", "{\"doubleValue\":-0}", "{\"bytesValue\":\"AAEC/w==\"}",
          "{\"key\":\"empty\",\"value\":{}}"})
      QVERIFY2(text.find(part) != std::string::npos, part);
    QVERIFY(text.find("parentSpanId") == std::string::npos);
    QVERIFY(text.find("status") == std::string::npos);
  }

  void alternatingResourcesAreGathered() {
    RecordingSink sink;
    const ReadOut one(document(spanJson(1)));
    for (int i = 0; i < 1000; ++i) {
      ResourceView resource = one.sink.spans()[0].resource;
      resource.droppedAttributes = static_cast<std::uint32_t>(i % 3);
      SpanView span = one.sink.spans()[0].span;
      span.resource = sink.resource(resource);
      span.scope = sink.scope({});
      sink.span(span);
    }
    const std::string text = written(sink, otlpJsonFormat());
    QCOMPARE(QString::fromStdString(text).count("\"resource\":"), 3);
    QCOMPARE(ReadOut(text).sink.spans().size(), std::size_t{1000});
  }

  // More logs than are kept in memory, between the spans they belong to.
  void manyLogsComeBehindAllSpans() {
    const ReadOut input(goldenInput("mixed-signals"));
    TextOutput output;
    const auto writer = otlpJsonFormat().writer(output);
    const std::string large(100000, 'x');
    std::string body;
    appendString(body, large);
    for (int i = 0; i < 200; ++i) {
      SpanView span = input.sink.spans()[0].span;
      span.resource = writer->resource({});
      span.scope = writer->scope({});
      writer->span(span);
      LogView log;
      log.body = AttributeValue(body);
      log.resource = span.resource;
      log.scope = span.scope;
      writer->log(log);
    }
    QVERIFY(writer->finish().has_value());
    QVERIFY(isJson(output.text));
    const ReadOut read(output.text);
    QCOMPARE(read.sink.spans().size(), std::size_t{200});
    QCOMPARE(read.sink.logs().size(), std::size_t{200});
  }

  void noLineIsMuchLongerThanAMebibyte() {
    const ReadOut input(document(spansJson(1, 200, 20000)));
    const std::string text = written(input.sink, otlpJsonLinesFormat());
    for (const QString& line : QString::fromStdString(text).split('\n'))
      QVERIFY(line.size() < (1 << 20) + 30000);
    QCOMPARE(ReadOut(text).names(), numbers(1, 200));
  }

  void reportsTheFirstErrorOfTheOutput() {
    const ReadOut input(document(spansJson(1, 200, 20000)));
    TextOutput output;
    output.limit = 1000;
    const auto writer = otlpJsonFormat().writer(output);
    copy(input.sink, *writer);
    const auto result = writer->finish();
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().message, std::string("disk full"));
  }

 private:
  static void addCases() {
    QTest::addColumn<QString>("name");
    for (const QString& name : goldenCases()) QTest::newRow(name.toUtf8().constData()) << name;
  }
};

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "json_writer_test.moc"
