// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Logs tab by clicks and keys: filtering, choosing, copying, jumping to a span, and why there is nothing.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>

#include "logs_fixture.h"

using namespace spanloupe;
using namespace spanloupe::logs;

class LogsPageTest : public QObject {
  Q_OBJECT
 private slots:
  void theNewestIsListedFirst();
  void wordsAndSeverityNarrowTheList();
  void whereNothingMatchesTheFilterCanBeCleared();
  void aSessionWithoutRecordsSaysSo();
  void aChosenRecordIsToldAndForgottenWhileThePageIsHidden();
  void enterAndDoubleClickAskForTheSpan();
  void selectedRecordsAreCopiedWholeAsLines();
  void nothingIsListedWhileNobodyLooks();
  void whatTheRowSaysNeverMakesThePageWider();
};

void LogsPageTest::theNewestIsListedFirst() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 300));
  QVERIFY(f.open());
  QCOMPARE(f.page.model().rowCount(), 300);
  QCOMPARE(f.bodyAt(0), QString("299"));
  QCOMPARE(f.page.filterRow().countText(), QString("300 log records"));
  f.table().verticalScrollBar()->setValue(f.table().verticalScrollBar()->maximum());
  QTRY_COMPARE(f.bodyAt(299), QString("0"));
}

void LogsPageTest::wordsAndSeverityNarrowTheList() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 100));
  QVERIFY(f.open());
  ui::SegmentedControl& severity = f.page.filterRow().severity();
  QTest::mouseClick(&severity, Qt::LeftButton, {}, severity.rectOf(4).center());
  QCOMPARE(f.page.filterRow().filter().least, query::LogLevel::Error);
  QVERIFY(f.settle());
  QCOMPARE(f.page.model().rowCount(), 20);
  QCOMPARE(f.bodyAt(0), QString("95"));
  QTest::keyClicks(&f.page.filterRow().field().edit(), "95");
  QVERIFY(f.settle());
  QCOMPARE(f.page.model().rowCount(), 1);
  QCOMPARE(f.page.filterRow().countText(), QString("1 of 100 log records"));
  QTest::mouseClick(&severity, Qt::LeftButton, {}, severity.rectOf(0).center());
  f.page.filterRow().setFilter({});
  QVERIFY(f.settle());
  QCOMPARE(f.page.model().rowCount(), 100);
  QVERIFY(f.page.filterRow().field().text().isEmpty());
}

void LogsPageTest::whereNothingMatchesTheFilterCanBeCleared() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 10));
  QVERIFY(f.open());
  QTest::keyClicks(&f.page.filterRow().field().edit(), "nowhere");
  QVERIFY(f.settle());
  auto* empty = f.page.findChild<ui::EmptyState*>();
  QTRY_VERIFY(empty->isVisible() && !f.table().isVisible());
  auto* clear = empty->findChild<QAbstractButton*>();
  QVERIFY(clear != nullptr);
  QTest::mouseClick(clear, Qt::LeftButton);
  QTRY_VERIFY(f.table().isVisible() && !empty->isVisible());
  QCOMPARE(f.page.model().rowCount(), 10);
}

void LogsPageTest::aSessionWithoutRecordsSaysSo() {
  test::LogsFixture f;
  QVERIFY(f.open());
  QTRY_VERIFY(f.page.findChild<ui::EmptyState*>()->isVisible());
  QVERIFY(!f.page.filterRow().isVisible());
}

void LogsPageTest::aChosenRecordIsToldAndForgottenWhileThePageIsHidden() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 10));
  QVERIFY(f.open());
  session::LogSelection told;
  connect(&f.page, &LogsPage::recordSelected, this,
          [&](const session::LogSelection& record) { told = record; });
  f.click(3);
  QCOMPARE(told.snapshot, f.page.model().snapshot());
  QCOMPARE(told.ref, f.page.model().refOf(3));
  QTest::keyClick(&f.table(), Qt::Key_Down);
  QCOMPARE(told.ref, f.page.model().refOf(4));
  f.page.hide();
  QVERIFY(told.snapshot == nullptr);
  f.page.show();
  QCOMPARE(told.ref, f.page.model().refOf(4));
}

