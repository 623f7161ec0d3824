// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who reads log records while more come: the list is held, paused or follows, as they wish, and what they
// have chosen stays chosen, also through another filter.
#include "logs_fixture.h"
#include "ui/common/live_strip.h"

using namespace spanloupe;
using namespace spanloupe::logs;

namespace {

struct Reading : test::LogsFixture {
  explicit Reading(int records) {
    written.add(test::numberedLogs(0, records));
    if (!open()) qFatal("not listed");
    session.setLive(true);
  }
  void press(const char* button) {
    QTest::mouseClick(page.liveStrip().findChild<QAbstractButton*>(button), Qt::LeftButton);
  }
  [[nodiscard]] QString text() const { return page.liveStrip().text(); }
  /// At the moment when the list begins to be looked up anew.
  template <typename Act>
  void whenAsked(Act act) {
    QObject::connect(&page.model(), &LogListModel::listingChanged, &page, [this, act] {
      if (page.model().isListing() && !std::exchange(hasActed, true)) act();
    });
  }

  bool hasActed = false;
};

}  // namespace

class LogsReadingTest : public QObject {
  Q_OBJECT
 private slots:
  void theStripIsThereOnlyWhileRecordsComeIn();
  void choosingARecordHoldsTheListUntilItIsLetGo();
  void pausedNothingChangesAndWhatWaitsIsCounted();
  void pausedAFilterStillFilters();
  void severalStaySelectedWhileMoreCome();
  void whatIsSelectedIsFoundBeyondTheFirstPageOfAnotherFilter();
  void whatIsChosenWhileItIsSoughtStaysChosen();
  void anotherFilterBringsNothingNew();
  void whoClicksWhileTheListIsRenewedKeepsTheirRecord();
  void nothingIsToldWhileThePageIsHidden();
  void aFailureStaysOnScreenUntilTheListIsThere();
};

void LogsReadingTest::theStripIsThereOnlyWhileRecordsComeIn() {
  Reading f(20);
  QVERIFY(f.page.liveStrip().isVisible());
  QCOMPARE(f.text(), QString("Following"));
  QSignalSpy cleared(&f.page, &LogsPage::clearRequested);
  f.press("clear");
  QCOMPARE(cleared.count(), 1);
  f.session.setLive(false);
  QVERIFY(!f.page.liveStrip().isVisible());
}

void LogsReadingTest::choosingARecordHoldsTheListUntilItIsLetGo() {
  Reading f(300);
  f.click(4);
  QCOMPARE(f.text(), QString("Live, list held still"));
  QVERIFY(f.receive(test::numberedLogs(300, 306)));
  QCOMPARE(f.topBody(), QString("299"));
  QCOMPARE(f.text(), QString("Live, list held still · 6 new records above"));
  QCOMPARE(f.bodyAt(f.table().currentRow()), QString("295"));
  f.press("showNew");
  QCOMPARE(f.topBody(), QString("305"));
  QVERIFY(f.receive(test::numberedLogs(306, 308)));
  QCOMPARE(f.topBody(), QString("305"));
  f.press("follow");
  QCOMPARE(f.text(), QString("Following"));
  QVERIFY(f.settle());
  QCOMPARE(f.topBody(), QString("307"));
  QVERIFY(f.receive(test::numberedLogs(308, 310)));
  QCOMPARE(f.topBody(), QString("309"));
}

void LogsReadingTest::pausedNothingChangesAndWhatWaitsIsCounted() {
  Reading f(100);
  f.press("pause");
  QCOMPARE(f.text(), QString("Paused"));
  f.written.add(test::numberedLogs(100, 107));
  f.session.refresh();
  QTRY_COMPARE(f.text(), QString("Paused · 7 waiting"));
  QVERIFY(f.settle());
  QCOMPARE(f.topBody(), QString("99"));
  f.press("pause");
  QVERIFY(f.settle());
  QTRY_COMPARE(f.topBody(), QString("106"));
  QCOMPARE(f.text(), QString("Following"));
}

void LogsReadingTest::pausedAFilterStillFilters() {
  Reading f(100);
  f.press("pause");
  f.written.add(test::numberedLogs(100, 120));
  f.session.refresh();
  QTRY_COMPARE(f.text(), QString("Paused · 20 waiting"));
  f.page.filterRow().setFilter({query::LogLevel::Error, {}});
  QVERIFY(f.settle());
  QCOMPARE(f.page.model().rowCount(), 20);
  QCOMPARE(f.topBody(), QString("95"));
}

