// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How values wrap, how much is shown of long ones, how wide keys are.
#include <QTest>

#include "tests/ui/details/details_fixture.h"
#include "ui/details/details_layout.h"

namespace spanloupe::details {

class DetailsLayoutTest : public QObject {
  Q_OBJECT

 private slots:
  void wrapsBehindSeparators_data();
  void wrapsBehindSeparators();
  void wrappedLinesHoldTheWholeText();
  void framesBreakBetweenTheirParts_data();
  void framesBreakBetweenTheirParts();
  void wrappedFramesHoldTheWholeText();
  void exceptionsHangTheRestOfAFrame();
  void keyColumnIsTheWidestKeyUpToAShare();
  void longKeysGoOnInASecondLine();
  void itemsFollowEachOther();
  void longValuesAreFolded();
  void foreignCallsAreFoldedAndUnfold();
  void theBoxOfAnExceptionIsOne();
  void foldedSectionsHaveNoItems();
};

namespace {

DetailsMeasures testMeasures() {
  DetailsMeasures measures;
  measures.keyWidth = [](const QString& text) { return 7.0 * static_cast<double>(text.size()); };
  return measures;
}

DetailsFrame layOut(const Sections& sections, double width, const DetailsState& state = {}) {
  DetailsFrame frame;
  layOutDetails(sections, state, width, testMeasures(), frame);
  return frame;
}

}  // namespace

void DetailsLayoutTest::wrapsBehindSeparators_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("cells");
  QTest::addColumn<QString>("lines");
  QTest::newRow("fits") << "short" << 10 << "short";
  QTest::newRow("empty") << "" << 10 << "";
  QTest::newRow("slash") << "https://acquirer.example/v2/charges" << 24
                         << "https://acquirer.|example/v2/charges";
  QTest::newRow("anywhere") << "abcdefghij" << 4 << "abcd|efgh|ij";
  QTest::newRow("newlines") << "a\r\nb\n\nc" << 10 << "a|b||c";
  QTest::newRow("wide") << QString::fromUtf8("漢字漢字") << 4 << QString::fromUtf8("漢字|漢字");
}

void DetailsLayoutTest::wrapsBehindSeparators() {
  QFETCH(QString, text);
  QFETCH(int, cells);
  QStringList lines;
  for (const TextLine& line : wrapText(text, cells)) lines += text.mid(line.start, line.length);
  QTEST(lines.join(u'|'), "lines");
}

void DetailsLayoutTest::wrappedLinesHoldTheWholeText() {
  const QString text = QStringLiteral("one/two.three,four five sixseveneightnineten").repeated(20);
  for (qsizetype cells = 1; cells < 60; ++cells) {
    QString joined;
    for (const TextLine& line : wrapText(text, cells)) {
      QVERIFY(line.length <= cells && line.length > 0);
      joined += text.mid(line.start, line.length);
    }
    QCOMPARE(joined, text);
  }
}

void DetailsLayoutTest::framesBreakBetweenTheirParts_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("cells");
  QTest::addColumn<QString>("lines");
  QTest::newRow("fits") << "at a.b(C:1)\r\nat d" << 20 << "at a.b(C:1)|at d";
  QTest::newRow("before the place") << "at Cart.totalOfAll cart_of_all.js:41" << 24
                                    << "at Cart.totalOfAll |>>>>cart_of_all.js:41";
  QTest::newRow("java") << "\tat com.acme.shop.Acquirer.charge(Acquirer.kt:88)" << 40
                        << "\tat com.acme.shop.Acquirer.charge(|>>>>>>>>Acquirer.kt:88)";
  QTest::newRow("not inside a name") << "at okhttp3.RetryAndFollowUpInterceptor" << 20
                                     << "at okhttp3.|>>>>RetryAndFollowUp|>>>>Interceptor";
  QTest::newRow("no lone at") << "at RetryAndFollowUp" << 12 << "at RetryAndF|>>>>ollowUp";
  QTest::newRow("paths") << "  File \"/srv/app/charge.py\", line 7" << 18
                         << "  File \"/srv/app/|>>>>>>charge.py\", |>>>>>>line 7";
  QTest::newRow("nothing") << "" << 12 << "";
}

