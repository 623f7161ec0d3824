// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody meets who opens the wrong things, copies and pastes: every file is told of, in whole
// sentences.
#include <QClipboard>

#include "core/store/reader.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/states.h"
#include "ui/diagnostics/diagnostics_panel.h"
#include "ui/shell/copy_note.h"
#include "ui/shell/status_line.h"

using namespace spanloupe;

class FirstStepsTest : public QObject {
  Q_OBJECT
 private slots:
  void everyUnreadableFileIsListed();
  void anEmptyFolderIsSaidToHoldNothing();
  void anEmptyFileHasNoBytesToShow();
  void formatsOfOtherToolsAreNamed();
  void theSampleKeepsItsNameAtTheNextStart();
  void theOnlyTraceIsOpenedByEnter();
  void aCopiedRowPastedLeadsToItsTrace();
  void copyingIsConfirmed_data();
  void copyingIsConfirmed();
  void aLongNameIsShortenedInTheMiddle();
  void underscoresAreNotCutOff();

 private:
  static QAbstractButton* stripButton(const test::WindowFixture& f, const QString& text);
  static QString failOpening(test::WindowFixture& f, const QString& path);
};

QAbstractButton* FirstStepsTest::stripButton(const test::WindowFixture& f, const QString& text) {
  for (auto* button : f.window.errorStrip().findChildren<QAbstractButton*>())
    if (button->text() == text && button->isVisible()) return button;
  return nullptr;
}

QString FirstStepsTest::failOpening(test::WindowFixture& f, const QString& path) {
  QSignalSpy failed(&f.window, &shell::MainWindow::openFailed);
  f.window.open({{path}, {}, {}, {}});
  return failed.wait() ? f.window.errorStrip().text() : QString();
}

void FirstStepsTest::everyUnreadableFileIsListed() {
  test::WindowFixture f;
  const QStringList files{f.home.write("empty.pb", {}), f.home.write("garbage.json", "{\"a\":1}"),
                          f.home.write("zipkin.json", R"([{"traceId":"1","id":"2","localEndpoint":{}}])"),
                          f.home.write("shop.json", test::otlpJson(test::shop()))};
  QVERIFY(f.open(files));
  QVERIFY2(f.window.errorStrip().text().startsWith("Cannot read 2 of 4"),
           qPrintable(f.window.errorStrip().text()));
  auto* panel = f.window.findChild<diagnostics::DiagnosticsPanel*>();
  QVERIFY(stripButton(f, "Show all"));
  QTest::mouseClick(stripButton(f, "Show all"), Qt::LeftButton);
  QVERIFY(panel->isVisible());
  QTRY_COMPARE(panel->model().rowCount(), 3);
  const QString all = panel->model().copyAllText();
  for (const char* name : {"empty.pb", "garbage.json", "zipkin.json"}) QVERIFY2(all.contains(name), name);
  QVERIFY(f.open(files));  // Again, from what was kept or read anew.
  QCOMPARE(f.session.overview().statistics.diagnostics, 3ULL);
}

void FirstStepsTest::anEmptyFolderIsSaidToHoldNothing() {
  test::WindowFixture f;
  QDir(f.home.path("")).mkdir("nothing");
  const QString said = failOpening(f, f.home.path("nothing"));
  QVERIFY2(said.contains("There is no trace file in this folder."), qPrintable(said));
}

void FirstStepsTest::anEmptyFileHasNoBytesToShow() {
  test::WindowFixture f;
  const QString said = failOpening(f, f.home.write("empty.pb", {}));
  QVERIFY2(said.contains("The file is empty."), qPrintable(said));
  QVERIFY(!stripButton(f, "Show bytes"));
}

void FirstStepsTest::formatsOfOtherToolsAreNamed() {
  test::WindowFixture f;
  const QString said = failOpening(
      f, f.home.write("j.json", R"({"data":[{"traceID":"1f","spans":[{"traceID":"1f","spanID":"2"}]}]})"));
  QVERIFY2(said.contains("This is Jaeger JSON, which Spanloupe does not read yet; export OTLP JSON instead."),
           qPrintable(said));
}

