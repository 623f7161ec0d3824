// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The log records of a session, newest first, by severity and words, and their rows.
#include "core/query/log_list.h"

#include <QTest>

#include "made_logs.h"

namespace spanloupe::query {

using test::MadeLog;

class LogListTest : public QObject {
  Q_OBJECT

 private slots:
  void theNewestComeFirstAcrossSegments();
  void recordsWithoutTimeStandAtTheirObservedTime();
  void severityIsComparedByLevelAndReadFromTextWithoutANumber();
  void wordsAreFoundInBodyAttributesAndServiceWhateverTheirCase_data();
  void wordsAreFoundInBodyAttributesAndServiceWhateverTheirCase();
  void aPageHasTheNewestOfAllAndTheRestFollowsIt();
  void theListIsBoundedAndTheCountIsNot();
  void aSnapshotStaysWhatItWasWhileMoreComes();
  void aCancelledQuestionSaysSo();
  void rowsComeInTheOrderAskedWithTheirBodyInOneLine();
  void coloursOfATerminalAreNoPartOfTheBody();
  void aPlaceIsFoundByItsTime();

 private:
  /// Bodies in their order.
  static QStringList bodies(store::Reader& reader, const store::Snapshot& snapshot, const OrderedLogs& logs) {
    QStringList texts;
    const auto rows = logRows(reader, snapshot, logs.refs, {});
    if (!rows) qFatal("%s", rows.error().text().c_str());
    for (const LogRow& row : *rows) texts << QString::fromStdString(row.body);
    return texts;
  }
};

namespace {

/// A session to be read, and its newest snapshot.
struct Opened {
  explicit Opened(const std::vector<std::vector<MadeLog>>& segments) : session(file.path()) {
    for (const auto& logs : segments) session.add(logs);
    auto opened = store::Reader::open(file.path());
    if (!opened) qFatal("%s", opened.error().text().c_str());
    reader = std::move(*opened);
    renew();
  }
  void renew() { snapshot = reader->snapshot().value(); }
  [[nodiscard]] OrderedLogs order(const LogFilter& filter = {}, std::size_t firstPage = 0,
                                  std::size_t most = kMostListedLogs) const {
    auto ordered = orderLogs(*reader, *snapshot, filter, firstPage, {}, most);
    if (!ordered) qFatal("%s", ordered.error().text().c_str());
    return std::move(*ordered);
  }

