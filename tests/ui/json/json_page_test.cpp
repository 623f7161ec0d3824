// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON page by clicks and keys.
#include "ui/json/json_page.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>

#include "tests/ui/session/session_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/search_field.h"
#include "ui/common/states.h"
#include "ui/json/json_view.h"

namespace spanloupe::json {

class JsonPageTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();
  void readsNothingWhileHidden();
  void clickingASpanSelectsIt();
  void theSelectedSpanIsRevealed();
  void manySpansAreFolded();
  void keysMoveFoldAndSelect();
  void clickingTheMarkFolds();
  void findsOpensAndSteps();
  void copiesLinesValuesAndTheWhole();
  void theMenuCopiesPathsAndSpans();
  void spanAndTraceAreAChoice();
  void linesAreAccessible();
  void followsTheLook();

 private:
  ui::Button* button(const QString& name) const;
  void showTrace(int index);
  [[nodiscard]] QString lineText(ViewLine line) const {
    return m_page->view().shownLine(line).text().trimmed();
  }
  [[nodiscard]] ViewLine viewLineWith(const QString& text) const;
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(&m_page->view(), key, modifiers);
  }
  void clickLine(ViewLine line) {
    JsonView& view = m_page->view();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.lineRect(line).center());
  }

  test::Home m_home;
  ui::Look m_look;
  session::TraceSession m_session;
  JsonPage* m_page = nullptr;
};

void JsonPageTest::initTestCase() {
  QVERIFY(test::load(m_session, {m_home.write("a.json", test::otlpJson({{.spans = 4}, {.spans = 300}}))}));
}

void JsonPageTest::init() {
  m_page = new JsonPage(m_look, m_session);
  m_page->resize(900, 700);
}

void JsonPageTest::cleanup() { delete m_page; }

ui::Button* JsonPageTest::button(const QString& name) const {
  for (ui::Button* one : m_page->findChildren<ui::Button*>())
    if (one->accessibleName() == name) return one;
  return nullptr;
}

void JsonPageTest::showTrace(int index) {
  const TraceId id = *TraceId::fromHex(test::traceHex(index).toStdString());
  bool there = false;
  m_session.ask(
      "test",
      [id](store::Reader& reader, const store::Snapshot& snapshot, std::stop_token stop) {
        return reader.trace(snapshot, id, stop);
      },
      this,
      [&](Result<std::shared_ptr<const Trace>> trace) {
        m_page->setTrace(m_session.snapshot(), *trace);
        there = true;
      });
  QTRY_VERIFY(there);
  m_page->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_page));
  QTRY_VERIFY(m_page->view().document() != nullptr);
  QTRY_VERIFY(m_page->isSettled() && m_page->view().shownLine(9).isLoaded);
}

ViewLine JsonPageTest::viewLineWith(const QString& text) const {
  for (ViewLine line = 0; line < m_page->view().lineCount(); ++line)
    if (lineText(line).contains(text)) return line;
  return m_page->view().lineCount();
}

void JsonPageTest::readsNothingWhileHidden() {
  m_page->setTrace(m_session.snapshot(), std::make_shared<const Trace>());
  QVERIFY(m_page->isSettled());
  QVERIFY(m_page->view().document() == nullptr);
  showTrace(0);
  QCOMPARE(m_page->view().document()->records(), std::size_t{4});
}

void JsonPageTest::clickingASpanSelectsIt() {
  showTrace(0);
  QSignalSpy selected(m_page, &JsonPage::spanSelected);
  clickLine(viewLineWith("\"name\": \"GET /\""));
  QCOMPARE(selected.count(), 1);
  QCOMPARE(selected[0][0].value<SpanIndex>(), SpanIndex{0});
  press(Qt::Key_Down);
  QCOMPARE(selected.count(), 1);  // Still the same span.
  clickLine(0);
  QCOMPARE(selected.count(), 1);
}

void JsonPageTest::theSelectedSpanIsRevealed() {
  showTrace(1);
  QSignalSpy selected(m_page, &JsonPage::spanSelected);
  m_page->showSpan(250);
  const JsonView& view = m_page->view();
  const DocLine first = view.document()->firstLine(view.document()->partOf(250));
  QCOMPARE(view.currentLine(), first);
  QVERIFY(!view.folds().isFolded(first));
  QVERIFY(view.viewport()->rect().contains(view.lineRect(view.currentViewLine())));
  QTRY_VERIFY(viewLineWith("\"name\": \"SELECT 250\",") < view.lineCount());
  QCOMPARE(selected.count(), 0);
}