void LogsPageTest::enterAndDoubleClickAskForTheSpan() {
  test::LogsFixture f;
  test::MadeLog inTrace{2, 9, "in a trace"};
  inTrace.trace = {7, 8};
  inTrace.span = {9};
  f.written.add({{1, 9, "alone"}, inTrace});
  QVERIFY(f.open());
  std::vector<std::pair<TraceId, SpanId>> asked;
  connect(&f.page, &LogsPage::spanActivated, this,
          [&](TraceId trace, SpanId span) { asked.emplace_back(trace, span); });
  QTest::mouseDClick(f.table().viewport(), Qt::LeftButton, {}, f.table().tableLayout().rowRect(0).center());
  QCOMPARE(asked.size(), std::size_t{1});
  QCOMPARE(asked[0].first, (TraceId{7, 8}));
  QCOMPARE(asked[0].second, SpanId{9});
  f.click(0);
  QTest::keyClick(&f.table(), Qt::Key_Return);
  QCOMPARE(asked.size(), std::size_t{2});
  f.click(1);
  QTest::keyClick(&f.table(), Qt::Key_Return);
  QCOMPARE(asked.size(), std::size_t{2});
}

void LogsPageTest::selectedRecordsAreCopiedWholeAsLines() {
  test::LogsFixture f;
  f.written.add({{1, 9, "one\nand more"}, {2, 17, std::string(3000, 'x')}, {3, 9, "three"}});
  QVERIFY(f.open());
  f.click(1);
  f.click(2, Qt::ShiftModifier);
  QGuiApplication::clipboard()->clear();
  f.table().setFocus();
  QTest::keyClick(&f.table(), Qt::Key_C, Qt::ControlModifier);
  QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
  const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
  QCOMPARE(lines.size(), 2);
  QCOMPARE(lines[0].split(u'\t')[3].size(), 3000);
  QCOMPARE(lines[1].split(u'\t')[3], QString("one and more"));
  QCOMPARE(lines[1].split(u'\t')[2], QString("shop"));
  QMenu menu;
  f.table().fillMenu(menu);
  QCOMPARE(menu.actions().back()->text(), QString("Copy the records as JSON"));
  QGuiApplication::clipboard()->clear();
  menu.actions().back()->trigger();
  QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
  const QJsonObject json = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
  const QJsonArray logs = json["resourceLogs"].toArray();
  QCOMPARE(logs.size(), 2);
  QCOMPARE(logs[1]["scopeLogs"][0]["logRecords"][0]["body"]["stringValue"].toString(),
           QString("one\nand more"));
}

void LogsPageTest::nothingIsListedWhileNobodyLooks() {
  test::LogsFixture f;
  f.page.hide();
  f.written.add(test::numberedLogs(0, 10));
  f.session.openFiles({QString::fromStdString(f.written.path())});
  QTRY_VERIFY(f.session.snapshot() && !f.session.isBusy());
  QVERIFY(!f.page.model().hasListing() && !f.page.model().isListing());
  f.page.show();
  QVERIFY(f.settle());
  QCOMPARE(f.page.model().rowCount(), 10);
}

void LogsPageTest::whatTheRowSaysNeverMakesThePageWider() {
  test::LogsFixture f;
  f.written.add(test::numberedLogs(0, 1200));
  QVERIFY(f.open());
  f.page.resize(660, 400);
  f.page.filterRow().setFilter({query::LogLevel::Error, "1"});
  QVERIFY(f.settle());
  f.page.filterRow().setNote("This record is of no trace, and this is said at some length");
  QVERIFY2(f.page.minimumSizeHint().width() <= 660,
           qPrintable(QString::number(f.page.minimumSizeHint().width())));
  const int narrow = f.page.filterRow().field().width();
  f.page.resize(1400, 400);
  QVERIFY(f.page.filterRow().field().width() > narrow);
}

QTEST_MAIN(LogsPageTest)
#include "logs_page_test.moc"
