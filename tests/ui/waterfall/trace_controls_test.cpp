// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The controls around a waterfall: figures of the head, the strip of rules, find, services, skew, by mouse,
// by keyboard and for assistive technology.
#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/waterfall/fact_line.h"
#include "ui/waterfall/find_bar.h"
#include "ui/waterfall/find_in_document.h"
#include "ui/waterfall/hidden_strip.h"
#include "ui/waterfall/minimap.h"
#include "ui/waterfall/services_popup.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_header.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::waterfall {

class TraceControlsTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup() { m_page.reset(); }
  void figuresShowWhatTheyCount();
  void arrowsWalkAlongTheFigures();
  void figuresAreLeftOutFromTheRight();
  void theStartGoesThroughItsZones();
  void theStripListsRulesAndTakesThemBack();
  void theFocusShowsTheWayDown();
  void theStripCountsWhatDoesNotFit();
  void findsAtOnceAndAsks();
  void theFullAnswerReplacesTheFirst();
  void hideShowsOnlyMatches();
  void escapeEndsTheSearch();
  void servicesAreHiddenInThePopup();
  void skewIsSwitched();
  void theMinimapWorksByKeys();
  void everythingHasAName();

 private:
  FactButton* fact(const QString& text) {
    for (FactButton* button : m_page->findChildren<FactButton*>()) {
      if (button->text().contains(text) && !button->isHidden()) return button;
    }
    return nullptr;
  }
  void type(const QString& text) {
    m_page->find();
    QTest::keyClicks(&bar().edit(), text);
  }
  FindBar& bar() { return *m_page->findChild<FindBar*>(); }
  WaterfallView& view() { return m_page->waterfall(); }
  const WaterfallModel& model() { return view().model(); }
  NodeIndex node(std::string_view name) { return test::spanNamed(*m_document->trace, name); }

  std::unique_ptr<ui::Look> m_look;
  std::shared_ptr<const TraceDocument> m_document;
  std::unique_ptr<TracePage> m_page;
};

void TraceControlsTest::init() {
  // The server's clock is 30 ms behind its caller's.
  m_document = documentOf(R"(a root 0-100 error
  a call 40-90 client
    b served 10-50 server
      b query 20-30 error
  c other 60-90
d orphan 20-30 missing
)");
  m_look = std::make_unique<ui::Look>();
  m_page = std::make_unique<TracePage>(*m_look);
  m_page->resize(1400, 700);
  m_page->setDocument(m_document);
  m_page->show();
  QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
  view().setFocus();
}

void TraceControlsTest::figuresShowWhatTheyCount() {
  view().setWindow({10e6, 20e6});
  QTest::mouseClick(fact("total"), Qt::LeftButton);
  QVERIFY(!view().isZoomed());
  view().collapseAll();
  QTest::mouseClick(fact("6 spans"), Qt::LeftButton);
  QCOMPARE(model().visibleSpans(), 6U);
  QTest::mouseClick(fact("depth"), Qt::LeftButton);
  QCOMPARE(model().selected(), node("query"));
  QTest::mouseClick(fact("2 errors"), Qt::LeftButton);
  QCOMPARE(model().selected(), node("root"));
  QTest::mouseClick(fact("missing"), Qt::LeftButton);
  QVERIFY(m_document->isPlaceholder(model().selected()));
}

void TraceControlsTest::arrowsWalkAlongTheFigures() {
  FactButton* first = m_page->header().facts().buttons().front();
  first->setFocus(Qt::TabFocusReason);
  QTest::keyClick(first, Qt::Key_Right);
  QVERIFY(m_page->header().facts().buttons()[1]->hasFocus());
  QTest::keyClick(m_page->header().facts().buttons()[1], Qt::Key_Left);
  QVERIFY(first->hasFocus());
  view().setWindow({10e6, 20e6});
  QTest::keyClick(first, Qt::Key_Return);
  QVERIFY(!view().isZoomed());
}

void TraceControlsTest::figuresAreLeftOutFromTheRight() {
  m_page->resize(500, 500);
  const std::vector<FactButton*>& buttons = m_page->header().facts().buttons();
  QVERIFY(buttons.back()->isHidden());
  for (const FactButton* button : buttons) {
    QVERIFY(button->isHidden() || button->geometry().right() < m_page->header().facts().width());
  }
}

