// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Logs in the window around them: a record's details, the way to its span, and the records of a trace in step
// with its waterfall.
#include "tests/ui/shell/window_fixture.h"
#include "ui/details/details_panel.h"
#include "ui/details/details_view.h"
#include "ui/logs/log_list_model.h"
#include "ui/logs/log_table.h"
#include "ui/logs/logs_page.h"
#include "ui/logs/trace_logs_model.h"
#include "ui/logs/trace_logs_page.h"
#include "ui/shell/details_dock.h"
#include "ui/waterfall/trace_page.h"
#include "ui/waterfall/waterfall_view.h"

using namespace spanloupe;

namespace {

/// The shop's traces with two records of spans of the second, and one of no trace.
QByteArray shopWithLogs() {
  const auto record = [](int ms, int severity, const QString& body, const QString& ids) {
    return QStringLiteral(R"({"timeUnixNano":"%1","severityNumber":%2,"body":{"stringValue":"%3"}%4})")
        .arg((1773324000000LL + ms) * 1000000)
        .arg(severity)
        .arg(body, ids);
  };
  const auto ids = [](int span) {
    return QStringLiteral(R"(,"traceId":"%1","spanId":"%2")").arg(test::traceHex(1), test::spanHex(1, span));
  };
  QByteArray file = test::otlpJson(test::shop());
  file.chop(1);
  return file + ",\"resourceLogs\":[{\"resource\":{},\"scopeLogs\":[{\"logRecords\":[" +
         QStringList{record(60, 9, "charging", ids(5)), record(70, 17, "card refused", ids(7)),
                     record(80, 9, "alone", {})}
             .join(QLatin1Char(','))
             .toUtf8() +
         "]}]}]}";
}

}  // namespace

class LogsWindowTest : public QObject {
  Q_OBJECT
 private slots:
  void aRecordHasDetailsAndLeadsToItsSpan();
  void recordsOfATraceAndItsWaterfallGoTogether();
  void clicksInBothSelectTheSame();
  void servicesOfRecordsAloneHaveColours();

 private:
  static const int kLogs;
};

const int LogsWindowTest::kLogs = shell::viewNamed(QStringLiteral("logs"));

void LogsWindowTest::aRecordHasDetailsAndLeadsToItsSpan() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", shopWithLogs())}));
  f.window.tabs().showView(kLogs);
  auto& page = static_cast<logs::LogsPage&>(f.window.tabs().page(kLogs));
  QTRY_VERIFY(page.isVisible() && f.window.isSettled());
  QCOMPARE(page.model().rowCount(), 3);
  auto* dock = f.window.findChild<shell::DetailsDock*>();
  QVERIFY(!dock->isVisible());
  QTest::mouseClick(page.table().viewport(), Qt::LeftButton, {},
                    page.table().tableLayout().rowRect(1).center());
  QTRY_VERIFY(dock->isVisible() && dock->isSettled());
  QCOMPARE(dock->panel().view().sections().front().title, QString("Body"));
  QCOMPARE(dock->panel().view().sections().front().items.front().text, QString("card refused"));

  QTest::keyClick(&page.table(), Qt::Key_Return);
  QTRY_VERIFY(f.trace() && f.trace()->document());
  QTRY_VERIFY(f.window.isSettled());
  QCOMPARE(f.trace()->document()->trace->spanId[f.trace()->selectedSpan()].hex(),
           test::spanHex(1, 7).toStdString());
  QVERIFY(dock->panel().shown() != nullptr);
  // Back at the list, what is chosen there is told again; another view tells of nothing.
  f.window.tabs().showView(kLogs);
  QTRY_VERIFY(dock->isSettled() && dock->panel().shown() == nullptr);
  QVERIFY(dock->isVisible());
  f.window.tabs().showView(0);
  QVERIFY(!dock->isVisible());
}

