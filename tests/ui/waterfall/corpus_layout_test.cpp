// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Real traces of other tools, laid out at three widths: rows meet but do not overlap, nothing is narrower
// than nothing, and no label leaves the timeline. The corpus is not part of the project; without it the test
// says so and is skipped.
#include <QFileInfo>
#include <QTest>

#include "core/ingest/import_job.h"
#include "core/store/reader.h"
#include "core/store/snapshot.h"
#include "tests/core/store/temporary_session.h"
#include "tests/source_dir.h"
#include "tests/ui/waterfall/waterfall_fixture.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kHeight = 1200;
constexpr double kSlack = 0.01;
constexpr int kMostPages = 60;

QString corpusFolder() {
  const QString set = qEnvironmentVariable("SPANLOUPE_CORPUS");
  return set.isEmpty() ? QStringLiteral(SPANLOUPE_SOURCE_DIR "/../shared/corpus") : set;
}

/// What is wrong with the tree column of a row; empty when nothing is.
QString treeFault(const RowLayout& row, double treeWidth) {
  double at = 0;
  for (const QRectF& part :
       {row.levelRect, row.expander, row.strip, row.icon, row.nameRect, row.summaryRect}) {
    if (part.isNull()) continue;
    if (part.width() < 0 || part.height() <= 0) return "a part is narrower than nothing";
    if (part.left() < at - kSlack) return "parts of the tree overlap";
    at = part.right();
  }
  double end = treeWidth;
  for (const QRectF& part : {row.errorDisc, row.badge}) {
    if (part.isNull()) continue;
    if (part.right() > end + kSlack) return "badges overlap";
    end = part.left();
  }
  const QRectF& last = row.summaryRect.isNull() ? row.nameRect : row.summaryRect;
  return last.width() > 0 && last.right() > end + kSlack ? "text runs into badges" : QString();
}

QString barFault(const WaterfallFrame& frame, const RowLayout& row) {
  if (row.bar.isNull()) return row.labelPlace == LabelPlace::None ? QString() : "a label without a bar";
  if (row.bar.width() < 2 - kSlack) return "a bar is too narrow";
  if (row.bar.top() < row.rect.top() || row.bar.bottom() > row.rect.bottom()) return "a bar leaves its row";
  double at = row.bar.left() - kSlack;
  for (std::uint32_t i = row.solid.begin; i < row.solid.end; ++i) {
    const QRectF& solid = frame.solids[i];
    if (solid.width() <= 0 || solid.left() < at || solid.right() > row.bar.right() + kSlack)
      return "self time overlaps or leaves the bar";
    at = solid.right() - kSlack;
  }
  for (std::uint32_t i = row.critical.begin; i < row.critical.end; ++i) {
    if (frame.criticals[i].width() <= 0) return "a critical piece is empty";
  }
  return {};
}

QString labelFault(const WaterfallFrame& frame, const RowLayout& row) {
  if (row.labelPlace == LabelPlace::None) return {};
  const double right = row.labelX + kCharacter * static_cast<double>(row.label.size());
  if (row.labelX < frame.treeWidth || right > frame.width) return "a label is clipped";
  switch (row.labelPlace) {
    case LabelPlace::Right: return row.labelX < row.bar.right() ? "a label lies on its bar" : QString();
    case LabelPlace::Left: return right > row.bar.left() ? "a label lies on its bar" : QString();
    default: return right > row.bar.right() + kSlack ? "a label leaves its bar" : QString();
  }
}

QString faultOf(const WaterfallFrame& frame) {
  for (std::size_t i = 0; i < frame.rows.size(); ++i) {
    const RowLayout& row = frame.rows[i];
    if (i > 0 && std::abs(row.rect.top() - frame.rows[i - 1].rect.bottom()) > kSlack)
      return "rows do not meet";
    for (const QString& fault :
         {treeFault(row, frame.treeWidth), barFault(frame, row), labelFault(frame, row)}) {
      if (!fault.isEmpty()) return fault + ": " + row.name + " " + row.label;
    }
  }
  for (const RowLayout& row : frame.sticky) {
    if (row.rect.height() <= 0 || !treeFault(row, frame.treeWidth).isEmpty())
      return "a repeated row is wrong";
  }
  return {};
}

}  // namespace

class CorpusLayoutTest : public QObject {
  Q_OBJECT

 private slots:
  void everyTraceIsLaidOut_data();
  void everyTraceIsLaidOut();

 private:
  void checkTrace(const std::shared_ptr<const Trace>& trace);
};

void CorpusLayoutTest::everyTraceIsLaidOut_data() {
  if (!QFileInfo::exists(corpusFolder() + "/INDEX.tsv"))
    QSKIP("the corpus is not here; set SPANLOUPE_CORPUS to its folder");
  QTest::addColumn<QString>("folder");
  for (const char* folder : {"otlp-json", "otlp-jsonl", "otlp-proto"}) {
    QTest::newRow(folder) << corpusFolder() + '/' + folder;
  }
}

void CorpusLayoutTest::checkTrace(const std::shared_ptr<const Trace>& trace) {
  const auto document = buildTraceDocument(trace);
  WaterfallModel model(document);
  Coverage coverage(document.get());
  const WaterfallLayout layout(model, coverage);
  WaterfallFrame frame;
  WaterfallViewport viewport;
  viewport.height = kHeight;
  viewport.window = {0, std::max(kSmallestWindow, document->length())};
  for (const double width : {640.0, 1280.0, 2560.0}) {
    viewport.width = width;
    viewport.treeWidth = std::min(424.0, width * 0.6);
    viewport.showCritical = width > 1000;
    const double step = std::max(kHeight, model.rowCount() * 24.0 / kMostPages);
    for (viewport.scroll = 0; viewport.scroll < model.rowCount() * 24.0; viewport.scroll += step) {
      layout.layOut(viewport, testMeasures(), frame);
      const QString fault = faultOf(frame);
      QVERIFY2(fault.isEmpty(), qPrintable(QString::fromStdString(trace->id.hex()) + ": " + fault));
    }
    model.collapseAll();
    viewport.scroll = 0;
    layout.layOut(viewport, testMeasures(), frame);
    QVERIFY2(faultOf(frame).isEmpty(), qPrintable(faultOf(frame)));
    model.expandAll();
  }
}

void CorpusLayoutTest::everyTraceIsLaidOut() {
  QFETCH(QString, folder);
  const test::TemporarySession file;
  {
    auto session = store::Session::openForWriting(file.path());
    QVERIFY(session.has_value());
    ingest::ImportOptions options;
    options.paths = {folder.toStdString()};
    QVERIFY(ingest::runImport(**session, options, {}, {}).has_value());
  }
  const auto reader = store::Reader::open(file.path());
  QVERIFY(reader.has_value());
  const auto snapshot = (*reader)->snapshot();
  QVERIFY(snapshot.has_value());
  std::vector<std::uint32_t> positions = (*snapshot)->positions();
  if (const auto loose = (*snapshot)->withoutTrace()) positions.push_back(*loose);
  QVERIFY(!positions.empty());
  for (const std::uint32_t position : positions) {
    const auto trace = (*reader)->traceAt(**snapshot, position, {});
    QVERIFY(trace.has_value());
    checkTrace(*trace);
    if (QTest::currentTestFailed()) return;
  }
  qInfo("%zu traces", positions.size());
}

}  // namespace spanloupe::waterfall

QTEST_GUILESS_MAIN(spanloupe::waterfall::CorpusLayoutTest)
#include "corpus_layout_test.moc"
