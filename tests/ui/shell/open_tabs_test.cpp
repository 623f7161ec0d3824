// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Tabs of traces: there again at the next start, brought back by undo, moved to a second window and back.
#include <QScreen>

#include "tests/ui/shell/window_fixture.h"
#include "ui/shell/second_window.h"
#include "ui/shell/tab_strip.h"
#include "ui/shell/trace_window.h"
#include "ui/waterfall/trace_page.h"

using namespace spanloupe;

class OpenTabsTest : public QObject {
  Q_OBJECT
 private slots:
  void tabsAreThereAgainAtTheNextStart();
  void aTabThatIsNotShownIsNotRead();
  void closedTabsStayClosed();
  void anotherSessionHasTabsOfItsOwn();
  void undoBringsAClosedTabBackToItsPlace();
  void undoBringsAForgottenFileBack();
  void aTraceMovesToASecondWindowAndBack();
  void anotherSessionClosesTheSecondWindow();
  void theTraceOfTheSecondWindowIsATabAtTheNextStart();
  void comparingKeepsWhatWasInTheSecondWindow();
  void altLeftGoesBackToWhereALinkWasFollowed();
};

namespace {

TraceId traceOf(int number) { return *TraceId::fromHex(test::traceHex(number).toStdString()); }
SpanId spanOf(int trace, int span) { return *SpanId::fromHex(test::spanHex(trace, span).toStdString()); }

/// The same home and settings, another window.
struct NextStart {
  explicit NextStart(test::WindowFixture& before)
      : window({before.look,
                session,
                state,
                before.recent,
                before.settings,
                {"0.0.0", {{"Qt", "6", "LGPL-3.0"}}}}) {
    before.window.close();
    window.show();
  }
  [[nodiscard]] static int firstTrace() { return test::WindowFixture::firstTrace(); }
  [[nodiscard]] int traceTabs() const { return window.tabs().strip().count() - firstTrace(); }
  session::TraceSession session;
  session::ViewState state;
  shell::MainWindow window;
};

}  // namespace

void OpenTabsTest::tabsAreThereAgainAtTheNextStart() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(traceOf(0), {});
  f.window.tabs().openTrace(traceOf(1), spanOf(1, 5));
  QTRY_VERIFY(f.window.isSettled());
  NextStart next(f);
  next.window.openLast();
  QTRY_COMPARE(next.traceTabs(), 2);
  QTRY_VERIFY(next.window.isSettled());
  QCOMPARE(next.window.tabs().strip().label(next.firstTrace()).name, QString("GET /cart"));
  QCOMPARE(next.window.tabs().strip().label(next.firstTrace()).service, QString("frontend"));
  const shell::TraceTab* shown = next.window.tabs().currentTrace();
  QVERIFY(shown);
  QCOMPARE(shown->trace(), traceOf(1));
  QCOMPARE(shown->document()->trace->spanId[shown->selectedSpan()], spanOf(1, 5));
}

void OpenTabsTest::aTabThatIsNotShownIsNotRead() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(traceOf(0), {});
  f.window.tabs().openTrace(traceOf(1), {});
  QTRY_VERIFY(f.window.isSettled());
  NextStart next(f);
  next.window.openLast();
  QTRY_COMPARE(next.traceTabs(), 2);
  QTRY_VERIFY(next.window.isSettled());
  const auto& quiet = static_cast<shell::TraceTab&>(next.window.tabs().page(next.firstTrace()));
  QVERIFY(!quiet.document());
  next.window.tabs().strip().setCurrentIndex(next.firstTrace());
  QTRY_VERIFY(quiet.document());
}

void OpenTabsTest::closedTabsStayClosed() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(traceOf(0), {});
  f.action("Close tab")->trigger();
  QVERIFY(f.open({f.home.write("other.json", test::otlpJson({{.service = "a", .name = "b"}}))}));
  QVERIFY(f.open({f.home.path("shop.json")}));
  QCOMPARE(f.traceTabs(), 0);
}

void OpenTabsTest::anotherSessionHasTabsOfItsOwn() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(traceOf(2), {});
  QVERIFY(f.open({f.home.write("other.json", test::otlpJson({{.service = "a", .name = "b"}}))}));
  QCOMPARE(f.traceTabs(), 0);
  QVERIFY(f.open({f.home.path("shop.json")}));
  QCOMPARE(f.traceTabs(), 1);
}

void OpenTabsTest::undoBringsAClosedTabBackToItsPlace() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  for (const int trace : {0, 1, 2}) f.window.tabs().openTrace(traceOf(trace), {});
  QTRY_VERIFY(f.window.isSettled());
  f.window.tabs().closeTab(f.firstTrace() + 1);
  QCOMPARE(f.traceTabs(), 2);
  QAction* undo = f.action("Undo closing POST /checkout");
  undo->trigger();
  QCOMPARE(f.traceTabs(), 3);
  QCOMPARE(f.window.tabs().strip().currentIndex(), f.firstTrace() + 1);
  QCOMPARE(f.trace()->trace(), traceOf(1));
  f.action("Redo closing POST /checkout")->trigger();
  QCOMPARE(f.traceTabs(), 2);
}

