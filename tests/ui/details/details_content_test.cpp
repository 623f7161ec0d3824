// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the details say about a span.
#include <QTest>

#include "tests/ui/details/details_fixture.h"
#include "ui/details/item_text.h"
#include "ui/details/span_json.h"
#include "ui/details/sql_format.h"

namespace spanloupe::details {

class DetailsContentTest : public QObject {
  Q_OBJECT

 private slots:
  void attributesAreSortedAndTyped();
  void sqlAndNestedValuesAreBlocks();
  void longTextsAreCutAtWholeCharacters();
  void eventsComeFirstWhenOneIsAnException();
  void linksNameTheirSpan();
  void linksSayWhatTheyLeadTo();
  void copiesAsJson();
  void spanAsJsonHoldsEverything();
  void sqlKeywordsAreFoundOutsideQuotes();
};

namespace {

const Section& section(const Sections& sections, const char* title) {
  for (const Section& one : sections) {
    if (one.title == QLatin1String(title)) return one;
  }
  qFatal("no section %s", title);
}

std::string nested() {
  std::string list;
  std::string element;
  std::string elements;
  appendInt(element, 1);
  appendElement(elements, element);
  appendArray(list, elements);
  std::string entries;
  appendEntry(entries, "a\"b", list);
  std::string map;
  appendKeyValueList(map, entries);
  return map;
}

}  // namespace

void DetailsContentTest::attributesAreSortedAndTyped() {
  const auto sections = makeSections(*DetailsBuilder().text("b", "two").number("a", 6).text("c", "").build());
  const Section& attributes = section(sections, "Attributes");
  QCOMPARE(attributes.note, QString("3"));
  QCOMPARE(attributes.items[0].key, QString("a"));
  QCOMPARE(attributes.items[0].tone, Tone::Number);
  QCOMPARE(attributes.items[1].text, QString("two"));
  QCOMPARE(attributes.items[2].tone, Tone::Muted);
  QVERIFY(section(sections, "Resource").isFolded);
}

void DetailsContentTest::sqlAndNestedValuesAreBlocks() {
  const auto sections =
      makeSections(*DetailsBuilder().text("db.query.text", "SELECT 1").raw("nested", nested()).build());
  const Section& attributes = section(sections, "Attributes");
  QCOMPARE(attributes.items[0].syntax, BlockSyntax::Sql);
  QCOMPARE(attributes.items[0].note, QString("SQL · 1 line"));
  QCOMPARE(attributes.items[1].kind, ItemKind::Block);
  QCOMPARE(attributes.items[1].text, QString("{\n  \"a\\\"b\": [1]\n}"));
}

void DetailsContentTest::longTextsAreCutAtWholeCharacters() {
  std::string huge;
  while (huge.size() < 5'000'000) huge += "ä";
  const auto details = DetailsBuilder().text("k", huge).build();
  const auto sections = makeSections(*details);
  const Item& item = section(sections, "Attributes").items[0];
  QVERIFY(item.isCut);
  QCOMPARE(item.fullSize, std::uint64_t{5'000'000});
  QVERIFY(item.text.size() < 2000);
  QVERIFY(!item.text.contains(QChar::ReplacementCharacter));
  QCOMPARE(wholeText(item).size(), 2'500'000);
}

void DetailsContentTest::eventsComeFirstWhenOneIsAnException() {
  const auto sections = makeSections(
      *DetailsBuilder().exception("java.io.IOException", "gone", "nothing known\nof this").build());
  QCOMPARE(sections[0].title, QString("Events"));
  QCOMPARE(sections[0].axis.size(), std::size_t{1});
  QCOMPARE(sections[0].axis[0].share, 0.5);
  QVERIFY(sections[0].axis[0].isError);
  const Item& block = sections[0].items[2];
  QCOMPARE(block.kind, ItemKind::Exception);
  QCOMPARE(block.title, QString("java.io.IOException"));
  QCOMPARE(block.text, QString("gone"));
  QCOMPARE(sections[0].items[3].kind, ItemKind::StackText);
  QCOMPARE(sections[0].items[3].text, QString("nothing known\nof this"));
  QCOMPARE(sections[0].axis[0].item, sections[0].items[1].number);
  QCOMPARE(sections[0].items[1].key, QString("+5.00\u202fms"));
}

void DetailsContentTest::linksNameTheirSpan() {
  const auto sections = makeSections(*DetailsBuilder().link({1, 2}, {7}).link({3, 4}, {8}).build());
  const Section& links = section(sections, "Links");
  QCOMPARE(links.items[0].key, QString("links to"));
  QCOMPARE(links.items[0].text, QString("0000000000000007"));
  QCOMPARE(links.items[1].linkTrace, (TraceId{3, 4}));
  QCOMPARE(links.items[1].linkSpan, SpanId{8});
}

void DetailsContentTest::linksSayWhatTheyLeadTo() {
  const auto details = DetailsBuilder().link({3, 4}, {8}).link({5, 6}, {9}).link({7, 8}, {1}).build();
  LinkFacts facts;
  facts.targets = {{query::LinkTargetState::Found, {{3, 4}, {8}, "mail", "send", {}}},
                   {query::LinkTargetState::NotInSession, {}},
                   {query::LinkTargetState::TraceOnly, {}}};
  facts.incoming.count = 102;
  facts.incoming.spans = {{{9, 9}, {5}, "bill", "charge", {}}};
  makeLinkSection(*details, facts);
  const Section& links = *facts.section;
  QCOMPARE(links.note, QString("3 out · 102 in"));
  QCOMPARE(links.items[0].text, QString("mail send  00000000"));
  QVERIFY(!links.items[0].isDead);
  QVERIFY(links.items[1].isDead);
  QVERIFY(links.items[1].text.endsWith("not in this session"));
  QVERIFY(!links.items[2].isDead);
  QCOMPARE(links.items[3].key, QString("linked from"));
  QCOMPARE(links.items[3].linkSpan, SpanId{5});
  QCOMPARE(links.items[4].text, QString("101 more spans"));
}

void DetailsContentTest::copiesAsJson() {
  const auto details = DetailsBuilder().text("k", "a\"b").number("n", 6).build();
  const auto sections = makeSections(*details);
  QCOMPARE(asJson(section(sections, "Attributes").items[0]), QString(R"("k": "a\"b")"));
  QCOMPARE(asJson(section(sections, "Attributes").items[1]), QString(R"("n": 6)"));
}

void DetailsContentTest::spanAsJsonHoldsEverything() {
  const QString json = spanAsJson(*DetailsBuilder().text("k", "v").exception("E", "m", "s").build());
  for (const char* part : {"\"spanId\": \"0000000000000abc\"", "\"key\": \"k\"", "\"stringValue\": \"v\"",
                           "\"exception.type\"", "\"inventory\"", "\"resourceSpans\""}) {
    QVERIFY2(json.contains(part), part);
  }
}

void DetailsContentTest::sqlKeywordsAreFoundOutsideQuotes() {
  QString keywords;
  const QString line = QStringLiteral("select a_from FROM \"order\" WHERE x='and' and y -- or");
  for (const TextRun& run : sqlRuns(line)) {
    QVERIFY(run.isStrong);
    keywords += line.mid(run.start, run.length) + QLatin1Char('|');
  }
  QCOMPARE(keywords, QString("select|FROM|WHERE|and|"));
}

}  // namespace spanloupe::details

QTEST_APPLESS_MAIN(spanloupe::details::DetailsContentTest)
#include "details_content_test.moc"