void JsonPageTest::manySpansAreFolded() {
  showTrace(1);
  JsonView& view = m_page->view();
  QVERIFY(view.lineCount() < 400);
  QVERIFY(lineText(viewLineWith("SELECT 7")).startsWith("{ \"name\": \"SELECT 7\", \"spanId\""));
  QTest::mouseClick(button("Unfold all"), Qt::LeftButton);
  QCOMPARE(view.lineCount(), view.document()->lineCount());
  QTest::mouseClick(button("Fold all spans"), Qt::LeftButton);
  QVERIFY(view.lineCount() < 400);
}

void JsonPageTest::keysMoveFoldAndSelect() {
  showTrace(0);
  JsonView& view = m_page->view();
  view.setFocus();
  press(Qt::Key_Down);
  QCOMPARE(view.currentLine(), DocLine{1});
  press(Qt::Key_Left);  // Folds resourceSpans.
  QVERIFY(view.folds().isFolded(1));
  QCOMPARE(view.lineCount(), ViewLine{3});
  press(Qt::Key_Right);
  QVERIFY(!view.folds().isFolded(1));
  press(Qt::Key_Right);
  QCOMPARE(view.currentLine(), DocLine{2});
  press(Qt::Key_Down);
  press(Qt::Key_Left);  // Nothing to fold here: out to the bracket.
  QCOMPARE(view.currentLine(), DocLine{2});
  press(Qt::Key_Return);
  QVERIFY(view.folds().isFolded(2));
  press(Qt::Key_Space);
  press(Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(view.selection(), (std::pair<DocLine, DocLine>{2, 3}));
  press(Qt::Key_End);
  QCOMPARE(view.currentLine(), view.document()->lineCount() - 1);
  press(Qt::Key_PageUp);
  QVERIFY(view.currentLine() < view.document()->lineCount() - 10);
  press(Qt::Key_Home);
  QCOMPARE(view.currentLine(), DocLine{0});
  press(Qt::Key_A, Qt::ControlModifier);
  QCOMPARE(view.selection(), (std::pair<DocLine, DocLine>{0, view.document()->lineCount() - 1}));
}

void JsonPageTest::clickingTheMarkFolds() {
  showTrace(0);
  JsonView& view = m_page->view();
  const ViewLine span = viewLineWith("\"name\": \"GET /\"") - 3;
  QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.foldRect(1).center());
  QCOMPARE(view.lineCount(), ViewLine{3});
  QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.foldRect(1).center());
  QCOMPARE(view.lineCount(), view.document()->lineCount());
  QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, view.lineRect(span).center());
  QVERIFY(view.lineCount() < view.document()->lineCount());
}

