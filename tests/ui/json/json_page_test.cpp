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

#include "tests/ui/json/json_page_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/find_field.h"
#include "ui/common/look.h"
#include "ui/common/states.h"
#include "ui/json/json_view.h"

namespace spanloupe::json {

class JsonPageTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void readsNothingWhileHidden();
  void clickingASpanSelectsIt();
  void theSelectedSpanIsRevealed();
  void manySpansAreFolded();
  void keysMoveFoldAndSelect();
  void clickingTheMarkFolds();
  void findsOpensAndSteps();
  void spanAndTraceAreAChoice();
  void linesAreAccessible();
  void followsTheLook();

 private:
  [[nodiscard]] JsonView& view() { return m_fixture->view(); }
  [[nodiscard]] JsonPage& page() { return m_fixture->page(); }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { m_fixture->press(key, modifiers); }

  std::unique_ptr<test::JsonPageFixture> m_fixture;
};

void JsonPageTest::init() { m_fixture = std::make_unique<test::JsonPageFixture>(); }

void JsonPageTest::cleanup() { m_fixture.reset(); }

void JsonPageTest::readsNothingWhileHidden() {
  page().setTrace(m_fixture->session().snapshot(), std::make_shared<const Trace>());
  QVERIFY(page().isSettled());
  QVERIFY(view().document() == nullptr);
  QVERIFY(m_fixture->showTrace(0));
  QCOMPARE(view().document()->records(), std::size_t{4});
}

void JsonPageTest::clickingASpanSelectsIt() {
  QVERIFY(m_fixture->showTrace(0));
  QSignalSpy selected(&page(), &JsonPage::spanSelected);
  m_fixture->clickLine(m_fixture->viewLineWith("\"name\": \"GET /\""));
  QCOMPARE(selected.count(), 1);
  QCOMPARE(selected[0][0].value<SpanIndex>(), SpanIndex{0});
  press(Qt::Key_Down);
  QCOMPARE(selected.count(), 1);  // Still the same span.
  m_fixture->clickLine(0);
  QCOMPARE(selected.count(), 1);
}

void JsonPageTest::theSelectedSpanIsRevealed() {
  QVERIFY(m_fixture->showTrace(1));
  QSignalSpy selected(&page(), &JsonPage::spanSelected);
  page().showSpan(250);
  const DocLine first = view().document()->firstLine(view().document()->partOf(250));
  QCOMPARE(view().currentLine(), first);
  QVERIFY(!view().folds().isFolded(first));
  QVERIFY(view().viewport()->rect().contains(view().lineRect(view().currentViewLine())));
  QTRY_VERIFY(m_fixture->viewLineWith("\"name\": \"SELECT 250\",") < view().lineCount());
  QCOMPARE(selected.count(), 0);
}

void JsonPageTest::manySpansAreFolded() {
  QVERIFY(m_fixture->showTrace(1));
  QVERIFY(view().lineCount() < 400);
  QVERIFY(m_fixture->lineText(m_fixture->viewLineWith("SELECT 7"))
              .startsWith("{ \"name\": \"SELECT 7\", \"spanId\""));
  QTest::mouseClick(m_fixture->button("Unfold all"), Qt::LeftButton);
  QCOMPARE(view().lineCount(), view().document()->lineCount());
  QTest::mouseClick(m_fixture->button("Fold all spans"), Qt::LeftButton);
  QVERIFY(view().lineCount() < 400);
}

void JsonPageTest::keysMoveFoldAndSelect() {
  QVERIFY(m_fixture->showTrace(0));
  view().setFocus();
  press(Qt::Key_Down);
  QCOMPARE(view().currentLine(), DocLine{1});
  press(Qt::Key_Left);  // Folds resourceSpans.
  QVERIFY(view().folds().isFolded(1));
  QCOMPARE(view().lineCount(), ViewLine{3});
  press(Qt::Key_Right);
  QVERIFY(!view().folds().isFolded(1));
  press(Qt::Key_Right);
  QCOMPARE(view().currentLine(), DocLine{2});
  press(Qt::Key_Down);
  press(Qt::Key_Left);  // Nothing to fold here: out to the bracket.
  QCOMPARE(view().currentLine(), DocLine{2});
  press(Qt::Key_Return);
  QVERIFY(view().folds().isFolded(2));
  press(Qt::Key_Space);
  press(Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(view().selection(), (std::pair<DocLine, DocLine>{2, 3}));
  press(Qt::Key_End);
  QCOMPARE(view().currentLine(), view().document()->lineCount() - 1);
  press(Qt::Key_PageUp);
  QVERIFY(view().currentLine() < view().document()->lineCount() - 10);
  press(Qt::Key_Home);
  QCOMPARE(view().currentLine(), DocLine{0});
  press(Qt::Key_A, Qt::ControlModifier);
  QCOMPARE(view().selection(), (std::pair<DocLine, DocLine>{0, view().document()->lineCount() - 1}));
}

void JsonPageTest::clickingTheMarkFolds() {
  QVERIFY(m_fixture->showTrace(0));
  const ViewLine span = m_fixture->viewLineWith("\"name\": \"GET /\"") - 3;
  QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().foldRect(1).center());
  QCOMPARE(view().lineCount(), ViewLine{3});
  QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().foldRect(1).center());
  QCOMPARE(view().lineCount(), view().document()->lineCount());
  QTest::mouseDClick(view().viewport(), Qt::LeftButton, {}, view().lineRect(span).center());
  QVERIFY(view().lineCount() < view().document()->lineCount());
}

