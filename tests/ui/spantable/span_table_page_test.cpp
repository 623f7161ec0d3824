// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table page used as a person does: filter, order, groups, columns, copying and saving.
#include "page_fixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>

#include "ui/common/controls.h"
#include "ui/common/states.h"

using namespace spanloupe;
using namespace spanloupe::spantable;
using namespace spanloupe::test;
using query::SpanColumn;
using query::SpanField;

class SpanTablePageTest : public QObject {
  Q_OBJECT
 private slots:
  void showsEverySpanInOrderOfStart() {
    PageFixture f;
    f.show();
    QCOMPARE(f.texts(0), QStringLiteral("GET /cart|SELECT 1|SELECT 2|SELECT 3|SELECT 4|SELECT 5"));
    QVERIFY(f.page.table().totals().spokenText().startsWith("Total of 6 spans"));
    QVERIFY(f.page.table().totals().spokenText().contains("1 error"));
    QVERIFY(f.page.table().totals().spokenText().contains("Self"));
    QVERIFY2(!f.page.table().totals().spokenText().contains("Duration"), "spans within spans count twice");
  }
  void asksNothingBeforeItIsLookedAt() {
    PageFixture f;
    f.page.setTrace(f.session.snapshot(), {});
    QVERIFY(!f.page.model().isBusy());
    QVERIFY(f.page.model().content() == nullptr);
  }
  void clicksOnTitlesSort() {
    PageFixture f;
    f.show();
    f.clickHeader("Name");
    QVERIFY(f.texts(0).startsWith("GET /cart|SELECT 1"));
    f.clickHeader("Name");
    QVERIFY(f.texts(0).startsWith("SELECT 5|SELECT 4"));
    f.clickHeader("Duration");
    QVERIFY(f.texts(0).startsWith("GET /cart|SELECT 1"));
  }
  void filtersByWordsAndComparisons_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("names");
    QTest::newRow("word") << "select"
                          << "SELECT 1|SELECT 2|SELECT 3|SELECT 4|SELECT 5";
    QTest::newRow("key") << "span.number=3"
                         << "SELECT 3";
    QTest::newRow("comparison") << "span.number>=4"
                                << "SELECT 4|SELECT 5";
    QTest::newRow("both") << "service==db span.number<3 select"
                          << "SELECT 1|SELECT 2";
    QTest::newRow("status") << "status==error"
                            << "GET /cart";
  }
  void filtersByWordsAndComparisons() {
    QFETCH(QString, typed);
    QFETCH(QString, names);
    PageFixture f;
    f.show();
    QTest::keyClicks(&f.page.filterField().edit(), typed);
    f.settle();
    QCOMPARE(f.texts(0), names);
  }
  void nothingFoundHasAWayOut() {
    PageFixture f;
    f.show();
    QTest::keyClicks(&f.page.filterField().edit(), "zzz");
    f.settle();
    auto* empty = f.page.findChild<ui::EmptyState*>();
    QVERIFY(empty->isVisible());
    QVERIFY(!f.page.table().isVisible());
    auto* clear = empty->findChild<ui::Button*>();
    QTest::mouseClick(clear, Qt::LeftButton);
    f.settle();
    QVERIFY(f.page.table().isVisible());
    QCOMPARE(f.page.model().rowCount(), 6);
    QVERIFY(f.page.filterField().text().isEmpty());
  }
  void groupsOpenAndClose() {
    PageFixture f;
    f.show();
    f.page.model().setGroupBy({{SpanField::Service, {}}});
    f.settle();
    QCOMPARE(f.texts(0), QStringLiteral("db|web"));
    QCOMPARE(f.texts(1), QStringLiteral("5|1"));
    const QPoint expander = f.page.table().tableLayout().expanderRect(0).center().toPoint();
    QTest::mouseClick(f.page.table().viewport(), Qt::LeftButton, {}, expander);
    QCOMPARE(f.page.model().rowCount(), 7);
    QCOMPARE(f.texts(0), QStringLiteral("db|SELECT 1|SELECT 2|SELECT 3|SELECT 4|SELECT 5|web"));
    QTest::mouseDClick(f.page.table().viewport(), Qt::LeftButton, {}, f.rowPoint(0));
    QCOMPARE(f.page.model().rowCount(), 2);
    f.page.model().setAllOpen(true);
    QCOMPARE(f.page.model().rowCount(), 8);
    f.clickHeader("Spans");
    f.clickHeader("Spans");
    QCOMPARE(f.texts(0), QStringLiteral("web|db"));
    f.page.model().setGroupBy({});
    f.settle();
    QCOMPARE(f.page.model().rowCount(), 6);
  }
  void groupsStandInOrderOfSelfTimeUntilAnotherIsChosen() {
    PageFixture f;
    f.show();
    const auto sortedBy = [&] {
      for (std::size_t i = 0; i < f.page.model().columns().size(); ++i)
        if (f.page.model().isSortedBy(static_cast<int>(i))) return columnTitle(f.page.model().columns()[i]);
      return QString();
    };
    f.page.model().setGroupBy({{SpanField::Service, {}}});
    f.settle();
    QCOMPARE(sortedBy(), QString("Self"));
    f.clickHeader("Spans");
    f.page.model().setGroupBy({{SpanField::Name, {}}});
    f.settle();
    QCOMPARE(sortedBy(), QString("Spans"));
  }
  void anotherOrderIsShownFromItsTop() {
    PageFixture f(200);
    f.show();
    f.page.table().setCurrentRow(0);
    f.clickHeader("Name");
    f.clickHeader("Name");
    QCOMPARE(f.page.table().currentRow(), 199);
    QCOMPARE(f.page.table().verticalScrollBar()->value(), 0);
    // Moved in this order: a filter leaves it in sight.
    f.page.table().setCurrentRow(150);
    const SpanIndex span = f.page.model().row(150).span;
    f.page.model().setFilter("s");
    f.settle();
    const auto& table = f.page.table();
    QCOMPARE(f.page.model().row(table.currentRow()).span, span);
    QVERIFY(table.viewport()->rect().contains(table.tableLayout().rowRect(table.currentRow()).center()));
  }
  void namesAreFollowedByWhatTheSpanSays() {
    PageFixture f;
    f.show();
    QStringList summaries;
    f.page.table().setSummaries([&](SpanIndex span) -> const QString* {
      return span < static_cast<SpanIndex>(summaries.size()) ? &summaries[static_cast<qsizetype>(span)]
                                                             : nullptr;
    });
    QSignalSpy wanted(&f.page.table(), &SpanTableView::summariesWanted);
    const QImage bare = f.page.table().viewport()->grab().toImage();
    f.page.table().viewport()->grab();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].value<std::vector<SpanIndex>>().size(), std::size_t{6});
    for (int i = 0; i < 6; ++i) summaries << QStringLiteral("acquirer.example/v2/charges");
    QVERIFY(f.page.table().viewport()->grab().toImage() != bare);
    QVERIFY(f.page.table().spokenRow(1).startsWith("SELECT 1 acquirer.example/v2/charges, "));
    QCOMPARE(wanted.count(), 1);
  }
  void groupsByAnyAttribute() {
    PageFixture f;
    f.show();
    f.page.model().setGroupBy({{SpanField::Attribute, "span.number"}});
    f.settle();
    f.clickHeader("Group");
    QCOMPARE(f.texts(0), QStringLiteral("0|1|2|3|4|5"));
  }
  void anyAttributeIsAColumnAndIsKept() {
    PageFixture f;
    f.show();
    f.page.restoreColumns({"0 150 ", "8 0 span.number", "8 0", "nonsense", "99 1 x"});
    f.settle();
    QCOMPARE(f.page.columnState(), (QStringList{"0 150 ", "8 0 span.number"}));
    QCOMPARE(f.texts(1), QStringLiteral("0|1|2|3|4|5"));
    f.clickHeader("span.number");
    QCOMPARE(f.texts(1), QStringLiteral("5|4|3|2|1|0"));
    f.page.restoreColumns({});
    QCOMPARE(f.page.model().columns().size(), std::size_t{2});
  }
  void selectionGoesBothWays() {
    PageFixture f;
    f.show();
    QSignalSpy selected(&f.page, &SpanTablePage::spanSelected);
    QSignalSpy activated(&f.page, &SpanTablePage::spanActivated);
    QTest::mouseClick(f.page.table().viewport(), Qt::LeftButton, {}, f.rowPoint(2));
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][0].value<SpanIndex>(), SpanIndex{2});
    f.page.selectSpan(4);
    QCOMPARE(f.page.table().currentRow(), 4);
    QCOMPARE(selected.size(), 1);
    QTest::mouseDClick(f.page.table().viewport(), Qt::LeftButton, {}, f.rowPoint(3));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].value<SpanIndex>(), SpanIndex{3});
    // Another order moves the row, not the selection.
    f.clickHeader("Name");
    f.clickHeader("Name");
    QCOMPARE(f.page.table().currentRow(), 2);
  }
  void copiesRows() {
    PageFixture f;
    f.show();
    QGuiApplication::clipboard()->clear();
    f.page.table().setCurrentRow(1);
    f.page.table().setCurrentRow(2, true);
    QTest::keyClick(&f.page.table(), Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    const QStringList lines = QGuiApplication::clipboard()->text().split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[0].startsWith("Name\tService\tKind"));
    QVERIFY(lines[1].startsWith("SELECT 1\tdb\tserver"));
  }
  void savesCsv() {
    PageFixture f;
    f.show();
    const QString path = f.home().path("out.csv");
    f.page.saveCsv(path);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 8);
    QVERIFY(lines[0].startsWith("trace_id,span_id,parent_id,start_unix_ns,name,service"));
    QVERIFY(lines[1].contains("GET /cart,web,server,0,40000000,"));
  }
  void failureToSaveIsSaid() {
    PageFixture f;
    f.show();
    f.page.saveCsv(f.home().path("no/such/folder/out.csv"));
    auto* strip = f.page.findChild<ui::ErrorStrip*>();
    QTRY_VERIFY(strip->isVisible());
    QVERIFY(strip->text().contains("not saved"));
  }
};

QTEST_MAIN(SpanTablePageTest)
#include "span_table_page_test.moc"
