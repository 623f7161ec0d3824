// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chart driven by clicks and keys.
#include "ui/charts/duration_chart.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QSignalSpy>

#include "chart_fixture.h"
#include "ui/charts/box_card.h"
#include "ui/charts/chart_header.h"
#include "ui/common/controls.h"

using namespace spanloupe;
using namespace spanloupe::charts;
using namespace spanloupe::test;

class DurationChartTest : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void cleanup() { m_chart.reset(); }
  void clickOnAPointOpensIt();
  void arrowsGoInOrderOfTimeAndEnterOpens();
  void dragMakesABoxWithItsCountAndACard();
  void aBoxIsMovedAndResizedAndEscapeTakesItAway();
  void dragOnTheRatesIsATimeRange();
  void clickOnARateIsItsTimeRange();
  void filterToBoxTellsTheBoxAndOffersTheWayBack();
  void keysDrawABox();
  void manyPointsAreAHeatmapUntilTheUserWantsDots();
  void aCellOpensAsABox();
  void switchesChangeScaleAndFold();
  void olderWorkNeverReplacesNewer();
  void workThatFailedIsSaidAndOver();
  void tellsScreenReadersWhatItShows();
  void saysWhyThereIsNothing();
  void timeRunsToTheRightInEveryLanguage();

 private:
  [[nodiscard]] DurationPlot& plot() const { return m_chart->plot(); }
  [[nodiscard]] QPoint place(std::uint32_t at) const {
    const ChartFrame& frame = plot().frame();
    return QPointF(frame.layout.x(frame.points.start[at]), frame.layout.y(frame.points.duration[at]))
        .toPoint();
  }
  void drag(QPoint from, QPoint to) const {
    QTest::mousePress(&plot(), Qt::LeftButton, {}, from);
    QTest::mouseMove(&plot(), (from + to) / 2);
    QTest::mouseMove(&plot(), to);
    QTest::mouseRelease(&plot(), Qt::LeftButton, {}, to);
  }
  [[nodiscard]] QAbstractButton* button(const char* name) const {
    return m_chart->findChild<QAbstractButton*>(QLatin1String(name));
  }
  void loadThree() { m_chart->setPoints(sketchPoints({{0, 20}, {30'000, 400, true}, {60'000, 90}})); }

  std::unique_ptr<ui::Look> m_look;
  std::unique_ptr<DurationChart> m_chart;
};

void DurationChartTest::init() {
  qputenv("TZ", "UTC");
  m_look = std::make_unique<ui::Look>();
  m_chart = std::make_unique<DurationChart>(*m_look, ChartWords{"Duration of traces", "trace", "traces"});
  m_chart->resize(1192, m_chart->sizeHint().height());
  m_chart->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
}

void DurationChartTest::clickOnAPointOpensIt() {
  loadThree();
  QSignalSpy opened(m_chart.get(), &DurationChart::pointActivated);
  QTest::mouseClick(&plot(), Qt::LeftButton, {}, place(1) + QPoint(3, 2));
  QCOMPARE(opened.size(), 1);
  QCOMPARE(opened[0][0].toUInt(), 1U);
  QTest::mouseClick(&plot(), Qt::LeftButton, {}, place(1) + QPoint(40, 0));
  QCOMPARE(opened.size(), 1);
  QVERIFY(plot().pointText(1).contains("2026-03-12 14:00:30.000"));
  QVERIFY(plot().pointText(1).contains("with errors"));
}

void DurationChartTest::arrowsGoInOrderOfTimeAndEnterOpens() {
  m_chart->setPoints(sketchPoints({{60'000, 90}, {0, 20}, {30'000, 400, true}}));
  QSignalSpy opened(m_chart.get(), &DurationChart::pointActivated);
  plot().setFocus();
  const auto press = [&](Qt::Key key) {
    QTest::keyClick(&plot(), key);
    return static_cast<int>(plot().marks().cursor.value_or(99));
  };
  QCOMPARE(press(Qt::Key_Right), 1);
  QCOMPARE(press(Qt::Key_Right), 2);
  QCOMPARE(press(Qt::Key_Right), 0);
  QCOMPARE(press(Qt::Key_Right), 0);
  QCOMPARE(press(Qt::Key_Left), 2);
  QCOMPARE(press(Qt::Key_Home), 1);
  QCOMPARE(press(Qt::Key_Up), 0);
  QCOMPARE(press(Qt::Key_Up), 2);
  QCOMPARE(press(Qt::Key_Down), 0);
  QCOMPARE(press(Qt::Key_End), 0);
  QTest::keyClick(&plot(), Qt::Key_Return);
  QCOMPARE(opened.size(), 1);
  QCOMPARE(opened[0][0].toUInt(), 0U);
}

