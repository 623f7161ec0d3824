// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The span table by keyboard alone.
#include "page_fixture.h"

#include <QMouseEvent>
#include <QScrollBar>

using namespace spanloupe;
using namespace spanloupe::spantable;
using namespace spanloupe::test;
using query::SpanField;

class SpanTableKeysTest : public QObject {
  Q_OBJECT
 private:
  static void dragTitle(PageFixture& f, const QString& title, const QString& to) {
    SpanTableHeader& header = f.page.table().header();
    const auto middle = [&](const QString& one) {
      return header.tableLayout().columnRect(f.columnNamed(one), 0, header.height()).center();
    };
    const QPoint from = middle(title);
    const QPoint target = middle(to) + QPoint(middle(to).x() > from.x() ? 4 : -4, 0);
    QTest::mousePress(&header, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, target, header.mapToGlobal(target), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&header, &move);
    QTest::mouseRelease(&header, Qt::LeftButton, {}, target);
  }

 private slots:
  void arrowsMoveAndExtend() {
    PageFixture f(80);
    f.show();
    SpanTableView& table = f.page.table();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Home);
    QCOMPARE(table.currentRow(), 0);
    QTest::keyClick(&table, Qt::Key_Down);
    QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(table.selectedRows().size(), std::size_t{3});
    QTest::keyClick(&table, Qt::Key_PageDown);
    QVERIFY(table.currentRow() > 10);
    QTest::keyClick(&table, Qt::Key_End);
    QCOMPARE(table.currentRow(), 79);
    // Whatever has the keyboard can be seen.
    const QRect row = table.tableLayout().rowRect(79);
    QVERIFY(table.viewport()->rect().contains(row.adjusted(0, 0, -1, 0)));
    QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(table.selectedRows().size(), std::size_t{80});
  }
  void enterActivates() {
    PageFixture f;
    f.show();
    QSignalSpy activated(&f.page, &SpanTablePage::spanActivated);
    f.page.table().setCurrentRow(1);
    QTest::keyClick(&f.page.table(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
  }
  void arrowsOpenGroups() {
    PageFixture f;
    f.show();
    f.page.model().setGroupBy({{SpanField::Service, {}}});
    f.settle();
    SpanTableView& table = f.page.table();
    table.setCurrentRow(0);
    QTest::keyClick(&table, Qt::Key_Right);
    QCOMPARE(f.page.model().rowCount(), 7);
    QTest::keyClick(&table, Qt::Key_Right);
    QCOMPARE(table.currentRow(), 1);
    QTest::keyClick(&table, Qt::Key_Left);
    QCOMPARE(table.currentRow(), 0);
    QTest::keyClick(&table, Qt::Key_Left);
    QCOMPARE(f.page.model().rowCount(), 2);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(f.page.model().rowCount(), 7);
    // A span that is selected elsewhere opens the group that holds it.
    f.page.model().setAllOpen(false);
    f.page.selectSpan(3);
    QCOMPARE(f.page.model().row(table.currentRow()).span, SpanIndex{3});
  }
  void headerSortsAndWidens() {
    PageFixture f;
    f.show();
    SpanTableHeader& header = f.page.table().header();
    header.setFocus(Qt::TabFocusReason);
    QVERIFY(header.hasFocus());
    QTest::keyClick(&header, Qt::Key_End);
    QCOMPARE(header.currentColumn(), 7);
    QTest::keyClick(&header, Qt::Key_Home);
    QTest::keyClick(&header, Qt::Key_Return);
    f.settle();
    QTest::keyClick(&header, Qt::Key_Space);
    f.settle();
    QVERIFY(f.texts(0).startsWith("SELECT 5"));
    const int before = header.tableLayout().columnRect(1, 0, 1).width();
    QTest::keyClick(&header, Qt::Key_Right);
    QTest::keyClick(&header, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(header.tableLayout().columnRect(1, 0, 1).width() > before);
    QTest::keyClick(&header, Qt::Key_Delete);
    QCOMPARE(f.columnNamed("Service"), -1);
  }
  void edgesAreDragged() {
    PageFixture f;
    f.show();
    SpanTableHeader& header = f.page.table().header();
    const int before = header.tableLayout().columnRect(2, 0, 1).width();
    const QPoint edge(header.tableLayout().columnRect(2, 0, 1).right(), 8);
    QTest::mousePress(&header, Qt::LeftButton, {}, edge);
    QTest::mouseMove(&header, edge + QPoint(40, 0));
    QTest::mouseRelease(&header, Qt::LeftButton, {}, edge + QPoint(40, 0));
    QCOMPARE(header.tableLayout().columnRect(2, 0, 1).width(), before + 40);
    QVERIFY(f.page.columnState()[2].startsWith("2 1"));
    // A drag is no click: the order is as it was.
    QVERIFY(f.texts(0).startsWith("GET /cart|SELECT 1"));
    const QPoint moved(header.tableLayout().columnRect(2, 0, 1).right(), 8);
    QTest::mouseDClick(&header, Qt::LeftButton, {}, moved);
    QVERIFY(header.tableLayout().columnRect(2, 0, 1).width() < before + 40);
    QVERIFY(f.page.columnState()[2] != "2 0 ");
  }
  void ctrlFFindsSlashFiltersEscapeLeadsBack() {
    PageFixture f;
    f.show();
    f.page.table().setFocus();
    QTest::keyClick(&f.page.table(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(f.page.findField().edit().hasFocus());
    QTest::keyClick(&f.page.findField().edit(), Qt::Key_Escape);
    QVERIFY(f.page.table().hasFocus());
    QTest::keyClick(&f.page.table(), Qt::Key_Slash);
    QVERIFY(f.page.filterField().edit().hasFocus());
    QTest::keyClick(&f.page.filterField().edit(), Qt::Key_Escape);
    QVERIFY(f.page.table().hasFocus());
  }
  void headerMovesColumnsByKeyboard() {
    PageFixture f;
    f.show();
    SpanTableHeader& header = f.page.table().header();
    header.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&header, Qt::Key_Home);
    QTest::keyClick(&header, Qt::Key_Left, Qt::ControlModifier);  // Nowhere to go.
    QCOMPARE(f.columnNamed("Name"), 0);
    QTest::keyClick(&header, Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(&header, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(f.columnNamed("Name"), 2);
    QCOMPARE(header.currentColumn(), 2);
    const QStringList state = f.page.columnState();
    QVERIFY(state[0].startsWith("1 ") && state[1].startsWith("2 ") && state[2].startsWith("0 "));
    f.page.model().resetColumns();
    QCOMPARE(f.columnNamed("Name"), 0);
    f.page.restoreColumns(state);
    QCOMPARE(f.columnNamed("Name"), 2);
  }
  void titlesAreDragged() {
    PageFixture f;
    f.show();
    dragTitle(f, "Service", "Duration");
    QVERIFY(f.columnNamed("Service") > f.columnNamed("Duration"));
    dragTitle(f, "Service", "Name");
    QCOMPARE(f.columnNamed("Service"), 0);
    // It is no click: the order of the rows is as it was.
    QCOMPARE(f.texts(1), QStringLiteral("GET /cart|SELECT 1|SELECT 2|SELECT 3|SELECT 4|SELECT 5"));
    // The names of groups stay where their expanders are.
    f.page.model().setGroupBy({{SpanField::Service, {}}});
    f.settle();
    dragTitle(f, "Longest", "Group");
    QCOMPARE(f.columnNamed("Group"), 0);
    QCOMPARE(f.columnNamed("Longest"), 1);
    const QStringList state = f.page.columnState();
    f.page.model().resetColumns();
    QCOMPARE(f.columnNamed("Longest"), 7);
    f.page.restoreColumns(state);
    QCOMPARE(f.columnNamed("Longest"), 1);
  }
};

QTEST_MAIN(SpanTableKeysTest)
#include "span_table_keys_test.moc"
