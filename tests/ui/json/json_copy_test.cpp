// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the JSON page: through the clipboard, by its menu, as a file.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>

#include "tests/ui/json/json_page_fixture.h"
#include "ui/common/job_strip.h"
#include "ui/common/states.h"

namespace spanloupe::json {

class JsonCopyTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_fixture = std::make_unique<test::JsonPageFixture>(); }
  void cleanup() { m_fixture.reset(); }
  void copiesLinesValuesAndTheWhole();
  void theMenuCopiesPathsAndSpans();
  void savesTheTraceOrTheSpan();
  void cancellingLeavesNoFile();

 private:
  [[nodiscard]] JsonView& view() { return m_fixture->view(); }
  [[nodiscard]] JsonPage& page() { return m_fixture->page(); }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { m_fixture->press(key, modifiers); }

  std::unique_ptr<test::JsonPageFixture> m_fixture;
};

void JsonCopyTest::copiesLinesValuesAndTheWhole() {
  QVERIFY(m_fixture->showTrace(0));
  QClipboard& clipboard = *QGuiApplication::clipboard();
  view().setFocus();
  press(Qt::Key_Down);
  press(Qt::Key_Left);
  clipboard.clear();
  press(Qt::Key_C, Qt::ControlModifier);  // Of a folded line everything.
  QTRY_VERIFY(clipboard.text().startsWith("  \"resourceSpans\": [\n"));
  QVERIFY(clipboard.text().endsWith("\n  ]\n"));
  QTest::mouseClick(m_fixture->button("Copy"), Qt::LeftButton);
  QTRY_VERIFY(clipboard.text().startsWith("{\n"));
  QCOMPARE(static_cast<DocLine>(clipboard.text().count(QLatin1Char('\n'))), view().document()->lineCount());
}

void JsonCopyTest::theMenuCopiesPathsAndSpans() {
  QVERIFY(m_fixture->showTrace(0));
  const ViewLine line = m_fixture->viewLineWith("\"name\": \"GET /\"");
  const auto choose = [&](const QString& text) {
    QContextMenuEvent event(QContextMenuEvent::Mouse, view().lineRect(line).center(),
                            view().viewport()->mapToGlobal(view().lineRect(line).center()));
    QApplication::sendEvent(view().viewport(), &event);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    for (QAction* action : menu ? menu->actions() : QList<QAction*>())
      if (action->text() == text) action->trigger();
    if (menu) menu->close();
    return menu != nullptr;
  };
  QClipboard& clipboard = *QGuiApplication::clipboard();
  QVERIFY(choose("Copy value"));
  QTRY_COMPARE(clipboard.text(), QStringLiteral("GET /"));
  QVERIFY(choose("Copy path"));
  QCOMPARE(clipboard.text(), QStringLiteral("resourceSpans[0].scopeSpans[0].spans[0].name"));
  QVERIFY(choose("Copy span"));
  QTRY_VERIFY(clipboard.text().startsWith("{\n  \"traceId\""));
}

void JsonCopyTest::savesTheTraceOrTheSpan() {
  QVERIFY(m_fixture->showTrace(0));
  const auto saved = [this](const QString& name) {
    page().saveTo(m_fixture->home().path(name));
    if (!QTest::qWaitFor([this] { return page().isSettled(); })) return QByteArray();
    QFile file(m_fixture->home().path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  QCOMPARE(saved("trace.json").count("\"spanId\""), 4);
  page().setScope(JsonPage::Scope::Span);
  page().showSpan(2);
  QTRY_VERIFY(page().isSettled() && view().document());
  QCOMPARE(saved("span.json").count("\"spanId\""), 1);
  session::TraceSession again;
  QVERIFY(test::load(again, {m_fixture->home().path("trace.json")}));
  QCOMPARE(again.overview().statistics.spans, 4ULL);
  QVERIFY(saved("no/such/folder/x.json").isEmpty());
  QVERIFY(page().findChild<ui::ErrorStrip*>()->text().contains("cannot be written"));
}

void JsonCopyTest::cancellingLeavesNoFile() {
  QVERIFY(m_fixture->showTrace(1));
  const QString folder = m_fixture->home().path("saved");
  QVERIFY(QDir().mkpath(folder));
  page().saveTo(folder + "/trace.json");
  auto* strip = page().findChild<ui::JobStrip*>();
  QVERIFY(strip->text().contains(" of "));
  strip->cancelButton().click();
  // A file so small may be whole by then: what counts is that the page and the folder say the same.
  QTRY_VERIFY(page().isSettled());
  QVERIFY(!strip->isVisible());
  if (m_fixture->says("Saved trace.json")) {
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{"trace.json"});
    QVERIFY(QFile::remove(folder + "/trace.json"));
  } else {
    QTRY_VERIFY(QDir(folder).isEmpty());
  }
  // And another one is whole.
  page().saveTo(folder + "/again.json");
  QTRY_VERIFY(page().isSettled());
  QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{"again.json"});
}

}  // namespace spanloupe::json

QTEST_MAIN(spanloupe::json::JsonCopyTest)
#include "json_copy_test.moc"