void LogsReadingTest::severalStaySelectedWhileMoreCome() {
  Reading f(100);
  f.click(3);
  f.click(6, Qt::ShiftModifier);
  QVERIFY(f.receive(test::numberedLogs(100, 110)));
  QCOMPARE(f.table().currentRow(), 16);
  for (const int row : {12, 13, 16, 17}) QCOMPARE(f.table().isSelected(row), row == 13 || row == 16);
}

void LogsReadingTest::whatIsSelectedIsFoundBeyondTheFirstPageOfAnotherFilter() {
  Reading f(3000);
  f.page.filterRow().setFilter({query::LogLevel::Unknown, "1000"});
  QVERIFY(f.settle());
  QCOMPARE(f.page.model().rowCount(), 1);
  f.click(0);
  std::vector<int> told;
  connect(&f.table(), &LogTable::currentChanged, this, [&](int row) { told.push_back(row); });
  bool wasPage = false;
  connect(&f.page.model(), &LogRowSource::reset, this, [&] { wasPage |= !f.page.model().isWhole(); });
  f.page.filterRow().setFilter({});
  QVERIFY(f.settle());
  QVERIFY(wasPage);
  QCOMPARE(f.table().currentRow(), 1999);
  QCOMPARE(told, std::vector<int>{1999});
  QCOMPARE(f.topBody(), QString("2999"));
  // One that the filter leaves out is selected no longer, once that is known.
  f.page.filterRow().setFilter({query::LogLevel::Unknown, "2999"});
  QVERIFY(f.settle());
  QCOMPARE(told, (std::vector<int>{1999, -1}));
}

void LogsReadingTest::whatIsChosenWhileItIsSoughtStaysChosen() {
  Reading f(3000);
  f.page.filterRow().setFilter({query::LogLevel::Unknown, "1000"});
  QVERIFY(f.settle());
  f.click(0);
  connect(&f.page.model(), &LogRowSource::reset, this, [&] {
    if (!f.page.model().isWhole()) f.click(2);
  });
  f.page.filterRow().setFilter({});
  QVERIFY(f.settle());
  QCOMPARE(f.bodyAt(f.table().currentRow()), QString("2997"));
}

void LogsReadingTest::anotherFilterBringsNothingNew() {
  Reading f(3000);
  f.page.filterRow().setFilter({query::LogLevel::Error, {}});
  QVERIFY(f.settle());
  f.table().verticalScrollBar()->setValue(100 * f.table().tableLayout().rowHeight());
  QVERIFY(f.settle());
  const QString top = f.topBody();
  f.page.filterRow().setFilter({});
  QVERIFY(f.settle());
  QCOMPARE(f.topBody(), top);
  QCOMPARE(f.table().newAbove(), 0);
}

void LogsReadingTest::whoClicksWhileTheListIsRenewedKeepsTheirRecord() {
  Reading f(100);
  f.whenAsked([&] { f.click(4); });
  QVERIFY(f.receive(test::numberedLogs(100, 103)));
  QVERIFY(f.hasActed);
  QCOMPARE(f.bodyAt(f.table().currentRow()), QString("95"));
  QCOMPARE(f.topBody(), QString("99"));
}

void LogsReadingTest::nothingIsToldWhileThePageIsHidden() {
  Reading f(3000);
  f.page.filterRow().setFilter({query::LogLevel::Unknown, "1000"});
  QVERIFY(f.settle());
  f.click(0);
  session::LogSelection told;
  connect(&f.page, &LogsPage::recordSelected, this,
          [&](const session::LogSelection& record) { told = record; });
  connect(&f.page.model(), &LogRowSource::reset, &f.page, &QWidget::hide);
  f.page.filterRow().setFilter({});
  QVERIFY(f.settle());
  QCOMPARE(f.table().currentRow(), 1999);
  QVERIFY(told.snapshot == nullptr);
  f.page.show();
  QCOMPARE(told.ref, f.page.model().refOf(1999));
}

void LogsReadingTest::aFailureStaysOnScreenUntilTheListIsThere() {
  Reading f(20);
  auto* strip = f.page.findChild<ui::ErrorStrip*>();
  emit f.page.model().failed({ErrorKind::Io, "the disk is gone", {}, {}});
  emit f.page.model().listingChanged();
  QVERIFY(strip->isVisible());
  QVERIFY(f.receive(test::numberedLogs(20, 21)));
  QVERIFY(!strip->isVisible());
}

QTEST_MAIN(LogsReadingTest)
#include "logs_reading_test.moc"
