// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does with the open session: saving it elsewhere, keeping the colours of its services, and
// links into it.
#include <QClipboard>
#include <QFileDialog>
#include <QLineEdit>

#include "tests/ui/shell/window_fixture.h"
#include "ui/common/states.h"
#include "ui/shell/copy_link.h"
#include "ui/shell/status_line.h"

using namespace spanloupe;

namespace {

/// Types a name into the dialog that the next action opens, and accepts.
void answerDialog(const QString& name) {
  QTimer::singleShot(0, qApp, [name] {
    QTRY_VERIFY(qobject_cast<QFileDialog*>(QApplication::activeModalWidget()));
    auto* dialog = static_cast<QFileDialog*>(QApplication::activeModalWidget());
    dialog->findChild<QLineEdit*>("fileNameEdit")->setText(name);
    QTest::keyClick(dialog->findChild<QLineEdit*>("fileNameEdit"), Qt::Key_Return);
  });
}

QMap<QString, int> slotsOf(const ui::Look& look) {
  QMap<QString, int> result;
  for (const auto& entry : look.services().entries()) result.insert(entry.name, entry.slot);
  return result;
}

QByteArray ofServices(const QStringList& names) {
  std::vector<test::SketchTrace> traces;
  for (const QString& name : names) traces.push_back({.service = name});
  return test::otlpJson(traces);
}

}  // namespace

class SessionActionsTest : public QObject {
  Q_OBJECT
 private slots:
  void theMenuNarrowsTheListWhileItIsShown();
  void savesTheSessionUnderAnotherName();
  void aNameThatIsTakenIsSaid();
  void nothingCanBeSavedBeforeSomethingIsOpen();
  void coloursAreKeptInTheSession();
  void coloursDoNotDependOnTheOrderOfTheFile();
  void aLinkOpensTheSameSpan();
  void linksAreQuotedForAShell();
};

void SessionActionsTest::savesTheSessionUnderAnotherName() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  const QString target = f.home.path("for a colleague.spanloupe");
  answerDialog(target);
  f.action("Save session as…")->trigger();
  auto* status = f.window.findChild<shell::StatusLine*>();
  QVERIFY2(status->savingText().startsWith("Saving for a colleague.spanloupe"),
           qPrintable(status->savingText()));
  QVERIFY(!f.action("Save session as…")->isEnabled());
  QTRY_COMPARE(status->savingText(), QString("Saved for a colleague.spanloupe"));
  QVERIFY(f.action("Save session as…")->isEnabled());
  QVERIFY(f.open({target}));
  QCOMPARE(f.table().model().rowCount(), 3);
  QCOMPARE(status->countsText(), QString("17 spans · 3 traces"));
}

void SessionActionsTest::aNameThatIsTakenIsSaid() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.home.write("there.spanloupe", "something else");
  // Without the suffix, so that the dialog cannot know.
  answerDialog(f.home.path("there"));
  f.action("Save session as…")->trigger();
  QTRY_VERIFY(f.window.errorStrip().isVisible());
  QVERIFY2(f.window.errorStrip().text().contains("a file of that name"),
           qPrintable(f.window.errorStrip().text()));
  QVERIFY(f.window.errorStrip().text().contains("there.spanloupe"));
  QFile there(f.home.path("there.spanloupe"));
  QVERIFY(there.open(QIODevice::ReadOnly));
  QCOMPARE(there.readAll(), QByteArray("something else"));
  QVERIFY(f.action("Save session as…")->isEnabled());
}

void SessionActionsTest::nothingCanBeSavedBeforeSomethingIsOpen() {
  const test::WindowFixture f;
  QVERIFY(!f.action("Save session as…")->isEnabled());
  QVERIFY(!f.action("Copy link")->isEnabled());
}