void OpenTabsTest::undoBringsAForgottenFileBack() {
  test::WindowFixture f;
  f.recent.add({{"/a.json"}, 1, 1, 1, QDateTime::currentDateTime()});
  f.recent.remove({"/a.json"});
  QVERIFY(f.recent.files().empty());
  f.action("Undo forgetting a recent file")->trigger();
  QCOMPARE(f.recent.files().size(), std::size_t{1});
}

void OpenTabsTest::aTraceMovesToASecondWindowAndBack() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(traceOf(0), {});
  f.window.tabs().openTrace(traceOf(1), spanOf(1, 3));
  QTRY_VERIFY(f.window.isSettled());
  f.action("Trace in a second window")->trigger();
  QVERIFY(f.window.secondWindow().window());
  QTRY_VERIFY(f.window.isSettled());
  QCOMPARE(f.traceTabs(), 1);
  shell::TraceWindow* second = f.window.secondWindow().window();
  QCOMPARE(second->tab().trace(), traceOf(1));
  QVERIFY(second->windowTitle().startsWith("POST /checkout"));
  // Each is as narrow as it can be on a screen this small, but they begin at the left and in the middle.
  QCOMPARE(second->x() - f.window.x(), f.window.screen()->availableGeometry().width() / 2);
  second->close();
  QVERIFY(!f.window.secondWindow().window());
  QCOMPARE(f.traceTabs(), 2);
  QTRY_VERIFY(f.window.isSettled());
  QCOMPARE(f.trace()->document()->trace->spanId[f.trace()->selectedSpan()], spanOf(1, 3));
}

void OpenTabsTest::anotherSessionClosesTheSecondWindow() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(traceOf(0), {});
  QTRY_VERIFY(f.window.isSettled());
  f.action("Trace in a second window")->trigger();
  QVERIFY(f.open({f.home.write("other.json", test::otlpJson({{.service = "a", .name = "b"}}))}));
  QVERIFY(!f.window.secondWindow().window());
  QCOMPARE(f.traceTabs(), 0);
}

void OpenTabsTest::theTraceOfTheSecondWindowIsATabAtTheNextStart() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.state.compareRequested(traceOf(0), traceOf(1));
  QTRY_VERIFY(f.window.isSettled());
  NextStart next(f);
  next.window.openLast();
  QTRY_COMPARE(next.traceTabs(), 2);
  QTRY_VERIFY(next.window.isSettled());
  // The one that was shown in the main window still is.
  QCOMPARE(next.window.tabs().currentTrace()->trace(), traceOf(0));
  QCOMPARE(next.window.tabs().strip().label(next.firstTrace() + 1).name, QString("POST /checkout"));
}

void OpenTabsTest::comparingKeepsWhatWasInTheSecondWindow() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.state.compareRequested(traceOf(0), traceOf(1));
  f.state.compareRequested(traceOf(2), traceOf(0));
  QTRY_VERIFY(f.window.isSettled());
  QCOMPARE(f.window.secondWindow().window()->tab().trace(), traceOf(0));
  QCOMPARE(f.trace()->trace(), traceOf(2));
  QCOMPARE(f.window.tabs().openTraces().size(), std::size_t{2});
}

void OpenTabsTest::altLeftGoesBackToWhereALinkWasFollowed() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.state.openTrace(traceOf(0), spanOf(0, 2));
  QTRY_VERIFY(f.window.isSettled());
  f.state.openTrace(traceOf(1), spanOf(1, 5));
  QTRY_VERIFY(f.window.isSettled());
  const auto selected = [&f] { return f.trace()->document()->trace->spanId[f.trace()->selectedSpan()]; };
  QTest::keyClick(&f.window, Qt::Key_Left, Qt::AltModifier);
  QTRY_COMPARE(f.trace()->trace(), traceOf(0));
  QCOMPARE(selected(), spanOf(0, 2));
  QTest::keyClick(&f.window, Qt::Key_Right, Qt::AltModifier);
  QTRY_COMPARE(f.trace()->trace(), traceOf(1));
  QCOMPARE(selected(), spanOf(1, 5));
  // A zoom is what one comes from first.
  const auto whole = f.trace()->page().waterfall().window();
  f.trace()->page().waterfall().setWindow({whole.from, (whole.from + whole.to) / 2});
  QVERIFY(f.trace()->page().waterfall().isZoomed());
  QTest::keyClick(&f.window, Qt::Key_Left, Qt::AltModifier);
  QVERIFY(!f.trace()->page().waterfall().isZoomed());
  QCOMPARE(f.trace()->trace(), traceOf(1));
  QTest::keyClick(&f.window, Qt::Key_Left, Qt::AltModifier);
  QTest::keyClick(&f.window, Qt::Key_Left, Qt::AltModifier);
  QVERIFY(!f.trace());  // The list, where it began.
}

QTEST_MAIN(OpenTabsTest)
#include "open_tabs_test.moc"
