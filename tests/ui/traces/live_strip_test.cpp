// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// While traces come in, the list follows them until somebody reads, then it stands still; paused, it waits.
#include <QAction>
#include <QMenu>

#include "live_page.h"
#include "ui/traces/trace_table_header.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class LiveStripTest : public QObject {
  Q_OBJECT
 private slots:
  void isThereOnlyWhileTracesComeIn();
  void followsUntilSomebodyReads();
  void aHeldListStaysWhereItIsAndCounts();
  void followTakesUpAgainWithTheNewestOnTop();
  void pausedNothingChangesAndWhatWaitsIsCounted();
  void pausingStopsWhatIsOnItsWay();
  void whoClicksWhileTheListIsRenewedKeepsTheirTrace();
  void whoScrollsWhileTheListIsRenewedStaysThere();
  void theKeyboardGoesToTheListWithTheButtonThatHadIt();
  void itsButtonsAreCommandsOfTheMenuToo();
};

void LiveStripTest::isThereOnlyWhileTracesComeIn() {
  test::Page page;
  QVERIFY(page.load(test::numbered(4)));
  QVERIFY(!page.page->liveStrip().isVisible());
  page.session.setLive(true);
  QVERIFY(page.page->liveStrip().isVisible());
  QCOMPARE(page.page->liveStrip().text(), QString("Following"));
  page.session.setLive(false);
  QVERIFY(!page.page->liveStrip().isVisible());
}

void LiveStripTest::followsUntilSomebodyReads() {
  test::LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  QCOMPARE(live.topName(), QString("59"));
  live.receive(5);
  QVERIFY(live.shows(65));
  QCOMPARE(live.topName(), QString("64"));
  live.table().setCurrentRow(2);
  QCOMPARE(live.strip().text(), QString("Live, list held still"));
  live.receive(5);
  QVERIFY(live.shows(70));
  QCOMPARE(live.topName(), QString("64"));
  QCOMPARE(live.nameAt(live.table().currentRow()), QString("62"));
}

void LiveStripTest::aHeldListStaysWhereItIsAndCounts() {
  test::LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  live.table().verticalScrollBar()->setValue(10 * 28);
  const QString top = live.topName();
  QVERIFY(top != "59");
  live.receive(3);
  QVERIFY(live.shows(63));
  QCOMPARE(live.topName(), top);
  QCOMPARE(live.strip().text(), QString("Live, list held still · 3 new traces above"));
  live.receive(1);
  QVERIFY(live.shows(64));
  QCOMPARE(live.strip().text(), QString("Live, list held still · 4 new traces above"));
  live.press("showNew");
  QCOMPARE(live.topName(), QString("63"));
}

void LiveStripTest::followTakesUpAgainWithTheNewestOnTop() {
  test::LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  live.table().sortBy(store::TraceColumn::Duration);
  live.table().setCurrentRow(20);
  QVERIFY(live.shows(60));
  live.press("follow");
  QCOMPARE(live.table().header().order(), store::TraceOrder{});
  QVERIFY(live.shows(60));
  QTRY_COMPARE(live.topName(), QString("59"));
  QCOMPARE(live.strip().text(), QString("Following"));
  live.receive(2);
  QVERIFY(live.shows(62));
  QCOMPARE(live.topName(), QString("61"));
}

void LiveStripTest::pausedNothingChangesAndWhatWaitsIsCounted() {
  test::LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  live.press("pause");
  QCOMPARE(live.strip().text(), QString("Paused"));
  // What is listed can be read until it goes on, whatever happens to the file meanwhile.
  QTRY_VERIFY(live.writer->live().isBeingRead());
  live.receive(7);
  QTRY_COMPARE(live.strip().text(), QString("Paused · 7 waiting"));
  QCOMPARE(live.page.page->model().total(), 60ULL);
  // Sorting goes on, among what was there.
  live.table().sortBy(store::TraceColumn::RootName);
  QVERIFY(live.shows(60));
  live.press("pause");
  QTRY_VERIFY(!live.writer->live().isBeingRead());
  QVERIFY(live.shows(67));
  QCOMPARE(live.strip().text(), QString("Following"));
}