void LogsWindowTest::recordsOfATraceAndItsWaterfallGoTogether() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", shopWithLogs())}));
  f.window.tabs().openTrace(*TraceId::fromHex(test::traceHex(1).toStdString()), {});
  QTRY_VERIFY(f.trace() && f.trace()->document());
  QTest::keyClick(&f.window, Qt::Key_4, Qt::ControlModifier);
  QTRY_COMPARE(f.trace()->page().currentView(), 3);
  auto* page = f.trace()->findChild<logs::TraceLogsPage*>();
  QVERIFY(page != nullptr && page->isVisible());
  QTRY_VERIFY(f.window.isSettled());
  QCOMPARE(page->model().rowCount(), 2);
  QTest::mouseClick(page->table().viewport(), Qt::LeftButton, {},
                    page->table().tableLayout().rowRect(1).center());
  const auto selected = [&f] {
    return f.trace()->document()->trace->spanId[f.trace()->selectedSpan()].hex();
  };
  QCOMPARE(selected(), test::spanHex(1, 7).toStdString());
  f.trace()->selectSpan(*SpanId::fromHex(test::spanHex(1, 5).toStdString()));
  QCOMPARE(page->table().currentRow(), 0);
  QVERIFY(page->model().isMarked(0) && !page->model().isMarked(1));
  QTest::keyClick(&page->table(), Qt::Key_Return);
  QCOMPARE(f.trace()->page().currentView(), 0);
  QCOMPARE(selected(), test::spanHex(1, 5).toStdString());
}

void LogsWindowTest::clicksInBothSelectTheSame() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", shopWithLogs())}));
  f.window.activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&f.window));
  f.window.tabs().openTrace(*TraceId::fromHex(test::traceHex(1).toStdString()), {});
  QTRY_VERIFY(f.trace() && f.trace()->document());
  const auto press = [](Qt::Key key) {
    QTest::keyClick(QApplication::focusWidget(), key, Qt::ControlModifier);
  };
  press(Qt::Key_4);
  auto* page = f.trace()->findChild<logs::TraceLogsPage*>();
  QTRY_VERIFY(page != nullptr && page->isVisible() && f.window.isSettled());
  QTest::mouseClick(page->table().viewport(), Qt::LeftButton, {},
                    page->table().tableLayout().rowRect(1).center());
  press(Qt::Key_1);
  waterfall::WaterfallView& view = f.trace()->page().waterfall();
  QTRY_VERIFY(view.isVisible());
  const waterfall::TraceDocument& document = *f.trace()->document();
  QCOMPARE(document.trace->spanId[view.model().selected()].hex(), test::spanHex(1, 7).toStdString());
  // Back: the row of the span that the other record is of.
  waterfall::RowIndex row = 0;
  while (document.trace->spanId[view.model().nodeAt(row)].hex() != test::spanHex(1, 5).toStdString()) ++row;
  QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(200, view.rowRect(row).center().y()));
  press(Qt::Key_4);
  QTRY_VERIFY(page->isVisible() && f.window.isSettled());
  QCOMPARE(page->table().currentRow(), 0);
  QVERIFY(page->model().isMarked(0) && !page->model().isMarked(1));
  // A span without records: none is selected.
  press(Qt::Key_1);
  QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(200, view.rowRect(0).center().y()));
  press(Qt::Key_4);
  QCOMPARE(page->table().currentRow(), -1);
}

void LogsWindowTest::servicesOfRecordsAloneHaveColours() {
  test::WindowFixture f;
  QByteArray file = shopWithLogs();
  file.replace("\"resourceLogs\":[{\"resource\":{}",
               "\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
               "\"value\":{\"stringValue\":\"audit\"}}]}");
  QVERIFY(f.open({f.home.write("shop.json", file)}));
  QTRY_VERIFY(f.look.services().mark("audit").slot != ui::kVirtualSlot);
  QVERIFY(!f.look.services().mark("audit").letters.isEmpty());
  // Those of spans come first: their colours are as without it.
  std::vector<QString> names;
  for (const auto& [name, spans] : f.session.overview().statistics.services)
    names.push_back(QString::fromStdString(name));
  ui::ServicePalette palette;
  palette.add(names);
  QVERIFY(names.size() >= 2);
  for (const QString& name : names) QCOMPARE(f.look.services().mark(name).slot, palette.mark(name).slot);
}

QTEST_MAIN(LogsWindowTest)
#include "logs_window_test.moc"
