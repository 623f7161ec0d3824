// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QContextMenuEvent>
#include <QMenu>

#include "page_fixture.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class TraceTableSelectionTest : public QObject {
  Q_OBJECT
 private slots:
  void clicksWithCtrlAndShiftSelectSeveral();
  void shiftAndArrowsExtend();
  void ctrlAndArrowsMoveWithoutSelecting();
  void ctrlASelectsAllAtOnce();
  void whatIsDeselectedStaysSo();
  void escapeKeepsTheCurrentRow();
  void enterOpensAllButNoMoreThanTwelve();
  void twoSelectedCanBeCompared();
  void copiesSelectedRowsWithAGapBetween();
  void refusesToCopyTooManyRows();
  void theMenuDoesWhatItSays();
  void severalStaySelectedWhenTheOrderChanges();
  void theSelectedTraceIsFoundInALongListSortedAnew();
  void aMenuNeedsARow();

 private:
  static QAction* actionOf(const QMenu& menu, const QString& text) {
    for (QAction* action : menu.actions())
      if (action->text() == text) return action;
    return nullptr;
  }
};

void TraceTableSelectionTest::clicksWithCtrlAndShiftSelectSeveral() {
  test::Page page;
  QVERIFY(page.load(test::numbered(12)));
  page.click(2);
  QCOMPARE(page.selected(), QString("2"));
  page.click(5, Qt::ShiftModifier);
  QCOMPARE(page.selected(), QString("2-5"));
  page.click(3, Qt::ControlModifier);
  QCOMPARE(page.selected(), QString("2 4-5"));
  page.click(8, Qt::ControlModifier);
  page.click(10, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(page.selected(), QString("2 4-5 8-10"));
  // The right button leaves a selection that it meets.
  QTest::mouseClick(page.table().viewport(), Qt::RightButton, {},
                    page.table().tableLayout().rowRect(9).center());
  QCOMPARE(page.selected(), QString("2 4-5 8-10"));
  QTest::mouseClick(page.table().viewport(), Qt::RightButton, {},
                    page.table().tableLayout().rowRect(0).center());
  QCOMPARE(page.selected(), QString("0"));
}

void TraceTableSelectionTest::shiftAndArrowsExtend() {
  test::Page page;
  QVERIFY(page.load(test::numbered(40)));
  page.click(3);
  for (int i = 0; i < 3; ++i) QTest::keyClick(&page.table(), Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(page.selected(), QString("3-6"));
  QTest::keyClick(&page.table(), Qt::Key_Home, Qt::ShiftModifier);
  QCOMPARE(page.selected(), QString("0-3"));
  QTest::keyClick(&page.table(), Qt::Key_End, Qt::ShiftModifier);
  QCOMPARE(page.selected(), QString("3-39"));
  QTest::keyClick(&page.table(), Qt::Key_Up);
  QCOMPARE(page.selected(), QString("38"));
}

void TraceTableSelectionTest::ctrlAndArrowsMoveWithoutSelecting() {
  test::Page page;
  QVERIFY(page.load(test::numbered(12)));
  page.click(1);
  QTest::keyClick(&page.table(), Qt::Key_Down, Qt::ControlModifier);
  QTest::keyClick(&page.table(), Qt::Key_Down, Qt::ControlModifier);
  QCOMPARE(page.selected(), QString("1"));
  QCOMPARE(page.table().currentRow(), 3);
  QTest::keyClick(&page.table(), Qt::Key_Space, Qt::ControlModifier);
  QCOMPARE(page.selected(), QString("1 3"));
  QTest::keyClick(&page.table(), Qt::Key_Space);
  QCOMPARE(page.selected(), QString("3"));
}

void TraceTableSelectionTest::ctrlASelectsAllAtOnce() {
  test::Page page;
  QVERIFY(page.load(test::numbered(500)));
  page.click(4);
  QTest::keySequence(&page.table(), QKeySequence::SelectAll);
  QCOMPARE(page.selected(), QString("0-499"));
  QCOMPARE(page.table().currentRow(), 4);
  // All of another list, too.
  page.table().sortBy(store::TraceColumn::Duration);
  QTRY_VERIFY(page.page->isSettled());
  QCOMPARE(page.selected(), QString("0-499"));
}

void TraceTableSelectionTest::whatIsDeselectedStaysSo() {
  test::Page page;
  QVERIFY(page.load(test::numbered(20)));
  page.click(4);
  page.click(4, Qt::ControlModifier);
  QCOMPARE(page.selected(), QString());
  QVERIFY(!page.table().isSelected(4));
  page.click(6, Qt::ControlModifier);
  page.click(8, Qt::ControlModifier);
  page.click(9, Qt::ControlModifier);
  page.click(8, Qt::ControlModifier);
  emit page.session.snapshotChanged();
  QTRY_VERIFY(page.page->isSettled());
  QCOMPARE(page.selected(), QString("6 9"));
  QCOMPARE(page.table().currentRow(), 8);
}

void TraceTableSelectionTest::escapeKeepsTheCurrentRow() {
  test::Page page;
  QVERIFY(page.load(test::numbered(12)));
  page.click(4);
  page.click(6, Qt::ShiftModifier);
  QTest::keyClick(&page.table(), Qt::Key_Escape);
  QCOMPARE(page.selected(), QString("6"));
}

void TraceTableSelectionTest::enterOpensAllButNoMoreThanTwelve() {
  test::Page page;
  QVERIFY(page.load(test::numbered(40)));
  QSignalSpy opened(page.page.get(), &TracesPage::traceActivated);
  page.click(2);
  page.click(4, Qt::ShiftModifier);
  QTest::keyClick(&page.table(), Qt::Key_Return);
  QTRY_COMPARE(opened.count(), 3);
  QCOMPARE(QString::fromStdString(opened[0][0].value<TraceId>().hex()), test::traceHex(37));
  QCOMPARE(page.page->filterRow().note(), QString());
  page.table().selectAll();
  opened.clear();
  QTest::keyClick(&page.table(), Qt::Key_Return);
  QTRY_COMPARE(opened.count(), TableActions::kMostOpened);
  QCOMPARE(page.page->filterRow().note(), QString("The first 12 of 40 selected traces were opened."));
  page.click(0);
  QCOMPARE(page.page->filterRow().note(), QString());
}

void TraceTableSelectionTest::twoSelectedCanBeCompared() {
  test::Page page;
  QVERIFY(page.load(test::numbered(5)));
  QSignalSpy compared(page.page.get(), &TracesPage::compareRequested);
  auto* button = page.page->findChild<QAbstractButton*>("compareSelected");
  page.click(1);
  QVERIFY(!button->isVisible());
  page.click(3, Qt::ControlModifier);
  QVERIFY(button->isVisible());
  QTest::mouseClick(button, Qt::LeftButton);
  QTRY_COMPARE(compared.count(), 1);
  QCOMPARE(QString::fromStdString(compared[0][0].value<TraceId>().hex()), test::traceHex(3));
  QCOMPARE(QString::fromStdString(compared[0][1].value<TraceId>().hex()), test::traceHex(1));
  page.click(4, Qt::ControlModifier);
  QVERIFY(!button->isVisible());
}

void TraceTableSelectionTest::copiesSelectedRowsWithAGapBetween() {
  test::Page page;
  QVERIFY(page.load(test::numbered(6)));
  page.click(1);
  page.click(4, Qt::ControlModifier);
  QGuiApplication::clipboard()->clear();
  QTest::keySequence(&page.table(), QKeySequence::Copy);
  QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
  const QStringList lines = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
  QCOMPARE(lines.size(), 3);
  QVERIFY(lines[1].startsWith(test::traceHex(4)));
  QVERIFY(lines[2].startsWith(test::traceHex(1)));
}

void TraceTableSelectionTest::refusesToCopyTooManyRows() {
  test::Page page;
  QVERIFY(page.load(test::numbered(TableActions::kMostCopied + 1)));
  QGuiApplication::clipboard()->setText("before");
  page.table().selectAll();
  QTest::keySequence(&page.table(), QKeySequence::Copy);
  QCOMPARE(page.page->filterRow().note(),
           QString::fromUtf8("100\u202f001 rows are too many to copy: at most 100\u202f000."));
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("before"));
}

void TraceTableSelectionTest::theMenuDoesWhatItSays() {
  test::Page page;
  QVERIFY(page.load({{.service = "web & co", .name = "GET /cart"}, {.name = "other", .startMs = 5}}));
  page.click(1);
  QMenu menu;
  page.table().actions().fillMenu(menu, {1, Column::Root, {}});
  QVERIFY(actionOf(menu, "Open trace"));
  QVERIFY(!actionOf(menu, "Compare side by side"));
  actionOf(menu, "Copy trace id")->trigger();
  QCOMPARE(QGuiApplication::clipboard()->text(), test::traceHex(0));
  actionOf(menu, QString::fromUtf8("Copy “GET /cart”"))->trigger();
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("GET /cart"));
  actionOf(menu, QString::fromUtf8("Filter to service “web && co”"))->trigger();
  QCOMPARE(page.page->filter().text, std::string("web & co"));
  QVERIFY(page.settle());
  QCOMPARE(page.table().model().rowCount(), 1);
  QMenu both;
  page.page->filterRow().setFilter({});
  QVERIFY(page.settle());
  page.table().selectAll();
  page.table().actions().fillMenu(both, {0, {}, {}});
  QVERIFY(actionOf(both, "Open 2 traces") && actionOf(both, "Copy 2 rows") &&
          actionOf(both, "Compare side by side"));
}

