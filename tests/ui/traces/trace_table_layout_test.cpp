// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_layout.h"

#include <QtTest>

using namespace spanloupe;
using namespace spanloupe::traces;

class TraceTableLayoutTest : public QObject {
  Q_OBJECT
 private slots:
  void columnsFillTheWidthWithoutGaps();
  void scrollsSidewaysWhenTooNarrow();
  void hitTestAgreesWithTheRects();
  void reachesTheLastOfTenMillionRows();
  void partsStandApart();
  void hiddenColumnsTakeNoRoom();
  void chosenWidthsStayInAnyWindow();
  void theEndOfAColumnCanBeGripped();
  void aNarrowDurationGivesUpItsBar();
  void barNeverVanishesAndNeverOverflows();
  void splitsTheMethodFromTheRoute();
};

namespace {
TableGeometry geometry(int width = 1400, int rows = 100) {
  TableGeometry result;
  result.width = width;
  result.height = 800;
  result.rows = rows;
  return result;
}
}  // namespace

void TraceTableLayoutTest::columnsFillTheWidthWithoutGaps() {
  // At the last, names and services have all they need and the rest stays free.
  for (const int width : {1136, 1279, 1440, 1700, 2560}) {
    const TableLayout layout(geometry(width));
    int x = 0;
    for (int i = 0; i < kColumnCount; ++i) {
      const QRect rect = layout.columnRect(static_cast<Column>(i), 0, 10);
      QCOMPARE(rect.left(), x);
      QVERIFY(rect.width() >= 28);
      x += rect.width();
    }
    if (width < 1700) QCOMPARE(x, width);
    QVERIFY(x <= width);
  }
}

void TraceTableLayoutTest::scrollsSidewaysWhenTooNarrow() {
  const TableLayout layout(geometry(400));
  QVERIFY(layout.contentWidth() > 400);
  TableGeometry moved = geometry(400);
  moved.scrollX = 100;
  QCOMPARE(TableLayout(moved).columnRect(Column::Root, 0, 1).left(),
           layout.columnRect(Column::Root, 0, 1).left() - 100);
}

void TraceTableLayoutTest::hitTestAgreesWithTheRects() {
  TableGeometry scrolled = geometry();
  scrolled.scrollY = 100;
  const TableLayout layout(scrolled);
  for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
    const QRect rect = layout.rowRect(row);
    if (rect.top() >= 0) QCOMPARE(layout.rowAt(rect.top()).value(), row);
    if (rect.bottom() < 800) QCOMPARE(layout.rowAt(rect.bottom()).value(), row);
  }
  for (int i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    QCOMPARE(layout.columnAt(layout.columnRect(column, 0, 1).center().x()).value(), column);
  }
  QVERIFY(!layout.rowAt(-1));
  QVERIFY(!TableLayout(geometry(1400, 3)).rowAt(500));
}

void TraceTableLayoutTest::reachesTheLastOfTenMillionRows() {
  TableGeometry huge = geometry(1400, 10'000'000);
  const TableLayout top(huge);
  QCOMPARE(top.contentHeight(), qint64{280'000'000});
  huge.scrollY = top.scrollToShow(9'999'999);
  const TableLayout bottom(huge);
  QCOMPARE(bottom.endRow(), 10'000'000);
  QCOMPARE(bottom.rowRect(9'999'999).bottom(), 799);
  QCOMPARE(bottom.scrollToShow(9'999'999), huge.scrollY);
}

void TraceTableLayoutTest::partsStandApart() {
  const TableLayout layout(geometry());
  const RowParts parts = layout.parts(2);
  const QRectF row = layout.rowRect(2);
  const QRectF inOrder[] = {parts.mark, parts.tile,  parts.name,   parts.start,    parts.duration,
                            parts.bar,  parts.spans, parts.errors, parts.services, parts.sketch};
  double right = 0;
  for (const QRectF& part : inOrder) {
    QVERIFY(part.left() >= right);
    QVERIFY(row.contains(part));
    right = part.right();
  }
  QCOMPARE(parts.bar.width(), 118.0);
  QCOMPARE(parts.bar.height(), 8.0);
  QCOMPARE(parts.tile.width(), 15.0);
  QCOMPARE(parts.sketch.height(), 20.0);
  QVERIFY(parts.sketch.width() >= 164);
}

void TraceTableLayoutTest::hiddenColumnsTakeNoRoom() {
  TableGeometry chosen = geometry();
  chosen.choice.hidden[static_cast<std::size_t>(Column::Duration)] = true;
  const TableLayout layout(chosen);
  QVERIFY(!layout.isShown(Column::Duration));
  QCOMPARE(layout.columnRect(Column::Duration, 0, 1).width(), 0);
  for (int x = 0; x < 1400; ++x) {
    QVERIFY(layout.columnAt(x) != Column::Duration);
    QVERIFY(layout.edgeAt(x) != Column::Duration);
  }
}

void TraceTableLayoutTest::chosenWidthsStayInAnyWindow() {
  for (const int width : {700, 1400, 2400}) {
    TableGeometry chosen = geometry(width);
    chosen.choice.width[static_cast<std::size_t>(Column::Root)] = 333;
    chosen.choice.width[static_cast<std::size_t>(Column::Spans)] = 3;
    const TableLayout layout(chosen);
    QCOMPARE(layout.columnRect(Column::Root, 0, 1).width(), 333);
    QCOMPARE(layout.columnRect(Column::Spans, 0, 1).width(), static_cast<int>(TableLayout::kLeastWidth));
  }
}

void TraceTableLayoutTest::theEndOfAColumnCanBeGripped() {
  const TableLayout layout(geometry());
  for (int i = 1; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    const int end = layout.columnRect(column, 0, 1).right() + 1;
    QCOMPARE(layout.edgeAt(end).value(), column);
    QCOMPARE(layout.edgeAt(end - 4).value(), column);
    QVERIFY(!layout.edgeAt(end - 6));
  }
  // The column of the marks is as wide as its icon.
  QVERIFY(!layout.edgeAt(layout.columnRect(Column::Mark, 0, 1).right() + 1));
}

void TraceTableLayoutTest::aNarrowDurationGivesUpItsBar() {
  TableGeometry chosen = geometry();
  chosen.choice.width[static_cast<std::size_t>(Column::Duration)] = 100;
  const RowParts parts = TableLayout(chosen).parts(0);
  QCOMPARE(parts.bar.width(), 0.0);
  QCOMPARE(parts.duration.width(), 80.0);
}

void TraceTableLayoutTest::barNeverVanishesAndNeverOverflows() {
  const QRectF bar(10, 0, 118, 8);
  QCOMPARE(barFill(bar, Duration(0), Duration(100)).width(), 2.0);
  QCOMPARE(barFill(bar, Duration(50), Duration(100)).width(), 59.0);
  QCOMPARE(barFill(bar, Duration(300), Duration(100)).width(), 118.0);
  QCOMPARE(barFill(bar, Duration(-5), Duration(100)).width(), 2.0);
  QCOMPARE(barFill(bar, Duration(5), Duration(0)).width(), 2.0);
}

void TraceTableLayoutTest::splitsTheMethodFromTheRoute() {
  QCOMPARE(splitMethod("GET /cart").method, QString("GET"));
  QCOMPARE(splitMethod("GET /cart").rest, QString("/cart"));
  QCOMPARE(splitMethod("GETTING /cart").rest, QString("GETTING /cart"));
  QCOMPARE(splitMethod("GET").rest, QString("GET"));
}

QTEST_GUILESS_MAIN(TraceTableLayoutTest)
#include "trace_table_layout_test.moc"
