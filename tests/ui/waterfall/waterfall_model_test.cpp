// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows are visible after collapsing and expanding, and where keys lead.
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"

namespace spanloupe::waterfall {

class WaterfallModelTest : public QObject {
  Q_OBJECT

 private slots:
  void showsEverythingAtFirst();
  void collapsingHidesTheSubtree();
  void collapsingTwiceKeepsInnerState();
  void expandsAndCollapsesAll();
  void expandsToADepth();
  void expandsASubtreeOnly();
  void revealsAHiddenNode();
  void findsTheNextErrorAroundTheEnd();
  void findsNoErrorWhereThereIsNone();
  void countsSpansInARange();
  void emptyTraceHasNoRows();
  void collapsingAMillionRowsIsFast();
};

namespace {

constexpr const char* kSketch = R"(a root 0-100
  a left 10-40
    b leaf1 12-20 error
    b leaf2 22-30
  a right 50-90
    c leaf3 60-80 error
)";

}  // namespace

void WaterfallModelTest::showsEverythingAtFirst() {
  const Scene scene(kSketch);
  QCOMPARE(scene.rows(), std::string("root\n  left\n    leaf1\n    leaf2\n  right\n    leaf3\n"));
  QCOMPARE(scene.model.visibleSpans(), 6U);
}

void WaterfallModelTest::collapsingHidesTheSubtree() {
  Scene scene(kSketch);
  scene.model.setCollapsed(scene.node("left"), true);
  QCOMPARE(scene.rows(), std::string("root\n  left +\n  right\n    leaf3\n"));
  QCOMPARE(scene.model.rowOf(scene.node("leaf1")), kNoRow);
  QCOMPARE(scene.model.rowOf(scene.node("right")), RowIndex{2});
  scene.model.setCollapsed(scene.node("leaf3"), true);
  QVERIFY(!scene.model.isCollapsed(scene.node("leaf3")));
}

void WaterfallModelTest::collapsingTwiceKeepsInnerState() {
  Scene scene(kSketch);
  scene.model.setCollapsed(scene.node("left"), true);
  scene.model.setCollapsed(scene.node("root"), true);
  QCOMPARE(scene.rows(), std::string("root +\n"));
  scene.model.setCollapsed(scene.node("root"), false);
  QCOMPARE(scene.rows(), std::string("root\n  left +\n  right\n    leaf3\n"));
}

void WaterfallModelTest::expandsAndCollapsesAll() {
  Scene scene(kSketch);
  scene.model.collapseAll();
  QCOMPARE(scene.rows(), std::string("root +\n"));
  scene.model.expandAll();
  QCOMPARE(scene.model.rowCount(), RowIndex{6});
}

void WaterfallModelTest::expandsToADepth() {
  Scene scene(kSketch);
  scene.model.expandToDepth(1);
  QCOMPARE(scene.rows(), std::string("root\n  left +\n  right +\n"));
}

void WaterfallModelTest::expandsASubtreeOnly() {
  Scene scene(kSketch);
  scene.model.expandToDepth(1);
  scene.model.setSubtreeCollapsed(scene.node("right"), false);
  QCOMPARE(scene.rows(), std::string("root\n  left +\n  right\n    leaf3\n"));
}

void WaterfallModelTest::revealsAHiddenNode() {
  Scene scene(kSketch);
  scene.model.collapseAll();
  QVERIFY(scene.model.reveal(scene.node("leaf3")));
  QVERIFY(scene.model.rowOf(scene.node("leaf3")) != kNoRow);
  QVERIFY(!scene.model.reveal(scene.node("leaf3")));
}

void WaterfallModelTest::findsTheNextErrorAroundTheEnd() {
  Scene scene(kSketch);
  scene.model.collapseAll();
  const NodeIndex first = scene.node("leaf1");
  const NodeIndex second = scene.node("leaf3");
  QCOMPARE(scene.model.nextError(kNoNode, true), first);
  QCOMPARE(scene.model.nextError(first, true), second);
  QCOMPARE(scene.model.nextError(second, true), first);
  QCOMPARE(scene.model.nextError(first, false), second);
  QCOMPARE(scene.model.nextError(kNoNode, false), second);
}

void WaterfallModelTest::findsNoErrorWhereThereIsNone() {
  const Scene scene("a root 0-10\n  a child 1-2\n");
  QCOMPARE(scene.model.nextError(kNoNode, true), kNoNode);
}

void WaterfallModelTest::countsSpansInARange() {
  const Scene scene(kSketch);
  QCOMPARE(scene.model.spansIn(10e6, 22e6), 4U);
  QCOMPARE(scene.model.spansIn(0, 101e6), 6U);
  QCOMPARE(scene.model.spansIn(50e6, 10e6), 0U);
  // Bars that cross it without beginning or ending in it.
  const Scene crossed("a root 0-100\n  a child 10-90\n    a leaf 20-30\n");
  QCOMPARE(crossed.model.spansIn(50e6, 60e6), 2U);
  QCOMPARE(crossed.model.spansIn(25e6, 25.5e6), 3U);
  QCOMPARE(crossed.model.spansIn(95e6, 100e6), 1U);
}

void WaterfallModelTest::emptyTraceHasNoRows() {
  Trace trace;
  trace.eventsBegin = trace.linksBegin = {0};
  trace.strings = {""};
  const WaterfallModel model(buildTraceDocument(std::make_shared<const Trace>(trace)));
  QVERIFY(model.isEmpty());
  QCOMPARE(model.nextError(kNoNode, true), kNoNode);
}

void WaterfallModelTest::collapsingAMillionRowsIsFast() {
  constexpr std::uint32_t kSpans = 1'000'000;
  Trace trace;
  trace.strings = {"", "work"};
  trace.start.assign(kSpans, timestampFromNanos(test::kSketchBase));
  trace.end.assign(kSpans, timestampFromNanos(test::kSketchBase + 1000));
  trace.name.assign(kSpans, 1);
  trace.service.assign(kSpans, 0);
  trace.kind.assign(kSpans, 1);
  trace.status.assign(kSpans, 0);
  trace.ref.resize(kSpans);
  trace.eventsBegin.assign(kSpans + 1, 0);
  trace.linksBegin.assign(kSpans + 1, 0);
  for (std::uint32_t i = 0; i < kSpans; ++i) {
    trace.spanId.push_back({i + 1});
    trace.parentId.push_back({i == 0 ? 0 : (i - 1) / 10 + 1});
  }
  WaterfallModel model(buildTraceDocument(std::make_shared<const Trace>(std::move(trace))));
  QCOMPARE(model.rowCount(), RowIndex{kSpans});
  QElapsedTimer timer;
  timer.start();
  model.setCollapsed(1, true);
  const qint64 collapse = timer.restart();
  model.expandToDepth(3);
  model.expandAll();
  qInfo("collapse one %lld ms, to depth and all %lld ms", collapse, timer.elapsed());
  QVERIFY(model.rowCount() == kSpans);
  // Generous: sanitizers and busy machines are slower; the figure is printed.
  QVERIFY(collapse < 2000);
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::WaterfallModelTest)
#include "waterfall_model_test.moc"
