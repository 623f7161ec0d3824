// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts laid out for reading: SQL, JSON, groups of attributes, points in time, and finding in all of it.
#include <QElapsedTimer>
#include <QTest>

#include "tests/ui/details/details_fixture.h"
#include "ui/details/attribute_items.h"
#include "ui/details/details_filter.h"
#include "ui/details/item_text.h"
#include "ui/details/pretty_json.h"
#include "ui/details/sql_format.h"

namespace spanloupe::details {

class DetailsTextsTest : public QObject {
  Q_OBJECT

 private slots:
  void sqlClausesStandOnLines_data();
  void sqlClausesStandOnLines();
  void sqlLosesNothingButBlanks();
  void whatIsNoSqlIsLeftAlone();
  void jsonIsLaidOut_data();
  void jsonIsLaidOut();
  void brokenJsonIsLeftAlone_data();
  void brokenJsonIsLeftAlone();
  void deepAndHugeTextsAreLinear();
  void aTextCanBeSeenAsItWasSent();
  void manyAttributesAreGrouped();
  void pointsInTimeAreReadable_data();
  void pointsInTimeAreReadable();
  void logsHaveALetterAndTheirAttributes();
  void filteringLooksIntoEverything();
};

void DetailsTextsTest::sqlClausesStandOnLines_data() {
  QTest::addColumn<QString>("sql");
  QTest::addColumn<QString>("lines");
  QTest::newRow("one clause") << "SELECT 1"
                              << "SELECT 1";
  QTest::newRow("river") << "SELECT sku,  on_hand FROM stock WHERE id = $1 AND sku = ANY($2) FOR UPDATE"
                         << "SELECT sku, on_hand|  FROM stock| WHERE id = $1 AND sku = ANY($2)|   FOR UPDATE";
  QTest::newRow("joins") << "select a from b left join c on c.id = b.id order by a limit 3"
                         << "select a|  from b|  left join c on c.id = b.id| order by a| limit 3";
  QTest::newRow("strings") << "SELECT ' FROM x WHERE' FROM t"
                           << "SELECT ' FROM x WHERE'|  FROM t";
  QTest::newRow("function") << "SELECT extract(year FROM at) FROM t"
                            << "SELECT extract(year FROM at)|  FROM t";
  QTest::newRow("inner query") << "SELECT a FROM (SELECT b FROM c WHERE d) e"
                               << "SELECT a|  FROM (SELECT b|      FROM c|     WHERE d) e";
  QTest::newRow("delete") << "DELETE FROM t WHERE a BETWEEN 1 AND 2"
                          << "DELETE FROM t| WHERE a BETWEEN 1 AND 2";
  QTest::newRow("comment") << "-- why\nSELECT 1 FROM t"
                           << "-- why|SELECT 1|  FROM t";
  QTest::newRow("update") << "UPDATE t SET a = 1 WHERE b = 2"
                          << "UPDATE t|   SET a = 1| WHERE b = 2";
  QTest::newRow("open string") << "SELECT 'abc FROM"
                               << "SELECT 'abc FROM";
}

void DetailsTextsTest::sqlClausesStandOnLines() {
  QFETCH(QString, sql);
  QTEST(formatSql(sql).replace(QLatin1Char('\n'), QLatin1Char('|')), "lines");
}

void DetailsTextsTest::sqlLosesNothingButBlanks() {
  QString sql = QStringLiteral(
      "WITH x AS (SELECT a, 'it''s' FROM b WHERE c IN (1, 2, 3) AND d LIKE '%from%' GROUP BY a HAVING "
      "count(*) > 1) "
      "INSERT INTO t (a, b) VALUES (?, ?), (?, ?) ON CONFLICT (a) DO UPDATE SET b = excluded.b RETURNING id "
      "/* FROM */");
  const auto bare = [](QString text) { return text.remove(QLatin1Char(' ')).remove(QLatin1Char('\n')); };
  QCOMPARE(bare(formatSql(sql)), bare(sql));
  QVERIFY(formatSql(sql).contains(QLatin1String("'%from%'")));
}

void DetailsTextsTest::whatIsNoSqlIsLeftAlone() {
  QVERIFY(looksLikeSql("  (select 1)"));
  QVERIFY(looksLikeSql("/* why */ SELECT 1"));
  for (const char* other : {"HGETALL cart:u-58213", "{\"find\": \"x\"}", "", "GET key", "selection"})
    QVERIFY2(!looksLikeSql(other), other);
  const auto sections = makeSections(*DetailsBuilder().text("db.statement", "HGETALL cart:17").build());
  QCOMPARE(sections[0].items[0].kind, ItemKind::KeyValue);
}

void DetailsTextsTest::jsonIsLaidOut_data() {
  QTest::addColumn<QByteArray>("json");
  QTest::addColumn<int>("depth");
  QTest::addColumn<QString>("lines");
  QTest::newRow("object") << QByteArray("{\"a\":1,\"b\":[1,2]}") << 99 << "{|  \"a\": 1,|  \"b\": [1, 2]|}";
  QTest::newRow("empty") << QByteArray("{ \"a\" : { }, \"b\":[ ] }") << 99 << "{|  \"a\": {},|  \"b\": []|}";
  QTest::newRow("brackets in strings")
      << QByteArray("{\"a\":\"}]{[\\\"\"}") << 99 << "{|  \"a\": \"}]{[\\\"\"|}";
  QTest::newRow("depth") << QByteArray("{\"a\":{\"b\":{\"c\":\"}\"}},\"d\":2}") << 1
                         << QString::fromUtf8("{|  \"a\": {…},|  \"d\": 2|}");
  QTest::newRow("nested array") << QByteArray("[[1],{}]") << 99 << "[|  [1],|  {}|]";
}

void DetailsTextsTest::jsonIsLaidOut() {
  QFETCH(QByteArray, json);
  QFETCH(int, depth);
  const auto text = prettyJson({json.data(), static_cast<std::size_t>(json.size())}, depth);
  QVERIFY(text.has_value());
  QTEST(QString(*text).replace(QLatin1Char('\n'), QLatin1Char('|')), "lines");
}

void DetailsTextsTest::brokenJsonIsLeftAlone_data() {
  QTest::addColumn<QByteArray>("json");
  for (const char* json : {"{\"a\":1", "{\"a\":1]}", "[\"a]", "}", "{\"a\":[1,\"\\", "[[[[\"x]]]]"})
    QTest::newRow(json) << QByteArray(json);
  QTest::newRow("too deep") << QByteArray(300, '[') + QByteArray(300, ']');
}

void DetailsTextsTest::brokenJsonIsLeftAlone() {
  QFETCH(QByteArray, json);
  QVERIFY(!prettyJson({json.data(), static_cast<std::size_t>(json.size())}));
  const std::string text = "{" + json.toStdString() + std::string(60, ' ') + "}";
  const auto details = DetailsBuilder().text("k", text).build();
  const auto sections = makeSections(*details);
  QCOMPARE(wholeText(sections[0].items[0]), QString::fromStdString(text));
}

void DetailsTextsTest::deepAndHugeTextsAreLinear() {
  QElapsedTimer timer;
  timer.start();
  const std::string open(3'000'000, '[');
  static_cast<void>(prettyJson(open));
  const std::string quotes = "[" + std::string(3'000'000, '"') + "]";
  static_cast<void>(prettyJson(quotes));
  static_cast<void>(formatSql(QStringLiteral("SELECT (((( FROM ").repeated(4'000)));
  static_cast<void>(jsonRuns(QString(3'000'000, u'-')));
  QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
}

void DetailsTextsTest::aTextCanBeSeenAsItWasSent() {
  const std::string sql = "SELECT a   FROM b";
  const auto details = DetailsBuilder().text("db.query.text", sql).build();
  const auto sections = makeSections(*details);
  const Item& item = sections[0].items[0];
  QCOMPARE(item.text, QString("SELECT a\n  FROM b"));
  QVERIFY(item.actions == std::vector<ItemAction>{ItemAction::AsSent});
  QCOMPARE(shaped(item, {.form = TextForm::AsSent}).text, QString::fromStdString(sql));
  QCOMPARE(wholeText(item), QString::fromStdString(sql));
}

void DetailsTextsTest::manyAttributesAreGrouped() {
  DetailsBuilder builder;
  for (const char* key :
       {"server.port", "db.system", "db.query.text", "url.full", "http.route", "http.method", "zeta",
        "error.type", "net.peer", "alone.one", "db.name", "app.a", "app.b"})
    builder.text(key, "v");
  QStringList shown;
  const auto details = builder.build();
  const auto sections = makeSections(*details);
  for (const Item& item : sections[0].items)
    shown += item.kind == ItemKind::Group ? QLatin1Char('[') + item.key + QLatin1Char(']') : item.key;
  QCOMPARE(shown.join(QLatin1Char(' ')),
           QString("error.type [http] http.method http.route url.full [db] db.query.text db.name db.system "
                   "[network] net.peer server.port [app] app.a app.b [other] alone.one zeta"));
}

void DetailsTextsTest::pointsInTimeAreReadable_data() {
  QTest::addColumn<QString>("key");
  QTest::addColumn<qint64>("value");
  QTest::addColumn<QString>("text");
  QTest::newRow("seconds") << "token.expires" << qint64{1'773'324'000} << "2026-03-12 14:00:00 UTC";
  QTest::newRow("milliseconds") << "created_at" << qint64{1'773'324'000'123} << "2026-03-12 14:00:00.123 UTC";
  QTest::newRow("nanoseconds") << "time" << qint64{1'773'324'000'123'000'000}
                               << "2026-03-12 14:00:00.123 UTC";
  QTest::newRow("another key") << "order.id" << qint64{1'773'324'000} << "";
  QTest::newRow("a length of time") << "timeout" << qint64{5'000} << "";
}

void DetailsTextsTest::pointsInTimeAreReadable() {
  QFETCH(QString, key);
  QFETCH(qint64, value);
  std::string number;
  appendInt(number, value);
  QTEST(readableTime(key.toStdString(), AttributeValue(number)), "text");
}

void DetailsTextsTest::logsHaveALetterAndTheirAttributes() {
  const auto details = DetailsBuilder().text("logger", "pay").log(17, "declined").log(13, "slow").build();
  const auto sections = makeSections(*details);
  const Section& logs = sections[2];
  QCOMPARE(logs.title, QString("Logs"));
  QCOMPARE(logs.items[0].text, QString("E  declined"));
  QCOMPARE(logs.items[0].runs[0].tone, Tone::Error);
  QVERIFY(logs.items[0].canOpen);
  QCOMPARE(logs.items[1].key.trimmed(), QString("logger"));
  QCOMPARE(logs.items[1].parent, logs.items[0].number);
  QCOMPARE(logs.items[1].shown, Shown::WhenParentOpen);
  QCOMPARE(logs.items[2].runs[0].tone, Tone::Warn);
}

void DetailsTextsTest::filteringLooksIntoEverything() {
  const std::string stack =
      "E: m\n\tat com.acme.A.a(A.java:1)\n\tat okhttp3.B.b(B.java:2)\n\tat okhttp3.C.c(C.java:3)\n";
  const auto details = DetailsBuilder()
                           .text("http.route", "/Cart")
                           .text("big", std::string(100'000, 'x') + "needle" + std::string(9, 'y'))
                           .exception("E", "m", stack)
                           .build();
  const auto all = makeSections(*details);
  const auto count = [&](const char* words) { return filterSections(all, QString::fromLatin1(words)).count; };
  QCOMPARE(count("cart"), std::size_t{1});
  QCOMPARE(count("ROUTE cart"), std::size_t{1});
  QCOMPARE(count("route needle"), std::size_t{0});
  QCOMPARE(count("needle"), std::size_t{1});
  QCOMPARE(count("xxNEEDLEyyyyyyyyy"), std::size_t{1});
  QCOMPARE(count("needlex"), std::size_t{0});
  QCOMPARE(count("yyyyyyyyyy"), std::size_t{0});
  QCOMPARE(count("okhttp3"), std::size_t{0});
  QCOMPARE(count("C.java"), std::size_t{1});
  const FilteredSections found = filterSections(all, QStringLiteral("C.java"));
  QCOMPARE(found.sections.size(), std::size_t{1});
  QCOMPARE(found.sections[0].items[0].shown, Shown::Always);
  // Of a long text the place is shown, not its beginning.
  const FilteredSections place = filterSections(all, QStringLiteral("needle"));
  QVERIFY(place.sections[0].items[0].text.contains(QLatin1String("xxneedleyy")));
  QVERIFY(shaped(place.sections[0].items[0],
                 {.isWhole = true, .page = pageOf(place.sections[0].items[0], 100'000)})
              .text.contains(QLatin1String("needle")));
}

}  // namespace spanloupe::details

QTEST_APPLESS_MAIN(spanloupe::details::DetailsTextsTest)
#include "details_texts_test.moc"
