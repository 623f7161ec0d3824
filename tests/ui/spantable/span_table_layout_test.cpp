// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Columns and rows of the span table as rectangles.
#include "ui/spantable/span_table_layout.h"

#include <QTest>

using namespace spanloupe;
using namespace spanloupe::spantable;

namespace {

SpanTableLayout layoutOf(int width, int rows = 100, qint64 scrollY = 0, int scrollX = 0) {
  return SpanTableLayout({ui::Measures{}, width, 240, rows, scrollY, scrollX}, spanColumns());
}

}  // namespace

class SpanTableLayoutTest : public QObject {
  Q_OBJECT
 private slots:
  void columnsFollowEachOther() {
    for (const int width : {300, 1000, 1400, 3000}) {
      const SpanTableLayout layout = layoutOf(width);
      for (int column = 0; column + 1 < layout.columnCount(); ++column)
        QCOMPARE(layout.columnRect(column, 0, 20).right() + 1, layout.columnRect(column + 1, 0, 20).left());
      QCOMPARE(layout.columnRect(0, 0, 20).left(), 0);
    }
  }
  void namesGetTheRoomThatIsLeft() {
    const int narrow = layoutOf(600).columnRect(0, 0, 1).width();
    const int least = layoutOf(600).contentWidth();
    QVERIFY(least > 600);
    const SpanTableLayout fitting = layoutOf(least + 100);
    QCOMPARE(fitting.columnRect(0, 0, 1).width(), narrow + 100);
    QCOMPARE(fitting.contentWidth(), least + 100);
    // But not all of a very wide window.
    QVERIFY(layoutOf(4000).contentWidth() < 4000);
  }
  void textsAreAsWideAsTheyNeedToBe() {
    std::vector<TableColumn> columns = spanColumns();
    const auto widthAt = [&columns](int width, int column) {
      return SpanTableLayout({ui::Measures{}, width, 240, 3, 0, 0}, columns).columnRect(column, 0, 1).width();
    };
    columns[1].wanted = 180;  // A service.
    columns[2].wanted = 20;   // Kinds.
    QCOMPARE(widthAt(100, 1), 180);
    QCOMPARE(widthAt(100, 2), 64);
    columns[3].wanted = 70;
    QCOMPARE(widthAt(2000, 3), 112);  // A figure keeps its room,
    QCOMPARE(widthAt(100, 3), 70);    // unless texts want for it.
    columns[1].wanted = 700;
    QCOMPARE(widthAt(100, 1), 220);   // Not all of a small window,
    QCOMPARE(widthAt(4000, 1), 700);  // but nothing is cut beside free space.
    columns[0].wanted = 900;
    QCOMPARE(widthAt(4000, 0), 900);
  }
  void ownWidthsWin() {
    std::vector<TableColumn> columns = spanColumns();
    columns[0].width = 333;
    columns[3].width = 77;
    const SpanTableLayout layout({ui::Measures{}, 2000, 240, 3, 0, 0}, columns);
    QCOMPARE(layout.columnRect(0, 0, 1).width(), 333);
    QCOMPARE(layout.columnRect(3, 0, 1).width(), 77);
  }
  void whatIsDrawnIsWhatIsHit() {
    const SpanTableLayout layout = layoutOf(700, 100, 1000, 50);
    for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
      const int y = layout.rowRect(row).center().y();
      if (y >= 0 && y < 240) QCOMPARE(layout.rowAt(y), std::optional(row));
    }
    QCOMPARE(layout.rowAt(-1), std::nullopt);
    QCOMPARE(layout.rowAt(240), std::nullopt);
    for (int column = 0; column < layout.columnCount(); ++column) {
      const QRect rect = layout.columnRect(column, 0, 20);
      QCOMPARE(layout.columnAt(rect.center().x()), std::optional(column));
      QCOMPARE(layout.edgeAt(rect.right()), std::optional(column));
      QCOMPARE(layout.edgeAt(rect.center().x()), std::nullopt);
    }
    QCOMPARE(layout.columnAt(5000), std::nullopt);
    QCOMPARE(layoutOf(700, 3).rowAt(200), std::nullopt);
  }
  void textAndBarDoNotOverlap() {
    for (const double width : {0.0, 48.0, 90.0, 400.0}) {
      std::vector<TableColumn> columns = spanColumns();
      for (TableColumn& column : columns) column.width = width;
      const SpanTableLayout layout({ui::Measures{}, 700, 240, 3, 0, 0}, columns);
      for (int column = 0; column < layout.columnCount(); ++column) {
        const QRectF cell = layout.columnRect(column, 10, 24);
        const QRectF text = layout.textRect(column, 10, 24);
        const QRectF bar = layout.barRect(column, 10, 24);
        QVERIFY(text.width() >= 0);
        QVERIFY(cell.contains(text));
        if (bar.isEmpty()) continue;
        QVERIFY(cell.contains(bar));
        QVERIFY(text.right() < bar.left());
      }
    }
  }
  void aMillionRowsScrollToTheirEnd() {
    const qint64 bottom = qint64{1'000'000} * 24 - 240;
    const SpanTableLayout layout = layoutOf(700, 1'000'000, bottom);
    QCOMPARE(layout.endRow(), 1'000'000);
    QCOMPARE(layout.rowRect(999'999).bottom(), 239);
    QCOMPARE(layout.scrollToShow(999'999), bottom);
    QCOMPARE(layout.scrollToShow(0), qint64{0});
  }
  void everythingGrowsWithTheFont() {
    ui::Measures large;
    large.H = 32;
    const SpanTableLayout layout({large, 100, 240, 3, 0, 0}, spanColumns());
    QCOMPARE(layout.columnRect(1, 0, 1).width(), 2 * layoutOf(100).columnRect(1, 0, 1).width());
    QCOMPARE(layout.rowHeight(), 40);
  }
};

QTEST_GUILESS_MAIN(SpanTableLayoutTest)
#include "span_table_layout_test.moc"
