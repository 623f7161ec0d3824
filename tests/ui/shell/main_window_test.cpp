// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QClipboard>
#include <QDropEvent>
#include <QMimeData>

#include "tests/ui/shell/window_fixture.h"
#include "ui/common/states.h"
#include "ui/details/details_panel.h"
#include "ui/diagnostics/diagnostics_panel.h"
#include "ui/diagnostics/raw_bytes_card.h"
#include "ui/shell/details_dock.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tab_strip.h"
#include "ui/start/start_page.h"
#include "ui/traces/import_strip.h"
#include "ui/traces/traceless_strip.h"
#include "ui/waterfall/trace_page.h"

using namespace spanloupe;

class MainWindowTest : public QObject {
  Q_OBJECT
 private slots:
  void startsWithTheStartPage();
  void aDroppedFileIsOpened();
  void statusLineTellsWhatIsOpen();
  void enterOpensATraceOnce();
  void aSelectedSpanShowsItsDetails();
  void aPastedIdLeadsToItsTrace();
  void opensTheTraceAndSpanOfTheCommandLine();
  void aFileThatIsNoTraceIsSaidAndNothingElseChanges();
  void theBadgeOpensTheDiagnostics();
  void anEmptyListLeadsToTheDiagnostics();
  void cancellingAnImportKeepsWhatIsThere();
  void remembersWhatWasOpened();
  void anotherFileClosesTheTracesOfTheOldOne();
  void spansWithoutATraceIdAreToldOfAndShown();
};

void MainWindowTest::startsWithTheStartPage() {
  const test::WindowFixture f;
  QVERIFY(f.window.findChild<start::StartPage*>()->isVisible());
  QVERIFY(!f.window.findChild<shell::DetailsDock*>()->isVisible());
  QVERIFY(f.window.isSettled());
}

void MainWindowTest::aDroppedFileIsOpened() {
  test::WindowFixture f;
  QMimeData mime;
  mime.setUrls({QUrl::fromLocalFile(f.home.write("shop.json", test::otlpJson(test::shop())))});
  QSignalSpy loaded(&f.session, &session::TraceSession::loaded);
  QDragEnterEvent enter({100, 100}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&f.window, &enter);
  QVERIFY(enter.isAccepted());
  QDropEvent drop({100, 100}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&f.window, &drop);
  QVERIFY(loaded.wait());
  QTRY_COMPARE(f.table().model().rowCount(), 3);
  QVERIFY(f.table().isVisible());
}

void MainWindowTest::statusLineTellsWhatIsOpen() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  const auto* status = f.window.findChild<shell::StatusLine*>();
  QCOMPARE(status->countsText(), QString("17 spans · 3 traces"));
  QVERIFY(status->sessionText().startsWith("shop.json · "));
  QCOMPARE(f.window.tabs().strip().label(0).detail, QString("3"));
  QCOMPARE(f.window.windowTitle(), QString::fromUtf8("shop.json — Spanloupe"));
}

void MainWindowTest::enterOpensATraceOnce() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.table().setCurrentRow(1);
  QTest::keyClick(&f.table(), Qt::Key_Return);
  QVERIFY(f.trace());
  QTRY_VERIFY(f.trace()->document());
  QCOMPARE(f.trace()->document()->spanCount(), std::size_t{12});
  QCOMPARE(f.window.tabs().strip().label(f.firstTrace()).name, QString("POST /checkout"));
  QCOMPARE(f.window.tabs().strip().label(f.firstTrace()).service, QString("frontend"));
  f.action("Traces")->trigger();
  QVERIFY(!f.trace());
  QTest::keyClick(&f.table(), Qt::Key_Return);
  QCOMPARE(f.traceTabs(), 1);
  f.action("Close tab")->trigger();
  QCOMPARE(f.traceTabs(), 0);
  f.action("Close tab")->trigger();
  QCOMPARE(f.traceTabs(), 0);
}

