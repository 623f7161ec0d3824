// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines as they are drawn, and where; without a window.
#include "ui/json/json_lines.h"

#include <QTest>

#include "tests/ui/json/json_fixture.h"

namespace spanloupe::json {

class JsonLinesTest : public QObject {
  Q_OBJECT

 private slots:
  void skeletonLinesAreAsTheyStand();
  void recordLinesStandWhereTheRecordDoes();
  void aRecordThatIsNotReadHasNoText();
  void foldedRecordsShowWhatTellsThemApart();
  void foldedBracketsShowBothEnds();
  void longLinesAreCutAndCounted();
  void charactersAreNotCutInTwo();
  void foundWordsAreMarkedWhateverTheirCase();
  void aroundALineIsItsSmallestBracket();
  void columnsFollowEachOther();
};

namespace {

double tenAnyCharacter(const QString& text) { return 10.0 * static_cast<double>(text.size()); }

JsonText recordText() {
  JsonText text;
  JsonLayouter().append(text, R"({"name":"GET /","kind":2,"attributes":["a","b"]})", 0, {}, {},
                        Outer::Breaks);
  text.folds.push_back({3, 3});
  return text;
}

/// Three spans of five lines; spans begin at line 8.
struct Shown {
  std::shared_ptr<const JsonDocument> document = test::documentOf(3, 5);
  JsonFolds folds;
  JsonText text = recordText();
  Shown() { folds.setDocument(document, false); }
  ShownLine at(DocLine line, bool read = true, const std::string& needle = {}) const {
    const bool inRecord = document->parts()[document->partAt(line)].isRecord;
    return layOutLine(*document, folds, line, read && inRecord ? &text : nullptr, needle, tenAnyCharacter);
  }
};

}  // namespace

void JsonLinesTest::skeletonLinesAreAsTheyStand() {
  const Shown shown;
  const ShownLine line = shown.at(1);
  QCOMPARE(line.text(), QStringLiteral("  \"resourceSpans\": ["));
  QCOMPARE(line.runs.size(), std::size_t{3});
  QCOMPARE(line.runs[1].style, RunStyle::Key);
  QCOMPARE(line.runs[1].x, 20.0);
  QCOMPARE(line.width, tenAnyCharacter(line.text()));
  QCOMPARE(*line.fold, (DocFold{1, shown.document->lineCount() - 2}));
}

void JsonLinesTest::recordLinesStandWhereTheRecordDoes() {
  const Shown shown;
  QCOMPARE(shown.at(9).text(), QStringLiteral("              \"name\": \"GET /\","));
  QCOMPARE(shown.at(12).text(), QStringLiteral("            },"));
  QCOMPARE(shown.at(22).text(), QStringLiteral("            }"));  // No record follows.
}

void JsonLinesTest::aRecordThatIsNotReadHasNoText() {
  const Shown shown;
  QVERIFY(!shown.at(9, false).isLoaded);
  QVERIFY(shown.at(9, false).runs.empty());
  QVERIFY(shown.at(1, false).isLoaded);
}

void JsonLinesTest::foldedRecordsShowWhatTellsThemApart() {
  Shown shown;
  shown.folds.setFolded({13, 17}, true);
  const ShownLine line = shown.at(13, false);
  QVERIFY(line.isFolded);
  QVERIFY(line.isLoaded);
  QCOMPARE(line.text(), QStringLiteral("            { \"name\": \"span 1\", \"spanId\": \"0000000000000002\""
                                       " … 3 lines },"));
}

void JsonLinesTest::foldedBracketsShowBothEnds() {
  Shown shown;
  shown.folds.setFolded({7, 23}, true);
  QVERIFY(shown.at(7).text().endsWith("\"spans\": [ … 15 lines ]"));
}

void JsonLinesTest::longLinesAreCutAndCounted() {
  Shown shown;
  shown.text = {};
  shown.text.addLine(0, "{");
  shown.text.addLine(1, "\"a\": \"" + std::string(5'000'000, 'x') + "\"");
  const ShownLine line = shown.at(9);
  QVERIFY(line.text().endsWith(" … 5.00\u202fMB more"));
  QVERIFY(line.isCut);
  QVERIFY(!shown.at(1).isCut);
  QVERIFY(line.text().size() < 1100);
  QCOMPARE(line.runs.back().style, RunStyle::Note);
}

void JsonLinesTest::charactersAreNotCutInTwo() {
  Shown shown;
  for (int pad = 0; pad < 3; ++pad) {
    std::string euros(static_cast<std::size_t>(pad), 'x');
    for (int i = 0; i < 1000; ++i) euros += "€";
    shown.text = {};
    shown.text.addLine(0, "{");
    shown.text.addLine(1, '"' + euros + '"');
    QVERIFY(!shown.at(9).text().contains(QChar::ReplacementCharacter));
  }
}

void JsonLinesTest::foundWordsAreMarkedWhateverTheirCase() {
  const Shown shown;
  const ShownLine line = shown.at(9, true, "get");
  QCOMPARE(line.marks.size(), std::size_t{1});
  QCOMPARE(line.marks[0].first, tenAnyCharacter(line.text().section("GET", 0, 0)));
  QCOMPARE(line.marks[0].second, 30.0);
}

void JsonLinesTest::aroundALineIsItsSmallestBracket() {
  const Shown shown;
  QVERIFY(!foldAround(*shown.document, 0, nullptr));
  QCOMPARE(*foldAround(*shown.document, 9, &shown.text), (DocFold{8, 12}));
  QCOMPARE(*foldAround(*shown.document, 8, &shown.text), (DocFold{7, 23}));
  QCOMPARE(*foldAround(*shown.document, 3, nullptr), (DocFold{2, 26}));
}

void JsonLinesTest::columnsFollowEachOther() {
  const JsonGeometry few = JsonGeometry::from(10, 7, 20, 12);
  const JsonGeometry many = JsonGeometry::from(58'000'000, 7, 20, 12);
  QVERIFY(few.numberRight >= 3 * 7);
  QVERIFY(many.numberRight - few.numberRight >= 5 * 7);
  QVERIFY(many.numberRight < many.foldLeft);
  QVERIFY(many.foldLeft + many.foldSize < many.textLeft);
  QCOMPARE(many.rowAt(39.9), 1L);
  QCOMPARE(many.rowAt(-0.1), -1L);
  QVERIFY(many.rowRect(2, 500).contains(many.foldRect(2)));
}

}  // namespace spanloupe::json

QTEST_GUILESS_MAIN(spanloupe::json::JsonLinesTest)
#include "json_lines_test.moc"