void DetailsLayoutTest::framesBreakBetweenTheirParts() {
  QFETCH(QString, text);
  QFETCH(int, cells);
  QStringList lines;
  for (const TextLine& line : wrapFrames(text, cells))
    lines += QString(line.indent, u'>') + text.mid(line.start, line.length);
  QTEST(lines.join(u'|'), "lines");
}

void DetailsLayoutTest::wrappedFramesHoldTheWholeText() {
  const QString text = QStringLiteral("  at one/two.three(four five:66)sixseveneightnineten").repeated(9);
  for (qsizetype cells = 4; cells < 60; ++cells) {
    QString joined;
    for (const TextLine& line : wrapFrames(text, cells)) {
      QVERIFY(line.indent + line.length <= cells && line.length > 0);
      joined += text.mid(line.start, line.length);
    }
    QCOMPARE(joined, text);
  }
}

void DetailsLayoutTest::exceptionsHangTheRestOfAFrame() {
  const std::string stack =
      "at com.acme.shop.payment.AcquirerClient.chargeTheWholeOrder(AcquirerClient.kt:88)\nat b.c(D.kt:1)\n";
  const DetailsFrame frame = layOut(makeSections(*DetailsBuilder().exception("E", "", stack).build()), 300);
  // Section, axis, event, head, then the first call.
  const ItemLayout& call = frame.items[4];
  QVERIFY(call.linesEnd - call.linesBegin >= 2);
  QCOMPARE(frame.lines[call.linesBegin].indent, 0);
  QCOMPARE(frame.lines[call.linesBegin + 1].indent, 4);
  QCOMPARE(frame.lines[frame.items[5].linesBegin].indent, 0);
}

void DetailsLayoutTest::keyColumnIsTheWidestKeyUpToAShare() {
  const auto narrow =
      makeSections(*DetailsBuilder().text("abcdefghijklmnopqrst", "v").text("k", "v").build());
  QCOMPARE(layOut(narrow, 400).keyColumn, 140.0);
  // Beside short values a key has what they leave; beside a line of text its share.
  const auto wide = makeSections(*DetailsBuilder().text(std::string(200, 'k'), "v").build());
  QVERIFY(layOut(wide, 400).keyColumn > 400 * 0.45);
  QVERIFY(layOut(wide, 400).keyColumn <= 400 * 0.67);
  const auto full = makeSections(
      *DetailsBuilder().text(std::string(200, 'k'), "v").text("k", "a line of twenty-eight cells").build());
  QVERIFY(layOut(full, 400).keyColumn <= 400 * 0.45 + 1);
}

void DetailsLayoutTest::longKeysGoOnInASecondLine() {
  const auto sections = makeSections(*DetailsBuilder()
                                          .text("http.response.status_code", "500")
                                          .text("k", "a line of 20 cells k")
                                          .text("z" + std::string(60, 'z'), "1")
                                          .build());
  const DetailsFrame frame = layOut(sections, 300);
  QCOMPARE(frame.items[1].keyBreak, 14);
  QVERIFY(frame.items[1].height >= DetailsMeasures().row + DetailsMeasures().line);
  QVERIFY(frame.items[2].top >= frame.items[1].top + frame.items[1].height);
  QCOMPARE(frame.items[2].keyBreak, 0);
  QCOMPARE(frame.items[3].keyBreak, 0);
}

void DetailsLayoutTest::itemsFollowEachOther() {
  const auto details = DetailsBuilder()
                           .text("a", "1")
                           .text("db.query.text", "SELECT 1")
                           .exception("E", "m", "s\nt")
                           .link({1, 1}, {1})
                           .build();
  const DetailsFrame frame = layOut(makeSections(*details), 400);
  double end = 0;
  for (const ItemLayout& item : frame.items) {
    QVERIFY(item.top >= end);
    QVERIFY(item.height > 0);
    QVERIFY(item.box.isNull() || (item.box.right() <= 400 && item.box.bottom() <= item.top + item.height));
    end = item.top + item.height;
  }
  QVERIFY(frame.height >= end);
  QCOMPARE(frame.firstAt(0), std::size_t{0});
  QCOMPARE(frame.firstAt(frame.items[2].top + 1), std::size_t{2});
}

