// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_layout.h"

#include "chart_fixture.h"
#include "ui/charts/box_brush.h"
#include "ui/charts/chart_picture.h"

using namespace spanloupe;
using namespace spanloupe::charts;
using namespace spanloupe::test;

namespace {

constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max();

}  // namespace

class ChartLayoutTest : public QObject {
  Q_OBJECT
 private slots:
  void standsWhereTheMockupHasIt() {
    const ChartLayout layout = layOut(sketchPoints({{0, 38.9}, {1'799'999, 5200}}));
    QCOMPARE(layout.plot, QRectF(64, 8, 1116, 156));
    QCOMPARE(layout.rate, QRectF(64, 180, 1116, 34));
    QCOMPARE(layout.buckets.count, 60);
    QCOMPARE(layout.timeLabels.size(), std::size_t{7});
    QCOMPARE(layout.timeLabels.front().left, 64.0);
    QCOMPARE(layout.timeLabels.back().left + 7 * 5, 1180.0);
    QCOMPARE(layout.durationLabels.size(), std::size_t{4});
    QCOMPARE(layout.durationLabels.front().y, 164.0);
    QCOMPARE(layout.durationLabels.back().y, 8.0);
  }
  void labelsNeverMeetAndStayInside_data() {
    QTest::addColumn<quint64>("lengthMs");
    QTest::addColumn<double>("width");
    for (const quint64 length : {1, 900, 61'000, 3'600'000, 90'000'000})
      for (const double width : {300.0, 800.0, 1192.0, 2500.0})
        QTest::addRow("%llu ms in %g", static_cast<unsigned long long>(length), width) << length << width;
  }
  void labelsNeverMeetAndStayInside() {
    QFETCH(quint64, lengthMs);
    QFETCH(double, width);
    const ChartLayout layout = layOut(sketchPoints({{0, 1}, {lengthMs, 1000}}), ScaleKind::Log, width);
    double free = layout.plot.left();
    for (const TimeLabel& label : layout.timeLabels) {
      if (label.text.isEmpty()) continue;
      QVERIFY(label.left >= free);
      free = label.left + 7.0 * static_cast<double>(label.text.size());
      QVERIFY(free <= layout.plot.right() + 0.01);
    }
  }
  void absurdTimesDoNotSqueezeTheRest() {
    PointSketch sketch;
    sketch.add(0, 10'000'000).add(5, 10'000'000);
    for (std::uint64_t i = 0; i < 100; ++i) sketch.add({i * 1000, 10, false});
    const ChartLayout layout = layOut(sketch.points());
    QVERIFY(layout.x(kTwoOClock + 99'000 * kMs) - layout.x(kTwoOClock) > 900);
  }
  void nothingWithATimeHasNoAxes() {
    QVERIFY(layOut(PointSketch().add(0, 10).points()).isEmpty());
    QVERIFY(layOut({}).isEmpty());
  }
  void oneInstantHasASecondAround() {
    const ChartLayout layout = layOut(sketchPoints({{0, 10}, {0, 10}}));
    const double x = layout.x(kTwoOClock);
    QVERIFY(x > layout.plot.left() + 100 && x < layout.plot.right() - 100);
    QCOMPARE(layout.buckets.length(), kSec);
  }
  void pixelsAndFiguresAreInverse() {
    const ChartLayout layout = layOut(sketchPoints({{0, 10}, {60'000, 3000}}));
    for (const double x : {70.0, 400.0, 1100.0}) QVERIFY(std::abs(layout.x(layout.timeAt(x)) - x) < 0.01);
    for (const double y : {10.0, 80.0, 160.0})
      QVERIFY(std::abs(layout.y(static_cast<std::int64_t>(layout.nanosAt(y))) - y) < 0.01);
  }
  void aBoxIsRoundAndComesBackToItsPixels() {
    const ChartLayout layout = layOut(sketchPoints({{0, 38.9}, {1'799'999, 5200}}));
    const QRectF pixels(700.3, 40.2, 210.8, 33.9);
    const TimeBox box = layout.boxOf(pixels, false);
    QCOMPARE(nanosOf(box.from) % kSec, std::uint64_t{0});
    QCOMPARE(box.longest.count() % 10'000'000, std::int64_t{0});
    const QRectF back = layout.rectOf(box);
    QVERIFY(std::abs(back.left() - pixels.left()) < 1 && std::abs(back.right() - pixels.right()) < 1);
    QVERIFY(std::abs(back.top() - pixels.top()) < 1 && std::abs(back.bottom() - pixels.bottom()) < 1);
  }
  void aBoxToTheEndsOfTheAxisHoldsWhatIsBeyond() {
    const ChartLayout layout = layOut(sketchPoints({{0, 38.9}, {1'799'999, 5200}}));
    const TimeBox box = layout.boxOf(layout.plot, false);
    QCOMPARE(box.shortest.count(), std::int64_t{0});
    QCOMPARE(box.longest.count(), kEndless);
    QCOMPARE(layout.rectOf(box), layout.plot);
    QVERIFY(layout.boxOf(QRectF(100, 50, 10, 10), true).wholeHeight);
  }
  void everyCellCountsWhatItsBoxHolds() {
    PointSketch sketch;
    for (std::uint64_t i = 0; i < 400; ++i)
      sketch.add(
          {i * i % 977, i % 5 == 0 ? 0.0 : 0.01 * static_cast<double>(i * 7919 % 100'000), i % 3 == 0});
    const PointSet set = sketch.points();
    for (const ScaleKind scale : {ScaleKind::Log, ScaleKind::Linear}) {
      const ChartLayout layout = layOut(set, scale);
      const auto cells = countCells(set, layout);
      std::uint64_t total = 0;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        total += cells[i].points;
        if (cells[i].points == 0) continue;
        const BoxCount count = countIn(set, layout.cellBox(static_cast<int>(i)));
        QCOMPARE(std::uint64_t{cells[i].points}, count.points);
        QCOMPARE(std::uint64_t{cells[i].failed}, count.failed);
      }
      QCOMPARE(total, std::uint64_t{400});
    }
  }
  void cellsCoverThePlotAndAreHitWhereTheyAreDrawn() {
    const ChartLayout layout = layOut(sketchPoints({{0, 0}, {60'000, 3000}, {9, 0.02}}));
    QVERIFY(layout.heat.hasZeroRow);
    QCOMPARE(layout.heat.columns % layout.buckets.count, 0);
    for (int cell = 0; cell < layout.heat.columns * layout.heat.rows; ++cell) {
      const QRectF rect = layout.cellRect(cell);
      QVERIFY(rect.width() >= 4 && rect.height() >= 4);
      QVERIFY(layout.plot.adjusted(-0.1, -0.1, 0.1, 0.1).contains(rect));
      QCOMPARE(layout.cellAt(rect.center()), cell);
    }
    QCOMPARE(layout.cellAt(QPointF(2, 2)), -1);
  }
  void aBoxIsGrabbedAtCornersEdgesAndInside() {
    const QRectF box(100, 50, 80, 40);
    QCOMPARE(grabAt(box, {101, 49}, 5, false), (BoxGrab{true, true, false, false}));
    QCOMPARE(grabAt(box, {183, 70}, 5, false), (BoxGrab{false, false, true, false}));
    QCOMPARE(grabAt(box, {140, 92}, 5, false), (BoxGrab{false, false, false, true}));
    QVERIFY(grabAt(box, {140, 70}, 5, false).all());
    QVERIFY(!grabAt(box, {60, 70}, 5, false).any());
    QVERIFY(grabAt(box, {140, 50}, 5, true).all());
  }
  void aDraggedBoxStaysInsideAndTurnsOver() {
    const QRectF box(100, 50, 80, 40);
    const QRectF bounds(60, 8, 200, 150);
    QCOMPARE(draggedBox(box, {true, true, true, true}, {-500, 20}, bounds), QRectF(60, 70, 80, 40));
    QCOMPARE(draggedBox(box, {false, false, true, false}, {-100, 0}, bounds), QRectF(80, 50, 20, 40));
    QCOMPARE(draggedBox(box, {true, true, false, false}, {10, -500}, bounds), QRectF(110, 8, 70, 82));
  }
};

QTEST_APPLESS_MAIN(ChartLayoutTest)
#include "chart_layout_test.moc"
