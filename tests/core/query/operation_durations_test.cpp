// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The distribution of one operation's durations, and reading it from a session.
#include <QTest>
#include <random>

#include "core/query/operation_durations.h"
#include "made_session.h"

namespace spanloupe::query {

class OperationDurationsTest : public QObject {
  Q_OBJECT

 private slots:
  void ranksAmongTheOthers();
  void equalDurationsHaveOneBin();
  void oneSpanStandsAlone();
  void unfinishedSpansAreCountedApart();
  void manySpansAreKnownToOnePercent();
  void histogramsHoldEverySpan();
  void readsServiceAndNameOverAllSegments();
  void emptyServiceIsNoService();
  void stopsWhenAsked();
};

namespace {

DurationDistribution of(const std::vector<std::int64_t>& durations) {
  DurationDistribution made;
  for (const std::int64_t duration : durations) made.add(duration, false);
  made.finish();
  return made;
}

}  // namespace

void OperationDurationsTest::ranksAmongTheOthers() {
  const DurationDistribution five = of({50, 10, 30, 20, 40});
  QCOMPARE(five.count(), std::uint64_t{5});
  QCOMPARE(five.min().count(), 10);
  QCOMPARE(five.max().count(), 50);
  QCOMPARE(five.median().count(), 30);
  QCOMPARE(five.below(Duration(30)), std::uint64_t{2});
  QCOMPARE(five.rank(Duration(10)), 0.0);
  QCOMPARE(five.rank(Duration(40)), 0.75);
  QCOMPARE(five.rank(Duration(50)), 1.0);
  QCOMPARE(five.rank(Duration(70)), 1.0);
  QCOMPARE(five.axisShare(Duration(10)), 0.0);
  QCOMPARE(five.axisShare(Duration(50)), 1.0);
  QCOMPARE(five.quantile(1).count(), 50);
  QCOMPARE(five.quantile(0).count(), 10);
}

void OperationDurationsTest::equalDurationsHaveOneBin() {
  const DurationDistribution equal = of({7, 7, 7});
  QCOMPARE(equal.histogram(20), (std::vector<std::uint64_t>{3}));
  QCOMPARE(equal.axisShare(Duration(7)), 0.5);
  QCOMPARE(equal.rank(Duration(7)), 0.0);
}

void OperationDurationsTest::oneSpanStandsAlone() {
  QCOMPARE(of({5}).rank(Duration(5)), 1.0);
  QCOMPARE(of({}).median().count(), 0);
  QVERIFY(of({}).histogram(4).empty());
}

void OperationDurationsTest::unfinishedSpansAreCountedApart() {
  DurationDistribution made;
  made.add(-5, true);
  made.add(8, false);
  made.finish();
  QCOMPARE(made.count(), std::uint64_t{1});
  QCOMPARE(made.unfinished(), std::uint64_t{1});
  QCOMPARE(made.errors(), std::uint64_t{1});
}

void OperationDurationsTest::manySpansAreKnownToOnePercent() {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> sizes(16, 2);
  DurationDistribution made;
  std::vector<std::int64_t> all;
  for (std::size_t i = 0; i < DurationDistribution::kExact + 100'000; ++i) {
    all.push_back(static_cast<std::int64_t>(sizes(random)));
    made.add(all.back(), false);
  }
  made.finish();
  QVERIFY(!made.isExact());
  std::sort(all.begin(), all.end());
  for (const double q : {0.01, 0.5, 0.95, 0.999}) {
    const auto exact =
        static_cast<double>(all[static_cast<std::size_t>(q * static_cast<double>(all.size()))]);
    QVERIFY(std::abs(static_cast<double>(made.quantile(q).count()) - exact) <= exact * 0.01);
    QVERIFY(std::abs(made.rank(Duration(static_cast<std::int64_t>(exact))) - q) < 0.01);
  }
  QCOMPARE(made.max().count(), all.back());
  QVERIFY(made.byteSize() < 100'000);
}

void OperationDurationsTest::histogramsHoldEverySpan() {
  const DurationDistribution made = of({1, 10, 100, 1'000, 10'000, 10'000});
  std::uint64_t sum = 0;
  const auto bins = made.histogram(5);
  for (const std::uint64_t bin : bins) sum += bin;
  QCOMPARE(sum, std::uint64_t{6});
  QCOMPARE(bins.front(), std::uint64_t{1});
  QCOMPARE(bins.back(), std::uint64_t{2});
}

void OperationDurationsTest::readsServiceAndNameOverAllSegments() {
  std::vector<test::MadeSpan> many;
  // More than a block, so that blocks without the operation are passed over.
  for (std::uint64_t i = 1; i <= 20'000; ++i) many.push_back({{1, i}, i, "cart", "other", 5});
  many.push_back({{9, 1}, 30'001, "cart", "GET", 100, true});
  many.push_back({{9, 2}, 30'002, "stock", "GET", 200});
  test::MadeSession session({many, {{{9, 3}, 1, "cart", "GET", 300}}, {{{9, 4}, 2, "cart", "PUT", 400}}});
  const auto found = operationDurations(session.reader(), session.snapshot(), "cart", "GET", {});
  QVERIFY(found.has_value());
  QCOMPARE(found->count(), std::uint64_t{2});
  QCOMPARE(found->errors(), std::uint64_t{1});
  QCOMPARE(found->min().count(), 100);
  QCOMPARE(found->max().count(), 300);
  const auto none = operationDurations(session.reader(), session.snapshot(), "cart", "DELETE", {});
  QVERIFY(none.has_value() && none->count() == 0);
}

void OperationDurationsTest::emptyServiceIsNoService() {
  test::MadeSession session({{{{1, 1}, 1, "", "GET", 7}, {{1, 1}, 2, "cart", "GET", 9}}});
  const auto found = operationDurations(session.reader(), session.snapshot(), "", "GET", {});
  QVERIFY(found.has_value());
  QCOMPARE(found->count(), std::uint64_t{1});
  QCOMPARE(found->max().count(), 7);
}

void OperationDurationsTest::stopsWhenAsked() {
  test::MadeSession session({{{{1, 1}, 1, "cart", "GET", 7}}});
  std::stop_source stop;
  stop.request_stop();
  const auto found =
      operationDurations(session.reader(), session.snapshot(), "cart", "GET", stop.get_token());
  QVERIFY(!found.has_value());
  QVERIFY(found.error().kind == ErrorKind::Cancelled);
}

}  // namespace spanloupe::query

QTEST_GUILESS_MAIN(spanloupe::query::OperationDurationsTest)
#include "operation_durations_test.moc"