void MainWindowTest::aSelectedSpanShowsItsDetails() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.table().setCurrentRow(1);
  QTest::keyClick(&f.table(), Qt::Key_Return);
  QTRY_VERIFY(f.trace() && f.trace()->document());
  auto* dock = f.window.findChild<shell::DetailsDock*>();
  QVERIFY(!dock->isVisible());
  f.trace()->selectSpan(*SpanId::fromHex(test::spanHex(1, 5).toStdString()));
  QTRY_VERIFY(dock->panel().shown());
  QVERIFY(dock->isVisible());
  QCOMPARE(QString::fromUtf8(dock->panel().shown()->record.span.name.data(), 8), QString("SELECT 5"));
  QCOMPARE(dock->panel().shown()->record.span.attributes[0].value.asInt(), 5);
  QCOMPARE(f.state.selection().trace->hex(), test::traceHex(1).toStdString());
  f.action("Details")->trigger();
  QVERIFY(!dock->isVisible());
  f.action("Details")->trigger();
  QVERIFY(dock->isVisible());
  f.action("Traces")->trigger();
  QVERIFY(!dock->isVisible());
}

void MainWindowTest::aPastedIdLeadsToItsTrace() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  QGuiApplication::clipboard()->setText("00-" + test::traceHex(0) + "-" + test::spanHex(0, 2) + "-01");
  f.action("Paste trace data or id")->trigger();
  QTRY_VERIFY(f.trace() && f.trace()->document());
  QCOMPARE(f.trace()->document()->trace->spanId[f.trace()->selectedSpan()].hex(),
           test::spanHex(0, 2).toStdString());
  QSignalSpy loaded(&f.session, &session::TraceSession::loaded);
  QGuiApplication::clipboard()->setText(QString::fromUtf8(test::otlpJson({{}})));
  f.action("Paste trace data or id")->trigger();
  QVERIFY(loaded.wait());
  QTRY_COMPARE(f.table().model().rowCount(), 1);
}

void MainWindowTest::opensTheTraceAndSpanOfTheCommandLine() {
  test::WindowFixture f;
  const QString file = f.home.write("shop.json", test::otlpJson(test::shop()));
  f.window.open({{file}, test::traceHex(1), test::spanHex(1, 3), {}});
  QTRY_VERIFY(f.trace() && f.trace()->document() && f.window.isSettled());
  QCOMPARE(f.trace()->document()->trace->spanId[f.trace()->selectedSpan()].hex(),
           test::spanHex(1, 3).toStdString());
}

void MainWindowTest::aFileThatIsNoTraceIsSaidAndNothingElseChanges() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  QSignalSpy failed(&f.window, &shell::MainWindow::openFailed);
  f.window.open({{f.home.write("page.html", "<html>")}, {}, {}, {}});
  QVERIFY(failed.wait());
  QVERIFY(f.window.errorStrip().isVisible());
  QVERIFY(f.window.errorStrip().text().contains("page.html"));
  QVERIFY(f.window.errorStrip().text().contains("at byte 0"));
  for (auto* button : f.window.errorStrip().findChildren<QAbstractButton*>())
    if (button->text() == "Show bytes") QTest::mouseClick(button, Qt::LeftButton);
  auto* card = f.window.findChild<diagnostics::RawBytesCard*>();
  QVERIFY(card);
  QTRY_COMPARE(card->view().lines().size(), std::size_t{1});
  QCOMPARE(card->view().lines()[0].text, QString("<html>"));
  card->close();
  QCOMPARE(f.table().model().rowCount(), 3);
}

void MainWindowTest::theBadgeOpensTheDiagnostics() {
  test::WindowFixture f;
  const QByteArray lines = test::otlpJson({{}}) +
                           "\n{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"zz\"}]}]}]}\n";
  QVERIFY(f.open({f.home.write("a.jsonl", lines)}));
  auto* badge = f.window.findChild<shell::DiagnosticsBadge*>();
  QVERIFY2(!badge->text().startsWith("0"), qPrintable(badge->text()));
  QTest::mouseClick(badge, Qt::LeftButton);
  auto* panel = f.window.findChild<diagnostics::DiagnosticsPanel*>();
  QVERIFY(panel->isVisible());
  QTRY_VERIFY(panel->model().rowCount() > 0);
  QTest::mouseClick(badge, Qt::LeftButton);
  QVERIFY(!panel->isVisible());
}