void SessionActionsTest::coloursAreKeptInTheSession() {
  // In one import the colours go by the hash of the names; what an earlier import brought is not moved.
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("first.json", ofServices({"payment", "cart"}))}));
  const auto before = slotsOf(f.look);
  const std::string path = *f.session.current()->path;
  QTRY_COMPARE(store::readServiceColors(path)->size(), std::size_t{2});
  QVERIFY(f.open({f.home.write("all.json", ofServices({"payment", "cart", "frontend"}))}));
  const auto anew = slotsOf(f.look);
  QVERIFY(anew != before);
  // More comes into the first session.
  {
    auto session = store::Session::openForWriting(path);
    ingest::ImportOptions options;
    options.paths = {f.home.path("all.json").toStdString()};
    QVERIFY(ingest::runImport(**session, options, {}, {}));
  }
  const QString link = f.home.path("first.spanloupe");
  QVERIFY(QFile::link(QString::fromStdString(path), link));
  QVERIFY(f.open({link}));
  const auto after = slotsOf(f.look);
  QCOMPARE(after.value("payment"), before.value("payment"));
  QCOMPARE(after.value("cart"), before.value("cart"));
  QVERIFY(after.contains("frontend"));
  QTRY_COMPARE(store::readServiceColors(path)->size(), std::size_t{3});
}

void SessionActionsTest::coloursDoNotDependOnTheOrderOfTheFile() {
  const QStringList names{"frontend",  "cart",     "checkout",       "payment",
                          "inventory", "shipping", "recommendation", "notification"};
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("a.json", ofServices(names))}));
  const auto one = slotsOf(f.look);
  QVERIFY(f.open({f.home.write("b.json", ofServices({names.rbegin(), names.rend()}))}));
  QCOMPARE(slotsOf(f.look), one);
  QCOMPARE(one.value("payment"), 7);
  QCOMPARE(one.value("shipping"), 4);
}

void SessionActionsTest::aLinkOpensTheSameSpan() {
  test::WindowFixture f;
  const QString file = f.home.write("my shop.json", test::otlpJson(test::shop()));
  f.window.open({{file}, test::traceHex(1), test::spanHex(1, 3), {}});
  QTRY_VERIFY(f.trace() && f.trace()->document() && f.window.isSettled());
  QVERIFY(f.action("Copy link")->isEnabled());
  f.action("Copy link")->trigger();
  QCOMPARE(QGuiApplication::clipboard()->text(),
           "spanloupe '" + file + "' --trace " + test::traceHex(1) + " --span " + test::spanHex(1, 3));
  f.action("Traces")->trigger();
  QVERIFY(!f.action("Copy link")->isEnabled());
}

void SessionActionsTest::linksAreQuotedForAShell() {
  session::OpenedSession session{std::make_shared<const std::string>("/s"),
                                 session::SessionKind::Files,
                                 {"/a/plain-1.json", "/it's; rm.json"}};
  QCOMPARE(shell::linkTo(session, {0, 1}, {}),
           QString(R"(spanloupe /a/plain-1.json '/it'\''s; rm.json' --trace )") + test::traceHex(0));
  session = {std::make_shared<const std::string>("/s"), session::SessionKind::Default, {}};
  QCOMPARE(shell::linkTo(session, {0, 1}, {2}),
           "spanloupe --trace " + test::traceHex(0) + " --span 0000000000000002");
}

void SessionActionsTest::theMenuNarrowsTheListWhileItIsShown() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  QAction* only = f.action("Only traces with errors");
  QVERIFY(only->isEnabled());
  only->trigger();
  QTRY_COMPARE(f.table().model().rowCount(), 1);
  QVERIFY(only->isChecked());
  f.action("Clear the filter of traces")->trigger();
  QTRY_COMPARE(f.table().model().rowCount(), 3);
  QVERIFY(!only->isChecked());
  f.window.tabs().openTrace(*TraceId::fromHex(test::traceHex(1).toStdString()), {});
  QVERIFY(!only->isEnabled());
}

QTEST_MAIN(SessionActionsTest)
#include "session_actions_test.moc"
