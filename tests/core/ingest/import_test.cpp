// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Imports as a user sees them: counts, what was there already, files that are none, stopping half-way, disk
// trouble.
#include <QDir>
#include <QFile>
#include <QTest>

#include "core/formats/registry.h"
#include "core/generate/generate.h"
#include "core/ingest/import_job.h"
#include "core/ingest/session_cache.h"
#include "core/ingest/session_files.h"
#include "core/store/check.h"
#include "core/store/reader.h"
#include "core/store/snapshot.h"
#include "tests/core/store/temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::test;

namespace {

class FileOutput final : public formats::Output {
 public:
  explicit FileOutput(const QString& path) : m_file(path) {
    if (!m_file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(path));
  }
  Result<void> write(std::string_view bytes) override {
    m_file.write(bytes.data(), static_cast<qint64>(bytes.size()));
    return {};
  }

 private:
  QFile m_file;
};

void writeLoad(const QString& path, std::string_view shape, std::uint64_t spans, std::uint64_t seed = 1) {
  FileOutput output(path);
  const auto writer = formats::formatNamed("otlp-proto")->writer(output);
  const auto made = generate::generate({spans, seed, shape}, *writer);
  if (!made || !writer->finish()) qFatal("cannot generate");
}

ingest::ImportReport import(const std::string& session, std::vector<std::string> paths,
                            const ingest::ImportCallbacks& callbacks = {}, std::stop_token stop = {}) {
  auto opened = store::Session::openForWriting(session);
  if (!opened) qFatal("%s", opened.error().text().c_str());
  ingest::ImportOptions options;
  options.paths = std::move(paths);
  auto report = ingest::runImport(**opened, options, callbacks, stop);
  if (!report) qFatal("%s", report.error().text().c_str());
  return std::move(*report);
}

bool isSound(const std::string& session) {
  const auto report = store::checkSession(session, {});
  if (!report) qFatal("%s", report.error().text().c_str());
  for (const auto& problem : report->problems)
    qWarning("%s: %s", problem.where.c_str(), problem.text.c_str());
  return report->ok();
}

}  // namespace

class ImportTest : public QObject {
  Q_OBJECT
 private slots:
  void everySpanOfAFileIsStored();
  void theSameFileAgainIsNoticed();
  void theSameSpansInAnotherFileAreDuplicates();
  void manySmallFilesShareSegments();
  void whatIsNoTraceFileIsSaidAndTheRestGoesOn();
  void stoppingLeavesAValidSession();
  void scatteredTracesAreBroughtTogether();
  void theFirstTracesComeBeforeTheEnd();
  void cachedSessionsAreFoundAgain();

 private:
  QString path(const char* name) const { return QString::fromStdString(m_file->folder()) + "/" + name; }
  std::unique_ptr<TemporarySession> m_file;

 private slots:
  void init() { m_file = std::make_unique<TemporarySession>(); }
};