void TraceControlsTest::theStartGoesThroughItsZones() {
  m_look->setTimeZone(ui::TimeZone::Local);
  QTest::mouseClick(fact("local"), Qt::LeftButton);
  QCOMPARE(m_look->timeZone(), ui::TimeZone::Utc);
  QTest::mouseClick(fact("UTC"), Qt::LeftButton);
  FactButton* relative = m_page->header().facts().buttons()[1];
  QVERIFY(relative->text().contains("ago") || relative->text().contains("future"));
  QTest::mouseClick(relative, Qt::LeftButton);
  QCOMPARE(m_look->timeZone(), ui::TimeZone::Local);
}

void TraceControlsTest::theStripListsRulesAndTakesThemBack() {
  auto* strip = m_page->findChild<HiddenStrip*>();
  QVERIFY(strip->isHidden());
  view().select(node("query"));
  m_page->actions().hideService->trigger();
  m_page->actions().onlyErrors->trigger();
  QVERIFY(!strip->isHidden());
  QVERIFY(fact("b hidden · 2 spans") != nullptr);
  QCOMPARE(model().visibleSpans(), 1U);
  QTest::mouseClick(fact("Only errors"), Qt::LeftButton);
  QVERIFY(!model().visibility().onlyErrors);
  QVERIFY(!m_page->actions().onlyErrors->isChecked());
  QTest::mouseClick(fact("b hidden"), Qt::LeftButton);
  QVERIFY(strip->isHidden());
}

void TraceControlsTest::theFocusShowsTheWayDown() {
  view().select(node("served"));
  QTest::keyClick(&view(), Qt::Key_F);
  QCOMPARE(model().visibility().focus, node("served"));
  QVERIFY(fact("Focus: served") != nullptr);
  const std::vector<FactButton*>& way = m_page->findChild<HiddenStrip*>()->line().buttons();
  QCOMPARE(way[0]->text(), QString("root"));
  QTest::mouseClick(way[1], Qt::LeftButton);
  QCOMPARE(model().visibility().focus, node("call"));
  QTest::mouseClick(fact("Focus: call"), Qt::LeftButton);
  QCOMPARE(model().visibleSpans(), 6U);
}

void TraceControlsTest::theStripCountsWhatDoesNotFit() {
  FactLine line(*m_look);
  std::vector<Fact> facts(30);
  for (Fact& one : facts) one.text = "a rule of some length";
  line.setCountsRest(true);
  line.resize(400, 20);
  line.setFacts(facts);
  line.show();
  const auto shown = std::count_if(line.buttons().begin(), line.buttons().end(),
                                   [](const FactButton* button) { return !button->isHidden(); });
  QVERIFY(shown > 0 && shown < 6);
  line.resize(30 * 200, 20);
  QVERIFY(!line.buttons().back()->isHidden());
}

