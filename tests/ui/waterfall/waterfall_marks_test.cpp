// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on and beside bars: both places of a skewed span, dots of logs, ticks, the open end of an
// unfinished span; what is said under the pointer, and what is painted.
#include <QImage>
#include <QPainter>
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/waterfall/waterfall_painter.h"
#include "ui/waterfall/waterfall_text.h"

namespace spanloupe::waterfall {

class WaterfallMarksTest : public QObject {
  Q_OBJECT

 private slots:
  void theReportedPlaceIsMarked();
  void theCorrectedPlaceIsMarkedWhenDrawnAsReported();
  void labelsKeepClearOfTheOtherPlace();
  void aMarkStaysWhenItsBarIsOutOfSight();
  void logsGoBeforeTicksBelowTheBar();
  void logsHangBelowThePath();
  void theNearestMarkIsHit();
  void toolTipsSayHowManyShareAPixel();
  void unfinishedBarsAreOpenAtTheRight();
  void dimmedPartsAreEquallyFaint();
};

namespace {

// The server's clock is 30 ms behind its caller's.
constexpr const char* kSkewed = "a root 0-100\n  a call 40-90 client\n    b served 10-50 server\n";

/// A root with an event at 50 ms and logs at 50 ms (three in a pixel) and 70 ms.
Scene logScene() {
  Trace trace = test::sketchTrace("a root 0-100\n");
  const auto at = [](std::uint64_t micros) { return timestampFromNanos(test::kSketchBase + micros * 1000); };
  trace.events = {{at(50'000), 0, false}};
  trace.eventsBegin = {0, 1};
  for (const auto& [micros, severity] : {std::pair(50'000, 9U), {50'010, 17U}, {50'020, 9U}, {70'000, 0U}}) {
    TraceLog log;
    log.time = at(static_cast<std::uint64_t>(micros));
    log.span = 0;
    log.severityNumber = severity;
    trace.logs.push_back(log);
  }
  Scene scene("a root 0-100\n");
  scene.document = buildTraceDocument(std::make_shared<const Trace>(std::move(trace)));
  scene.model = WaterfallModel(scene.document);
  scene.coverage = Coverage(scene.document.get());
  return scene;
}

QImage painted(const ui::Look& look, const Scene& scene) {
  QImage image(static_cast<int>(scene.viewport.width), static_cast<int>(scene.viewport.height),
               QImage::Format_RGB32);
  WaterfallPainter painter(look);
  painter.setDocument(scene.document.get());
  QPainter canvas(&image);
  painter.paintRows(canvas, scene.frame, {}, scene.viewport.height);
  return image;
}

}  // namespace

void WaterfallMarksTest::theReportedPlaceIsMarked() {
  Scene scene(kSkewed);
  const WaterfallFrame& frame = scene.layOut();
  const RowLayout& served = scene.row("served");
  const double shift =
      static_cast<double>(scene.document->skewOf(served.node).count()) / 1e5;  // 0.1 ms a pixel
  QVERIFY(shift > 100);
  QCOMPARE(served.otherPlace.center().x(), served.bar.left() - shift);
  QCOMPARE(served.otherPlace.height(), served.bar.height());
  QVERIFY(scene.row("call").otherPlace.isNull());
  const Hit hit = hitTest(frame, served.otherPlace.center());
  QCOMPARE(hit.part, HitPart::OtherPlace);
  const QString text = toolTipText(scene.model, hit, ui::TimeZone::Utc);
  QVERIFY2(text.startsWith("Reported here") && text.contains("+10"), qPrintable(text));
}

void WaterfallMarksTest::theCorrectedPlaceIsMarkedWhenDrawnAsReported() {
  Scene scene(kSkewed);
  scene.layOut();
  const double corrected = scene.row("served").bar.left();
  scene.document = redrawn(*scene.document, false);
  scene.model = WaterfallModel(scene.document);
  scene.coverage = Coverage(scene.document.get());
  scene.viewport.window = {0, 100e6};
  const WaterfallFrame& frame = scene.layOut();
  QCOMPARE(scene.row("served").bar.left(), 515.0);
  QCOMPARE(scene.row("served").otherPlace.center().x(), corrected);
  const Hit hit = hitTest(frame, scene.row("served").otherPlace.center());
  QVERIFY(toolTipText(scene.model, hit, ui::TimeZone::Utc).startsWith("Belongs here"));
}

void WaterfallMarksTest::labelsKeepClearOfTheOtherPlace() {
  Scene scene(kSkewed);
  for (double width = 440; width < 1500; width += 3) {
    scene.viewport.width = width;
    scene.layOut();
    const RowLayout& row = scene.row("served");
    if (row.labelPlace != LabelPlace::Right && row.labelPlace != LabelPlace::Left) continue;
    const QRectF label(row.labelX, row.bar.top(), kCharacter * static_cast<double>(row.label.size()),
                       row.bar.height());
    QVERIFY2(row.otherPlace.isNull() || !label.intersects(row.otherPlace),
             qPrintable(QString::number(width)));
  }
}

void WaterfallMarksTest::aMarkStaysWhenItsBarIsOutOfSight() {
  Scene scene(kSkewed);
  scene.viewport.window = {0, 20e6};
  scene.layOut();
  QVERIFY(scene.row("served").bar.isNull());
  QVERIFY(!scene.row("served").otherPlace.isNull());
}

void WaterfallMarksTest::logsGoBeforeTicksBelowTheBar() {
  Scene scene = logScene();
  WaterfallLayout layout(scene.model, scene.coverage);
  layout.layOut(scene.viewport, testMeasures(), scene.frame);
  QCOMPARE(scene.frame.logs.size(), std::size_t{2});
  QVERIFY(scene.frame.logs[0].isError);
  const double x = scene.frame.logs[0].x;
  const QRectF bar = scene.frame.rows[0].bar;
  QCOMPARE(hitTest(scene.frame, {x, bar.center().y()}).part, HitPart::Event);
  const Hit below = hitTest(scene.frame, {x, bar.bottom() + 2});
  QCOMPARE(below.part, HitPart::Log);
  QCOMPARE(below.index, 0U);
  QCOMPARE(below.count, 3U);
}

void WaterfallMarksTest::logsHangBelowThePath() {
  Scene scene = logScene();
  WaterfallLayout layout(scene.model, scene.coverage);
  scene.viewport.showCritical = true;
  layout.layOut(scene.viewport, testMeasures(), scene.frame);
  const RowLayout& row = scene.frame.rows[0];
  QVERIFY(row.logsY > scene.frame.criticals[row.critical.begin].bottom());
  QVERIFY(row.logsY < row.rect.bottom());
}

void WaterfallMarksTest::theNearestMarkIsHit() {
  Scene scene("a root 0-100\n");
  scene.layOut();
  scene.frame.events = {{500, false, 1, 1}, {503, false, 2, 1}};
  scene.frame.rows[0].events = {0, 2};
  const double y = scene.frame.rows[0].bar.center().y();
  QCOMPARE(hitTest(scene.frame, {501, y}).index, 1U);
  QCOMPARE(hitTest(scene.frame, {502.5, y}).index, 2U);
}

void WaterfallMarksTest::toolTipsSayHowManyShareAPixel() {
  const Scene scene = logScene();
  const auto text = [&](std::uint32_t index, std::uint32_t count) {
    return toolTipText(scene.model, {HitPart::Log, 0, index, count}, ui::TimeZone::Utc);
  };
  QVERIFY2(text(0, 3).contains("INFO") && text(0, 3).contains("and 2 more"), qPrintable(text(0, 3)));
  QVERIFY(text(1, 1).contains("ERROR") && !text(1, 1).contains("more"));
  QVERIFY(text(3, 1).startsWith("Log record\n"));
  QVERIFY(text(3, 1).contains("+70"));
}

void WaterfallMarksTest::unfinishedBarsAreOpenAtTheRight() {
  const ui::Look look;
  Scene scene("a root 0-100\n  a open 20-\n");
  scene.layOut();
  const QRectF bar = scene.row("open").bar;
  const QImage image = painted(look, scene);
  const auto lightness = [&](double x) {
    return image.pixelColor(static_cast<int>(x), static_cast<int>(bar.center().y())).lightness();
  };
  QVERIFY(lightness(bar.right() - 14) < lightness(bar.right() - 10));
  QVERIFY(lightness(bar.right() - 10) < lightness(bar.right() - 6));
  QVERIFY(lightness(bar.right() - 6) < lightness(bar.right() - 2));
  QVERIFY(lightness(bar.right() - 1) >= lightness(bar.right() - 2));  // No outline.
}

void WaterfallMarksTest::dimmedPartsAreEquallyFaint() {
  const ui::Look look;
  Scene scene("a root 0-100\n  a leaf 20-60\n");
  scene.layOut();
  for (RowLayout& row : scene.frame.rows) row.isDimmed = true;
  const QImage image = painted(look, scene);
  const ui::Theme& theme = look.theme();
  const QRectF bar = scene.row("leaf").bar;
  // Outline and self time lie on pale: each is mixed with the row once.
  const QColor wanted = ui::mix(theme.virtualService.solid, kDimmedBar, theme.surface);
  QCOMPARE(image.pixelColor(static_cast<int>(bar.left()), static_cast<int>(bar.top())), wanted);
  QCOMPARE(image.pixelColor(static_cast<int>(bar.center().x()), static_cast<int>(bar.center().y())), wanted);
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::WaterfallMarksTest)
#include "waterfall_marks_test.moc"