void JsonPageTest::findsOpensAndSteps() {
  QVERIFY(m_fixture->showTrace(1));
  view().setFocus();
  press(Qt::Key_F, Qt::ControlModifier);
  auto* field = page().findChild<ui::FindField*>();
  QVERIFY(field->edit().hasFocus());
  QTest::keyClicks(&field->edit(), "select 29");
  QTRY_COMPARE(field->edit().accessibleDescription(), QStringLiteral("1 of 11 lines"));  // 29, 290 … 299
  const DocLine first = view().currentLine();
  QVERIFY(!view().folds().isHidden(first));
  QTest::keyClick(&field->edit(), Qt::Key_Return);
  QCOMPARE(field->edit().accessibleDescription(), QStringLiteral("2 of 11 lines"));
  QVERIFY(view().currentLine() > first);
  QTest::keyClick(&field->edit(), Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(view().currentLine(), first);
  QTest::keyClick(&field->edit(), Qt::Key_F3, Qt::ShiftModifier);
  QCOMPARE(field->edit().accessibleDescription(), QStringLiteral("11 of 11 lines"));
  QTRY_VERIFY(page().isSettled());
  QTRY_COMPARE(view().shownLine(view().currentViewLine()).marks.size(), std::size_t{1});
  QTest::keyClicks(&field->edit(), "xyz");
  QTRY_COMPARE(field->edit().accessibleDescription(), QStringLiteral("nothing found"));
  QTest::keyClick(&field->edit(), Qt::Key_Escape);
  QTest::keyClick(&field->edit(), Qt::Key_Escape);
  QVERIFY(view().hasFocus());
}

void JsonPageTest::spanAndTraceAreAChoice() {
  QVERIFY(m_fixture->showTrace(0));
  auto* scopes = page().findChild<ui::SegmentedControl*>();
  scopes->setFocus();
  QTest::keyClick(scopes, Qt::Key_Left);
  QCOMPARE(page().scope(), JsonPage::Scope::Span);
  const auto* empty = page().findChild<ui::EmptyState*>();
  QVERIFY(empty->isVisible());
  page().showSpan(2);
  QTRY_VERIFY(page().isSettled() && view().document());
  QVERIFY(!empty->isVisible());
  QCOMPARE(view().document()->records(), std::size_t{1});
  QTest::keyClick(scopes, Qt::Key_Right);
  QTRY_COMPARE(view().document()->records(), std::size_t{4});
  QCOMPARE(view().currentLine(), view().document()->firstLine(view().document()->partOf(2)));
}

void JsonPageTest::linesAreAccessible() {
  QVERIFY(m_fixture->showTrace(0));
  QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(&view());
  QCOMPARE(tree->role(), QAccessible::Tree);
  QCOMPARE(static_cast<ViewLine>(tree->childCount()), view().lineCount());
  QAccessibleInterface* line = tree->child(1);
  QCOMPARE(line->text(QAccessible::Name), QStringLiteral("\"resourceSpans\": ["));
  QCOMPARE(line->text(QAccessible::Description), QStringLiteral("line 2"));
  QVERIFY(line->state().expanded);
  line->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
  QVERIFY(line->state().collapsed);
  QCOMPARE(tree->childCount(), 3);
  line->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(view().currentLine(), DocLine{1});
  QCOMPARE(tree->indexOfChild(tree->focusChild()), 1);
  QCOMPARE(tree->childAt(line->rect().center().x(), line->rect().center().y()), line);
}

void JsonPageTest::followsTheLook() {
  QVERIFY(m_fixture->showTrace(0));
  const QImage light = page().grab().toImage();
  m_fixture->look().setMode(ui::Look::Mode::Dark);
  const QImage dark = page().grab().toImage();
  m_fixture->look().setMode(ui::Look::Mode::Light);
  QVERIFY(light != dark);
  QCOMPARE(dark.pixelColor(page().width() - 40, page().height() - 5), ui::Theme::dark().surface);
}

}  // namespace spanloupe::json

QTEST_MAIN(spanloupe::json::JsonPageTest)
#include "json_page_test.moc"