void TraceControlsTest::findsAtOnceAndAsks() {
  QTest::keyClick(&view(), Qt::Key_F, Qt::ControlModifier);
  QVERIFY(bar().edit().hasFocus());
  QTest::keyClicks(&bar().edit(), "er");
  QTRY_VERIFY(model().found().isActive());
  QCOMPARE(model().found().count(), 3U);  // served, query, other
  QVERIFY2(model().found().matches().isComplete, "nobody else searches");
  QCOMPARE(model().selected(), node("served"));  // While typing; the keyboard stays.
  QVERIFY(bar().edit().hasFocus());
  QTest::keyClick(&bar().edit(), Qt::Key_Return);
  QCOMPARE(model().selected(), node("query"));
  QTest::keyClick(&bar().edit(), Qt::Key_Return, Qt::ShiftModifier);
  QTest::keyClick(&bar().edit(), Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(model().selected(), node("other"));
}

void TraceControlsTest::theFullAnswerReplacesTheFirst() {
  QSignalSpy asked(m_page.get(), &TracePage::findRequested);
  type("er");
  QTRY_COMPARE(asked.count(), 1);
  QCOMPARE(asked[0][0].toString(), QString("er"));
  QVERIFY(!model().found().matches().isComplete);
  auto full = std::make_shared<SpanMatches>();
  full->words = splitWords("something else");
  full->spans = {node("root")};
  full->isComplete = true;
  m_page->setFindResult(full);
  QCOMPARE(model().found().count(), 3U);
  auto right = std::make_shared<SpanMatches>(*full);
  right->words = splitWords("er");
  m_page->setFindResult(right);
  QCOMPARE(model().found().count(), 1U);
  bar().edit().clear();
  emit bar().textEdited({});
  QCOMPARE(asked.last()[0].toString(), QString());
  QVERIFY(!model().found().isActive());
}

void TraceControlsTest::hideShowsOnlyMatches() {
  type("query");
  QTRY_VERIFY(model().found().isActive());
  emit bar().hideChosen(true);
  QCOMPARE(model().visibleSpans(), 4U);
  QTest::mouseClick(fact("Only what was found"), Qt::LeftButton);
  QCOMPARE(model().visibleSpans(), 6U);
  emit bar().hideChosen(true);
  view().select(node("other"));
  QVERIFY2(!model().visibility().onlyMatches, "what is gone to is shown");
}

void TraceControlsTest::escapeEndsTheSearch() {
  type("query");
  QTRY_VERIFY(model().found().isActive());
  QTest::keyClick(&bar().edit(), Qt::Key_Escape);
  QVERIFY(!model().found().isActive());
  QTest::keyClick(&bar().edit(), Qt::Key_Escape);
  QVERIFY(view().hasFocus());
}

void TraceControlsTest::servicesAreHiddenInThePopup() {
  QTest::mouseClick(fact("4 services"), Qt::LeftButton);
  auto* popup = m_page->findChild<ServicesPopup*>();
  QVERIFY(popup != nullptr && popup->isVisible());
  QAbstractButton* row = nullptr;
  for (QAbstractButton* one : popup->findChildren<QAbstractButton*>()) {
    if (one->accessibleName() == "c") row = one;
  }
  QVERIFY(row != nullptr && row->isChecked());
  QTest::keyClick(row, Qt::Key_Space);
  QCOMPARE(model().visibleSpans(), 5U);
  QTest::mouseClick(row, Qt::LeftButton, Qt::AltModifier);
  QCOMPARE(model().visibleSpans(), 1U);
  QVERIFY(row->isChecked());
  popup->close();
}

void TraceControlsTest::skewIsSwitched() {
  QVERIFY(!m_document->skew.services.empty());
  const Interval corrected = model().document().drawn(node("served"));
  view().select(node("served"));
  QTest::mouseClick(fact("adjusted"), Qt::LeftButton);
  QVERIFY(fact("as reported") != nullptr);
  QVERIFY(!model().document().isSkewCorrected);
  QVERIFY(model().document().drawn(node("served")) != corrected);
  QCOMPARE(model().selected(), node("served"));
  QSignalSpy wanted(m_page.get(), &TracePage::redrawRequested);
  QTest::mouseClick(fact("as reported"), Qt::LeftButton);
  QCOMPARE(wanted.count(), 1);  // Whoever listens does it, on another thread.
  m_page->setRedrawn(redrawn(*m_document, true));
  QCOMPARE(model().document().drawn(node("served")), corrected);
}

void TraceControlsTest::theMinimapWorksByKeys() {
  auto* minimap = m_page->findChild<Minimap*>();
  minimap->setFocus();
  QTest::keyClick(minimap, Qt::Key_Plus);
  QVERIFY(view().isZoomed());
  const double from = view().window().from;
  QTest::keyClick(minimap, Qt::Key_Right);
  QVERIFY(view().window().from > from);
  QAccessibleInterface* slider = QAccessible::queryAccessibleInterface(minimap);
  QCOMPARE(slider->role(), QAccessible::Slider);
  QVERIFY(slider->text(QAccessible::Value).contains(" of "));
  QTest::keyClick(minimap, Qt::Key_Home);
  QVERIFY(!view().isZoomed());
}

void TraceControlsTest::everythingHasAName() {
  view().select(node("query"));
  m_page->actions().hideService->trigger();
  for (QAbstractButton* button : m_page->findChildren<QAbstractButton*>()) {
    if (!button->isVisible()) continue;
    QAccessibleInterface* one = QAccessible::queryAccessibleInterface(button);
    QVERIFY2(!one->text(QAccessible::Name).isEmpty(), button->metaObject()->className());
  }
  for (QAction* action : m_page->actions().all()) QVERIFY(action == nullptr || !action->text().isEmpty());
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::TraceControlsTest)
#include "trace_controls_test.moc"