void DetailsLayoutTest::longValuesAreFolded() {
  std::string lines;
  for (int i = 0; i < 40; ++i) lines += "line " + std::to_string(i) + (i < 39 ? "\n" : "");
  const auto sections = makeSections(*DetailsBuilder().text("k", lines).build());
  const DetailsFrame folded = layOut(sections, 400);
  QCOMPARE(folded.items[1].moreText, QString("26 more lines"));
  DetailsState state;
  state.whole.insert(sections[0].items[0].number);
  const DetailsFrame whole = layOut(sections, 400, state);
  QVERIFY(whole.items[1].more.isNull());
  QVERIFY(whole.height > folded.height + 20 * 18);
}

void DetailsLayoutTest::foreignCallsAreFoldedAndUnfold() {
  const std::string stack =
      "E: m\n\tat com.acme.A.a(A.java:1)\n\tat okhttp3.B.b(B.java:2)\n\tat java.net.C.c(C.java:3)\n"
      "\tat com.acme.D.d(D.java:4)\n";
  const auto sections = makeSections(*DetailsBuilder().exception("E", "m", stack).build());
  const auto texts = [&](const DetailsState& state) {
    QStringList shown;
    for (const ItemLayout& layout : layOut(sections, 400, state).items) {
      if (layout.isSection) continue;
      const Item& item = sections[layout.id.section].items[layout.id.item];
      if (isOfException(item) && item.kind != ItemKind::Exception) shown += item.text;
    }
    return shown.join(QLatin1Char('|'));
  };
  QCOMPARE(texts({}), QString("at A.a A.java:1|2 frames in okhttp3, java.net|at D.d D.java:4|"));
  DetailsState open;
  open.open.insert(sections[0].items[4].number);
  QCOMPARE(sections[0].items[4].kind, ItemKind::StackFold);
  QCOMPARE(texts(open),
           QString("at A.a A.java:1|2 frames in okhttp3, java.net|at B.b B.java:2\nat C.c C.java:3|"
                   "at D.d D.java:4|"));
  DetailsState raw;
  raw.open.insert(sections[0].items[2].number);
  QCOMPARE(texts(raw), QString::fromStdString(stack) + QLatin1Char('|'));
}

void DetailsLayoutTest::theBoxOfAnExceptionIsOne() {
  const std::string stack =
      "E: m\n\tat com.acme.A.a(A.java:1)\nCaused by: F: n\n\tat com.acme.B.b(B.java:2)\n";
  const auto sections =
      makeSections(*DetailsBuilder().exception("E", "m", stack).exception("G", "", "").build());
  int begins = 0;
  int ends = 0;
  double bottom = 0;
  for (const ItemLayout& layout : layOut(sections, 400).items) {
    if (layout.isSection || !isOfException(sections[layout.id.section].items[layout.id.item])) continue;
    if (!layout.beginsBox) QCOMPARE(layout.box.top(), bottom);
    bottom = layout.box.bottom();
    begins += layout.beginsBox ? 1 : 0;
    ends += layout.endsBox ? 1 : 0;
  }
  QCOMPARE(begins, 2);
  QCOMPARE(ends, 2);
}

void DetailsLayoutTest::foldedSectionsHaveNoItems() {
  const auto sections = makeSections(*DetailsBuilder().text("a", "1").build());
  DetailsState state;
  state.isFolded.assign(sections.size(), true);
  QCOMPARE(layOut(sections, 400, state).items.size(), sections.size());
}

}  // namespace spanloupe::details

QTEST_APPLESS_MAIN(spanloupe::details::DetailsLayoutTest)
#include "details_layout_test.moc"
