// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Documents read from a real session.
#include "ui/json/json_reading.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/export/export_session.h"
#include "core/formats/otlp/json/otlp_json_format.h"
#include "tests/ui/session/session_fixture.h"
#include "ui/json/json_copy.h"
#include "ui/json/json_search.h"

namespace spanloupe::json {

class JsonReadingTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theWholeTextIsWhatTheExportWrites();
  void everyRecordHasTheLinesItWasCountedWith();
  void oneSpanIsADocumentOfItsOwn();
  void logsComeAfterSpans();
  void findsLinesWithoutRegardToCase();
  void copiesPartsOfRecords();
  void copiesValuesPlain();
  void aRequestToStopEndsTheReading();

 private:
  /// Searched in as many steps as there are.
  [[nodiscard]] std::vector<DocLine> found(std::string_view words);
  [[nodiscard]] std::string copied(const JsonDocument& document, DocLine first, DocLine last, CopyForm form);

  test::Home m_home;
  std::unique_ptr<store::Reader> m_reader;
  JsonSource m_source;
  std::shared_ptr<const JsonDocument> m_document;
};

namespace {

class TextOutput final : public formats::Output {
 public:
  Result<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  std::string text;
};

/// Spans by id, each with the resource it is below.
QMap<QString, QJsonObject> spansOf(const std::string& text) {
  QMap<QString, QJsonObject> spans;
  const QJsonObject root = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
  for (const QJsonValue& group : root["resourceSpans"].toArray())
    for (const QJsonValue& scope : group["scopeSpans"].toArray())
      for (const QJsonValue& span : scope["spans"].toArray())
        spans[span["spanId"].toString()] = {
            {"span", span}, {"resource", group["resource"]}, {"scope", scope["scope"]}};
  return spans;
}

/// Lines of the document that hold `text`.
std::vector<DocLine> linesWith(const std::string& whole, const std::string& text) {
  std::vector<DocLine> found;
  DocLine line = 0;
  for (std::size_t at = 0; at < whole.size(); ++line) {
    const std::size_t end = whole.find('\n', at);
    if (whole.substr(at, end - at).find(text) != std::string::npos) found.push_back(line);
    at = end + 1;
  }
  return found;
}

}  // namespace

void JsonReadingTest::initTestCase() {
  QByteArray file = test::otlpJson({{.name = "GET /cart \\\"x\\\"", .spans = 40, .errors = 3}, {.spans = 3}});
  const QString log =
      QStringLiteral(
          R"({"timeUnixNano":"1773324000000000005","severityNumber":9,"body":{"stringValue":"a log line"},)"
          R"("attributes":[{"key":"kůň","value":{"stringValue":"Žluťoučký"}}],"traceId":"%1","spanId":"%2"})")
          .arg(test::traceHex(0), test::spanHex(0, 1));
  file.chop(1);
  file += ",\"resourceLogs\":[{\"resource\":{},\"scopeLogs\":[{\"logRecords\":[" + log.toUtf8() + "]}]}]}";
  session::TraceSession session;
  QVERIFY(test::load(session, {m_home.write("a.json", file)}));
  auto reader = store::Reader::open(*session.current()->path);
  QVERIFY(reader);
  m_reader = std::move(*reader);
  const auto trace =
      m_reader->trace(*session.snapshot(), *TraceId::fromHex(test::traceHex(0).toStdString()), {});
  QVERIFY(trace);
  m_source = {session.snapshot(), *trace};
  const auto document = readDocument(*m_reader, m_source, std::nullopt, {});
  QVERIFY(document);
  m_document = *document;
}

std::string JsonReadingTest::copied(const JsonDocument& document, DocLine first, DocLine last,
                                    CopyForm form) {
  const auto text = copyText(*m_reader, document, first, last, form, {});
  return text ? *text : "error: " + text.error().message;
}

std::vector<DocLine> JsonReadingTest::found(std::string_view words) {
  const LineSearch search(m_document, words);
  std::vector<DocLine> lines;
  for (std::size_t next = 0; !search.isOver(next);) {
    const auto some = search.search(*m_reader, next, std::chrono::milliseconds(0), {});
    if (!some || some->next <= next) return {};
    lines.insert(lines.end(), some->lines.begin(), some->lines.end());
    next = some->next;
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

void JsonReadingTest::theWholeTextIsWhatTheExportWrites() {
  TextOutput output;
  const TraceId id = m_source.trace->id;
  QVERIFY(exports::exportSession(*m_reader, *m_source.snapshot, std::span(&id, 1), formats::otlpJsonFormat(),
                                 output, {}));
  const std::string text = copied(*m_document, 0, m_document->lineCount() - 1, CopyForm::Lines);
  QCOMPARE(static_cast<DocLine>(std::count(text.begin(), text.end(), '\n')), m_document->lineCount());
  QCOMPARE(spansOf(text).size(), 40);
  QCOMPARE(spansOf(text), spansOf(output.text));
  const auto logs = [](const std::string& json) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(json))["resourceLogs"];
  };
  QCOMPARE(logs(text), logs(output.text));
}

