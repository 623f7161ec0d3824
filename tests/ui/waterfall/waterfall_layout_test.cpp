// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tree column: what stands where in a row, which rows are laid out, and hit tests on the same rects.
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"

namespace spanloupe::waterfall {

class WaterfallLayoutTest : public QObject {
  Q_OBJECT

 private slots:
  void laysOutVisibleRowsOnly();
  void indentsByDepthAndStopsInTime();
  void deepRowsSayTheirLevel();
  void guidesEndAtTheLastChild();
  void errorDiscsFormAColumn();
  void errorsBubbleThroughCollapsedParents();
  void nameYieldsLast();
  void summaryStandsBehindTheName();
  void missingParentsSayWhatIsMissing();
  void hitTestFindsWhatIsDrawn();
  void deepTracesLayOutQuickly();
};

namespace {

constexpr const char* kSketch = R"(a root 0-100
  a left 10-40
    b leaf1 12-20 error
  a right 50-90
)";

class FixedSummaries final : public SummarySource {
 public:
  const SpanSummary* summary(SpanIndex) const override { return &m_summary; }
  void request(std::span<const SpanIndex>) override {}

 private:
  SpanSummary m_summary{QStringLiteral("SELECT 1"), {}, Target::Database};
};

std::string chain(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i)
    text += std::string(static_cast<std::size_t>(2 * i), ' ') + "a s" + std::to_string(i) + " 0-100\n";
  return text;
}

}  // namespace

void WaterfallLayoutTest::laysOutVisibleRowsOnly() {
  std::string text = "a root 0-1000\n";
  for (int i = 0; i < 500; ++i) text += "  a s" + std::to_string(i) + " 10-20\n";
  Scene scene(text);
  scene.viewport.scroll = 2400;
  scene.viewport.height = 240;
  const WaterfallFrame& frame = scene.layOut();
  QCOMPARE(frame.rows.size(), std::size_t{10});
  QCOMPARE(frame.rows.front().row, RowIndex{100});
  QCOMPARE(frame.rows.front().rect.top(), 0.0);
  scene.viewport.scroll = 2412;
  QCOMPARE(scene.layOut().rows.size(), std::size_t{11});
  QCOMPARE(scene.frame.rows.front().rect.top(), -12.0);
  scene.viewport.scroll = 1e12;
  QVERIFY(scene.layOut().rows.empty());
}

void WaterfallLayoutTest::indentsByDepthAndStopsInTime() {
  Scene scene(chain(60));
  scene.viewport.height = 60 * 24;
  const WaterfallFrame& frame = scene.layOut();
  QCOMPARE(frame.rows[1].strip.left() - frame.rows[0].strip.left(), 14.0);
  for (const RowLayout& row : frame.rows) {
    QVERIFY(row.icon.right() < scene.viewport.treeWidth);
    QVERIFY(row.nameRect.width() > 0);
  }
}

void WaterfallLayoutTest::deepRowsSayTheirLevel() {
  Scene scene(chain(200));
  scene.viewport.height = 200 * 24;
  const WaterfallFrame& frame = scene.layOut();
  for (std::size_t depth = 1; depth < frame.rows.size(); ++depth) {
    const RowLayout& row = frame.rows[depth];
    const RowLayout& parent = frame.rows[depth - 1];
    // Each row tells itself from its parent: by its place, or by its number.
    const double step = row.expander.isNull() ? 14 : row.expander.left() - parent.expander.left();
    QVERIFY2(step >= 0, qPrintable(QString::number(depth)));
    QVERIFY(step >= 3 || row.level == QString::number(depth));
    QVERIFY(row.level.isEmpty() || row.level == QString::number(depth));
    QVERIFY(row.levelRect.isNull() || row.expander.isNull() || row.levelRect.right() < row.expander.left());
  }
  QVERIFY(frame.rows[10].level.isEmpty());
  QCOMPARE(frame.rows[150].level, QString("150"));
}

void WaterfallLayoutTest::guidesEndAtTheLastChild() {
  Scene scene(kSketch);
  const WaterfallFrame& frame = scene.layOut();
  const RowLayout& left = scene.row("left");
  const RowLayout& right = scene.row("right");
  QCOMPARE(frame.guides[left.guides.begin].bottom, left.rect.bottom());
  QCOMPARE(frame.guides[right.guides.begin].bottom, right.rect.top() + 12);
  // The line of "left" goes on beside its child.
  const RowLayout& leaf = scene.row("leaf1");
  QCOMPARE(leaf.guides.end - leaf.guides.begin, 2U);
  QCOMPARE(frame.guides[leaf.guides.begin + 1].x, frame.guides[left.guides.begin].x);
}

