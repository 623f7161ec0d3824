// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline: places of bars, self time, marks, labels and the critical path, at every zoom.
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"

namespace spanloupe::waterfall {

class WaterfallBarsTest : public QObject {
  Q_OBJECT

 private slots:
  void barsStandAtTheirTimes();
  void selfTimeIsWhatChildrenLeave();
  void overlappingChildrenCountOnce();
  void instantSpansAreTwoPixels();
  void noWidthIsEverNegative_data();
  void noWidthIsEverNegative();
  void labelsAreNeverClipped_data() { noWidthIsEverNegative_data(); }
  void labelsAreNeverClipped();
  void labelGoesRightThenLeftThenInside();
  void unfinishedSpansReachTheEnd();
  void marksInOnePixelKeepTheError();
  void aMillionChildrenAreAFewRects();
  void barsOutsideTheWindowAreNotDrawn();
  void criticalPathIsUnbroken();
  void criticalPathRunsAlongCollapsedRows();
  void linksJoinVisibleSpans();
};

namespace {

constexpr const char* kSketch = R"(a root 0-100 error
  a left 10-40
    b leaf1 12-20
    b leaf2 15-30
  c right 50-90
  d instant 95-95
  d open 96-
)";

bool isSane(const QRectF& rect) {
  return rect.isNull() || (rect.width() >= 0 && rect.height() >= 0 && std::abs(rect.left()) < 1e5 &&
                           std::abs(rect.right()) < 1e5);
}

}  // namespace

void WaterfallBarsTest::barsStandAtTheirTimes() {
  Scene scene("a root 0-100\n  a child 10-40\n");
  scene.layOut();
  QCOMPARE(scene.row("root").bar.left(), 415.0);
  QCOMPARE(scene.row("root").bar.right(), 1415.0);
  QCOMPARE(scene.row("child").bar.left(), 515.0);
  QCOMPARE(scene.row("child").bar.width(), 300.0);
  scene.viewport.window = {10e6, 40e6};
  scene.layOut();
  QCOMPARE(scene.row("child").bar.left(), 415.0);
  QCOMPARE(scene.row("child").bar.width(), 1000.0);
}

void WaterfallBarsTest::selfTimeIsWhatChildrenLeave() {
  Scene scene("a root 0-100\n  a one 10-40\n  a two 50-90\n");
  const WaterfallFrame& frame = scene.layOut();
  const RowLayout& root = scene.row("root");
  QStringList solids;
  for (std::uint32_t i = root.solid.begin; i < root.solid.end; ++i) {
    solids += QStringLiteral("%1-%2").arg(frame.solids[i].left() - 415).arg(frame.solids[i].right() - 415);
  }
  QCOMPARE(solids.join(' '), QString("0-100 400-500 900-1000"));
}

void WaterfallBarsTest::overlappingChildrenCountOnce() {
  Scene scene("a root 0-100\n  a one 10-40\n  a two 20-60\n  a three 30-35\n");
  scene.layOut();
  const RowLayout& root = scene.row("root");
  QCOMPARE(root.solid.end - root.solid.begin, 2U);
}

void WaterfallBarsTest::instantSpansAreTwoPixels() {
  Scene scene(kSketch);
  scene.layOut();
  QCOMPARE(scene.row("instant").bar.width(), 2.0);
  QVERIFY(scene.row("instant").isZeroLength);
}

void WaterfallBarsTest::noWidthIsEverNegative_data() {
  QTest::addColumn<double>("from");
  QTest::addColumn<double>("to");
  QTest::newRow("all") << 0.0 << 100e6;
  QTest::newRow("middle") << 30e6 << 60e6;
  QTest::newRow("inside one bar") << 20e6 << 20.001e6;
  QTest::newRow("nanoseconds") << 95e6 - 10 << 95e6 + 10;
  QTest::newRow("start") << 0.0 << 100.0;
  QTest::newRow("empty") << 50e6 << 50e6;
}

void WaterfallBarsTest::noWidthIsEverNegative() {
  QFETCH(double, from);
  QFETCH(double, to);
  Scene scene(kSketch);
  scene.viewport.window = {from, to};
  scene.viewport.showCritical = true;
  const WaterfallFrame& frame = scene.layOut();
  for (const RowLayout& row : frame.rows) {
    for (const QRectF& rect :
         {row.bar, row.expander, row.nameRect, row.summaryRect, row.badge, row.errorDisc})
      QVERIFY(isSane(rect));
  }
  for (const QRectF& rect : frame.solids) QVERIFY(isSane(rect) && rect.width() > 0);
  for (const QRectF& rect : frame.criticals) QVERIFY(isSane(rect));
  for (const PathPoint& point : frame.path) QVERIFY(point.x2 >= point.x1 - 0.01);
}

void WaterfallBarsTest::labelsAreNeverClipped() {
  QFETCH(double, from);
  QFETCH(double, to);
  Scene scene(kSketch);
  scene.viewport.window = {from, to};
  for (double width = 440; width < 1500; width += 7) {
    scene.viewport.width = width;
    for (const RowLayout& row : scene.layOut().rows) {
      if (row.labelPlace == LabelPlace::None) continue;
      const double end = row.labelX + kCharacter * static_cast<double>(row.label.size());
      QVERIFY2(row.labelX > scene.viewport.treeWidth, qPrintable(row.label));
      QVERIFY2(end <= width,
               qPrintable(QStringLiteral("%1 ends at %2 of %3").arg(row.label).arg(end).arg(width)));
    }
  }
}