  test::TemporarySession file;
  test::LogSession session;
  std::unique_ptr<store::Reader> reader;
  std::shared_ptr<const store::Snapshot> snapshot;
};

}  // namespace

void LogListTest::theNewestComeFirstAcrossSegments() {
  const Opened opened({{{5, 9, "e"}, {1, 9, "a"}}, {{4, 9, "d"}, {2, 9, "b"}}, {{3, 9, "c"}}});
  const OrderedLogs logs = opened.order();
  QCOMPARE(bodies(*opened.reader, *opened.snapshot, logs), (QStringList{"e", "d", "c", "b", "a"}));
  QCOMPARE(logs.total, std::uint64_t{5});
  QCOMPARE(logs.matching, std::uint64_t{5});
  QVERIFY(!logs.partial);
}

void LogListTest::recordsWithoutTimeStandAtTheirObservedTime() {
  MadeLog observed{2, 9, "observed"};
  observed.isOnlyObserved = true;
  const Opened opened({{{3, 9, "late"}, observed, {1, 9, "early"}}});
  const OrderedLogs logs = opened.order();
  QCOMPARE(bodies(*opened.reader, *opened.snapshot, logs), (QStringList{"late", "observed", "early"}));
  QCOMPARE(logs.times[1], test::kLogsStart + 2 * test::kMilli);
}

void LogListTest::severityIsComparedByLevelAndReadFromTextWithoutANumber() {
  MadeLog said{4, 0, "said"};
  said.severityText = "Warning";
  const Opened opened(
      {{{6, 9, "info"}, {5, 13, "warn"}, said, {3, 17, "error"}, {2, 21, "fatal"}, {1, 0, "none"}}});
  const auto least = [&](LogLevel level) {
    return bodies(*opened.reader, *opened.snapshot, opened.order({level, {}}));
  };
  QCOMPARE(least(LogLevel::Unknown).size(), 6);
  QCOMPARE(least(LogLevel::Info), (QStringList{"info", "warn", "said", "error", "fatal"}));
  QCOMPARE(least(LogLevel::Warn), (QStringList{"warn", "said", "error", "fatal"}));
  QCOMPARE(least(LogLevel::Error), (QStringList{"error", "fatal"}));
  QCOMPARE(least(LogLevel::Fatal), (QStringList{"fatal"}));
}

void LogListTest::wordsAreFoundInBodyAttributesAndServiceWhateverTheirCase_data() {
  QTest::addColumn<QString>("words");
  QTest::addColumn<QStringList>("found");
  QTest::newRow("body") << "TIMEOUT" << QStringList{"Timeout of payment"};
  QTest::newRow("other script") << "größe" << QStringList{"GRÖSSE und GRÖßE"};
  QTest::newRow("value of an attribute") << "gold" << QStringList{"served"};
  QTest::newRow("name of an attribute is not its value") << "customer" << QStringList{};
  QTest::newRow("key and value") << "customer.tier=GOLD" << QStringList{"served"};
  QTest::newRow("key with another value") << "customer.tier=silver" << QStringList{};
  QTest::newRow("all words") << "payment timeout" << QStringList{"Timeout of payment"};
  QTest::newRow("words of two records") << "timeout served" << QStringList{};
  QTest::newRow("words of body and attribute") << "served gold" << QStringList{"served"};
  QTest::newRow("phrase") << "\"of payment\"" << QStringList{"Timeout of payment"};
  QTest::newRow("phrase not there") << "\"payment of\"" << QStringList{};
  QTest::newRow("service") << "billing" << QStringList{"GRÖSSE und GRÖßE"};
  QTest::newRow("resource by its key") << "host.name=box-7 timeout" << QStringList{"Timeout of payment"};
  QTest::newRow("resource without its key") << "box-7" << QStringList{};
  QTest::newRow("begin of a trace id") << "abcdef01" << QStringList{"served"};
  QTest::newRow("span id") << "00000000000000f7" << QStringList{"served"};
}

void LogListTest::wordsAreFoundInBodyAttributesAndServiceWhateverTheirCase() {
  QFETCH(QString, words);
  QFETCH(QStringList, found);
  MadeLog served{2, 9, "served"};
  served.attributes = {{"customer.tier", "Gold"}};
  served.trace = {0xabcdef0123456789ULL, 1};
  served.span = {0xf7};
  MadeLog size{3, 9, "GRÖSSE und GRÖßE"};
  size.service = "billing";
  const Opened opened({{{1, 9, "Timeout of payment"}, served}, {size}});
  const OrderedLogs logs = opened.order({LogLevel::Unknown, words.toStdString()});
  QCOMPARE(bodies(*opened.reader, *opened.snapshot, logs), found);
  QCOMPARE(logs.matching, static_cast<std::uint64_t>(found.size()));
}

void LogListTest::aPageHasTheNewestOfAllAndTheRestFollowsIt() {
  std::vector<std::vector<MadeLog>> segments(4);
  for (std::uint64_t i = 0; i < 400; ++i)
    segments[i % 4 == 3 ? 3 : i / 134].push_back({i, 9, i % 2 == 0 ? "even" : "odd"});
  const Opened opened(segments);
  for (const char* words : {"", "even"}) {
    const OrderedLogs all = opened.order({LogLevel::Unknown, words});
    const OrderedLogs page = opened.order({LogLevel::Unknown, words}, 10);
    QVERIFY(!all.partial);
    QVERIFY(page.partial);
    QCOMPARE(page.refs.size(), std::size_t{10});
    QVERIFY(std::equal(page.refs.begin(), page.refs.end(), all.refs.begin()));
    QVERIFY(page.matching <= all.matching);
  }
  // What fits a page is all there is.
  const OrderedLogs none = opened.order({LogLevel::Unknown, "neither"}, 10);
  QVERIFY(!none.partial && none.refs.empty());
}

void LogListTest::theListIsBoundedAndTheCountIsNot() {
  std::vector<MadeLog> many;
  for (std::uint64_t i = 0; i < 20'000; ++i) many.push_back({i * 7919 % 20'000, 9, "x"});
  const Opened opened({many, {{20'000, 9, "newest"}}});
  const OrderedLogs logs = opened.order({}, 0, 100);
  QCOMPARE(logs.matching, std::uint64_t{20'001});
  QCOMPARE(logs.refs.size(), std::size_t{100});
  QVERIFY(!logs.partial);
  for (std::uint64_t i = 0; i < 100; ++i)
    QCOMPARE(logs.times[i], test::kLogsStart + (20'000 - i) * test::kMilli);
}

void LogListTest::aSnapshotStaysWhatItWasWhileMoreComes() {
  Opened opened({{{1, 9, "first"}}});
  const auto before = opened.snapshot;
  opened.session.add({{2, 9, "second"}});
  const auto old = orderLogs(*opened.reader, *before, {}, 0, {});
  QVERIFY(old.has_value());
  QCOMPARE(bodies(*opened.reader, *before, *old), (QStringList{"first"}));
  opened.renew();
  QCOMPARE(bodies(*opened.reader, *opened.snapshot, opened.order()), (QStringList{"second", "first"}));
}

void LogListTest::aCancelledQuestionSaysSo() {
  const Opened opened({{{1, 9, "first"}}});
  std::stop_source stop;
  stop.request_stop();
  for (const char* words : {"", "first"}) {
    const auto ordered =
        orderLogs(*opened.reader, *opened.snapshot, {LogLevel::Unknown, words}, 0, stop.get_token());
    QVERIFY(!ordered.has_value());
    QCOMPARE(ordered.error().kind, ErrorKind::Cancelled);
  }
}

void LogListTest::rowsComeInTheOrderAskedWithTheirBodyInOneLine() {
  MadeLog broken{2, 17, "  two\n\tlines  "};
  broken.trace = {1, 2};
  broken.span = {3};
  broken.severityText = "ERR";
  const Opened opened({{{1, 9, std::string(5000, 'x')}, broken}, {{3, 9, ""}}});
  OrderedLogs logs = opened.order();
  std::reverse(logs.refs.begin(), logs.refs.end());
  const auto rows = logRows(*opened.reader, *opened.snapshot, logs.refs, {});
  QVERIFY(rows.has_value());
  QCOMPARE(rows->at(0).body.size(), kRowBody);
  const LogRow& row = rows->at(1);
  QCOMPARE(QString::fromStdString(row.body), QString("two lines"));
  QCOMPARE(row.level, LogLevel::Error);
  QCOMPARE(QString::fromStdString(row.severityText), QString("ERR"));
  QCOMPARE(QString::fromStdString(row.service), QString("shop"));
  QCOMPARE(row.trace, (TraceId{1, 2}));
  QCOMPARE(row.span, SpanId{3});
  QCOMPARE(row.ref, logs.refs[1]);
  QVERIFY(rows->at(2).body.empty());
  const auto gone = logRows(*opened.reader, *opened.snapshot, std::vector<SpanRef>{{99, 0}}, {});
  QVERIFY(!gone.has_value());
}

void LogListTest::coloursOfATerminalAreNoPartOfTheBody() {
  const Opened opened({{{1, 9, "\x1b[36m\"GET \x1b[1m/cart\x1b[0m HTTP/1.1\"\x1b[m 200"}}});
  const OrderedLogs logs = opened.order({LogLevel::Unknown, "\"get /cart http\""});
  QCOMPARE(bodies(*opened.reader, *opened.snapshot, logs), QStringList{"\"GET /cart HTTP/1.1\" 200"});
}

void LogListTest::aPlaceIsFoundByItsTime() {
  const Opened opened({{{1, 9, "a"}, {2, 9, "b"}, {2, 9, "c"}, {4, 9, "d"}}});
  const OrderedLogs logs = opened.order();
  const auto places = [&](std::uint64_t at) { return logs.placesOf(test::kLogsStart + at * test::kMilli); };
  QCOMPARE(places(4), (std::pair<std::size_t, std::size_t>(0, 1)));
  QCOMPARE(places(2), (std::pair<std::size_t, std::size_t>(1, 3)));
  QCOMPARE(places(3), (std::pair<std::size_t, std::size_t>(1, 1)));
}

}  // namespace spanloupe::query

QTEST_GUILESS_MAIN(spanloupe::query::LogListTest)
#include "log_list_test.moc"
