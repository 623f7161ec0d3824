// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of a session: follows it, opens what is clicked, shows what matches.
#include "ui/traces/trace_chart.h"

#include "core/store/snapshot.h"
#include "tests/ui/session/session_fixture.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class TraceChartTest : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void cleanup();
  void showsEveryTraceOfTheSession();
  void hidesWhereAChartSaysNothing();
  void anotherSessionReplacesEverything();
  void clickOpensTheTraceOfThatPoint();
  void onlyMatchingTracesAreShown();
  void positionsAreReadInTheirOwnSnapshot();
  void aBoxIsHandedOnAndTheWayBackToo();
  void collapsedAsksForNothingUntilOpened();
  void manyTracesAreDrawnInTheBackground();
  void whatCannotBeReadIsSaidAndTriedAgain();

 private:
  void load(const std::vector<test::SketchTrace>& traces, const QString& file = QStringLiteral("a.json")) {
    QVERIFY(test::load(*m_session, {m_home->write(file, test::otlpJson(traces))}));
    QTRY_VERIFY(m_chart->isSettled());
  }
  [[nodiscard]] charts::DurationPlot& plot() const { return m_chart->chart().plot(); }
  [[nodiscard]] std::uint64_t shown() const { return plot().frame().summary.shown; }

  std::unique_ptr<test::Home> m_home;
  std::unique_ptr<ui::Look> m_look;
  std::unique_ptr<session::TraceSession> m_session;
  std::unique_ptr<QWidget> m_window;
  TraceChart* m_chart = nullptr;
};

namespace {

const std::vector<test::SketchTrace> kThree{
    {.name = "quick", .startMs = 0, .durationMs = 12},
    {.name = "slow", .startMs = 4000, .durationMs = 900, .spans = 3, .errors = 1},
    {.name = "middle", .startMs = 9000, .durationMs = 80}};

}  // namespace

void TraceChartTest::init() {
  m_home = std::make_unique<test::Home>();
  m_look = std::make_unique<ui::Look>();
  m_session = std::make_unique<session::TraceSession>();
  m_window = std::make_unique<QWidget>();
  m_chart = new TraceChart(*m_look, *m_session, m_window.get());
  m_chart->resize(1192, 270);
  m_window->show();
}

void TraceChartTest::cleanup() {
  m_window.reset();
  m_session.reset();
  m_look.reset();
  m_home.reset();
}

void TraceChartTest::showsEveryTraceOfTheSession() {
  QVERIFY(!m_chart->isVisible());
  load(kThree);
  QVERIFY(m_chart->isVisible());
  const charts::PointSummary& summary = plot().frame().summary;
  QCOMPARE(summary.shown, std::uint64_t{3});
  QCOMPARE(summary.failed, std::uint64_t{1});
  QCOMPARE(summary.shortest, std::int64_t{12'000'000});
  QCOMPARE(summary.longest, std::int64_t{900'000'000});
}

void TraceChartTest::hidesWhereAChartSaysNothing() {
  load({kThree[0]});
  QVERIFY(!m_chart->isVisible());
  // Of a session that grows it would come with the second trace, and push down the first that is read.
  m_session->setLive(true);
  QVERIFY(m_chart->isVisible());
  QTRY_COMPARE(shown(), std::uint64_t{1});
  m_session->setLive(false);
  QVERIFY(!m_chart->isVisible());
}

void TraceChartTest::anotherSessionReplacesEverything() {
  load(kThree);
  m_chart->setFiltered(true);
  load({kThree[0], kThree[1]}, QStringLiteral("b.json"));
  QTRY_COMPARE(shown(), std::uint64_t{2});
  QVERIFY(!m_chart->chart().isFiltered());
}

void TraceChartTest::clickOpensTheTraceOfThatPoint() {
  load(kThree);
  QSignalSpy opened(m_chart, &TraceChart::traceActivated);
  const charts::ChartFrame& frame = plot().frame();
  for (std::uint32_t at = 0; at < frame.points.state.size(); ++at) {
    if (!frame.points.isError(at)) continue;
    const QPointF place(frame.layout.x(frame.points.start[at]), frame.layout.y(frame.points.duration[at]));
    QTest::mouseClick(&plot(), Qt::LeftButton, {}, place.toPoint());
  }
  QTRY_COMPARE(opened.size(), 1);
  QCOMPARE(QString::fromStdString(opened[0][0].value<TraceId>().hex()), test::traceHex(1));
}