void JsonPageTest::findsOpensAndSteps() {
  showTrace(1);
  JsonView& view = m_page->view();
  view.setFocus();
  press(Qt::Key_F, Qt::ControlModifier);
  auto* field = m_page->findChild<ui::SearchField*>();
  QVERIFY(field->edit().hasFocus());
  QTest::keyClicks(&field->edit(), "select 29");
  QTRY_COMPARE(field->edit().accessibleDescription(), QStringLiteral("1 of 11"));  // 29, 290 … 299
  const DocLine first = view.currentLine();
  QVERIFY(!view.folds().isHidden(first));
  QTest::keyClick(&field->edit(), Qt::Key_Return);
  QCOMPARE(field->edit().accessibleDescription(), QStringLiteral("2 of 11"));
  QVERIFY(view.currentLine() > first);
  QTest::keyClick(&field->edit(), Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(view.currentLine(), first);
  QTest::keyClick(&field->edit(), Qt::Key_F3, Qt::ShiftModifier);
  QCOMPARE(field->edit().accessibleDescription(), QStringLiteral("11 of 11"));
  QTRY_VERIFY(m_page->isSettled());
  QTRY_COMPARE(view.shownLine(view.currentViewLine()).marks.size(), std::size_t{1});
  QTest::keyClicks(&field->edit(), "xyz");
  QTRY_COMPARE(field->edit().accessibleDescription(), QStringLiteral("none"));
  QTest::keyClick(&field->edit(), Qt::Key_Escape);
  QTest::keyClick(&field->edit(), Qt::Key_Escape);
  QVERIFY(view.hasFocus());
}

void JsonPageTest::copiesLinesValuesAndTheWhole() {
  showTrace(0);
  JsonView& view = m_page->view();
  QClipboard& clipboard = *QGuiApplication::clipboard();
  view.setFocus();
  press(Qt::Key_Down);
  press(Qt::Key_Left);
  clipboard.clear();
  press(Qt::Key_C, Qt::ControlModifier);  // Of a folded line everything.
  QTRY_VERIFY(clipboard.text().startsWith("  \"resourceSpans\": [\n"));
  QVERIFY(clipboard.text().endsWith("\n  ]\n"));
  QTest::mouseClick(button("Copy"), Qt::LeftButton);
  QTRY_VERIFY(clipboard.text().startsWith("{\n"));
  QCOMPARE(static_cast<DocLine>(clipboard.text().count(QLatin1Char('\n'))), view.document()->lineCount());
}

void JsonPageTest::theMenuCopiesPathsAndSpans() {
  showTrace(0);
  JsonView& view = m_page->view();
  const ViewLine line = viewLineWith("\"name\": \"GET /\"");
  const auto choose = [&](const QString& text) {
    QContextMenuEvent event(QContextMenuEvent::Mouse, view.lineRect(line).center(),
                            view.viewport()->mapToGlobal(view.lineRect(line).center()));
    QApplication::sendEvent(view.viewport(), &event);
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

void JsonPageTest::spanAndTraceAreAChoice() {
  showTrace(0);
  auto* scopes = m_page->findChild<ui::SegmentedControl*>();
  scopes->setFocus();
  QTest::keyClick(scopes, Qt::Key_Left);
  QCOMPARE(m_page->scope(), JsonPage::Scope::Span);
  const auto* empty = m_page->findChild<ui::EmptyState*>();
  QVERIFY(empty->isVisible());
  m_page->showSpan(2);
  QTRY_VERIFY(m_page->isSettled() && m_page->view().document());
  QVERIFY(!empty->isVisible());
  QCOMPARE(m_page->view().document()->records(), std::size_t{1});
  QTest::keyClick(scopes, Qt::Key_Right);
  QTRY_COMPARE(m_page->view().document()->records(), std::size_t{4});
  QCOMPARE(m_page->view().currentLine(),
           m_page->view().document()->firstLine(m_page->view().document()->partOf(2)));
}

void JsonPageTest::linesAreAccessible() {
  showTrace(0);
  JsonView& view = m_page->view();
  QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(&view);
  QCOMPARE(tree->role(), QAccessible::Tree);
  QCOMPARE(static_cast<ViewLine>(tree->childCount()), view.lineCount());
  QAccessibleInterface* line = tree->child(1);
  QCOMPARE(line->text(QAccessible::Name), QStringLiteral("\"resourceSpans\": ["));
  QCOMPARE(line->text(QAccessible::Description), QStringLiteral("line 2"));
  QVERIFY(line->state().expanded);
  line->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
  QVERIFY(line->state().collapsed);
  QCOMPARE(tree->childCount(), 3);
  line->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(view.currentLine(), DocLine{1});
  QCOMPARE(tree->indexOfChild(tree->focusChild()), 1);
  QCOMPARE(tree->childAt(line->rect().center().x(), line->rect().center().y()), line);
}

void JsonPageTest::followsTheLook() {
  showTrace(0);
  const QImage light = m_page->grab().toImage();
  m_look.setMode(ui::Look::Mode::Dark);
  const QImage dark = m_page->grab().toImage();
  m_look.setMode(ui::Look::Mode::Light);
  QVERIFY(light != dark);
  QCOMPARE(dark.pixelColor(m_page->width() - 40, m_page->height() - 5), ui::Theme::dark().surface);
}

}  // namespace spanloupe::json

QTEST_MAIN(spanloupe::json::JsonPageTest)
#include "json_page_test.moc"