void FirstStepsTest::theSampleKeepsItsNameAtTheNextStart() {
  test::WindowFixture f;
  QSignalSpy loaded(&f.session, &session::TraceSession::loaded);
  f.session.openSample();
  QVERIFY(loaded.wait(30000));
  const QString path = QString::fromStdString(*f.session.current()->path);
  f.window.open({{path}, {}, {}, {}});
  QVERIFY(loaded.wait(30000));
  QCOMPARE(f.window.windowTitle(), QString::fromUtf8("Sample — Spanloupe"));
  QVERIFY(f.window.findChild<shell::StatusLine*>()->sessionText().startsWith("Sample"));
  QVERIFY(f.recent.files().empty());
  f.recent.add({{path}, 1, 1, 1, QDateTime::currentDateTime()});
  QVERIFY(f.recent.files().empty());
}

void FirstStepsTest::theOnlyTraceIsOpenedByEnter() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("one.json", test::otlpJson({{}}))}));
  QTRY_COMPARE(f.table().currentRow(), 0);
  QTest::keyClick(&f.table(), Qt::Key_Return);
  QTRY_VERIFY(f.trace() && f.trace()->document());
}

void FirstStepsTest::aCopiedRowPastedLeadsToItsTrace() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.table().setCurrentRow(1);
  const TraceId wanted = *f.table().currentTrace();
  QGuiApplication::clipboard()->clear();
  QTest::keyClick(&f.table(), Qt::Key_C, Qt::ControlModifier);
  QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
  QTest::keyClick(&f.window, Qt::Key_V, Qt::ControlModifier);
  QTRY_VERIFY(f.trace());
  QCOMPARE(f.trace()->trace(), wanted);
  QVERIFY(!f.window.errorStrip().isVisible());
}

void FirstStepsTest::copyingIsConfirmed_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("note");
  QTest::newRow("trace") << test::traceHex(1) << "Copied the trace id";
  QTest::newRow("span") << test::spanHex(1, 1) << "Copied the span id";
  QTest::newRow("link") << "spanloupe a.json --trace 12"
                        << "Copied the link";
  QTest::newRow("value") << "GET /cart" << QString::fromUtf8("Copied “GET /cart”");
  QTest::newRow("rows") << "a\nb\n"
                        << "Copied 2 lines";
  QTest::newRow("json") << "{\n}"
                        << "Copied 2 lines of JSON";
  QTest::newRow("nothing") << ""
                           << "";
}

void FirstStepsTest::copyingIsConfirmed() {
  QFETCH(QString, text);
  QTEST(shell::copyNote(text), "note");
  if (text.isEmpty()) return;
  test::WindowFixture f;
  QTRY_COMPARE(QGuiApplication::applicationState(), Qt::ApplicationActive);
  QGuiApplication::clipboard()->setText(text);
  QTEST(f.window.findChild<shell::StatusLine*>()->savingText(), "note");
}

void FirstStepsTest::aLongNameIsShortenedInTheMiddle() {
  test::WindowFixture f;
  const QString name = QString(200, 'x') + "_shop_7.json";
  QVERIFY(f.open({f.home.write(name, test::otlpJson(test::shop()))}));
  auto* line = f.window.findChild<shell::StatusLine*>();
  QTRY_VERIFY(line->sessionText().contains("7.json"));
  QVERIFY(line->sessionText().size() < 100);
  bool isWhole = false;
  for (const QWidget* label : line->findChildren<QWidget*>()) isWhole |= label->toolTip() == name;
  QVERIFY(isWhole);
}

void FirstStepsTest::underscoresAreNotCutOff() {
  ui::Look look;
  const auto inkRows = [&look](int extra) {
    ui::TextLabel label(look, &ui::Fonts::small, &ui::Theme::text1, QStringLiteral("a_gjpq_b"));
    label.resize(label.sizeHint() + QSize(0, extra));
    QImage picture(label.size(), QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    label.render(&picture, {}, {}, QWidget::DrawChildren);
    int rows = 0;
    for (int y = 0; y < picture.height(); ++y)
      for (int x = 0; x < picture.width(); ++x)
        if (qAlpha(picture.pixel(x, y)) > 0) {
          ++rows;
          break;
        }
    return rows;
  };
  for (const double scale : {1.0, 1.1, 1.3, 1.7}) {
    look.setTextScale(scale);
    QVERIFY(inkRows(0) > 0);
    QCOMPARE(inkRows(0), inkRows(20));
  }
}

QTEST_MAIN(FirstStepsTest)
#include "first_steps_test.moc"
