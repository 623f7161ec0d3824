// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session of many segments, whose traces lie in several of them, as one file.
#include "core/export/parallel_export.h"

#include <sqlite3.h>
#include <unistd.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/export/export_session.h"
#include "core/export/file_output.h"
#include "core/formats/registry.h"
#include "tests/core/store/random_spans.h"
#include "tests/core/store/temporary_session.h"
#include "tests/support/read_all.h"
#include "tests/support/span_printer.h"

namespace spanloupe::exports {
namespace {

class MemoryOutput final : public formats::Output {
 public:
  [[nodiscard]] Result<void> write(std::string_view piece) override {
    if (bytes.size() + piece.size() > limit) return fail(ErrorKind::Io, "the memory is full");
    bytes += piece;
    if (onWrite) onWrite();
    return {};
  }
  std::string bytes;
  std::size_t limit = std::string::npos;
  std::function<void()> onWrite;
};

constexpr int kSources = 9;
constexpr std::size_t kSpansOfASource = 120;

void fill(const std::string& path, std::size_t logs) {
  auto session = store::Session::openForWriting(path);
  if (!session) qFatal("%s", session.error().text().c_str());
  for (unsigned source = 1; source <= kSources; ++source)
    test::addSource(**session, source, [&](SpanSink& sink) {
      test::pushRandomSpans({source, kSpansOfASource, logs, 15, source % 3 * 10}, sink);
    });
}

void runSql(const std::string& path, const char* sql) {
  sqlite3* handle = nullptr;
  if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK ||
      sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    qFatal("%s", sqlite3_errmsg(handle));
  sqlite3_close(handle);
}

struct Opened {
  explicit Opened(const std::string& path) {
    auto opened = store::Reader::open(path);
    if (!opened) qFatal("%s", opened.error().text().c_str());
    reader = std::move(*opened);
    auto current = reader->snapshot();
    if (!current) qFatal("%s", current.error().text().c_str());
    snapshot = *current;
  }
  [[nodiscard]] Result<void> write(const formats::Format& format, formats::Output& output,
                                   std::stop_token stop = {}) const {
    return exportSession(*reader, *snapshot, {}, format, output, std::move(stop));
  }
  std::unique_ptr<store::Reader> reader;
  std::shared_ptr<const store::Snapshot> snapshot;
};

std::vector<std::string> readBack(const std::string& bytes, const formats::Format& format) {
  RecordingSink sink;
  Diagnostics diagnostics;
  if (!test::readBytes(bytes, format, sink, diagnostics)) qFatal("cannot be read back");
  return test::sortedTexts(sink);
}

}  // namespace

class ParallelExportTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    fill(m_session.path(), 12);
    fill(m_spansOnly.path(), 0);
  }

  void nothingIsLostOrDoubled_data() { addFormats(); }
  void nothingIsLostOrDoubled() {
    QFETCH(QString, format);
    QFETCH(bool, logs);
    const formats::Format& chosen = *formats::formatNamed(format.toStdString());
    const Opened opened(session(logs));
    MemoryOutput parallel;
    QVERIFY(opened.write(chosen, parallel));
    // Compared with what one thread writes: no file can hold ids that do not follow from their raw bytes.
    MemoryOutput byOne;
    const auto writer = chosen.writer(byOne);
    if (logs) writer->expectLogs();
    QVERIFY(opened.reader->visitAll(*opened.snapshot, *writer, {}));
    QVERIFY(writer->finish());
    const std::vector<std::string> texts = readBack(parallel.bytes, chosen);
    QCOMPARE(test::difference(readBack(byOne.bytes, chosen), texts), std::string());
    QCOMPARE(texts.size(), test::sortedTexts(session(logs)).size());
  }

  void theSameBytesTwice_data() { addFormats(); }
  void theSameBytesTwice() {
    QFETCH(QString, format);
    QFETCH(bool, logs);
    const formats::Format& chosen = *formats::formatNamed(format.toStdString());
    std::string first;
    for (int i = 0; i < 4; ++i) {
      MemoryOutput output;
      QVERIFY(Opened(session(logs)).write(chosen, output));
      if (i == 0) first = output.bytes;
      QVERIFY(output.bytes == first);
    }
  }

  void theDocumentIsOneJsonValue() {
    for (const bool logs : {false, true}) {
      MemoryOutput output;
      QVERIFY(Opened(session(logs)).write(*formats::formatNamed("otlp-json"), output));
      QJsonParseError error;
      const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(output.bytes), &error);
      QCOMPARE(error.error, QJsonParseError::NoError);
      QCOMPARE(document.object().keys(),
               logs ? QStringList({"resourceLogs", "resourceSpans"}) : QStringList("resourceSpans"));
    }
  }

  void anEmptySessionIsAnEmptyFile_data() { addFormats(); }
  void anEmptySessionIsAnEmptyFile() {
    QFETCH(QString, format);
    const formats::Format& chosen = *formats::formatNamed(format.toStdString());
    const test::TemporarySession empty;
    QVERIFY(store::Session::openForWriting(empty.path()));
    MemoryOutput output;
    QVERIFY(Opened(empty.path()).write(chosen, output));
    QCOMPARE(output.bytes, std::string(format == "otlp-json" ? "{\"resourceSpans\":[]}\n" : ""));
  }

  void anOutputThatFailsEndsAllThreads() {
    const Opened opened(m_session.path());
    for (const char* format : {"otlp-proto", "otlp-json"}) {
      MemoryOutput whole;
      QVERIFY(opened.write(*formats::formatNamed(format), whole));
      for (std::size_t cut = 0; cut < 10; ++cut) {
        MemoryOutput output;
        output.limit = whole.bytes.size() * cut / 10;
        const auto done = opened.write(*formats::formatNamed(format), output);
        QVERIFY(!done);
        QCOMPARE(done.error().message, std::string("the memory is full"));
      }
    }
  }

  void aFullDeviceIsAnError() {
    if (::access("/dev/full", W_OK) != 0) QSKIP("no /dev/full");
    const auto output = FileOutput::create("/dev/full");
    QVERIFY(output);
    auto done = Opened(m_session.path()).write(*formats::formatNamed("otlp-proto"), **output);
    if (done) done = (*output)->commit();
    QVERIFY(!done);
    QVERIFY(done.error().message.find("make room") != std::string::npos);
  }

  void stoppingAtAnyMomentEndsAllThreads() {
    const Opened opened(m_session.path());
    for (int atWrite = 0; atWrite < 12; ++atWrite) {
      std::stop_source stop;
      MemoryOutput output;
      int writes = 0;
      output.onWrite = [&] {
        if (++writes > atWrite) stop.request_stop();
      };
      const auto done = opened.write(*formats::formatNamed("otlp-proto"), output, stop.get_token());
      QVERIFY(!done);
      QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    }
  }

  void damageInOneSegmentEndsAllThreads() {
    const test::TemporarySession damaged;
    fill(damaged.path(), 10);
    runSql(damaged.path(),
           "UPDATE segment_column SET data = zeroblob(length(data)) WHERE scope = 0 AND key = 'name' "
           "AND id >> 20 = (SELECT max(id) - 2 FROM segment)");
    MemoryOutput output;
    const auto done = Opened(damaged.path()).write(*formats::formatNamed("otlp-proto"), output);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Corrupt);
  }

  void partsAreEverythingOnce() {
    const Opened opened(m_session.path());
    RecordingSink sink;
    const auto parts = store::partsOf(*opened.snapshot);
    QVERIFY(parts.size() > kSources);
    for (const store::SnapshotPart& part : parts) {
      QVERIFY(opened.reader->visitPart(*opened.snapshot, part, sink, {}));
      if (!part.logs) QVERIFY(sink.logs().empty());
    }
    QCOMPARE(test::difference(test::sortedTexts(m_session.path()), test::sortedTexts(sink)), std::string());
  }

 private:
  [[nodiscard]] std::string session(bool logs) const { return (logs ? m_session : m_spansOnly).path(); }
  static void addFormats() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("logs");
    for (const char* format : {"otlp-proto", "otlp-json", "otlp-jsonl"}) {
      QTest::addRow("%s", format) << QString(format) << false;
      QTest::addRow("%s with logs", format) << QString(format) << true;
    }
  }

  test::TemporarySession m_session;
  test::TemporarySession m_spansOnly;
};

}  // namespace spanloupe::exports

QTEST_APPLESS_MAIN(spanloupe::exports::ParallelExportTest)
#include "parallel_export_test.moc"
