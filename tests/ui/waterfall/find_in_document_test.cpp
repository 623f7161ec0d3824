// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding by names, services and ids, and the order in which matches are gone through.
#include <QElapsedTimer>
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/waterfall/find_in_document.h"

namespace spanloupe::waterfall {

class FindInDocumentTest : public QObject {
  Q_OBJECT

 private slots:
  void splitsWordsButNotQuotes();
  void everyWordMustOccurSomewhere();
  void caseDoesNotMatter();
  void findsPartsOfIds();
  void noWordsFindNothing();
  void matchesComeInTheOrderOfRows();
  void goesAroundTheEnds();
  void manyMatchesAreSortedLikeFew();
};

namespace {

constexpr const char* kSketch = R"(web GET_/cart 0-100
  web Ärger 5-20
  cart SELECT_items 20-99
    db select 30-60
)";

std::string found(const TraceDocument& doc, const char* words) {
  std::string names;
  for (const SpanIndex span : findInDocument(doc, QString::fromUtf8(words)).spans) {
    names += test::nameOf(*doc.trace, span) + ' ';
  }
  return names;
}

}  // namespace

void FindInDocumentTest::splitsWordsButNotQuotes() {
  QCOMPARE(splitWords("  a \"b c\" d"), (QStringList{"a", "b c", "d"}));
  QCOMPARE(splitWords("\"open end"), QStringList{"open end"});
  QCOMPARE(splitWords(" \"\" "), QStringList());
}

void FindInDocumentTest::everyWordMustOccurSomewhere() {
  const auto doc = documentOf(kSketch);
  QCOMPARE(found(*doc, "select"), std::string("SELECT_items select "));
  QCOMPARE(found(*doc, "cart"), std::string("GET_/cart SELECT_items "));
  QCOMPARE(found(*doc, "cart select"), std::string("SELECT_items "));
  QCOMPARE(found(*doc, "cart nothing"), std::string());
}

void FindInDocumentTest::caseDoesNotMatter() {
  const auto doc = documentOf(kSketch);
  QCOMPARE(found(*doc, "sElEcT_I"), std::string("SELECT_items "));
  QCOMPARE(found(*doc, "ärger"), std::string("Ärger "));
}

void FindInDocumentTest::findsPartsOfIds() {
  const auto doc = documentOf(kSketch);
  const QString id = QString::fromStdString(doc->trace->spanId[2].hex());
  QCOMPARE(findInDocument(*doc, id).spans, std::vector<SpanIndex>{2});
  const std::vector<SpanIndex> part = findInDocument(*doc, id.mid(3, 9).toUpper()).spans;
  QVERIFY(std::find(part.begin(), part.end(), SpanIndex{2}) != part.end());
}

void FindInDocumentTest::noWordsFindNothing() {
  const auto doc = documentOf(kSketch);
  QVERIFY(findInDocument(*doc, "   ").spans.empty());
  QVERIFY(!findInDocument(*doc, "x").isComplete);
}

void FindInDocumentTest::matchesComeInTheOrderOfRows() {
  // By start the second child comes before the grandchild of the first.
  const auto doc = documentOf("a root 0-100\n  a one 1-50\n    a deep 30-40\n  a two 10-20\n");
  auto matches = std::make_shared<SpanMatches>();
  for (const char* name : {"deep", "two"}) matches->spans.push_back(test::spanNamed(*doc->trace, name));
  std::sort(matches->spans.begin(), matches->spans.end());
  const FoundSpans spans(*doc, matches);
  QCOMPARE(spans.positions(), (std::vector<std::uint32_t>{2, 3}));
  QCOMPARE(spans.indexOf(3), 1U);
  QCOMPARE(spans.indexOf(0), FoundSpans::kNotFound);
}

void FindInDocumentTest::goesAroundTheEnds() {
  const auto doc = documentOf("a r 0-9\n  a b 1-2\n  a c 3-4\n  a d 5-6\n");
  auto matches = std::make_shared<SpanMatches>();
  matches->spans = {1, 3, 77};
  const FoundSpans spans(*doc, matches);
  QCOMPARE(spans.count(), 2U);
  QCOMPARE(spans.next(0, true), 1U);
  QCOMPARE(spans.next(1, true), 3U);
  QCOMPARE(spans.next(3, true), 1U);
  QCOMPARE(spans.next(1, false), 3U);
  QCOMPARE(FoundSpans(*doc, std::make_shared<SpanMatches>()).next(0, true), FoundSpans::kNotFound);
}

void FindInDocumentTest::manyMatchesAreSortedLikeFew() {
  std::string sketch = "a root 0-1000\n";
  for (int i = 0; i < 100; ++i) sketch += "  a child 1-2\n";
  const auto doc = documentOf(sketch);
  auto all = std::make_shared<SpanMatches>(findInDocument(*doc, "a"));
  const FoundSpans spans(*doc, all);
  QCOMPARE(spans.count(), 101U);
  QVERIFY(std::is_sorted(spans.positions().begin(), spans.positions().end()));
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::FindInDocumentTest)
#include "find_in_document_test.moc"
