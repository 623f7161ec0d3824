// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the columns and rows of a list of log records are, without a window.
#include "ui/logs/log_table_layout.h"

#include <QTest>
#include <climits>

using namespace spanloupe;
using namespace spanloupe::logs;

class LogTableLayoutTest : public QObject {
  Q_OBJECT
 private slots:
  void columnsFillTheWidthWithoutGaps();
  void aTraceShowsSpansAndASessionTraces();
  void aNarrowViewKeepsTheBody();
  void rowsAreWhereTheyAreHit();
  void rowsBeyondWhatPixelsCanCountAreFound();

 private:
  static LogTableLayout layout(int width, int rows = 100, qint64 scrollY = 0,
                               LogTableOf of = LogTableOf::Session) {
    return LogTableLayout({ui::Measures{}, of, width, 240, rows, scrollY, 90});
  }
};

void LogTableLayoutTest::columnsFillTheWidthWithoutGaps() {
  for (const LogTableOf of : {LogTableOf::Session, LogTableOf::Trace}) {
    for (const int width : {300, 640, 1200, 3000}) {
      const LogTableLayout one = layout(width, 100, 0, of);
      int x = 0;
      for (int i = 0; i < kLogColumnCount; ++i) {
        const QRect rect = one.columnRect(static_cast<LogColumn>(i), 0, 24);
        QCOMPARE(rect.left(), x);
        x += rect.width();
      }
      QCOMPARE(x, width);
    }
  }
}

void LogTableLayoutTest::aTraceShowsSpansAndASessionTraces() {
  QVERIFY(layout(1200).isShown(LogColumn::Trace) && !layout(1200).isShown(LogColumn::Span));
  const LogTableLayout ofTrace = layout(1200, 100, 0, LogTableOf::Trace);
  QVERIFY(ofTrace.isShown(LogColumn::Span) && !ofTrace.isShown(LogColumn::Trace));
}

void LogTableLayoutTest::aNarrowViewKeepsTheBody() {
  const LogTableLayout narrow = layout(480);
  QVERIFY(!narrow.isShown(LogColumn::Trace));
  QVERIFY(narrow.isShown(LogColumn::Severity) && narrow.isShown(LogColumn::Time));
  QVERIFY(narrow.columnRect(LogColumn::Body, 0, 24).width() >= 150);
}

void LogTableLayoutTest::rowsAreWhereTheyAreHit() {
  const LogTableLayout one = layout(1200, 100, 36);
  QCOMPARE(one.rowHeight(), 24);
  QCOMPARE(one.firstRow(), 1);
  QCOMPARE(one.endRow(), 12);
  for (int row = 2; row < 11; ++row) QCOMPARE(one.rowAt(one.rowRect(row).center().y()), std::optional(row));
  QCOMPARE(layout(1200, 3).rowAt(3 * 24), std::nullopt);
  QCOMPARE(one.scrollToShow(0), qint64{0});
  QCOMPARE(one.scrollToShow(5), qint64{36});
  QCOMPARE(one.scrollToShow(50), qint64{51 * 24 - 240});
  QCOMPARE(one.columnAt(1), std::optional(LogColumn::Severity));
  QCOMPARE(one.columnAt(1199), std::optional(LogColumn::Trace));
  QCOMPARE(one.columnAt(1200), std::nullopt);
}

void LogTableLayoutTest::rowsBeyondWhatPixelsCanCountAreFound() {
  const qint64 last = qint64{INT_MAX} * 24 - 240;
  const LogTableLayout one = layout(1200, INT_MAX, last);
  QCOMPARE(one.endRow(), INT_MAX);
  QCOMPARE(one.rowRect(INT_MAX - 1).bottom(), 239);
  QCOMPARE(one.rowAt(239), std::optional(INT_MAX - 1));
}

QTEST_MAIN(LogTableLayoutTest)
#include "log_table_layout_test.moc"