void TraceTableSelectionTest::severalStaySelectedWhenTheOrderChanges() {
  test::Page page;
  QVERIFY(page.load(test::numbered(2000)));
  page.click(2);
  page.click(5, Qt::ControlModifier);
  QCOMPARE(page.nameAt(5), QString("1994"));
  page.table().sortBy(store::TraceColumn::Start);
  QTRY_COMPARE(page.selected(), QString("1994 1997"));
  QCOMPARE(page.table().currentRow(), 1994);
}

void TraceTableSelectionTest::theSelectedTraceIsFoundInALongListSortedAnew() {
  test::Page page;
  QVERIFY(page.load(test::numbered(2000)));
  page.click(3);
  QCOMPARE(page.nameAt(3), QString("1996"));
  QSignalSpy changed(&page.table(), &TraceTable::selectionChanged);
  QTest::mouseClick(&page.table().header(), Qt::LeftButton, {},
                    page.table().tableLayout().columnRect(Column::Start, 0, 1).center());
  // The oldest come first now, and the selected trace is far below the first page.
  QTRY_COMPARE(page.selected(), QString("1996"));
  QCOMPARE(page.table().currentRow(), 1996);
  QCOMPARE(page.table().tableLayout().firstRow(), 0);
  QTest::keyClick(&page.table(), Qt::Key_Down);
  QTRY_COMPARE(page.nameAt(1997), QString("1997"));
  QCOMPARE(page.selected(), QString("1997"));
}

void TraceTableSelectionTest::aMenuNeedsARow() {
  test::Page page;
  QVERIFY(page.load(test::numbered(2)));
  page.click(0);
  const QPoint below(300, 400);
  QContextMenuEvent event(QContextMenuEvent::Mouse, below, page.table().viewport()->mapToGlobal(below));
  QCoreApplication::sendEvent(page.table().viewport(), &event);
  QVERIFY(!QApplication::activePopupWidget());
}

QTEST_MAIN(TraceTableSelectionTest)
#include "trace_table_selection_test.moc"
