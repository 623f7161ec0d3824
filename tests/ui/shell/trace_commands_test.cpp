// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a trace and with the list of them is found by name and has its key.
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMenuBar>

#include "tests/ui/shell/window_fixture.h"
#include "ui/commands/command_palette.h"
#include "ui/common/search_field.h"
#include "ui/shell/details_dock.h"
#include "ui/shell/second_window.h"
#include "ui/shell/trace_window.h"
#include "ui/spantable/span_table_page.h"
#include "ui/traces/table_actions.h"
#include "ui/waterfall/trace_page.h"

using namespace spanloupe;

class TraceCommandsTest : public QObject {
  Q_OBJECT
 private slots:
  void keysSwitchTheViewsOfATrace();
  void thePaletteFindsTheViewsBeforeAnyFile();
  void groupingOpensTheTableAndItsMenu();
  void idsNameAndJsonOfTheSpanAreCopied();
  void twoSelectedTracesStandSideBySideByKey();
  void oneSelectedTraceSaysWhatComparingNeeds();

 private:
  /// The second trace of the shop, its fourth span selected.
  static void openSpan(test::WindowFixture& f);
};

void TraceCommandsTest::openSpan(test::WindowFixture& f) {
  QVERIFY(f.open({f.home.write("table-of-json.csv.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(*TraceId::fromHex(test::traceHex(1).toStdString()),
                            *SpanId::fromHex(test::spanHex(1, 3).toStdString()));
  QTRY_VERIFY(f.trace() && f.trace()->document() && f.window.isSettled());
  QVERIFY(f.trace()->selectedSpan() != kNoSpan);
}

void TraceCommandsTest::keysSwitchTheViewsOfATrace() {
  test::WindowFixture f;
  openSpan(f);
  const auto view = [&f] { return f.trace()->page().currentView(); };
  for (const auto& [key, wanted] :
       {std::pair{Qt::Key_2, 1}, {Qt::Key_3, 2}, {Qt::Key_4, 3}, {Qt::Key_1, 0}}) {
    QTest::keyClick(&f.window, key, Qt::ControlModifier);
    QTRY_COMPARE(view(), wanted);
  }
  QVERIFY(f.action("Waterfall")->isChecked());
}

void TraceCommandsTest::thePaletteFindsTheViewsBeforeAnyFile() {
  test::WindowFixture f;
  openSpan(f);
  auto* palette = f.window.findChild<commands::CommandPalette*>();
  f.action("Commands…")->trigger();
  const auto first = [palette](const QString& words) {
    palette->field().edit().clear();
    QTest::keyClicks(&palette->field().edit(), words);
    return palette->model().rowCount() > 0 ? palette->model().command(0).title : QString();
  };
  QCOMPARE(first("table"), QString("Table"));
  QCOMPARE(first("json"), QString("JSON"));
  QCOMPARE(first("csv"), QString("Save as CSV…"));
  QVERIFY(first("group").startsWith("Group spans"));
  QVERIFY(first("side by side").startsWith("Compare"));
  QVERIFY(first("table-of").contains("table-of-json"));
  QTest::keyClicks(&palette->field().edit(), "zzz");
  QCOMPARE(palette->model().rowCount(), 0);
  QCOMPARE(palette->nothingFound(), QString("Nothing found"));
}

void TraceCommandsTest::groupingOpensTheTableAndItsMenu() {
  test::WindowFixture f;
  openSpan(f);
  // The menu is modal: it is closed by the entry that is chosen in it.
  bool isChosen = false;
  QTimer look;
  connect(&look, &QTimer::timeout, this, [&] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    if (menu == nullptr) return;
    for (QAction* action : menu->actions())
      if (action->text() == "Service") {
        action->trigger();
        isChosen = true;
      }
    menu->close();
  });
  look.start(5);
  f.action("Group spans of the table…")->trigger();
  QTRY_VERIFY(isChosen);
  QCOMPARE(f.trace()->page().currentView(), 1);
  QCOMPARE(f.trace()->table().model().groupBy().size(), std::size_t{1});
}

void TraceCommandsTest::idsNameAndJsonOfTheSpanAreCopied() {
  test::WindowFixture f;
  openSpan(f);
  const auto copied = [&f](const char* title) {
    f.action(title)->trigger();
    return QGuiApplication::clipboard()->text();
  };
  QCOMPARE(copied("Copy trace id"), test::traceHex(1));
  QCOMPARE(copied("Copy span id"), test::spanHex(1, 3));
  QCOMPARE(copied("Copy span name"), QString("SELECT 3"));
  QVERIFY(copied("Copy span as JSON").contains(test::spanHex(1, 3)));
  f.action("Traces")->trigger();
  QVERIFY(!f.action("Copy span id")->isEnabled());
}

void TraceCommandsTest::twoSelectedTracesStandSideBySideByKey() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.table().setCurrentRow(0);
  QTest::keyClick(&f.table(), Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(f.table().selection().count(), 2);
  QTest::keyClick(&f.table(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
  QTRY_VERIFY(f.window.secondWindow().window());
  QTRY_VERIFY(f.trace());
  QVERIFY(f.trace()->trace() != f.window.secondWindow().window()->tab().trace());
}

void TraceCommandsTest::oneSelectedTraceSaysWhatComparingNeeds() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.table().setCurrentRow(0);
  QSignalSpy noted(&f.table().actions(), &traces::TableActions::noted);
  QTest::keyClick(&f.table(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(noted.count(), 1);
  QVERIFY(!f.window.secondWindow().window());
}

QTEST_MAIN(TraceCommandsTest)
#include "trace_commands_test.moc"
