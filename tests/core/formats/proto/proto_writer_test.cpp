// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "golden_cases.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

class StringOutput final : public Output {
 public:
  Result<void> write(std::string_view bytes) override {
    if (failAfter-- == 0) return fail(ErrorKind::Io, "disk full", "out");
    text += bytes;
    largest = std::max(largest, bytes.size());
    return {};
  }
  std::string text;
  std::size_t largest = 0;
  int failAfter = -1;
};

/// Every record with its resource and scope, in an order that does not depend on grouping.
std::vector<std::string> records(const RecordingSink& sink) {
  std::vector<std::string> all;
  for (const SpanRecord& record : sink.spans()) all.push_back(test::printRecord(record));
  for (const LogRecord& record : sink.logs()) all.push_back(test::printRecord(record));
  std::sort(all.begin(), all.end());
  return all;
}

std::string rewrite(const std::string& bytes, bool announceLogs = false) {
  StringOutput output;
  const auto writer = otlpProtoFormat().writer(output);
  if (announceLogs) writer->expectLogs();
  Diagnostics diagnostics;
  (void)test::readBytes(bytes, otlpProtoFormat(), *writer, diagnostics);
  if (!writer->finish()) return {};
  return output.text;
}

}  // namespace

class ProtoWriterTest : public QObject {
  Q_OBJECT

 private slots:
  void readsBackWhatWasWritten_data() {
    QTest::addColumn<QString>("name");
    for (const QString& name : test::goldenCases()) QTest::newRow(name.toUtf8().constData()) << name;
  }
  void readsBackWhatWasWritten() {
    QFETCH(QString, name);
    const std::string original = test::goldenInput(name);
    const test::ReadOut before(original);
    const std::string written = rewrite(original);
    const test::ReadOut after(written);
    QCOMPARE(after.error, std::string());
    QCOMPARE(records(after.sink), records(before.sink));
    // What was written has one form only.
    QVERIFY(rewrite(written) == written);
  }

  void spansAloneAreOneMessage() {
    const std::string written = rewrite(test::goldenInput("every-field"));
    QCOMPARE(written.front(), '\x0a');
  }

  void announcedLogsAreFramed() {
    const std::string original = test::goldenInput("mixed-big-endian");
    std::string many;
    for (int i = 0; i < 20'000; ++i) many += original;
    const std::string written = rewrite(many, true);
    QCOMPARE(written.front(), '\0');
    const test::ReadOut read(written);
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.sink.spans().size(), std::size_t{40'000});
    QCOMPARE(read.sink.logs().size(), std::size_t{60'000});
  }

  void unannouncedLateLogsAreNotLost() {
    StringOutput output;
    const auto writer = otlpProtoFormat().writer(output);
    Diagnostics diagnostics;
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += test::goldenInput("every-field");
    QVERIFY(test::readBytes(many, otlpProtoFormat(), *writer, diagnostics));
    QVERIFY(test::readBytes(test::goldenInput("logs"), otlpProtoFormat(), *writer, diagnostics));
    QVERIFY(writer->finish());
    QVERIFY(output.largest < std::size_t{6} << 20);
    const test::ReadOut read(output.text);
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.sink.spans().size(), std::size_t{20'000});
    QCOMPARE(read.sink.logs().size(), std::size_t{3});
  }

  void interleavedResourcesShareTheirGroups() {
    StringOutput output;
    const auto writer = otlpProtoFormat().writer(output);
    const std::string longText(1000, 'x');
    std::string value;
    appendString(value, longText);
    const Attribute attributes[] = {{"service.name", AttributeValue(value)}, {"other", AttributeValue()}};
    ResourceHandle resources[2];
    for (const std::size_t i : {0U, 1U}) {
      ResourceView view;
      view.attributes = std::span(attributes).first(i + 1);
      resources[i] = writer->resource(view);
    }
    SpanView span;
    span.scope = writer->scope({});
    for (std::size_t i = 0; i < 1000; ++i) {
      span.resource = resources[i % 2];
      writer->span(span);
    }
    QVERIFY(writer->finish());
    QVERIFY(output.text.size() < 20'000);
    QCOMPARE(test::ReadOut(output.text).sink.spans().size(), std::size_t{1000});
  }

  void equalResourcesGetEqualHandles() {
    StringOutput output;
    const auto writer = otlpProtoFormat().writer(output);
    ResourceView view;
    const ResourceHandle first = writer->resource(view);
    view.schemaUrl = "https://x";
    QVERIFY(writer->resource(view) != first);
    QVERIFY(writer->resource({}) == first);
    QVERIFY(writer->finish());
    QVERIFY(output.text.empty());
  }

  void reportsTheFirstFailure() {
    StringOutput output;
    output.failAfter = 0;
    const auto writer = otlpProtoFormat().writer(output);
    Diagnostics diagnostics;
    QVERIFY(test::readBytes(test::goldenInput("every-field"), otlpProtoFormat(), *writer, diagnostics));
    const auto finished = writer->finish();
    QVERIFY(!finished);
    QCOMPARE(finished.error().message, std::string("disk full"));
  }
};

QTEST_GUILESS_MAIN(ProtoWriterTest)
#include "proto_writer_test.moc"