void JsonReadingTest::everyRecordHasTheLinesItWasCountedWith() {
  std::vector<Record> records;
  for (const Part& part : m_document->parts())
    if (part.isRecord) records.push_back(part.first);
  QCOMPARE(records.size(), std::size_t{41});
  const auto texts = readRecords(*m_reader, *m_document, records, {});
  QVERIFY(texts);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Part& part = m_document->parts()[m_document->partOf(records[i])];
    QCOMPARE((*texts)[i]->lines(), std::size_t{part.lines});
    QCOMPARE((*texts)[i]->folds.front(), (Fold{0, part.lines - 1}));
  }
}

void JsonReadingTest::oneSpanIsADocumentOfItsOwn() {
  const auto one = readDocument(*m_reader, m_source, SpanIndex{5}, {});
  QVERIFY(one);
  QCOMPARE((*one)->records(), std::size_t{1});
  QCOMPARE((*one)->partOf(4), (*one)->parts().size());
  const auto spans = spansOf(copied(**one, 0, (*one)->lineCount(), CopyForm::Lines));
  QCOMPARE(spans.size(), 1);
  QCOMPARE(spans.firstKey(), QString::fromStdString(m_source.trace->spanId[5].hex()));
}

void JsonReadingTest::logsComeAfterSpans() {
  const std::string text = copied(*m_document, 0, m_document->lineCount() - 1, CopyForm::Lines);
  QVERIFY(text.find("\"resourceSpans\"") < text.find("\"resourceLogs\""));
  QVERIFY(m_document->isSpan(39));
  QVERIFY(!m_document->isSpan(40));
  QCOMPARE(linesWith(text, "a log line").size(), std::size_t{1});
}

void JsonReadingTest::findsLinesWithoutRegardToCase() {
  const std::string text = copied(*m_document, 0, m_document->lineCount() - 1, CopyForm::Lines);
  for (const char* word :
       {"SELECT 3", "Žluť", "\"spanId\"", "service.name", "a log line", "scopeSpans", "resourceLogs"}) {
    QCOMPARE(found(word), linesWith(text, word));
  }
  QCOMPARE(found("žLUŤOUČKÝ"), linesWith(text, "Žluťoučký"));
  QVERIFY(!found("žluťoučký").empty());
  QCOMPARE(found("sELECT 3"), linesWith(text, "SELECT 3"));
  QVERIFY(found("nowhere").empty());
  QVERIFY(found("").empty());
}

void JsonReadingTest::copiesPartsOfRecords() {
  const std::string text = copied(*m_document, 0, m_document->lineCount() - 1, CopyForm::Lines);
  const auto lineOf = [&text](DocLine line) {
    std::size_t at = 0;
    for (; line > 0; --line) at = text.find('\n', at) + 1;
    return at;
  };
  for (const auto& [first, last] :
       std::vector<std::pair<DocLine, DocLine>>{{0, 0}, {3, 20}, {17, 55}, {60, 61}})
    QCOMPARE(copied(*m_document, first, last, CopyForm::Lines),
             text.substr(lineOf(first), lineOf(last + 1) - lineOf(first)));
}

void JsonReadingTest::copiesValuesPlain() {
  const std::string text = copied(*m_document, 0, m_document->lineCount() - 1, CopyForm::Lines);
  const DocLine name = linesWith(text, "\"name\": \"GET /cart").front();
  QCOMPARE(copied(*m_document, name, name, CopyForm::Value), "GET /cart \"x\"");
  QCOMPARE(copied(*m_document, name, name, CopyForm::Object), "\"GET /cart \\\"x\\\"\"");
  const std::size_t part = m_document->partOf(3);
  const DocLine first = m_document->firstLine(part);
  const std::string span =
      copied(*m_document, first, first + m_document->parts()[part].lines - 1, CopyForm::Object);
  QVERIFY(span.starts_with("{\n  \"traceId\""));
  QVERIFY(span.ends_with("\n}"));
}

void JsonReadingTest::aRequestToStopEndsTheReading() {
  std::stop_source stop;
  stop.request_stop();
  QCOMPARE(readDocument(*m_reader, m_source, std::nullopt, stop.get_token()).error().kind,
           ErrorKind::Cancelled);
  const LineSearch search(m_document, "x");
  QCOMPARE(search.search(*m_reader, 0, std::chrono::seconds(9), stop.get_token()).error().kind,
           ErrorKind::Cancelled);
}

}  // namespace spanloupe::json

QTEST_GUILESS_MAIN(spanloupe::json::JsonReadingTest)
#include "json_reading_test.moc"
