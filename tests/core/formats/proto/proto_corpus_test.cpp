// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Real files of other tools with counted spans. They are not part of the sources: the folder is named by
// SPANLOUPE_CORPUS, or found beside the checkout as shared/corpus; without it the test is skipped.
#include <QTest>
#include <set>

#include "golden_cases.h"
#include "tests/source_dir.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

QString corpusFolder() {
  return qEnvironmentVariable("SPANLOUPE_CORPUS", SPANLOUPE_SOURCE_DIR "/../shared/corpus");
}

}  // namespace

class ProtoCorpusTest : public QObject {
  Q_OBJECT

 private slots:
  void countsMatchTheIndex_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("spans");
    QTest::addColumn<int>("traces");
    QTest::addColumn<int>("services");
    QFile index(corpusFolder() + "/INDEX.tsv");
    if (!index.open(QIODevice::ReadOnly)) QSKIP("no corpus: set SPANLOUPE_CORPUS to its folder");
    while (!index.atEnd()) {
      const QStringList columns = QString::fromUtf8(index.readLine()).split('\t');
      if (columns.size() < 8 || columns[1] != "otlp-proto") continue;
      QTest::newRow(columns[0].toUtf8().constData())
          << corpusFolder() + "/" + columns[0] << columns[5].toInt() << columns[6].toInt()
          << columns[7].toInt();
    }
  }
  void countsMatchTheIndex() {
    QFETCH(QString, path);
    QFETCH(int, spans);
    QFETCH(int, traces);
    QFETCH(int, services);
    const std::string bytes = test::readFile(path);
    QVERIFY(otlpProtoFormat().sniff(std::string_view(bytes).substr(0, Format::kSniffSize),
                                    bytes.size() < Format::kSniffSize) == Sniff::Certain);
    const test::ReadOut read(bytes);
    QCOMPARE(read.error, std::string());
    QCOMPARE(static_cast<int>(read.sink.spans().size()), spans);
    std::set<TraceId> traceIds;
    std::set<std::string> names;
    for (const SpanRecord& record : read.sink.spans()) {
      if (!record.span.traceId.isZero()) traceIds.insert(record.span.traceId);
      for (const Attribute& attribute : record.resource.attributes)
        if (attribute.key == "service.name") names.insert(displayText(attribute.value));
    }
    QCOMPARE(static_cast<int>(traceIds.size()), traces);
    QCOMPARE(static_cast<int>(names.size()), services);
  }
};

QTEST_GUILESS_MAIN(ProtoCorpusTest)
#include "proto_corpus_test.moc"