void TraceChartTest::onlyMatchingTracesAreShown() {
  load(kThree);
  const auto positions = m_session->snapshot()->positions();
  const auto one = std::make_shared<const std::vector<std::uint32_t>>(std::vector{positions[1]});
  m_chart->setMatching(one, m_session->snapshot());
  QTRY_COMPARE(shown(), std::uint64_t{1});
  const auto none = std::make_shared<const std::vector<std::uint32_t>>();
  m_chart->setMatching(none, m_session->snapshot());
  QTRY_COMPARE(shown(), std::uint64_t{0});
  QVERIFY(m_chart->isVisible());
  m_chart->setMatching(nullptr);
  QTRY_COMPARE(shown(), std::uint64_t{3});
}

void TraceChartTest::positionsAreReadInTheirOwnSnapshot() {
  load({kThree[0], kThree[1]});
  const auto older = m_session->snapshot();
  auto reader = store::Reader::open(*m_session->current()->path);
  QVERIFY(reader.has_value());
  const auto newer = (*reader)->snapshot();
  QVERIFY(newer.has_value() && *newer != older);
  const auto one = std::make_shared<const std::vector<std::uint32_t>>(std::vector{older->positions()[0]});
  m_chart->setMatching(one, *newer);
  QVERIFY(!m_chart->isSettled());
  QTRY_COMPARE(shown(), std::uint64_t{1});
  QTRY_VERIFY(m_chart->isSettled());
  m_chart->setMatching(nullptr);
  QTRY_COMPARE(shown(), std::uint64_t{2});
}

void TraceChartTest::aBoxIsHandedOnAndTheWayBackToo() {
  load(kThree);
  QSignalSpy chosen(m_chart, &TraceChart::boxChosen);
  QSignalSpy cleared(m_chart, &TraceChart::boxCleared);
  const QRect area = plot().frame().layout.plot.toRect();
  QTest::mousePress(&plot(), Qt::LeftButton, {}, area.center());
  QTest::mouseMove(&plot(), area.center() + QPoint(50, 50));
  QTest::mouseMove(&plot(), area.bottomRight() + QPoint(5, 5));
  QTest::mouseRelease(&plot(), Qt::LeftButton, {}, area.bottomRight() + QPoint(5, 5));
  QTRY_VERIFY(plot().boxCount().has_value());
  QCOMPARE(plot().boxCount()->points, std::uint64_t{1});
  QTest::mouseClick(m_chart->findChild<QWidget*>("filterToBox"), Qt::LeftButton);
  QCOMPARE(chosen.size(), 1);
  QVERIFY(chosen[0][0].value<TraceBox>().shortest == Duration{});
  QTest::mouseClick(m_chart->findChild<QWidget*>("chartShowAll"), Qt::LeftButton);
  QCOMPARE(cleared.size(), 1);
}

void TraceChartTest::collapsedAsksForNothingUntilOpened() {
  m_chart->setCollapsed(true);
  load(kThree);
  QVERIFY(m_chart->isVisible() && m_chart->isCollapsed());
  QCOMPARE(shown(), std::uint64_t{0});
  QSignalSpy collapsed(m_chart, &TraceChart::collapsedChanged);
  QTest::mouseClick(m_chart->findChild<QWidget*>("chartFold"), Qt::LeftButton);
  QCOMPARE(collapsed.size(), 1);
  QTRY_COMPARE(shown(), std::uint64_t{3});
}

void TraceChartTest::manyTracesAreDrawnInTheBackground() {
  std::vector<test::SketchTrace> traces;
  for (int i = 0; i < 3000; ++i) traces.push_back({.startMs = i * 10, .durationMs = 1 + i % 700});
  load(traces);
  QTRY_COMPARE(shown(), std::uint64_t{3000});
  QVERIFY(plot().frame().picture && !plot().frame().picture->image.isNull());
}

void TraceChartTest::whatCannotBeReadIsSaidAndTriedAgain() {
  m_chart->setCollapsed(true);
  std::vector<test::SketchTrace> traces;
  for (int i = 0; i < 3000; ++i) traces.push_back({.startMs = i * 10, .durationMs = 1 + i % 700});
  load(traces);
  QSignalSpy failed(m_chart, &TraceChart::failed);
  auto damaged = std::make_unique<test::DamagedSession>(*m_session);
  QTest::mouseClick(m_chart->findChild<QWidget*>("chartFold"), Qt::LeftButton);
  QTRY_COMPARE(failed.size(), 1);
  QVERIFY(m_chart->isSettled());
  QCOMPARE(plot().failure(), QString("The chart cannot be drawn."));
  // Another size asks for nothing, and claims nothing else.
  m_chart->resize(900, 270);
  QVERIFY(m_chart->isSettled() && !plot().failure().isEmpty());
  damaged.reset();
  m_chart->retry();
  QTRY_COMPARE(shown(), std::uint64_t{3000});
  QVERIFY(m_chart->isSettled());
  QCOMPARE(plot().failure(), QString());
}

QTEST_MAIN(TraceChartTest)
#include "trace_chart_test.moc"
