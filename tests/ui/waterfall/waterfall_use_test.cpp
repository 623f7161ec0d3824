// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Habits: undoing what was hidden, errors where they began, a search while typing, what gives way.
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/common/look.h"
#include "ui/waterfall/find_bar.h"
#include "ui/waterfall/overlay_painter.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_page.h"
#include "ui/waterfall/waterfall_text.h"

namespace spanloupe::waterfall {

class WaterfallUseTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup() { m_page.reset(); }
  void escapeLiftsTheNewestRule();
  void undoGoesBackStepByStep();
  void undoIsTheWindowsWhereThereIsNothing();
  void shiftHShowsAll();
  void theFirstErrorIsTheDeepest();
  void anErrorIsShownWithItsChildren();
  void typingGoesToTheFirstMatch();
  void typingOpensFoldsButNoRules();
  void aMissDimsNothing();
  void aMatchThatIsNotSeenSaysWhy();
  void theFieldHasRoom();
  void theTitleOfTheColumnGivesWay();
  void shortPiecesOfThePathAreNotJoined();

 private:
  void key(int key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(&view(), static_cast<Qt::Key>(key), modifiers);
  }
  void type(const QString& text) {
    FindBar* bar = m_page->findChild<FindBar*>();
    bar->edit().setFocus();
    QTest::keyClicks(&bar->edit(), text);
    QTRY_VERIFY(view().model().found().isActive() &&
                view().model().found().matches().words == QStringList{bar->text()});
  }
  [[nodiscard]] WaterfallView& view() const { return m_page->waterfall(); }
  [[nodiscard]] const Visibility& rules() const { return view().model().visibility(); }
  [[nodiscard]] NodeIndex node(std::string_view name) const {
    return test::spanNamed(*m_document->trace, name);
  }
  [[nodiscard]] std::string selected() const {
    return test::nameOf(*m_document->trace, view().model().selected());
  }

  ui::Look m_look;
  std::shared_ptr<const TraceDocument> m_document;
  std::unique_ptr<TracePage> m_page;
};

void WaterfallUseTest::init() {
  std::string sketch =
      "a root 0-100 error\n  a early 1-9 error\n  b left 10-40 error\n    c cause 12-40 error\n";
  sketch += "      d below 13-39\n";
  for (int i = 0; i < 60; ++i) sketch += "  b leaf" + std::to_string(i) + " 50-60\n";
  m_document = documentOf(sketch);
  m_page = std::make_unique<TracePage>(m_look);
  m_page->resize(1300, 500);
  m_page->setDocument(m_document);
  m_page->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
  view().setFocus();
}

void WaterfallUseTest::escapeLiftsTheNewestRule() {
  view().select(node("left"));
  key(Qt::Key_F);
  view().select(node("cause"));
  key(Qt::Key_H);
  QVERIFY(rules().focus == node("left") && rules().hiddenServices.size() == 1);
  key(Qt::Key_Escape);
  QVERIFY(rules().focus == node("left") && rules().hiddenServices.empty());
  key(Qt::Key_Escape);
  QVERIFY(rules() == Visibility{});
  // What was lifted in another order.
  Visibility both;
  both.onlyErrors = true;
  both.focus = node("left");
  view().setVisibility(both);
  both.focus = kNoNode;
  view().setVisibility(both);
  key(Qt::Key_Escape);
  QVERIFY(rules() == Visibility{});
}

void WaterfallUseTest::undoGoesBackStepByStep() {
  view().select(node("cause"));
  key(Qt::Key_H);
  m_page->actions().onlyErrors->trigger();
  m_page->actions().showAll->trigger();
  QVERIFY(rules() == Visibility{});
  key(Qt::Key_Z, Qt::ControlModifier);
  QVERIFY(rules().onlyErrors && rules().hiddenServices.size() == 1);
  key(Qt::Key_Z, Qt::ControlModifier);
  QVERIFY(!rules().onlyErrors && rules().hiddenServices.size() == 1);
  key(Qt::Key_Z, Qt::ControlModifier);
  QVERIFY(rules() == Visibility{});
}

void WaterfallUseTest::undoIsTheWindowsWhereThereIsNothing() {
  QAction undo;
  undo.setShortcut(QKeySequence::Undo);
  m_page->addAction(&undo);
  QSignalSpy undone(&undo, &QAction::triggered);
  key(Qt::Key_Z, Qt::ControlModifier);
  QCOMPARE(undone.count(), 1);
  m_page->actions().onlyErrors->trigger();
  key(Qt::Key_Z, Qt::ControlModifier);
  QCOMPARE(undone.count(), 1);
  QVERIFY(rules() == Visibility{});
}

