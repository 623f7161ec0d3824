// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The SQL table "spans": as many rows as spans, their fields, and any attribute through attr().
#include <QTest>

#include "core/store/sql.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

/// Rows as text, columns joined by '|'.
class Rows final : public SqlRowSink {
 public:
  void columns(std::span<const std::string_view>) override {}
  bool row(std::span<const SqlValue> values) override {
    std::string line;
    for (const SqlValue& value : values) {
      if (!line.empty()) line += '|';
      if (const auto* text = std::get_if<std::string_view>(&value)) line += *text;
      if (const auto* number = std::get_if<std::int64_t>(&value)) line += std::to_string(*number);
      if (std::holds_alternative<std::monostate>(value)) line += "null";
      if (const auto* real = std::get_if<double>(&value)) line += std::to_string(*real);
    }
    lines.push_back(line);
    return true;
  }
  std::vector<std::string> lines;
};

std::vector<std::string> select(const std::string& path, std::string_view sql) {
  Rows rows;
  const auto done = runSql(path, sql, rows, {});
  if (!done) return {done.error().message};
  return rows.lines;
}

void pushOne(SpanSink& sink, std::uint64_t id, std::uint64_t parent, const char* service,
             std::int64_t status) {
  std::string name;
  std::string code;
  appendString(name, service);
  appendInt(code, status);
  const Attribute resource{"service.name", AttributeValue(name)};
  const Attribute attributes[] = {{"http.response.status_code", AttributeValue(code)},
                                  {"repeated", AttributeValue(code)},
                                  {"repeated", AttributeValue(code)}};
  SpanView span;
  span.traceId = {1, 2};
  span.spanId = {id};
  span.parentSpanId = {parent};
  span.name = "GET /";
  span.start = timestampFromNanos(1'773'000'000'000'000'000ULL + id);
  span.end = timestampFromNanos(1'773'000'000'000'000'000ULL + id + 500);
  span.attributes = attributes;
  span.resource = sink.resource({std::span(&resource, 1), 0, "", ""});
  span.scope = sink.scope({});
  sink.span(span);
}

}  // namespace

class SqlSpansTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    auto session = Session::openForWriting(m_file.path());
    QVERIFY(session.has_value());
    addSource(**session, 1, [](SpanSink& sink) {
      pushOne(sink, 1, 0, "frontend", 200);
      pushOne(sink, 2, 1, "cart", 500);
    });
    addSource(**session, 2, [](SpanSink& sink) { pushOne(sink, 3, 1, "cart", 404); });
    auto large = Session::openForWriting(m_large.path());
    addSource(**large, 1, [](SpanSink& sink) { pushRandomSpans({1, 20'000, 0, 300, 0}, sink); });
  }
  void fieldsAreColumns() {
    const auto rows = select(
        m_file.path(),
        "SELECT trace_id, span_id, parent_id, service, name, duration_ns FROM spans ORDER BY start_ns");
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0],
             std::string("00000000000000010000000000000002|0000000000000001|null|frontend|GET /|500"));
    QCOMPARE(
        rows[2],
        std::string("00000000000000010000000000000002|0000000000000003|0000000000000001|cart|GET /|500"));
  }
  void attributesKeepTheirTypes() {
    QCOMPARE(select(m_file.path(), "SELECT sum(attr(spans, 'http.response.status_code')) FROM spans"),
             std::vector<std::string>{"1104"});
    QCOMPARE(select(m_file.path(),
                    "SELECT service, count(*) FROM spans WHERE attr(spans, 'http.response.status_code') >= "
                    "400 GROUP BY 1"),
             std::vector<std::string>{"cart|2"});
  }
  void resourceAttributesAndMissingOnes() {
    QCOMPARE(select(m_file.path(),
                    "SELECT DISTINCT attr(spans, 'service.name') AS s FROM spans ORDER BY s DESC LIMIT 1"),
             std::vector<std::string>{"frontend"});
    QCOMPARE(select(m_file.path(), "SELECT DISTINCT attr(spans, 'none') FROM spans"),
             std::vector<std::string>{"null"});
  }
  void everySpanOfManyBlocksIsARow() {
    QCOMPARE(select(m_large.path(), "SELECT count(*) FROM spans"), std::vector<std::string>{"20000"});
    QCOMPARE(select(m_large.path(),
                    "SELECT count(*) FROM spans a JOIN spans b ON a.span_id = b.span_id WHERE a.span_id = "
                    "'0000000000000064'"),
             std::vector<std::string>{"1"});
  }
  void attrOutsideTheTableIsRefused() {
    const auto rows = select(m_file.path(), "SELECT attr(1, 'x')");
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY2(QString::fromStdString(rows[0]).contains("attr"), rows[0].c_str());
  }

 private:
  TemporarySession m_file;
  TemporarySession m_large;
};

QTEST_GUILESS_MAIN(SqlSpansTest)
#include "sql_spans_test.moc"
