// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_folds.h"

#include <QTest>
#include <random>
#include <set>

#include "tests/ui/json/json_fixture.h"
#include "ui/json/json_lines.h"

namespace spanloupe::json {

class JsonFoldsTest : public QObject {
  Q_OBJECT

 private slots:
  void unfoldedEveryLineIsOnScreen();
  void foldedRecordsTakeALineEach();
  void foldingTheSkeletonHidesWhatIsBetween();
  void unfoldingAllUnfoldsEverything();
  void revealingUnfoldsWhatHides();
  void agreesWithHidingLineByLine();
  void aMillionFoldedSpansAreOnePass();
};

namespace {

/// The bracket around all spans: { resourceSpans [ { resource, scopeSpans [ { scope, spans [.
DocFold spansFold(const JsonDocument& document) {
  for (const DocFold& fold : document.folds())
    if (fold.open == 7) return fold;
  return {};
}

}  // namespace

void JsonFoldsTest::unfoldedEveryLineIsOnScreen() {
  const auto document = test::documentOf(3, 5);
  QCOMPARE(document->lineCount(), DocLine{8 + 15 + 6});
  JsonFolds folds;
  folds.setDocument(document, false);
  QCOMPARE(folds.lineCount(), document->lineCount());
  for (DocLine line = 0; line < document->lineCount(); ++line) {
    QCOMPARE(folds.lineAt(line), line);
    QCOMPARE(folds.viewLineOf(line), line);
  }
}

void JsonFoldsTest::foldedRecordsTakeALineEach() {
  const auto document = test::documentOf(3, 5, 2);
  JsonFolds folds;
  folds.setDocument(document, true);
  QCOMPARE(folds.lineCount(), document->lineCount() - 3 * 4 - 2 * 2);
  QCOMPARE(folds.lineAt(9), document->firstLine(document->partOf(1)));
  QCOMPARE(folds.viewLineOf(document->firstLine(document->partOf(1)) + 3), ViewLine{9});
  folds.setFolded(*foldAt(*document, document->firstLine(document->partOf(1)), nullptr), false);
  QCOMPARE(folds.lineAt(13), document->firstLine(document->partOf(1)) + 4);
  QCOMPARE(folds.lineAt(14), document->firstLine(document->partOf(2)));
}

void JsonFoldsTest::foldingTheSkeletonHidesWhatIsBetween() {
  const auto document = test::documentOf(3, 5);
  JsonFolds folds;
  folds.setDocument(document, false);
  const DocFold spans = spansFold(*document);
  QCOMPARE(spans.close, DocLine{23});
  folds.setFolded(spans, true);
  QVERIFY(folds.isFolded(7));
  QCOMPARE(folds.lineCount(), ViewLine{8 + 5});
  QCOMPARE(folds.lineAt(8), DocLine{24});
  QVERIFY(folds.isHidden(10));
  QCOMPARE(folds.viewLineOf(10), ViewLine{7});
  QVERIFY(!folds.isHidden(7));
  folds.setFolded(spans, false);
  QCOMPARE(folds.lineCount(), document->lineCount());
}

void JsonFoldsTest::unfoldingAllUnfoldsEverything() {
  const auto document = test::documentOf(3, 5);
  JsonFolds folds;
  folds.setDocument(document, true);
  folds.setFolded(spansFold(*document), true);
  folds.setAllFolded(false);
  QCOMPARE(folds.lineCount(), document->lineCount());
}

void JsonFoldsTest::revealingUnfoldsWhatHides() {
  const auto document = test::documentOf(3, 5);
  JsonFolds folds;
  folds.setDocument(document, true);
  folds.setFolded(spansFold(*document), true);
  const DocLine wanted = document->firstLine(document->partOf(1)) + 2;
  QVERIFY(folds.reveal(wanted));
  QVERIFY(!folds.isHidden(wanted));
  QVERIFY(folds.isHidden(document->firstLine(document->partOf(2)) + 2));
  QVERIFY(!folds.reveal(wanted));
}

void JsonFoldsTest::agreesWithHidingLineByLine() {
  std::mt19937 random(4);
  for (int round = 0; round < 60; ++round) {
    const auto upTo = [&random](unsigned long limit) { return static_cast<std::uint32_t>(random() % limit); };
    const auto document = test::documentOf(1 + upTo(6), 2 + upTo(9), upTo(3));
    // Any brackets that nest properly will do: those of the skeleton, of records, and some inside records.
    std::vector<DocFold> all = document->folds();
    for (std::size_t i = 0; i < document->parts().size(); ++i) {
      const Part& part = document->parts()[i];
      const DocLine first = document->firstLine(i);
      if (!part.isRecord) continue;
      all.push_back({first, first + part.lines - 1});
      if (part.lines > 5) all.push_back({first + 1, first + 4});
      if (part.lines > 5) all.push_back({first + 2, first + 3});
    }
    JsonFolds folds;
    folds.setDocument(document, false);
    std::set<DocLine> folded;
    for (int step = 0; step < 12; ++step) {
      const DocFold fold = all[random() % all.size()];
      const bool fold1 = random() % 3 != 0;
      folds.setFolded(fold, fold1);
      fold1 ? void(folded.insert(fold.open)) : void(folded.erase(fold.open));
      std::vector<DocLine> shown;
      for (DocLine line = 0; line < document->lineCount(); ++line) {
        const bool hidden = std::any_of(all.begin(), all.end(), [&](const DocFold& one) {
          return folded.contains(one.open) && one.open < line && one.close >= line;
        });
        if (!hidden) shown.push_back(line);
        QCOMPARE(folds.viewLineOf(line), shown.size() - 1);
      }
      QCOMPARE(folds.lineCount(), shown.size());
      for (ViewLine line = 0; line < shown.size(); ++line) QCOMPARE(folds.lineAt(line), shown[line]);
    }
  }
}

void JsonFoldsTest::aMillionFoldedSpansAreOnePass() {
  const auto document = test::documentOf(1'000'000, 30);
  JsonFolds folds;
  folds.setDocument(document, true);
  QCOMPARE(folds.lineCount(), ViewLine{1'000'000 + 14});
  QBENCHMARK { folds.setFolded(*foldAt(*document, document->firstLine(7), nullptr), false); }
  QCOMPARE(folds.lineCount(), ViewLine{1'000'000 + 14 + 29});
}

}  // namespace spanloupe::json

QTEST_GUILESS_MAIN(spanloupe::json::JsonFoldsTest)
#include "json_folds_test.moc"