void WaterfallUseTest::shiftHShowsAll() {
  view().select(node("cause"));
  key(Qt::Key_H);
  QVERIFY(rules() != Visibility{});
  key(Qt::Key_H, Qt::ShiftModifier);
  QVERIFY(rules() == Visibility{});
}

void WaterfallUseTest::theFirstErrorIsTheDeepest() {
  key(Qt::Key_E);
  QCOMPARE(selected(), std::string("cause"));
  key(Qt::Key_E);
  QCOMPARE(selected(), std::string("root"));
  key(Qt::Key_E);
  QCOMPARE(selected(), std::string("early"));
  m_page->setDocument(m_document);
  view().select(node("root"));
  key(Qt::Key_E);
  QCOMPARE(selected(), std::string("early"));
}

void WaterfallUseTest::anErrorIsShownWithItsChildren() {
  std::string sketch = "a root 0-100\n";
  for (int i = 0; i < 80; ++i) sketch += "  b leaf" + std::to_string(i) + " 50-60\n";
  sketch += "  c cause 61-70 error\n    d below 62-63\n";
  for (int i = 0; i < 80; ++i) sketch += "  b last" + std::to_string(i) + " 71-80\n";
  m_document = documentOf(sketch);
  m_page->setDocument(m_document);
  view().setCollapsed(node("cause"), true);
  key(Qt::Key_E);
  QCOMPARE(selected(), std::string("cause"));
  QVERIFY(!view().model().isCollapsed(node("cause")));
  const int top = view().rowRect(view().model().rowOf(node("cause"))).top();
  QVERIFY(top > view().viewport()->height() / 5 && top < view().viewport()->height() / 2);
}

void WaterfallUseTest::typingGoesToTheFirstMatch() {
  view().select(node("leaf30"));
  type("leaf");
  QCOMPARE(selected(), std::string("leaf30"));
  type("4");
  QCOMPARE(selected(), std::string("leaf40"));
  QVERIFY(m_page->findChild<FindBar*>()->edit().hasFocus());
  type("1");
  QCOMPARE(selected(), std::string("leaf41"));
}

void WaterfallUseTest::typingOpensFoldsButNoRules() {
  view().collapseAll();
  type("belo");
  QCOMPARE(selected(), std::string("below"));
  m_page->findChild<FindBar*>()->setText({});
  emit m_page->findChild<FindBar*>()->textEdited({});
  view().select(node("root"));
  Visibility visibility;
  visibility.setHidden(m_document->trace->service[node("below")], true);
  view().setVisibility(visibility);
  type("belo");
  QCOMPARE(selected(), std::string("root"));
  QVERIFY(rules() == visibility);
}

void WaterfallUseTest::aMissDimsNothing() {
  type("nowhere");
  emit m_page->findChild<FindBar*>()->hideChosen(true);
  QVERIFY(view().model().rowCount() > 60);
  for (const RowLayout& row : view().frame().rows) QVERIFY(!row.isDimmed);
}

void WaterfallUseTest::aMatchThatIsNotSeenSaysWhy() {
  auto matches = std::make_shared<SpanMatches>();
  matches->words = QStringList{"left", "tenant=blue"};
  matches->spans = {node("left")};
  view().setMatches(matches);
  const QString text = toolTipText(view().model(), {HitPart::Row, node("left"), 0}, ui::TimeZone::Utc);
  QVERIFY(text.endsWith("figures: tenant=blue"));
  QVERIFY(
      !toolTipText(view().model(), {HitPart::Row, node("root"), 0}, ui::TimeZone::Utc).contains("tenant"));
}

void WaterfallUseTest::theFieldHasRoom() {
  type("leaf");
  const QLineEdit& edit = m_page->findChild<FindBar*>()->edit();
  QTRY_VERIFY(edit.width() >= 28 * QFontMetrics(edit.font()).averageCharWidth());
}

void WaterfallUseTest::theTitleOfTheColumnGivesWay() {
  const auto width = [](const QString& text) { return kCharacter * static_cast<double>(text.size()); };
  QCOMPARE(columnTitle(200, width), QString("Service and operation"));
  QCOMPARE(columnTitle(100, width), QString("Operation"));
  QCOMPARE(columnTitle(40, width), QString());
}

void WaterfallUseTest::shortPiecesOfThePathAreNotJoined() {
  QVERIFY(joins({0, 10, 5}, {10, 10.5, 29}));
  QVERIFY(!joins({0, 0.6, 5}, {0.6, 1.4, 29}));
  QVERIFY(!joins({0, 10, 5}, {10, 20, 5}));
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::WaterfallUseTest)
#include "waterfall_use_test.moc"