void ImportTest::everySpanOfAFileIsStored() {
  writeLoad(path("load.pb"), "single", 70'000);
  const auto report = import(m_file->path(), {path("load.pb").toStdString()});
  QCOMPARE(report.spans, std::uint64_t{70'000});
  QCOMPARE(report.files.size(), std::size_t{1});
  QVERIFY(report.files[0].state == store::SourceState::Complete);
  QVERIFY(!report.files[0].error);
  QVERIFY(isSound(m_file->path()));
}

void ImportTest::theSameFileAgainIsNoticed() {
  writeLoad(path("load.pb"), "tiny", 500);
  import(m_file->path(), {path("load.pb").toStdString()});
  const auto report = import(m_file->path(), {path("load.pb").toStdString()});
  QVERIFY(report.files[0].alreadyThere);
  QCOMPARE(report.spans, std::uint64_t{0});
}

void ImportTest::theSameSpansInAnotherFileAreDuplicates() {
  writeLoad(path("a.pb"), "shop", 3000);
  writeLoad(path("b.pb"), "shop", 6000);  // begins with what a.pb has
  const auto first = import(m_file->path(), {path("a.pb").toStdString()});
  const auto second = import(m_file->path(), {path("b.pb").toStdString()});
  QVERIFY(second.duplicates > 0);
  QVERIFY(second.spans + second.duplicates >= 6000);
  QVERIFY(isSound(m_file->path()));
}

void ImportTest::manySmallFilesShareSegments() {
  QDir().mkpath(path("many"));
  std::vector<std::string> files;
  for (unsigned i = 0; i < 200; ++i)
    writeLoad(path("many") + QString("/%1.pb").arg(i, 4, 10, QChar('0')), "single", 10, i + 1);
  const auto report = import(m_file->path(), {path("many").toStdString()});
  QCOMPARE(report.files.size(), std::size_t{200});
  QCOMPARE(report.spans, std::uint64_t{2000});
  const auto checked = store::checkSession(m_file->path(), {});
  QVERIFY(checked->ok());
  QCOMPARE(checked->sources, std::uint64_t{200});
  QVERIFY(checked->segments <= 2);
}

void ImportTest::whatIsNoTraceFileIsSaidAndTheRestGoesOn() {
  writeLoad(path("good.pb"), "tiny", 10);
  QFile bad(path("bad.txt"));
  QVERIFY(bad.open(QIODevice::WriteOnly));
  bad.write("hello, this is not a trace\n");
  bad.close();
  const auto report = import(m_file->path(), {path("bad.txt").toStdString(), path("none.pb").toStdString(),
                                              path("good.pb").toStdString()});
  QCOMPARE(report.files.size(), std::size_t{3});
  QCOMPARE(report.files[0].error->kind, ErrorKind::Unsupported);
  QVERIFY(QString::fromStdString(report.files[0].error->message).contains("hello"));
  QCOMPARE(report.files[1].error->kind, ErrorKind::NotFound);
  QVERIFY(!report.files[2].error);
  QCOMPARE(report.spans, std::uint64_t{10});
  // Reopened, the session still tells of each of them.
  const auto reader = store::Reader::open(m_file->path());
  QVERIFY(reader);
  const auto sources = (*reader)->sources();
  QCOMPARE(sources->size(), std::size_t{3});
  for (const auto& source : *sources) {
    const bool isGood = source.name.ends_with("good.pb");
    QCOMPARE(source.state, isGood ? store::SourceState::Complete : store::SourceState::Incomplete);
    const auto entries = (*reader)->diagnostics(source.id);
    QCOMPARE(entries->size(), std::size_t{isGood ? 0U : 1U});
    if (!isGood) QCOMPARE(entries->front().kind, std::string("cannot be read"));
  }
  QVERIFY(isSound(m_file->path()));
}

void ImportTest::stoppingLeavesAValidSession() {
  // More than can be on its way between the threads when the first commit asks to stop: about 120 MB.
  writeLoad(path("load.pb"), "shop", 400'000);
  std::stop_source stop;
  ingest::ImportCallbacks callbacks;
  callbacks.committed = [&stop] { stop.request_stop(); };
  const auto report = import(m_file->path(), {path("load.pb").toStdString()}, callbacks, stop.get_token());
  QVERIFY(report.cancelled);
  QVERIFY(report.spans > 0 && report.spans < 400'000);
  QVERIFY(report.files[0].state == store::SourceState::Incomplete);
  QVERIFY(isSound(m_file->path()));
}

void ImportTest::scatteredTracesAreBroughtTogether() {
  // The same traces in every file, each with the spans of some services.
  writeLoad(path("whole.pb"), "shop", 150'000);
  const TemporarySession whole;
  import(whole.path(), {path("whole.pb").toStdString()});
  const auto reader = store::Reader::open(whole.path());
  const auto snapshot = (*reader)->snapshot();
  RecordingSink all;
  QVERIFY((*reader)->visitAll(**snapshot, all, {}).has_value());
  constexpr std::size_t kFiles = 4;
  std::vector<std::string> paths;
  for (std::size_t part = 0; part < kFiles; ++part) {
    paths.push_back(path("part").toStdString() + std::to_string(part) + ".pb");
    FileOutput output(QString::fromStdString(paths.back()));
    const auto writer = formats::formatNamed("otlp-proto")->writer(output);
    for (std::size_t i = part; i < all.spans().size(); i += kFiles) {
      SpanView span = all.spans()[i].span;
      span.resource = writer->resource(all.spans()[i].resource);
      span.scope = writer->scope(all.spans()[i].scope);
      writer->span(span);
    }
    QVERIFY(writer->finish().has_value());
  }
  std::vector<double> shares;
  ingest::ImportCallbacks callbacks;
  callbacks.progress = [&shares](const ingest::ImportProgress& now) {
    if (now.gathered) shares.push_back(*now.gathered);
  };
  const auto report = import(m_file->path(), paths, callbacks);
  QVERIFY(report.gathered);
  QCOMPARE(report.spans, std::uint64_t{all.spans().size()});
  QVERIFY(!shares.empty());
  QCOMPARE(shares.back(), 1.0);
  const auto gathered = store::Reader::open(m_file->path());
  const auto now = (*gathered)->snapshot();
  QCOMPARE((*now)->traceCount(), (*snapshot)->traceCount());
  for (const auto& segment : (*now)->segments()) QVERIFY(segment->shared.empty());
  QVERIFY(isSound(m_file->path()));
}

void ImportTest::theFirstTracesComeBeforeTheEnd() {
  writeLoad(path("load.pb"), "shop", 200'000);
  std::uint64_t atFirst = 0;
  ingest::ImportCallbacks callbacks;
  callbacks.committed = [&] {
    if (atFirst != 0) return;
    const auto reader = store::Reader::open(m_file->path());
    const auto snapshot = (*reader)->snapshot();
    atFirst = (*reader)->statistics(**snapshot)->spans;
  };
  const auto report = import(m_file->path(), {path("load.pb").toStdString()}, callbacks);
  QVERIFY(atFirst > 0);
  QVERIFY(atFirst < report.spans);
}

void ImportTest::cachedSessionsAreFoundAgain() {
  qputenv("XDG_CACHE_HOME", m_file->folder().c_str());
  writeLoad(path("load.pb"), "tiny", 10);
  const std::vector<std::string> files = {path("load.pb").toStdString()};
  const auto first = ingest::cachedSessionFor(files);
  QVERIFY(first.has_value());
  QVERIFY(!first->complete);
  import(first->path, files);
  QVERIFY(ingest::markComplete(first->path, files).has_value());
  const auto again = ingest::cachedSessionFor(files);
  QVERIFY(again->complete);
  QCOMPARE(again->path, first->path);
  writeLoad(path("load.pb"), "tiny", 11);
  const auto changed = ingest::cachedSessionFor(files);
  QVERIFY(!changed->complete);
  QVERIFY(changed->path != first->path);
  QVERIFY(ingest::trimCache(0).has_value());
  QCOMPARE(ingest::cacheUse()->sessions, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(ImportTest)
#include "import_test.moc"
