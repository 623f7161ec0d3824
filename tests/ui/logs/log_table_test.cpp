// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of log records by keys and for screen readers, and with more rows than pixels can be counted.
#include "ui/logs/log_table.h"

#include <QAccessible>
#include <QMenu>
#include <QScrollBar>
#include <climits>

#include "tests/core/query/made_logs.h"
#include "tests/ui/session/session_fixture.h"

using namespace spanloupe;
using namespace spanloupe::logs;

namespace {

/// As many rows as wanted, the ones around the first on hand.
class MadeRows : public LogRowSource {
 public:
  MadeRows(session::TraceSession& session, int count) : LogRowSource(session), m_count(count) {
    std::vector<query::LogRow> rows(20);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].time = timestampFromNanos(test::kLogsStart + i);
      rows[i].level = i == 3 ? query::LogLevel::Error : query::LogLevel::Info;
      rows[i].body = "body " + std::to_string(i);
      rows[i].service = "shop";
      rows[i].trace = {0xabc, i};
    }
    setWindow(0, std::move(rows));
  }
  [[nodiscard]] int rowCount() const override { return m_count; }
  [[nodiscard]] SpanRef refOf(int row) const override { return {0, static_cast<std::uint32_t>(row)}; }
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& snapshot() const override { return m_none; }
  [[nodiscard]] QString timeOf(const query::LogRow& row, ui::TimeZone zone) const override {
    return ui::formatTimeOfDay(row.time, zone);
  }
  [[nodiscard]] QString widestTime(ui::TimeZone) const override { return QStringLiteral("14:00:00.000"); }

 private:
  int m_count;
  std::shared_ptr<const store::Snapshot> m_none;
};

struct Shown {
  explicit Shown(int rows) : source(session, rows), table(look, source, LogTableOf::Session) {
    look.install(*qApp);
    table.resize(1000, 400);
    table.show();
  }
  test::Home home;
  ui::Look look;
  session::TraceSession session;
  MadeRows source;
  LogTable table;
};

}  // namespace

class LogTableTest : public QObject {
  Q_OBJECT
 private slots:
  void keysMoveAndExtend();
  void manyRowsAreReachedToTheLast();
  void rowsAreSpokenWithTheirSeverity();
  void toolTipsAreExact();
  void theMenuOffersTheSpanOfARecord();
  void severityIsMoreThanAColour();
};

void LogTableTest::keysMoveAndExtend() {
  Shown shown(1000);
  QSignalSpy changed(&shown.table, &LogTable::currentChanged);
  const auto press = [&](int key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(&shown.table, static_cast<Qt::Key>(key), modifiers);
    return shown.table.currentRow();
  };
  QCOMPARE(press(Qt::Key_Down), 0);
  QCOMPARE(press(Qt::Key_Down), 1);
  QCOMPARE(press(Qt::Key_Down, Qt::ShiftModifier), 2);
  QVERIFY(shown.table.isSelected(1) && shown.table.isSelected(2) && !shown.table.isSelected(0));
  QCOMPARE(press(Qt::Key_End), 999);
  QVERIFY(!shown.table.isSelected(2));
  QCOMPARE(press(Qt::Key_Home), 0);
  QCOMPARE(press(Qt::Key_PageDown), shown.table.tableLayout().rowsPerPage());
  QCOMPARE(press(Qt::Key_Up), shown.table.tableLayout().rowsPerPage() - 1);
  QCOMPARE(changed.count(), 7);
  QTest::keyClick(&shown.table, Qt::Key_A, Qt::ControlModifier);
  QVERIFY(shown.table.isSelected(0) && shown.table.isSelected(999));
}

void LogTableTest::manyRowsAreReachedToTheLast() {
  Shown shown(INT_MAX);
  QTest::keyClick(&shown.table, Qt::Key_End);
  QCOMPARE(shown.table.currentRow(), INT_MAX - 1);
  const LogTableLayout layout = shown.table.tableLayout();
  QVERIFY(layout.endRow() == INT_MAX);
  QVERIFY(layout.rowRect(INT_MAX - 1).top() < shown.table.viewport()->height());
  QVERIFY(layout.endRow() - layout.firstRow() < 60);
  QVERIFY(!shown.table.grab().isNull());
  QTest::keyClick(&shown.table, Qt::Key_Home);
  QCOMPARE(shown.table.tableLayout().firstRow(), 0);
  QCOMPARE(QAccessible::queryAccessibleInterface(&shown.table)->childCount(), INT_MAX);
}

void LogTableTest::rowsAreSpokenWithTheirSeverity() {
  Shown shown(1000);
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&shown.table);
  QCOMPARE(list->role(), QAccessible::List);
  const QString spoken = list->child(3)->text(QAccessible::Name);
  QVERIFY2(spoken.startsWith("ERROR, body 3, ") && spoken.contains("shop"), qPrintable(spoken));
  QVERIFY(list->child(500)->text(QAccessible::Name).contains("501"));
  QSignalSpy activated(&shown.table, &LogTable::activated);
  list->child(3)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(activated.count(), 1);
  QCOMPARE(shown.table.currentRow(), 3);
  QVERIFY(list->child(3)->state().selected && list->child(500)->state().offscreen);
}

void LogTableTest::toolTipsAreExact() {
  Shown shown(1000);
  const LogTableLayout layout = shown.table.tableLayout();
  const auto at = [&](LogColumn column) {
    const QRect row = layout.rowRect(3);
    return shown.table.toolTipAt(layout.columnRect(column, row.top(), row.height()).center());
  };
  QVERIFY(at(LogColumn::Time).contains("14:00:00.000000003") || at(LogColumn::Time).contains("000 003"));
  QCOMPARE(at(LogColumn::Trace), QString::fromStdString(TraceId{0xabc, 3}.hex()));
  QCOMPARE(at(LogColumn::Body), QString("body 3"));
}

void LogTableTest::theMenuOffersTheSpanOfARecord() {
  Shown shown(1000);
  shown.table.setCurrentRow(2);
  QMenu menu;
  shown.table.fillMenu(menu);
  QSignalSpy activated(&shown.table, &LogTable::activated);
  QVERIFY(menu.actions().front()->isEnabled());
  menu.actions().front()->trigger();
  QCOMPARE(activated.count(), 1);
  QCOMPARE(activated[0][0].toInt(), 2);
}

void LogTableTest::severityIsMoreThanAColour() {
  Shown shown(4);
  const LogTableLayout layout = shown.table.tableLayout();
  const auto cell = [&](int row) {
    const QRect rect = layout.rowRect(row);
    const QImage all = shown.table.viewport()->grab().toImage().convertToFormat(QImage::Format_Grayscale8);
    return all.copy(layout.columnRect(LogColumn::Severity, rect.top(), rect.height()));
  };
  // Without colour the two still differ, and equal ones do not.
  QVERIFY(cell(2) != cell(3));
  QCOMPARE(cell(1), cell(2));
}

QTEST_MAIN(LogTableTest)
#include "log_table_test.moc"
