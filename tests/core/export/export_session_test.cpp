// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_session.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <set>

#include "core/export/file_output.h"
#include "core/formats/registry.h"
#include "core/generate/generate.h"
#include "core/ingest/import_job.h"
#include "core/model/record.h"
#include "core/store/reader.h"
#include "tests/support/read_all.h"
#include "tests/support/span_printer.h"

namespace spanloupe::exports {
namespace {

class MemoryOutput final : public formats::Output {
 public:
  [[nodiscard]] Result<void> write(std::string_view piece) override {
    bytes += piece;
    if (bytes.size() > limit) return fail(ErrorKind::Io, "the memory is full");
    return {};
  }
  std::string bytes;
  std::size_t limit = std::string::npos;
};

template <typename Records>
std::vector<std::string> printed(const Records& records) {
  std::vector<std::string> texts;
  for (const auto& record : records) texts.push_back(test::printRecord(record));
  std::sort(texts.begin(), texts.end());
  return texts;
}

}  // namespace

class ExportSessionTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void whatWasImportedIsExported_data();
  void whatWasImportedIsExported();
  void onlyTheTracesAskedFor();
  void refusesATraceThatIsNotThere();
  void failureOfTheOutputEndsTheExport();
  void stopsWhenAsked();

 private:
  QTemporaryDir m_folder;
  RecordingSink m_original;
  std::unique_ptr<store::Reader> m_reader;
  std::shared_ptr<const store::Snapshot> m_snapshot;
};

void ExportSessionTest::initTestCase() {
  QVERIFY(generate::generate({20'000, 3, "shop"}, m_original));
  const std::string file = m_folder.filePath("load.pb").toStdString();
  const auto output = FileOutput::create(file);
  QVERIFY(output);
  const auto writer = formats::formatNamed("otlp-proto")->writer(**output);
  writer->expectLogs();
  QVERIFY(generate::generate({20'000, 3, "shop"}, *writer));
  QVERIFY(writer->finish());
  QVERIFY((*output)->commit());

  const std::string path = m_folder.filePath("s.spanloupe").toStdString();
  auto session = store::Session::openForWriting(path);
  QVERIFY(session);
  ingest::ImportOptions options;
  options.paths = {file};
  const auto report = ingest::runImport(**session, options, {}, {});
  QVERIFY(report);
  QCOMPARE(report->spans, std::uint64_t{m_original.spans().size()});

  auto reader = store::Reader::open(path);
  QVERIFY(reader);
  m_reader = std::move(*reader);
  auto snapshot = m_reader->snapshot();
  QVERIFY(snapshot);
  m_snapshot = *snapshot;
}

void ExportSessionTest::whatWasImportedIsExported_data() {
  QTest::addColumn<QString>("format");
  for (const formats::Format* format : formats::allFormats()) {
    if (format->info().writes && format->info().reads && format->info().name.starts_with("otlp"))
      QTest::newRow(std::string(format->info().name).c_str())
          << QString::fromUtf8(format->info().name.data(), qsizetype(format->info().name.size()));
  }
}

void ExportSessionTest::whatWasImportedIsExported() {
  QFETCH(QString, format);
  const formats::Format& chosen = *formats::formatNamed(format.toStdString());
  MemoryOutput output;
  const auto done = exportSession(*m_reader, *m_snapshot, {}, chosen, output, {});
  QVERIFY2(done, done ? "" : done.error().text().c_str());
  RecordingSink again;
  Diagnostics diagnostics;
  QVERIFY(test::readBytes(std::move(output.bytes), chosen, again, diagnostics));
  QVERIFY2(diagnostics.empty(), test::printDiagnostics(diagnostics).c_str());
  QVERIFY(printed(again.spans()) == printed(m_original.spans()));
  QVERIFY(printed(again.logs()) == printed(m_original.logs()));
}

void ExportSessionTest::onlyTheTracesAskedFor() {
  std::set<TraceId> all;
  for (const SpanRecord& one : m_original.spans()) all.insert(one.span.traceId);
  const std::vector<TraceId> wanted(all.begin(), std::next(all.begin(), 40));
  MemoryOutput output;
  const formats::Format& format = *formats::formatNamed("otlp-proto");
  QVERIFY(exportSession(*m_reader, *m_snapshot, wanted, format, output, {}));
  RecordingSink again;
  Diagnostics diagnostics;
  QVERIFY(test::readBytes(std::move(output.bytes), format, again, diagnostics));
  const auto isWanted = [&](TraceId id) {
    return std::find(wanted.begin(), wanted.end(), id) != wanted.end();
  };
  std::vector<SpanRecord> spans;
  for (const SpanRecord& one : m_original.spans())
    if (isWanted(one.span.traceId)) spans.push_back(one);
  std::vector<LogRecord> logs;
  for (const LogRecord& one : m_original.logs())
    if (isWanted(one.log.traceId)) logs.push_back(one);
  QVERIFY(printed(again.spans()) == printed(spans));
  QVERIFY(printed(again.logs()) == printed(logs));
}

void ExportSessionTest::refusesATraceThatIsNotThere() {
  MemoryOutput output;
  const TraceId nowhere{1, 1};
  const auto done =
      exportSession(*m_reader, *m_snapshot, {&nowhere, 1}, *formats::formatNamed("otlp-proto"), output, {});
  QVERIFY(!done);
  QCOMPARE(done.error().kind, ErrorKind::NotFound);
}

void ExportSessionTest::failureOfTheOutputEndsTheExport() {
  MemoryOutput output;
  output.limit = 1000;
  const auto done =
      exportSession(*m_reader, *m_snapshot, {}, *formats::formatNamed("otlp-proto"), output, {});
  QVERIFY(!done);
  QCOMPARE(done.error().message, std::string("the memory is full"));
}

void ExportSessionTest::stopsWhenAsked() {
  std::stop_source stop;
  stop.request_stop();
  for (const bool some : {false, true}) {
    std::vector<TraceId> traces;
    if (some) traces.push_back(m_original.spans().front().span.traceId);
    MemoryOutput kept;
    const auto done = exportSession(*m_reader, *m_snapshot, traces, *formats::formatNamed("otlp-jsonl"), kept,
                                    stop.get_token());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
  }
}

}  // namespace spanloupe::exports

QTEST_APPLESS_MAIN(spanloupe::exports::ExportSessionTest)
#include "export_session_test.moc"
