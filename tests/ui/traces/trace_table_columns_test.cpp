// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenu>

#include "page_fixture.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class TraceTableColumnsTest : public QObject {
  Q_OBJECT
 private slots:
  void draggingAnEndResizesAndIsRemembered();
  void draggingDoesNotSort();
  void doubleClickOnAnEndFitsWhatIsOnScreen();
  void theMenuHidesShowsAndResets();
  void draggingATitleMovesTheColumn();
  void movesAreKeptAndUndone();
  void theHeaderIsUsedByKeyboard();
  void theRootIsAlwaysThere();
  void strangeSettingsDoNoHarm();

 private:
  static int widthOf(const test::Page& page, Column column) {
    return page.table().tableLayout().columnRect(column, 0, 1).width();
  }
  static QPoint endOf(const test::Page& page, Column column) {
    return {page.table().tableLayout().columnRect(column, 0, 1).right() + 1, 8};
  }
  static int leftOf(const test::Page& page, Column column) {
    return page.table().tableLayout().columnRect(column, 0, 1).left();
  }
  /// By its title to the middle of another.
  static void dragTitle(const test::Page& page, Column column, Column to) {
    TableHeader& header = page.table().header();
    const auto middle = [&](Column one) {
      return QPoint(page.table().tableLayout().columnRect(one, 0, 1).center().x(), 8);
    };
    const QPoint from = middle(column);
    const int beyond = middle(to).x() > from.x() ? 4 : -4;
    const QPoint target = middle(to) + QPoint(beyond, 0);
    QTest::mousePress(&header, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, target, header.mapToGlobal(target), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&header, &move);
    QTest::mouseRelease(&header, Qt::LeftButton, {}, target);
  }
  static void drag(const test::Page& page, Column column, int by) {
    TableHeader& header = page.table().header();
    const QPoint from = endOf(page, column);
    QTest::mousePress(&header, Qt::LeftButton, {}, from);
    QTest::mouseMove(&header, from + QPoint(by / 2, 0));
    QMouseEvent move(QEvent::MouseMove, from + QPoint(by, 0), header.mapToGlobal(from + QPoint(by, 0)),
                     Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&header, &move);
    QTest::mouseRelease(&header, Qt::LeftButton, {}, from + QPoint(by, 0));
  }
};

void TraceTableColumnsTest::draggingAnEndResizesAndIsRemembered() {
  test::Page page;
  QVERIFY(page.load(test::numbered(3)));
  const int before = widthOf(page, Column::Spans);
  const QPoint end = endOf(page, Column::Spans);
  drag(page, Column::Spans, 40);
  QCOMPARE(widthOf(page, Column::Spans), before + 40);
  // It has stayed under the pointer: what stands before it has not moved.
  QCOMPARE(endOf(page, Column::Spans), end + QPoint(40, 0));
  drag(page, Column::Errors, -500);
  QCOMPARE(widthOf(page, Column::Errors), page.look.measures().px(TableLayout::kLeastWidth));
  page.make();
  QCOMPARE(widthOf(page, Column::Spans), before + 40);
}

void TraceTableColumnsTest::draggingDoesNotSort() {
  test::Page page;
  QVERIFY(page.load(test::numbered(3)));
  const store::TraceOrder order = page.table().model().order();
  drag(page, Column::Spans, 3);
  QVERIFY(page.table().model().order() == order);
}

void TraceTableColumnsTest::doubleClickOnAnEndFitsWhatIsOnScreen() {
  test::Page page;
  const QString longName =
      "GET /a/route/that/is/quite/long/and/needs/much/more/room/than/the/others/do/in/this/list";
  QVERIFY(page.load({{.name = longName}, {.name = "b", .startMs = 1}}));
  drag(page, Column::Root, -400);
  QTest::mouseDClick(&page.table().header(), Qt::LeftButton, {}, endOf(page, Column::Root));
  const int fitted = widthOf(page, Column::Root);
  const QFontMetricsF metrics(page.look.fonts().body);
  QVERIFY(fitted >= metrics.horizontalAdvance(longName));
  QVERIFY(fitted < metrics.horizontalAdvance(longName) + 90);
}

void TraceTableColumnsTest::theMenuHidesShowsAndResets() {
  test::Page page;
  QVERIFY(page.load(test::numbered(3)));
  QMenu menu;
  page.page->columns().fillMenu(menu);
  const auto action = [&menu](const QString& text) -> QAction* {
    for (QAction* one : menu.actions())
      if (one->text() == text) return one;
    return nullptr;
  };
  QVERIFY(!action("Reset columns")->isEnabled());
  const int services = widthOf(page, Column::Services);
  action("Fit columns to content")->trigger();
  QVERIFY(widthOf(page, Column::Services) < services);
  QVERIFY(action("Reset columns")->isEnabled());
  action("Reset columns")->trigger();
  QCOMPARE(widthOf(page, Column::Services), services);
  action("Duration")->trigger();
  QCOMPARE(widthOf(page, Column::Duration), 0);
  QVERIFY(!action("Duration")->isChecked());
  QVERIFY(page.settings.value("traces/columns/duration/hidden").toBool());
  page.make();
  QCOMPARE(widthOf(page, Column::Duration), 0);
  QMenu again;
  page.page->columns().fillMenu(again);
  again.actions().constLast()->trigger();
  QVERIFY(widthOf(page, Column::Duration) > 0);
  QVERIFY(!again.actions().constLast()->isEnabled());
  QVERIFY(page.settings.allKeys().isEmpty());
}