void DurationChartTest::dragMakesABoxWithItsCountAndACard() {
  loadThree();
  auto* card = m_chart->findChild<BoxCard*>();
  QVERIFY(!card->isVisible());
  drag(place(1) - QPoint(30, 20), place(2) + QPoint(8, 10));
  QVERIFY(plot().box().has_value());
  QCOMPARE(plot().boxCount()->points, std::uint64_t{2});
  QCOMPARE(plot().boxCount()->failed, std::uint64_t{1});
  QVERIFY(card->isVisible());
  QCOMPARE(card->accessibleName(), QString("2 traces, 1 error"));
  QVERIFY(m_chart->rect().adjusted(-12, -12, 12, 12).contains(card->geometry()));
}

void DurationChartTest::aBoxIsMovedAndResizedAndEscapeTakesItAway() {
  loadThree();
  drag({300, 40}, {500, 100});
  const QRectF first = plot().boxRect();
  drag(first.center().toPoint(), first.center().toPoint() + QPoint(60, 10));
  const QRectF moved = plot().boxRect();
  QVERIFY(std::abs(moved.left() - first.left() - 60) < 2 && std::abs(moved.width() - first.width()) < 2);
  drag(moved.bottomRight().toPoint(), moved.bottomRight().toPoint() + QPoint(40, 20));
  QVERIFY(std::abs(plot().boxRect().right() - moved.right() - 40) < 2);
  QVERIFY(std::abs(plot().boxRect().left() - moved.left()) < 2);
  plot().setFocus();
  QTest::keyClick(&plot(), Qt::Key_Escape);
  QVERIFY(!plot().box());
  QVERIFY(!m_chart->findChild<BoxCard*>()->isVisible());
}

void DurationChartTest::dragOnTheRatesIsATimeRange() {
  loadThree();
  const int y = plot().frame().layout.rate.center().toPoint().y();
  drag({place(0).x() - 3, y}, {place(1).x() + 5, y});
  QVERIFY(plot().box()->wholeHeight);
  QCOMPARE(plot().boxCount()->points, std::uint64_t{2});
}

void DurationChartTest::clickOnARateIsItsTimeRange() {
  loadThree();
  const ChartLayout& layout = plot().frame().layout;
  const int bucket = layout.buckets.indexOf(kTwoOClock + 30'000 * kMs);
  QTest::mouseClick(&plot(), Qt::LeftButton, {}, layout.bucketRect(bucket).center().toPoint());
  QCOMPARE(plot().box(), std::optional(layout.bucketBox(bucket)));
  QCOMPARE(plot().boxCount()->points, std::uint64_t{1});
}

void DurationChartTest::filterToBoxTellsTheBoxAndOffersTheWayBack() {
  loadThree();
  QSignalSpy chosen(m_chart.get(), &DurationChart::boxChosen);
  QSignalSpy cleared(m_chart.get(), &DurationChart::boxCleared);
  drag(place(1) - QPoint(30, 20), place(2) + QPoint(8, 10));
  const TimeBox box = *plot().box();
  QTest::mouseClick(button("filterToBox"), Qt::LeftButton);
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen[0][0].value<TimeBox>(), box);
  QVERIFY(!plot().box());
  QVERIFY(button("chartShowAll")->isVisible());
  QTest::mouseClick(button("chartShowAll"), Qt::LeftButton);
  QCOMPARE(cleared.size(), 1);
  QVERIFY(!button("chartShowAll")->isVisible());
  m_chart->setFiltered(true);
  plot().setFocus();
  QTest::keyClick(&plot(), Qt::Key_Escape);
  QCOMPARE(cleared.size(), 2);
  QTest::keyClick(&plot(), Qt::Key_Escape);
  QCOMPARE(cleared.size(), 2);
}