void WaterfallBarsTest::labelGoesRightThenLeftThenInside() {
  Scene scene("a root 0-100\n  a early 0-20\n  a late 60-100\n");
  scene.layOut();
  QCOMPARE(scene.row("early").labelPlace, LabelPlace::Right);
  QCOMPARE(scene.row("early").labelX, scene.row("early").bar.right() + 6);
  QCOMPARE(scene.row("late").labelPlace, LabelPlace::Left);
  QCOMPARE(scene.row("root").labelPlace, LabelPlace::InsidePale);
  QCOMPARE(scene.row("root").labelX, scene.row("late").bar.left() + 7);
  Scene leaf("a alone 0-100\n");
  leaf.layOut();
  QCOMPARE(leaf.row("alone").labelPlace, LabelPlace::InsideSolid);
}

void WaterfallBarsTest::unfinishedSpansReachTheEnd() {
  Scene scene(kSketch);
  scene.layOut();
  QVERIFY(scene.row("open").isUnfinished);
  QVERIFY(scene.row("open").label.startsWith(QString::fromUtf8("≥ ")));
  QCOMPARE(scene.row("open").bar.right(), scene.row("root").bar.right());
}

void WaterfallBarsTest::marksInOnePixelKeepTheError() {
  Trace trace = test::sketchTrace("a root 0-100\n");
  const auto at = [](std::uint64_t micros) { return timestampFromNanos(test::kSketchBase + micros * 1000); };
  trace.events = {
      {at(50'000), 0, false}, {at(50'010), 0, true}, {at(50'020), 0, false}, {at(70'000), 0, false}};
  trace.eventsBegin = {0, 4};
  Scene scene("a root 0-100\n");
  scene.document = buildTraceDocument(std::make_shared<const Trace>(std::move(trace)));
  scene.model = WaterfallModel(scene.document);
  scene.coverage = Coverage(scene.document.get());
  const WaterfallFrame& frame = scene.layOut();
  QCOMPARE(frame.events.size(), std::size_t{2});
  QVERIFY(frame.events[0].isError);
  QVERIFY(!frame.events[1].isError);
  const Hit hit = hitTest(frame, QPointF(frame.events[1].x, frame.rows[0].rect.center().y()));
  QCOMPARE(hit.part, HitPart::Event);
  QCOMPARE(hit.index, 3U);
}

void WaterfallBarsTest::aMillionChildrenAreAFewRects() {
  constexpr int kChildren = 20'000;
  std::string text = "a root 0-1000\n";
  for (int i = 0; i < kChildren; ++i) {
    const double at = i * 1000.0 / kChildren;
    text += "  a s " + std::to_string(at) + "-" + std::to_string(at + 400.0 / kChildren) + "\n";
  }
  Scene scene(text);
  scene.viewport.height = 24;
  const WaterfallFrame& frame = scene.layOut();
  QCOMPARE(frame.rows.size(), std::size_t{1});
  QVERIFY(frame.solids.size() <= 1100);
  QVERIFY(!frame.solids.empty());
}

void WaterfallBarsTest::barsOutsideTheWindowAreNotDrawn() {
  Scene scene(kSketch);
  scene.viewport.window = {10e6, 45e6};
  scene.layOut();
  QVERIFY(scene.row("right").bar.isNull());
  QCOMPARE(scene.row("right").labelPlace, LabelPlace::None);
  QVERIFY(!scene.row("left").bar.isNull());
}

void WaterfallBarsTest::criticalPathIsUnbroken() {
  Scene scene(kSketch);
  scene.viewport.showCritical = true;
  const WaterfallFrame& frame = scene.layOut();
  QVERIFY(frame.path.size() > 2);
  QCOMPARE(frame.path.front().x1, scene.row("root").bar.left());
  for (std::size_t i = 1; i < frame.path.size(); ++i)
    QVERIFY(std::abs(frame.path[i].x1 - frame.path[i - 1].x2) < 1);
  scene.viewport.showCritical = false;
  QVERIFY(scene.layOut().path.empty());
}

void WaterfallBarsTest::criticalPathRunsAlongCollapsedRows() {
  Scene scene(kSketch);
  scene.viewport.showCritical = true;
  scene.model.collapseAll();
  const WaterfallFrame& frame = scene.layOut();
  QVERIFY(!frame.path.empty());
  for (const PathPoint& point : frame.path) QCOMPARE(point.y, frame.path.front().y);
}

void WaterfallBarsTest::linksJoinVisibleSpans() {
  Scene scene("a root 0-100\n  a send 10-40 id=x\n  a take 50-90 link=x\n");
  QCOMPARE(scene.layOut().links.size(), std::size_t{1});
  QCOMPARE(scene.frame.links[0].x2, scene.row("take").bar.left());
  QCOMPARE(scene.frame.links[0].x1, scene.row("send").bar.right());
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::WaterfallBarsTest)
#include "waterfall_bars_test.moc"
