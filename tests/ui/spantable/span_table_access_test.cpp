// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The span table as a screen reader walks it.
#include "page_fixture.h"

#include <QAccessible>

using namespace spanloupe;
using namespace spanloupe::spantable;
using namespace spanloupe::test;
using query::SpanField;

class SpanTableAccessTest : public QObject {
  Q_OBJECT
 private slots:
  void headerSumsAndRowsAreChildren() {
    PageFixture f;
    f.show();
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&f.page.table());
    QCOMPARE(table->childCount(), 8);
    for (int i = 0; i < table->childCount(); ++i) {
      QAccessibleInterface* child = table->child(i);
      QVERIFY(child != nullptr && child->isValid());
      QVERIFY2(!child->text(QAccessible::Name).isEmpty(), qPrintable(QString::number(i)));
      QCOMPARE(child->parent()->object(), table->object());
      QCOMPARE(table->indexOfChild(child), i);
    }
    QVERIFY(table->child(1)->text(QAccessible::Name).startsWith("Total of 6 spans"));
    const QString row = table->child(3)->text(QAccessible::Name);
    QVERIFY2(row.startsWith("SELECT 1, Service db, Kind server, Start "), qPrintable(row));
    const QRect place = table->child(3)->rect();
    QCOMPARE(table->childAt(place.center().x(), place.center().y()), table->child(3));
    QVERIFY(table->child(99) == nullptr);
  }
  void rowsAreSelectedAndActivated() {
    PageFixture f;
    f.show();
    QSignalSpy activated(&f.page, &SpanTablePage::spanActivated);
    QAccessibleInterface* row = QAccessible::queryAccessibleInterface(&f.page.table())->child(4);
    QVERIFY(!row->state().selected);
    row->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(row->state().selected);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].value<SpanIndex>(), SpanIndex{2});
  }
  void columnsSayTheirOrderAndSort() {
    PageFixture f;
    f.show();
    QAccessibleInterface* header = QAccessible::queryAccessibleInterface(&f.page.table())->child(0);
    QCOMPARE(header->childCount(), 8);
    QCOMPARE(header->child(0)->role(), QAccessible::ColumnHeader);
    QCOMPARE(header->child(3)->text(QAccessible::Name), QStringLiteral("Start, sorted, ascending"));
    header->child(4)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    f.settle();
    QCOMPARE(header->child(4)->text(QAccessible::Name), QStringLiteral("Duration, sorted, descending"));
    QCOMPARE(header->child(3)->text(QAccessible::Name), QStringLiteral("Start"));
  }
  void groupsSayWhetherTheyAreOpen() {
    PageFixture f;
    f.show();
    f.page.model().setGroupBy({{SpanField::Service, {}}});
    f.settle();
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&f.page.table());
    QAccessibleInterface* group = table->child(2);
    QCOMPARE(group->role(), QAccessible::TreeItem);
    QVERIFY(group->state().expandable && group->state().collapsed);
    group->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(group->state().expanded);
    QCOMPARE(table->childCount(), 9);
  }
};

QTEST_MAIN(SpanTableAccessTest)
#include "span_table_access_test.moc"