void DurationChartTest::keysDrawABox() {
  loadThree();
  plot().setFocus();
  QTest::keyClick(&plot(), Qt::Key_Home);
  for (int i = 0; i < 4; ++i) QTest::keyClick(&plot(), Qt::Key_Right, Qt::ShiftModifier);
  const QRectF small = plot().boxRect();
  QVERIFY(std::abs(small.left() - place(0).x()) < 2);
  QTest::keyClick(&plot(), Qt::Key_Up, Qt::ShiftModifier);
  QVERIFY(plot().boxRect().height() > small.height() + 8);
  QVERIFY(std::abs(plot().boxRect().width() - small.width()) < 2);
  QTest::keyClick(&plot(), Qt::Key_Left, Qt::ShiftModifier);
  QVERIFY(plot().boxRect().width() < small.width() - 8);
  QTest::keyClick(&plot(), Qt::Key_Tab);
  QVERIFY(button("filterToBox")->hasFocus());
  QSignalSpy chosen(m_chart.get(), &DurationChart::boxChosen);
  QTest::keyClick(button("filterToBox"), Qt::Key_Space);
  QCOMPARE(chosen.size(), 1);
  QVERIFY(plot().hasFocus());
}

void DurationChartTest::manyPointsAreAHeatmapUntilTheUserWantsDots() {
  m_chart->setPoints(manyPoints(DurationPlot::kMostDots));
  QVERIFY(!plot().frame().isHeatmap);
  m_chart->setPoints(manyPoints(DurationPlot::kMostDots + 1));
  QVERIFY(plot().frame().isHeatmap);
  auto* style = m_chart->findChild<ui::SegmentedControl*>("chartStyle");
  QCOMPARE(style->current(), 1);
  QVERIFY(m_chart->findChild<ChartLegend*>()->accessibleName().contains("shown as a heatmap"));
  QTest::mouseClick(style, Qt::LeftButton, {}, QPoint(10, 10));
  QVERIFY(!plot().frame().isHeatmap);
  m_chart->setPoints(manyPoints(DurationPlot::kMostDots + 2));
  QVERIFY(!plot().frame().isHeatmap);
}

void DurationChartTest::aCellOpensAsABox() {
  m_chart->setPoints(manyPoints(DurationPlot::kMostDots + 1));
  plot().setFocus();
  QTest::keyClick(&plot(), Qt::Key_Right);
  const int cell = plot().marks().cursorCell;
  QVERIFY(cell >= 0);
  const std::uint64_t count = plot().frame().picture->cells[static_cast<std::size_t>(cell)].points;
  QTest::keyClick(&plot(), Qt::Key_Return);
  QCOMPARE(plot().boxCount()->points, count);
  plot().setBox(std::nullopt);
  QTest::mouseClick(&plot(), Qt::LeftButton, {}, plot().frame().layout.cellRect(cell).center().toPoint());
  QCOMPARE(plot().boxCount()->points, count);
}

void DurationChartTest::switchesChangeScaleAndFold() {
  loadThree();
  QSignalSpy scaled(m_chart.get(), &DurationChart::scaleChanged);
  QSignalSpy folded(m_chart.get(), &DurationChart::foldedChanged);
  const double before = place(2).y();
  auto* scale = m_chart->findChild<ui::SegmentedControl*>("chartScale");
  QTest::mouseClick(scale, Qt::LeftButton, {}, QPoint(scale->width() - 10, 10));
  QCOMPARE(scaled.size(), 1);
  QVERIFY(place(2).y() > before + 20);
  const int height = m_chart->sizeHint().height();
  QTest::mouseClick(button("chartFold"), Qt::LeftButton);
  QVERIFY(m_chart->isFolded() && !plot().isVisible());
  QVERIFY(m_chart->sizeHint().height() < height / 4);
  QTest::mouseClick(button("chartFold"), Qt::LeftButton);
  QCOMPARE(folded.size(), 2);
  QVERIFY(plot().isVisible());
}