void LiveStripTest::pausingStopsWhatIsOnItsWay() {
  test::LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  bool isPaused = false;
  connect(&live.page.page->model(), &TraceListModel::waitingChanged, this, [&](bool isWaiting) {
    if (isWaiting && !std::exchange(isPaused, true)) live.page.page->model().setPaused(true);
  });
  live.receive(5);
  QTRY_VERIFY(isPaused);
  QTRY_COMPARE(live.strip().text(), QString("Paused · 5 waiting"));
  QVERIFY(live.shows(60));
  QCOMPARE(live.topName(), QString("59"));
  live.press("pause");
  QVERIFY(live.shows(65));
}

void LiveStripTest::whoClicksWhileTheListIsRenewedKeepsTheirTrace() {
  test::LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  bool isClicked = false;
  connect(&live.page.page->model(), &TraceListModel::waitingChanged, this, [&](bool isWaiting) {
    if (isWaiting && !std::exchange(isClicked, true)) live.page.click(3);
  });
  live.receive(5);
  QVERIFY(live.shows(65));
  QVERIFY(isClicked);
  QCOMPARE(live.nameAt(live.table().currentRow()), QString("56"));
  QCOMPARE(live.topName(), QString("59"));
  QSignalSpy opened(live.page.page.get(), &TracesPage::traceActivated);
  QTest::keyClick(&live.table(), Qt::Key_Escape);
  QTest::keyClick(&live.table(), Qt::Key_Return);
  QCOMPARE(opened.count(), 1);
}

void LiveStripTest::whoScrollsWhileTheListIsRenewedStaysThere() {
  test::LivePage live;
  live.receive(200);
  QVERIFY(live.open());
  QVERIFY(live.shows(200));
  const int height = live.table().tableLayout().rowHeight();
  live.table().verticalScrollBar()->setValue(20 * height);
  QVERIFY(live.shows(200));
  bool isScrolled = false;
  connect(&live.page.page->model(), &TraceListModel::waitingChanged, this, [&](bool isWaiting) {
    if (isWaiting && !std::exchange(isScrolled, true))
      live.table().verticalScrollBar()->setValue(50 * height);
  });
  live.receive(5);
  QVERIFY(live.shows(205));
  QVERIFY(isScrolled);
  QCOMPARE(live.topName(), QString("149"));
}

void LiveStripTest::theKeyboardGoesToTheListWithTheButtonThatHadIt() {
  test::LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  live.page.page->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(live.page.page.get()));
  live.page.click(3);
  auto* follow = live.strip().findChild<QAbstractButton*>("follow");
  follow->setFocus();
  QTest::keyClick(follow, Qt::Key_Space);
  QVERIFY(!follow->isVisible());
  QVERIFY(live.table().hasFocus());
  QCOMPARE(live.strip().text(), QString("Following"));
}

void LiveStripTest::itsButtonsAreCommandsOfTheMenuToo() {
  test::LivePage live;
  live.receive(60);
  QMenu menu;
  live.strip().fillMenu(menu);
  QAction* const follow = menu.actions().at(0);
  QAction* const pause = menu.actions().at(1);
  QVERIFY(!follow->isEnabled() && !pause->isEnabled());
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  // It follows already.
  QVERIFY(!follow->isEnabled() && pause->isEnabled());
  QCOMPARE(pause->text(), QString("Pause the list of traces"));
  pause->trigger();
  QCOMPARE(live.strip().text(), QString("Paused"));
  QCOMPARE(pause->text(), QString("Resume the list of traces"));
  live.receive(3);
  follow->trigger();
  QVERIFY(live.shows(63));
  QCOMPARE(live.strip().text(), QString("Following"));
  live.table().setCurrentRow(5);
  QVERIFY(follow->isEnabled());
  live.page.page->hide();
  QVERIFY(!follow->isEnabled() && !pause->isEnabled());
}

QTEST_MAIN(LiveStripTest)
#include "live_strip_test.moc"
