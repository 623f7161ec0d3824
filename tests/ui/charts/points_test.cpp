// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/points.h"

#include "chart_fixture.h"

using namespace spanloupe;
using namespace spanloupe::charts;
using namespace spanloupe::test;

class PointsTest : public QObject {
  Q_OBJECT
 private slots:
  void summaryLeavesOutWhatHasNoTime() {
    const PointSet set = PointSketch()
                             .add(0, 5)
                             .add(1'000'000, 5, true)
                             .add(~std::uint64_t{0}, 5)
                             .add(kTwoOClock, 40)
                             .add(kTwoOClock + 7, 90, true)
                             .add(kTwoOClock + 9, 0)
                             .add(kTwoOClock + 900, 1, false, false)
                             .points();
    const PointSummary summary = summarise(set);
    QCOMPARE(summary.shown, std::uint64_t{3});
    QCOMPARE(summary.failed, std::uint64_t{1});
    QCOMPARE(summary.untimed, std::uint64_t{3});
    QCOMPARE(summary.zeros, std::uint64_t{1});
    QCOMPARE(summary.firstStart, kTwoOClock);
    QCOMPARE(summary.lastStart, kTwoOClock + 9);
    QCOMPARE(summary.shortest, std::int64_t{40});
    QCOMPARE(summary.longest, std::int64_t{90});
  }
  void summaryOfNothingIsZero() {
    const PointSummary summary = summarise({});
    QCOMPARE(summary.shown, std::uint64_t{0});
    QCOMPARE(summary.firstStart, std::uint64_t{0});
    QCOMPARE(summary.shortest, std::int64_t{0});
  }
  void onlyThosePositionsCountThatAreGivenAndExist() {
    PointSketch sketch;
    for (std::uint64_t i = 0; i < 10; ++i) sketch.add({i, 10.0 + static_cast<double>(i), i == 3});
    const PointSummary summary = summarise(sketch.points({3, 9, 500}));
    QCOMPARE(summary.shown, std::uint64_t{2});
    QCOMPARE(summary.failed, std::uint64_t{1});
    QCOMPARE(summary.longest, std::int64_t{19'000'000});
  }
  void aBoxHoldsItsBeginAndNotItsEndAndBothDurations() {
    const PointSet set = sketchPoints({{0, 10}, {5, 20, true}, {10, 30}, {10, 31}});
    const auto at = [](std::uint64_t ms) { return timestampFromNanos(kTwoOClock + ms * kMs); };
    const TimeBox box{at(0), at(10), Duration(10 * kMs), Duration(20 * kMs), false};
    QCOMPARE(countIn(set, box).points, std::uint64_t{2});
    QCOMPARE(countIn(set, box).failed, std::uint64_t{1});
    const TimeBox whole{at(5), at(11), {}, {}, true};
    QCOMPARE(countIn(set, whole).points, std::uint64_t{3});
    const TimeBox later{at(0), at(11), Duration(30 * kMs), Duration(30 * kMs), false};
    QCOMPARE(countIn(set, later).points, std::uint64_t{1});
  }
  void neighboursReachEveryPointInOrderAlsoEqualOnes() {
    const PointSet set = sketchPoints({{5, 10}, {0, 30}, {5, 10}, {9, 1}, {5, 2}});
    const auto walk = [&](PointStep step) {
      std::vector<std::uint32_t> order;
      for (auto at = neighbour(set, {}, step); at; at = neighbour(set, at, step)) order.push_back(*at);
      return order;
    };
    QCOMPARE(walk(PointStep::Later), (std::vector<std::uint32_t>{1, 4, 0, 2, 3}));
    QCOMPARE(walk(PointStep::Earlier), (std::vector<std::uint32_t>{3, 2, 0, 4, 1}));
    QCOMPARE(walk(PointStep::Longer), (std::vector<std::uint32_t>{3, 4, 0, 2, 1}));
    QCOMPARE(walk(PointStep::Shorter), (std::vector<std::uint32_t>{1, 2, 0, 4, 3}));
  }
  void stoppingEndsALongWalk() {
    std::stop_source stop;
    stop.request_stop();
    int visited = 0;
    QVERIFY(!forEachPoint(manyPoints(10), stop.get_token(), [&](std::uint32_t) { ++visited; }));
    QCOMPARE(visited, 0);
  }
};

QTEST_APPLESS_MAIN(PointsTest)
#include "points_test.moc"
