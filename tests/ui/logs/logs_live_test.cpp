// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// While records come in, the list follows at its top; scrolled, it stays where it is and counts what is new.
#include "logs_fixture.h"
#include "ui/common/live_strip.h"

using namespace spanloupe;
using namespace spanloupe::logs;

class LogsLiveTest : public QObject {
  Q_OBJECT
 private slots:
  void atTheTopItFollows();
  void scrolledItStaysAndCountsWhatIsNew();
  void theSelectedRecordStaysSelected();
  void anotherFilterComesWithItsFirstPageFirst();
};

void LogsLiveTest::atTheTopItFollows() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 50));
  QVERIFY(f.open());
  f.session.setLive(true);
  QVERIFY(f.receive(test::numberedLogs(50, 60)));
  QCOMPARE(f.topBody(), QString("59"));
  QCOMPARE(f.table().newAbove(), 0);
}

void LogsLiveTest::scrolledItStaysAndCountsWhatIsNew() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 500));
  QVERIFY(f.open());
  f.session.setLive(true);
  const int height = f.table().tableLayout().rowHeight();
  f.table().verticalScrollBar()->setValue(100 * height + 5);
  QVERIFY(f.settle());
  QCOMPARE(f.topBody(), QString("399"));
  QVERIFY(f.receive(test::numberedLogs(500, 512)));
  QCOMPARE(f.topBody(), QString("399"));
  QCOMPARE(f.table().verticalScrollBar()->value(), 112 * height + 5);
  QCOMPARE(f.table().newAbove(), 12);
  QCOMPARE(f.page.liveStrip().text(), QString("Live, list held still · 12 new records above"));
  auto* newest = f.page.findChild<QAbstractButton*>("showNew");
  QVERIFY(newest->isVisible());
  QVERIFY(f.receive(test::numberedLogs(512, 515)));
  QCOMPARE(f.table().newAbove(), 15);
  QTest::mouseClick(newest, Qt::LeftButton);
  QVERIFY(f.settle());
  QCOMPARE(f.topBody(), QString("514"));
  QVERIFY(!newest->isVisible());
}

void LogsLiveTest::theSelectedRecordStaysSelected() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 50));
  QVERIFY(f.open());
  f.session.setLive(true);
  f.click(4);
  QCOMPARE(f.bodyAt(f.table().currentRow()), QString("45"));
  QVERIFY(f.receive(test::numberedLogs(50, 60)));
  QCOMPARE(f.table().currentRow(), 14);
  QCOMPARE(f.bodyAt(14), QString("45"));
  // A filter that leaves it out leaves nothing selected.
  QSignalSpy changed(&f.table(), &LogTable::currentChanged);
  f.page.filterRow().setFilter({query::LogLevel::Unknown, "59"});
  QVERIFY(f.settle());
  QCOMPARE(f.table().currentRow(), -1);
  QCOMPARE(changed.count(), 1);
}

void LogsLiveTest::anotherFilterComesWithItsFirstPageFirst() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 3000));
  QVERIFY(f.open());
  int pages = 0;
  connect(&f.page.model(), &LogRowSource::reset, this, [&] {
    ++pages;
    QVERIFY(!f.page.model().isWhole());
    QVERIFY(f.page.model().row(0) != nullptr);
  });
  f.page.filterRow().setFilter({query::LogLevel::Error, {}});
  QVERIFY(f.settle());
  QCOMPARE(pages, 1);
  QCOMPARE(f.page.model().rowCount(), 600);
  QCOMPARE(f.bodyAt(0), QString("2995"));
}

QTEST_MAIN(LogsLiveTest)
#include "logs_live_test.moc"
