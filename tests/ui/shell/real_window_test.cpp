// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window under a real X server: a file is opened, a trace and a span are clicked, and the facts on screen
// are compared with those of the file.
#include <QProcess>

#include "tests/ui/shell/window_fixture.h"
#include "ui/details/details_panel.h"
#include "ui/shell/details_dock.h"
#include "ui/shell/tab_strip.h"
#include "ui/waterfall/trace_page.h"

using namespace spanloupe;

class RealWindowTest : public QObject {
  Q_OBJECT
 private slots:
  void opensAFileATraceAndASpan();
};

void RealWindowTest::opensAFileATraceAndASpan() {
  QCOMPARE(QGuiApplication::platformName(), QString("xcb"));
  test::WindowFixture f;
  QVERIFY(QTest::qWaitForWindowExposed(&f.window));
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));

  const auto cell = [&](int row, traces::Column column) {
    return f.table().model().index(row, static_cast<int>(column)).data().toString();
  };
  QCOMPARE(f.table().model().rowCount(), 3);
  QCOMPARE(cell(1, traces::Column::Root), QString("POST /checkout"));
  QCOMPARE(cell(1, traces::Column::Start), QString("14:00:00.050"));
  QCOMPARE(cell(1, traces::Column::Duration), QString::fromUtf8("1\u202f842.0\u202fms"));
  QCOMPARE(cell(1, traces::Column::Spans), QString("12"));
  QCOMPARE(cell(1, traces::Column::Errors), QString("3"));
  QCOMPARE(cell(1, traces::Column::Services), QString("db, frontend"));

  const QPoint row = f.table().tableLayout().rowRect(1).center();
  QTest::mouseClick(f.table().viewport(), Qt::LeftButton, {}, row);
  QCOMPARE(f.table().currentRow(), 1);
  QTest::mouseDClick(f.table().viewport(), Qt::LeftButton, {}, row);
  QTRY_VERIFY(f.trace() && f.trace()->document() && f.window.isSettled());
  QCOMPARE(f.window.tabs().strip().label(f.firstTrace()).name, QString("POST /checkout"));

  waterfall::WaterfallView& view = f.trace()->page().waterfall();
  QCOMPARE(view.model().rowCount(), 12U);
  QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.rowRect(4).center());
  auto* dock = f.window.findChild<shell::DetailsDock*>();
  QTRY_VERIFY(dock->panel().shown() && f.window.isSettled());
  QVERIFY(dock->isVisible());
  const SpanView& span = dock->panel().shown()->record.span;
  QCOMPARE(std::string(span.name), std::string("SELECT 4"));
  QCOMPARE(span.spanId.hex(), test::spanHex(1, 4).toStdString());
  QCOMPARE(span.attributes[0].value.asInt(), 4);
  QVERIFY(!f.window.grab().toImage().isNull());
}

int main(int argc, char** argv) {
  const QString server = qEnvironmentVariable("SPANLOUPE_XVFB");
  if (server.isEmpty() || server.endsWith(QLatin1String("NOTFOUND"))) {
    std::puts("SKIP: Xvfb is not installed");
    return 0;
  }
  QProcess xvfb;
  xvfb.setProcessChannelMode(QProcess::SeparateChannels);
  xvfb.start(server, {"-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"});
  QByteArray number;
  while (!number.contains('\n')) {
    if (!xvfb.waitForReadyRead(10000)) return 1;
    number += xvfb.readAllStandardOutput();
  }
  qputenv("DISPLAY", ':' + number.trimmed());
  qputenv("QT_QPA_PLATFORM", "xcb");
  int status = 1;
  {
    QApplication application(argc, argv);
    RealWindowTest test;
    status = QTest::qExec(&test, argc, argv);
  }
  xvfb.terminate();
  xvfb.waitForFinished();
  return status;
}

#include "real_window_test.moc"