void MainWindowTest::anEmptyListLeadsToTheDiagnostics() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("cut.json", R"({"resourceSpans":[{"scopeSpans":[{"spans":[)")}));
  auto* empty = f.tracesPage().findChild<ui::EmptyState*>();
  QTRY_VERIFY(empty->isVisible());
  auto* panel = f.window.findChild<diagnostics::DiagnosticsPanel*>();
  QVERIFY(!panel->isVisible());
  QTest::mouseClick(empty->findChild<QAbstractButton*>(), Qt::LeftButton);
  QVERIFY(panel->isVisible());
}

void MainWindowTest::cancellingAnImportKeepsWhatIsThere() {
  test::WindowFixture f;
  QByteArray many;
  for (int i = 0; i < 300; ++i) many += test::otlpJson({{.name = QString::number(i), .spans = 1000}}) + '\n';
  auto* strip = f.window.findChild<traces::ImportStrip*>();
  bool wasVisible = false;
  connect(&f.session, &session::TraceSession::importProgressed, strip, [&] {
    wasVisible = strip->isVisible();
    QTest::mouseClick(strip->findChild<QAbstractButton*>("cancelImport"), Qt::LeftButton);
  });
  QSignalSpy finished(&f.session, &session::TraceSession::importFinished);
  f.window.open({{f.home.write("many.jsonl", many)}, {}, {}, {}});
  QVERIFY(finished.wait(30000));
  QTRY_VERIFY(f.window.isSettled());
  QVERIFY(!strip->isVisible());
  QVERIFY(wasVisible);
  QCOMPARE(f.table().model().rowCount() > 0, f.session.overview().statistics.traces > 0);
}

void MainWindowTest::remembersWhatWasOpened() {
  test::WindowFixture f;
  const QString file = f.home.write("shop.json", test::otlpJson(test::shop()));
  QVERIFY(f.open({file}));
  QCOMPARE(f.recent.files().size(), std::size_t{1});
  QCOMPARE(f.recent.files()[0].paths, QStringList{file});
  QCOMPARE(f.recent.files()[0].spans, 17ULL);
  QCOMPARE(f.recent.files()[0].bytes, static_cast<quint64>(QFileInfo(file).size()));
}

void MainWindowTest::anotherFileClosesTheTracesOfTheOldOne() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.table().setCurrentRow(0);
  QTest::keyClick(&f.table(), Qt::Key_Return);
  QTRY_VERIFY(f.trace() && f.trace()->document());
  QVERIFY(f.open({f.home.write("other.json", test::otlpJson({{}}))}));
  QCOMPARE(f.traceTabs(), 0);
  QVERIFY(!f.trace());
  QCOMPARE(f.table().model().rowCount(), 1);
}

void MainWindowTest::spansWithoutATraceIdAreToldOfAndShown() {
  test::WindowFixture f;
  QByteArray json = test::otlpJson({{.name = "lost", .spans = 3}, {.name = "found"}});
  auto* strip = f.window.findChild<traces::TracelessStrip*>();
  QVERIFY(f.open({f.home.write("whole.json", json)}));
  QVERIFY(!strip->isVisible());
  QVERIFY(f.open({f.home.write("part.json", json.replace(test::traceHex(0).toUtf8(), ""))}));
  QTRY_VERIFY(strip->isVisible());
  QCOMPARE(strip->text(), QString("3 spans have no trace id and stand in no row."));
  QCOMPARE(f.table().model().rowCount(), 1);
  QTest::mouseClick(strip->findChild<QAbstractButton*>("showTraceless"), Qt::LeftButton);
  QTRY_VERIFY(f.trace() && f.trace()->document());
  QCOMPARE(f.trace()->document()->spanCount(), std::size_t{3});
  QCOMPARE(f.window.tabs().strip().label(f.firstTrace()).name, QString("No trace id"));
  QVERIFY(!f.action("Copy link")->isEnabled());
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
