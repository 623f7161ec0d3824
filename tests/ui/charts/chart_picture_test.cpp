// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_picture.h"

#include <set>

#include "chart_fixture.h"
#include "ui/charts/chart_painter.h"
#include "ui/charts/mark_stamp.h"
#include "ui/common/theme.h"

using namespace spanloupe;
using namespace spanloupe::charts;
using namespace spanloupe::test;

namespace {

PictureRequest request(const PointSet& points, bool isHeatmap, double ratio = 1) {
  const ui::Theme& theme = ui::Theme::light();
  return {
      points, layOut(points), isHeatmap, ratio, 1, {theme.accent, theme.error, theme.surface, theme.heatmap}};
}

QColor pixelAt(const ChartPicture& picture, const ChartLayout& layout, std::uint64_t start,
               std::int64_t duration) {
  const QPointF at =
      (QPointF(layout.x(start), layout.y(duration)) - picture.origin) * picture.image.devicePixelRatio();
  return picture.image.pixelColor(at.toPoint());
}

}  // namespace

class ChartPictureTest : public QObject {
  Q_OBJECT
 private slots:
  void equalPixelsAreOneMarkAndErrorsComeLast() {
    PointSketch sketch;
    for (int i = 0; i < 500; ++i) sketch.add(kTwoOClock, 50'000'000, i % 2 == 0);
    sketch.add({60'000, 900});
    const PointSet set = sketch.points();
    const auto marks = layOutScatter(set, layOut(set), 1, 6);
    QCOMPARE(marks.size(), std::size_t{3});
    QVERIFY(!marks[0].failed && !marks[1].failed && marks[2].failed);
  }
  void marksAreBoundedByThePixels() {
    const PointSet set = manyPoints(300'000);
    const auto marks = layOutScatter(set, layOut(set), 1, 6);
    std::set<std::tuple<int, int, bool>> pixels;
    for (const ScatterMark& mark : marks)
      QVERIFY(pixels.emplace(static_cast<int>(mark.x), static_cast<int>(mark.y), mark.failed).second);
    QVERIFY(marks.size() < 2 * 1128 * 168);
  }
  void bucketsCountEverythingThatIsShown() {
    PointSketch sketch;
    sketch.add(0, 10);
    for (std::uint64_t i = 0; i < 1000; ++i) sketch.add({i * 7, 10, i % 10 == 0});
    const PointSet set = sketch.points();
    std::uint64_t points = 0;
    std::uint64_t failed = 0;
    for (const TraceCount bucket : countBuckets(set, layOut(set))) {
      points += bucket.points;
      failed += bucket.failed;
    }
    QCOMPARE(points, std::uint64_t{1000});
    QCOMPARE(failed, std::uint64_t{100});
  }
  void stepsOfTheHeatmapGoByLogarithm() {
    QCOMPARE(heatStep(1, 1000), 0);
    QCOMPARE(heatStep(1000, 1000), 8);
    QCOMPARE(heatStep(32, 1024), 4);
    QCOMPARE(heatStep(1, 1), 0);
    for (std::uint32_t count = 2; count < 1000; ++count)
      QVERIFY(heatStep(count, 1000) >= heatStep(count - 1, 1000));
  }
  void dotsAreHalfTransparentAlsoWhereTheyOverlap() {
    PointSketch sketch;
    for (int i = 0; i < 50; ++i) sketch.add(kTwoOClock + static_cast<std::uint64_t>(i) * kMs, 50'000'000);
    sketch.add({60'000, 900, true});
    for (const double ratio : {1.0, 1.25, 2.0}) {
      const PictureRequest wanted = request(sketch.points(), false, ratio);
      const auto picture = drawPicture(wanted);
      const QColor dot = pixelAt(*picture, wanted.layout, kTwoOClock + 10 * kMs, 50'000'000);
      QVERIFY(std::abs(dot.alpha() - 128) <= 2);
      const QColor cross = pixelAt(*picture, wanted.layout, kTwoOClock + 60'000 * kMs, 900'000'000);
      QVERIFY(cross.alpha() > 150);
      QVERIFY(cross.red() > 2 * cross.blue());
      QCOMPARE(picture->image.devicePixelRatio(), ratio);
    }
  }
  void heatmapCellsHaveWholePixelsAndCrossesWhereMostFailed() {
    PointSketch sketch;
    for (int i = 0; i < 64; ++i) sketch.add(kTwoOClock, 50'000'000);
    for (int i = 0; i < 3; ++i) sketch.add({60'000, 900, i < 2});
    const PictureRequest wanted = request(sketch.points(), true);
    const auto picture = drawPicture(wanted);
    QCOMPARE(picture->fullestCell, 64U);
    for (int y = 0; y < picture->image.height(); ++y)
      for (int x = 0; x < 100; ++x) {
        const int alpha = qAlpha(picture->image.pixel(x, y));
        QVERIFY(alpha == 0 || alpha == 255 || alpha == 102);  // The gap is six tenths of a pixel.
      }
    const QRectF cell = wanted.layout.cellRect(wanted.layout.cellOf(kTwoOClock, 50'000'000));
    const QColor full = picture->image.pixelColor((cell.center() - picture->origin).toPoint());
    QCOMPARE(full.rgb(), wanted.colors.heat[8].rgb());
    const QRectF failed =
        wanted.layout.cellRect(wanted.layout.cellOf(kTwoOClock + 60'000 * kMs, 900'000'000));
    const QColor cross = picture->image.pixelColor((failed.center() - picture->origin).toPoint());
    QVERIFY(cross.red() > 2 * cross.blue());
    QVERIFY(isMostlyFailed({2, 1}) && !isMostlyFailed({3, 1}) && !isMostlyFailed({0, 0}));
  }
  void theNearestPointIsTheOneALoopFinds() {
    const PointSet set = manyPoints(3000);
    const ChartLayout layout = layOut(set);
    const PointGrid grid(set, layout, {});
    for (const QPointF pointer : {QPointF(66, 20), QPointF(500, 90), QPointF(1179, 163), QPointF(300, 8)}) {
      double best = 100 * 100;
      for (std::uint32_t at = 0; at < set.state.size(); ++at) {
        const QPointF by = QPointF(layout.x(set.start[at]), layout.y(set.duration[at])) - pointer;
        best = std::min(best, QPointF::dotProduct(by, by));
      }
      const auto found = grid.nearest(set, layout, pointer, 100);
      QVERIFY(found.has_value());
      const QPointF by = QPointF(layout.x(set.start[*found]), layout.y(set.duration[*found])) - pointer;
      QCOMPARE(QPointF::dotProduct(by, by), best);
    }
    QVERIFY(!grid.nearest(set, layout, QPointF(500, 900), 7));
  }
  void ofTwoOnOnePlaceTheFailedOneIsFound() {
    const PointSet set = sketchPoints({{0, 10}, {0, 10, true}, {0, 10}, {5000, 90}});
    const ChartLayout layout = layOut(set);
    const auto found =
        PointGrid(set, layout, {}).nearest(set, layout, {layout.x(kTwoOClock), layout.y(10'000'000)}, 7);
    QCOMPARE(found, std::optional<std::uint32_t>(1));
  }
  void aStoppedPictureIsNone() {
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(drawPicture(request(manyPoints(100), false), stop.get_token()) == nullptr);
  }
  void ratesHaveTheUnitThatFits() {
    const auto rate = [](std::uint32_t points, std::uint64_t step) {
      return peakRate(points, step).replace(ui::kThinSpace, QLatin1Char(' '));
    };
    QCOMPARE(rate(33, 30 * kSec), QString("66 /min"));
    QCOMPARE(rate(5000, kSec), QString("5 000 /s"));
    QCOMPARE(rate(1, 24 * 3600 * kSec), QString("1 /day"));
    QCOMPARE(rate(123'456, kSec), QString("123 k/s"));
    QCOMPARE(rate(12'300'000, kSec), QString("12.3 M/s"));
  }
};

QTEST_MAIN(ChartPictureTest)
#include "chart_picture_test.moc"