void TraceTableColumnsTest::draggingATitleMovesTheColumn() {
  test::Page page;
  QVERIFY(page.load(test::numbered(3)));
  const store::TraceOrder order = page.table().model().order();
  dragTitle(page, Column::Spans, Column::Start);
  QVERIFY(leftOf(page, Column::Spans) < leftOf(page, Column::Start));
  QVERIFY(leftOf(page, Column::Root) < leftOf(page, Column::Spans));
  QVERIFY(page.table().model().order() == order);  // It is no click.
  const auto columns = page.table().tableLayout();
  QCOMPARE(columns.columnAt(leftOf(page, Column::Spans) + 2), Column::Spans);
  QCOMPARE(columns.edgeAt(columns.columnRect(Column::Spans, 0, 1).right() + 1), Column::Spans);
  dragTitle(page, Column::Spans, Column::Duration);
  QVERIFY(leftOf(page, Column::Spans) > leftOf(page, Column::Duration));
  // Nothing goes before the marks.
  dragTitle(page, Column::Root, Column::Mark);
  QCOMPARE(leftOf(page, Column::Mark), 0);
}

void TraceTableColumnsTest::movesAreKeptAndUndone() {
  test::Page page;
  QVERIFY(page.load(test::numbered(3)));
  TableColumns& columns = page.page->columns();
  QCOMPARE(columns.choice().neighbour(Column::Root, -1), std::nullopt);
  QCOMPARE(columns.choice().neighbour(Column::Waterfall, 1), std::nullopt);
  columns.move(Column::Waterfall, *columns.choice().neighbour(Column::Waterfall, -1));
  QVERIFY(leftOf(page, Column::Waterfall) < leftOf(page, Column::Services));
  page.make();
  QVERIFY(leftOf(page, Column::Waterfall) < leftOf(page, Column::Services));
  page.page->columns().reset();
  QVERIFY(leftOf(page, Column::Waterfall) > leftOf(page, Column::Services));
  QVERIFY(page.settings.allKeys().isEmpty());
  page.settings.setValue("traces/columns/order", QStringList{"root", "mark"});
  page.make();
  QCOMPARE(leftOf(page, Column::Mark), 0);
}

void TraceTableColumnsTest::theHeaderIsUsedByKeyboard() {
  test::Page page;
  QVERIFY(page.load(test::numbered(3)));
  TableHeader& header = page.table().header();
  header.setFocus(Qt::TabFocusReason);
  QCOMPARE(header.current(), Column::Root);
  QTest::keyClick(&header, Qt::Key_Right);
  QCOMPARE(header.current(), Column::Start);
  QTest::keyClick(&header, Qt::Key_Right, Qt::ControlModifier);
  QVERIFY(leftOf(page, Column::Start) > leftOf(page, Column::Duration));
  const int width = widthOf(page, Column::Start);
  QTest::keyClick(&header, Qt::Key_Right, Qt::ShiftModifier);
  QCOMPARE(widthOf(page, Column::Start), width + 12);
  QTest::keyClick(&header, Qt::Key_Left);
  QCOMPARE(header.current(), Column::Duration);
  QTest::keyClick(&header, Qt::Key_Return);
  QVERIFY(page.table().model().order().column == store::TraceColumn::Duration);
}

void TraceTableColumnsTest::theRootIsAlwaysThere() {
  test::Page page;
  QMenu menu;
  page.page->columns().fillMenu(menu);
  for (const QAction* action : menu.actions()) QVERIFY(action->text() != columnTitle(Column::Root));
  page.page->columns().setShown(Column::Root, false);
  QVERIFY(widthOf(page, Column::Root) > 0);
}

void TraceTableColumnsTest::strangeSettingsDoNoHarm() {
  test::Page page;
  page.settings.setValue("traces/columns/root/hidden", true);
  page.settings.setValue("traces/columns/root/width", "wide");
  page.settings.setValue("traces/columns/spans/width", -1e30);
  page.settings.setValue("traces/columns/errors/width", 1e30);
  page.make();
  QVERIFY(page.load(test::numbered(3)));
  QVERIFY(widthOf(page, Column::Root) >= page.look.measures().px(222));
  QCOMPARE(widthOf(page, Column::Spans), page.look.measures().px(92));
  QVERIFY(widthOf(page, Column::Errors) <= page.look.measures().px(2000));
}

QTEST_MAIN(TraceTableColumnsTest)
#include "trace_table_columns_test.moc"