void DurationChartTest::olderWorkNeverReplacesNewer() {
  std::vector<Work> works;
  m_chart->setBackground([&works](WorkKind, const Work& work) { works.push_back(work); });
  m_chart->setPoints(manyPoints(5000));
  QCOMPARE(works.size(), std::size_t{1});
  QVERIFY(!plot().isSettled());
  loadThree();  // few enough to be drawn at once
  QVERIFY(plot().isSettled());
  works[0]({})();
  QCOMPARE(plot().frame().summary.shown, std::uint64_t{3});
  QCOMPARE(works.size(), std::size_t{1});
  m_chart->setPoints(manyPoints(5000));
  QCOMPARE(plot().frame().summary.shown, std::uint64_t{3});  // stays until the new one is complete
  works[1]({})();
  works[2]({})();
  QCOMPARE(plot().frame().summary.shown, std::uint64_t{5000});
}

void DurationChartTest::workThatFailedIsSaidAndOver() {
  std::vector<Work> works;
  m_chart->setBackground([&works](WorkKind, const Work& work) { works.push_back(work); });
  m_chart->setPoints(manyPoints(5000));
  QVERIFY(!plot().isSettled());
  plot().giveUp("No.");
  QVERIFY(plot().isSettled());
  QCOMPARE(plot().failure(), QString("No."));
  works[0]({})();  // too late
  QCOMPARE(plot().frame().summary.shown, std::uint64_t{0});
  // It is drawn when somebody can again.
  m_chart->resize(900, m_chart->height());
  QCOMPARE(works.size(), std::size_t{2});
  works[1]({})();
  works[2]({})();
  QCOMPARE(plot().frame().summary.shown, std::uint64_t{5000});
  QCOMPARE(plot().failure(), QString());
}

void DurationChartTest::tellsScreenReadersWhatItShows() {
  loadThree();
  QAccessibleInterface* access = QAccessible::queryAccessibleInterface(&plot());
  QVERIFY(access != nullptr);
  QCOMPARE(access->role(), QAccessible::Chart);
  QCOMPARE(access->text(QAccessible::Name), QString("Duration of traces"));
  const auto plain = [](QString text) { return text.replace(ui::kThinSpace, QLatin1Char(' ')); };
  QCOMPARE(plain(access->text(QAccessible::Value)), QString("3 traces, 1 with errors, 20.0 ms to 400 ms"));
  plot().setFocus();
  QTest::keyClick(&plot(), Qt::Key_Right);
  QVERIFY(access->text(QAccessible::Description).startsWith("2026-03-12 14:00:00.000000"));
  drag({300, 40}, {500, 100});
  QVERIFY(access->text(QAccessible::Description).contains("Box from 2026-03-12 14:00:"));
  QSignalSpy opened(m_chart.get(), &DurationChart::pointActivated);
  access->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(opened.size(), 1);
}

void DurationChartTest::saysWhyThereIsNothing() {
  m_chart->setPoints(PointSketch().add(0, 10).add(0, 20).points());
  QVERIFY(plot().frame().layout.isEmpty());
  QVERIFY(m_chart->findChild<ChartLegend*>()->accessibleName().contains("2 traces without a time"));
  QTest::keyClick(&plot(), Qt::Key_Right);
  QTest::mouseClick(&plot(), Qt::LeftButton, {}, QPoint(300, 80));
  QVERIFY(!plot().box());
}

void DurationChartTest::timeRunsToTheRightInEveryLanguage() {
  m_chart->setLayoutDirection(Qt::RightToLeft);
  loadThree();
  QVERIFY(place(0).x() < place(1).x() && place(1).x() < place(2).x());
  QTRY_VERIFY(m_chart->findChild<ui::SegmentedControl*>("chartStyle")->x() < m_chart->width() / 2);
  drag({300, 40}, {500, 100});
  QVERIFY(m_chart->findChild<BoxCard*>()->isVisible());
  QVERIFY(m_chart->rect().adjusted(-12, -12, 12, 12).contains(m_chart->findChild<BoxCard*>()->geometry()));
}

QTEST_MAIN(DurationChartTest)
#include "duration_chart_test.moc"
