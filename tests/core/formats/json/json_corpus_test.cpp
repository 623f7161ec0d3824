// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Real files of other tools with counted spans. They are not part of the sources: the folder is named by
// SPANLOUPE_CORPUS, or found beside the checkout as shared/corpus; without it the test is skipped.
#include <QTest>
#include <algorithm>
#include <set>

#include "json_cases.h"
#include "tests/source_dir.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

QString corpusFolder() {
  return qEnvironmentVariable("SPANLOUPE_CORPUS", SPANLOUPE_SOURCE_DIR "/../shared/corpus");
}

/// The number behind `label=` in the notes of the index, 0 when it is not there.
std::size_t noted(const QString& notes, const QString& label) {
  for (const QString& note : notes.split(';'))
    if (note.trimmed().startsWith(label + "=")) return note.section('=', 1).trimmed().toULongLong();
  return 0;
}

std::size_t services(const RecordingSink& sink) {
  std::set<std::string> names;
  for (const SpanRecord& record : sink.spans())
    for (const Attribute& attribute : record.resource.attributes)
      if (attribute.key == "service.name") names.insert(displayText(attribute.value));
  return names.size();
}

std::size_t traces(const RecordingSink& sink) {
  std::set<TraceId> ids;
  for (const SpanRecord& record : sink.spans())
    if (!record.span.traceId.isZero()) ids.insert(record.span.traceId);
  return ids.size();
}

}  // namespace

class JsonCorpusTest : public QObject {
  Q_OBJECT

 private slots:
  void countsMatchTheIndex_data() { addFiles(); }
  void countsMatchTheIndex() {
    QFETCH(QString, path);
    QFETCH(QStringList, counts);
    QFETCH(QString, notes);
    const std::string bytes = test::readFile(path);
    const test::ReadOut read(bytes);
    if (counts[0] != "-") {
      QCOMPARE(QString::number(read.sink.spans().size()), counts[0]);
      QCOMPARE(QString::number(traces(read.sink)), counts[1]);
      QCOMPARE(QString::number(services(read.sink)), counts[2]);
    }
    QCOMPARE(read.sink.metricPoints(), noted(notes, "metric data points"));
    if (path.contains("logs-otlp-json")) QCOMPARE(read.sink.logs().size(), noted(notes, "log records"));
    const bool invalid = path.contains("/invalid/");
    // An invalid file is refused, or what is wrong with it is said.
    const Sniff sniff = otlpJsonFormat().sniff(std::string_view(bytes).substr(0, Format::kSniffSize),
                                               bytes.size() < Format::kSniffSize);
    QVERIFY(invalid || sniff == Sniff::Certain);
    if (invalid) QVERIFY(!read.diagnostics.empty());
    if (invalid && counts[0] == "-") QVERIFY(read.diagnostics.hasErrors());
  }

  void brokenLinesCostOnlyThemselves() {
    const std::string bytes = test::readFile(
        corpusFolder() + "/otlp-jsonl/invalid/robotframework-trace-report__malformed_trace.json");
    if (bytes.empty()) QSKIP("no corpus: set SPANLOUPE_CORPUS to its folder");
    QCOMPARE(test::ReadOut(bytes).sink.spans().size(), std::size_t{3});
  }

  void tinyPiecesGiveTheSameCounts_data() { addFiles(); }
  void tinyPiecesGiveTheSameCounts() {
    QFETCH(QString, path);
    if (path.contains("/invalid/")) return;
    const std::string bytes = test::readFile(path);
    const test::ReadOut whole(bytes);
    const test::ReadOut pieces(bytes, 3000);
    QVERIFY(whole.records() == pieces.records());
  }

  void otherToolsFilesAreNotTaken_data() {
    QTest::addColumn<QString>("path");
    forEachRow([](const QStringList& columns) {
      const QString& format = columns[1];
      if (format.contains("otlp") || format == "tempo-json" || columns[0].endsWith(".gz")) return;
      QTest::newRow(columns[0].toUtf8().constData()) << corpusFolder() + "/" + columns[0];
    });
  }
  void otherToolsFilesAreNotTaken() {
    QFETCH(QString, path);
    const std::string bytes = test::readFile(path);
    QVERIFY(otlpJsonFormat().sniff(std::string_view(bytes).substr(0, Format::kSniffSize),
                                   bytes.size() < Format::kSniffSize) != Sniff::Certain);
  }

 private:
  template <typename Visit>
  static void forEachRow(Visit visit) {
    QFile index(corpusFolder() + "/INDEX.tsv");
    if (!index.open(QIODevice::ReadOnly)) QSKIP("no corpus: set SPANLOUPE_CORPUS to its folder");
    while (!index.atEnd()) {
      const QStringList columns = QString::fromUtf8(index.readLine()).split('\t');
      if (columns.size() >= 9 && columns[0] != "path") visit(columns);
    }
  }

  static void addFiles() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("counts");
    QTest::addColumn<QString>("notes");
    forEachRow([](const QStringList& columns) {
      const QStringList formats{"otlp-json", "otlp-jsonl", "logs-otlp-json", "metrics-otlp-json"};
      if (!formats.contains(columns[1])) return;
      QTest::newRow(columns[0].toUtf8().constData())
          << corpusFolder() + "/" + columns[0] << columns.mid(5, 3) << columns[8];
    });
  }
};

QTEST_GUILESS_MAIN(JsonCorpusTest)
#include "json_corpus_test.moc"