void WaterfallLayoutTest::errorDiscsFormAColumn() {
  Scene scene("a root 0-100 error\n  a left 10-40 error\n    b leaf1 12-20 error\n");
  const WaterfallFrame& frame = scene.layOut();
  for (const RowLayout& row : frame.rows) QCOMPARE(row.errorDisc.right(), scene.viewport.treeWidth - 8);
}

void WaterfallLayoutTest::errorsBubbleThroughCollapsedParents() {
  Scene scene(kSketch);
  scene.layOut();
  QVERIFY(scene.row("left").errorDisc.isNull());
  scene.model.setCollapsed(scene.node("left"), true);
  scene.layOut();
  QVERIFY(scene.row("left").isBubbled);
  QVERIFY(!scene.row("left").errorDisc.isNull());
  QCOMPARE(scene.row("left").hiddenCount, QString("1"));
  QVERIFY(scene.row("left").badge.right() < scene.row("left").errorDisc.left());
}

void WaterfallLayoutTest::nameYieldsLast() {
  Scene scene("a root 0-100 error\n  a " + std::string(100, 'n') + " 10-40 error\n");
  const FixedSummaries summaries;
  scene.layout.setSummaries(&summaries);
  const WaterfallFrame& frame = scene.layOut();
  const RowLayout& row = frame.rows[1];
  QVERIFY(row.summaryRect.isNull());
  QVERIFY(row.nameRect.right() <= row.errorDisc.left());
}

void WaterfallLayoutTest::summaryStandsBehindTheName() {
  Scene scene(kSketch);
  const FixedSummaries summaries;
  scene.layout.setSummaries(&summaries);
  scene.layOut();
  const RowLayout& row = scene.row("right");
  QCOMPARE(row.summary, QString("SELECT 1"));
  QCOMPARE(row.target, Target::Database);
  QVERIFY(row.summaryRect.left() > row.nameRect.right());
  QVERIFY(row.summaryRect.right() <= scene.viewport.treeWidth);
}

void WaterfallLayoutTest::missingParentsSayWhatIsMissing() {
  Scene scene("a orphan 10-20 missing\n");
  const WaterfallFrame& frame = scene.layOut();
  QCOMPARE(frame.rows.size(), std::size_t{2});
  QCOMPARE(frame.rows[0].style, BarStyle::Missing);
  QCOMPARE(frame.rows[0].name, QString("missing parent"));
  QVERIFY(frame.rows[0].summary.endsWith("1 child"));
  QVERIFY(frame.rows[0].strip.isNull());
}

void WaterfallLayoutTest::hitTestFindsWhatIsDrawn() {
  Scene scene(kSketch);
  scene.model.setCollapsed(scene.node("left"), true);
  const WaterfallFrame& frame = scene.layOut();
  const RowLayout& left = scene.row("left");
  QCOMPARE(hitTest(frame, left.expander.center()).part, HitPart::Expander);
  QCOMPARE(hitTest(frame, left.badge.center()).part, HitPart::HiddenCount);
  QCOMPARE(hitTest(frame, left.errorDisc.center()).part, HitPart::ErrorDisc);
  QCOMPARE(hitTest(frame, left.nameRect.center()).part, HitPart::Row);
  QCOMPARE(hitTest(frame, left.bar.center()).part, HitPart::Bar);
  for (const RowLayout& row : frame.rows) {
    QCOMPARE(hitTest(frame, row.bar.center()).node, row.node);
    QCOMPARE(hitTest(frame, QPointF(1, row.rect.top())).node, row.node);
  }
  QCOMPARE(hitTest(frame, QPointF(10, frame.rows.back().rect.bottom() + 1)).part, HitPart::Nothing);
}

void WaterfallLayoutTest::deepTracesLayOutQuickly() {
  Scene scene(chain(2000));
  scene.viewport.scroll = 1990 * 24;
  QElapsedTimer timer;
  timer.start();
  for (int i = 0; i < 50; ++i) scene.layOut();
  QVERIFY(timer.elapsed() < 2000);
  QVERIFY(!scene.frame.rows.empty());
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::WaterfallLayoutTest)
#include "waterfall_layout_test.moc"
