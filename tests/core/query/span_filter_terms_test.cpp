// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons typed to filter a table, and which spans satisfy them.
#include "core/query/span_filter_terms.h"

#include <QTest>

#include "made_cells.h"

using namespace spanloupe;
using namespace spanloupe::query;
using namespace spanloupe::test;

class SpanFilterTermsTest : public QObject {
  Q_OBJECT
 private slots:
  void wordsAndComparisonsPart() {
    const SpanFilter filter =
        parseSpanFilter("get duration>20ms \"a > b\" http.route=/cart net.port>=\"8080\" kind!=client");
    QCOMPARE(QString::fromStdString(filter.words), QStringLiteral("get \"a > b\" http.route=/cart"));
    QCOMPARE(filter.terms.size(), std::size_t{3});
    QCOMPARE(filter.terms[0].column, (SpanColumn{SpanField::Duration, {}}));
    QCOMPARE(filter.terms[1].column, (SpanColumn{SpanField::Attribute, "net.port"}));
    QCOMPARE(filter.terms[1].op, CompareOp::GreaterOrEqual);
    QCOMPARE(filter.terms[1].value, std::string("8080"));
    QCOMPARE(filter.terms[2].op, CompareOp::NotEqual);
    QVERIFY(filter.mistake.empty());
  }
  void comparisonsWithoutMeaningAreTold() {
    QCOMPARE(parseSpanFilter("duration>soon").mistake, std::string("duration>soon"));
    QCOMPARE(parseSpanFilter("retry>").mistake, std::string("retry>"));
    QCOMPARE(parseSpanFilter("share>x").mistake, std::string("share>x"));
  }
  void durationsHaveUnits() {
    QCOMPARE(parseDuration("20ms"), std::optional(Duration(20'000'000)));
    QCOMPARE(parseDuration("1.5 s"), std::optional(Duration(1'500'000'000)));
    QCOMPARE(parseDuration("3us"), std::optional(Duration(3000)));
    QCOMPARE(parseDuration("3µs"), std::optional(Duration(3000)));
    QCOMPARE(parseDuration("7ns"), std::optional(Duration(7)));
    QCOMPARE(parseDuration("2"), std::optional(Duration(2'000'000)));
    QCOMPARE(parseDuration("2min"), std::optional(Duration(120'000'000'000)));
    for (const char* text : {"", "ms", "5 parsec", "1e300s", "nan"}) QVERIFY2(!parseDuration(text), text);
  }
  void fieldsAreCompared_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("spans");
    QTest::newRow("longer") << "duration>=50"
                            << "web/b, cart/A";
    QTest::newRow("self") << "self<6ms"
                          << "db/a";
    QTest::newRow("start") << "start>15ms"
                           << "db/a, cart/c";
    QTest::newRow("share") << "share>=50"
                           << "web/b, cart/A";
    QTest::newRow("name") << "name==a"
                          << "cart/A, db/a";
    QTest::newRow("service") << "service!=cart"
                             << "web/b, db/a";
    QTest::newRow("kind") << "kind==Server"
                          << "web/b";
    QTest::newRow("status") << "status==error"
                            << "db/a";
    QTest::newRow("both") << "duration>1ms duration<30ms"
                          << "db/a, cart/c";
  }
  void fieldsAreCompared() {
    QFETCH(QString, typed);
    QFETCH(QString, spans);
    const SpanCells cells = sketchCells(
        "web b 0-100 server\n"
        "  cart A 10-60 client\n"
        "    db a 20-25 internal error\n"
        "  cart c 61-90 internal\n");
    std::vector<SpanIndex> left = allSpans(cells);
    for (const FilterTerm& term : parseSpanFilter(typed.toStdString()).terms)
      left = satisfying(cells, left, term);
    QCOMPARE(QString::fromStdString(names(cells, left)), spans);
  }
  void attributesAreComparedByTheirType_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QList<int>>("spans");
    QTest::newRow("greater") << "k>9" << QList<int>{1, 3};
    QTest::newRow("equal as number") << "k==10.0" << QList<int>{1, 3};
    QTest::newRow("not equal leaves missing out") << "k!=10" << QList<int>{0, 4};
    QTest::newRow("text") << "k==BETA" << QList<int>{4};
    QTest::newRow("unknown") << "other>1" << QList<int>{};
  }
  void attributesAreComparedByTheirType() {
    QFETCH(QString, typed);
    QFETCH(QList<int>, spans);
    const StoredTrace stored({}, {{{"k", intValue(9)}},
                                  {{"k", intValue(10)}},
                                  {},
                                  {{"k", textValue("10")}},
                                  {{"k", textValue("beta")}}});
    const SpanCells cells = stored.cells({"k"});
    QList<int> left;
    for (const SpanIndex span :
         satisfying(cells, allSpans(cells), parseSpanFilter(typed.toStdString()).terms.at(0)))
      left << static_cast<int>(span);
    QCOMPARE(left, spans);
  }
};

QTEST_GUILESS_MAIN(SpanFilterTermsTest)
#include "span_filter_terms_test.moc"
