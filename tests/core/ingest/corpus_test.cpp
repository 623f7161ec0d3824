// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Real files of other tools, imported whole: spans, traces and services as counted independently. The corpus
// is not part of the project; where it is absent the test says so and is skipped.
#include <QDir>
#include <QFile>
#include <QTest>

#include "core/ingest/import_job.h"
#include "core/store/check.h"
#include "tests/core/store/temporary_session.h"
#include "tests/source_dir.h"

using namespace spanloupe;
using namespace spanloupe::test;

namespace {

QString corpusFolder() {
  const QString set = qEnvironmentVariable("SPANLOUPE_CORPUS");
  return set.isEmpty() ? QStringLiteral(SPANLOUPE_SOURCE_DIR "/../shared/corpus") : set;
}

}  // namespace

class CorpusTest : public QObject {
  Q_OBJECT
 private slots:
  void filesImportWithTheCountsOfTheIndex_data();
  void filesImportWithTheCountsOfTheIndex();
};

void CorpusTest::filesImportWithTheCountsOfTheIndex_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QStringList>("counts");
  QFile index(corpusFolder() + "/INDEX.tsv");
  if (!index.open(QIODevice::ReadOnly)) QSKIP("the corpus is not here; set SPANLOUPE_CORPUS to its folder");
  const QStringList formats = {"otlp-json", "otlp-jsonl", "otlp-proto", "logs-otlp-json",
                               "metrics-otlp-json"};
  index.readLine();
  while (!index.atEnd()) {
    const QStringList fields = QString::fromUtf8(index.readLine()).split('\t');
    if (fields.size() < 8 || !formats.contains(fields[0].section('/', 0, 0))) continue;
    QTest::newRow(qPrintable(fields[0])) << corpusFolder() + "/" + fields[0] << fields.mid(5, 3);
  }
}

void CorpusTest::filesImportWithTheCountsOfTheIndex() {
  QFETCH(QString, path);
  QFETCH(QStringList, counts);
  const TemporarySession file;
  {
    auto session = store::Session::openForWriting(file.path());
    QVERIFY(session.has_value());
    ingest::ImportOptions options;
    options.paths = {path.toStdString()};
    const auto report = ingest::runImport(**session, options, {}, {});
    QVERIFY(report.has_value());
    QCOMPARE(report->files.size(), std::size_t{1});
    // Files that cannot be counted must say why they give nothing, or what of them is damaged.
    if (counts[0] == "-" && path.contains("/invalid/"))
      QVERIFY(report->files[0].error || report->files[0].diagnostics.hasErrors() ||
              report->files[0].spans == 0);
  }
  QVERIFY(store::checkSession(file.path(), {})->ok());
  if (counts[0] == "-") return;
  const auto reader = store::Reader::open(file.path());
  const auto snapshot = (*reader)->snapshot();
  const auto statistics = (*reader)->statistics(**snapshot);
  QVERIFY(statistics.has_value());
  QCOMPARE(QString::number(statistics->spans + statistics->duplicates), counts[0]);
  if (counts[1] != "-") QCOMPARE(QString::number(statistics->traces), counts[1]);
  if (counts[2].trimmed() != "-") QCOMPARE(QString::number(statistics->services.size()), counts[2].trimmed());
}

QTEST_GUILESS_MAIN(CorpusTest)
#include "corpus_test.moc"
