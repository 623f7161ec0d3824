// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/cell_tool_tip.h"

#include <QTest>

#include "ui/traces/trace_sketch.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class CellToolTipTest : public QObject {
  Q_OBJECT
 private slots:
  void saysWhatTheCellHasNoRoomFor_data() {
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("tip");
    QTest::newRow("root") << int(Column::Root) << "web: GET /cart";
    QTest::newRow("start") << int(Column::Start) << "2026-03-12 14:00:00.000000123 UTC";
    QTest::newRow("duration") << int(Column::Duration) << QString::fromUtf8("1.842\u202f600\u202f000\u202fs");
    QTest::newRow("spans") << int(Column::Spans) << QString::fromUtf8("12\u202f345");
    QTest::newRow("services") << int(Column::Services) << "db, web";
    QTest::newRow("failed") << int(Column::Mark) << "2 failed spans";
  }
  void saysWhatTheCellHasNoRoomFor() {
    QFETCH(int, column);
    QFETCH(QString, tip);
    QCOMPARE(cellToolTip(row(), static_cast<Column>(column), utc(), {}, nullptr), tip);
  }
  void namesTheServiceUnderThePointer() {
    QCOMPARE(cellToolTip(row(), Column::Services, utc(), "db", nullptr), QString("db"));
  }
  void breaksLongNamesWhereTheyHaveParts() {
    store::TraceRow trace = row();
    trace.rootName = "GET /";
    for (int i = 0; i < 20; ++i) trace.rootName += "deeply/nested/";
    const QStringList lines = cellToolTip(trace, Column::Root, utc(), {}, nullptr).split('\n');
    QVERIFY(lines.size() > 2);
    for (const QString& line : lines) QVERIFY(line.size() <= 100 && line.endsWith('/'));
    QCOMPARE(lines.join(QString()), QString::fromStdString("web: " + trace.rootName));
    trace.rootName = std::string(100'000, 'x');
    const QString most = cellToolTip(trace, Column::Root, utc(), {}, nullptr);
    QCOMPARE(most.count('\n'), 15);
    QVERIFY(most.endsWith(QChar(0x2026)));
  }
  void saysWhenThePictureIsOfSomeSpansOnly() {
    TraceSketch sketch;
    QCOMPARE(cellToolTip(row(), Column::Waterfall, utc(), {}, &sketch), QString("db, web"));
    sketch.isWhole = false;
    QCOMPARE(cellToolTip(row(), Column::Waterfall, utc(), {}, &sketch),
             QString::fromUtf8("db, web\nDrawn from 8\u202f192 of its spans."));
  }

 private:
  static store::TraceRow row() {
    store::TraceRow row;
    row.rootService = "web";
    row.rootName = "GET /cart";
    row.start = timestampFromNanos(1'773'324'000'000'000'123);
    row.duration = std::chrono::microseconds(1'842'600);
    row.spans = 12'345;
    row.errors = 2;
    row.services = {"db", "web"};
    return row;
  }
  static ColumnFormats utc() {
    ColumnFormats formats;
    formats.zone = ui::TimeZone::Utc;
    return formats;
  }
};

QTEST_GUILESS_MAIN(CellToolTipTest)
#include "cell_tool_tip_test.moc"
