// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Getting around in a waterfall: several rows at once, repeated ancestors, names scrolled sideways, ranges,
// the history of zooms, and a search that dims.
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/common/look.h"
#include "ui/waterfall/range_card.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

class WaterfallNavigationTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup() { m_view.reset(); }
  void shiftAndControlSelectSeveral();
  void escapeReducesTheSelection();
  void keysGoToParentsAndSiblings();
  void ancestorsAreRepeatedAtTheTop();
  void aClickOnARepeatedAncestorGoesThere();
  void whatIsSelectedIsNotCovered();
  void namesScrollSideways();
  void altArrowsWalkTheZooms();
  void zOnSeveralShowsThemAll();
  void aDoubleClickInTheRangeZooms();
  void aRangeFollowsTheZoom();
  void theCardDropsTheRange();
  void aSearchDimsAndMarks();
  void goingToAMatchOpensTheWay();
  void theCountUnfoldsOnAClick();

 private:
  void key(int key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);
  }
  void click(RowIndex row, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers,
                      QPoint(200, m_view->rowRect(row).center().y()));
  }
  void mark(double from, double to);
  [[nodiscard]] NodeIndex node(std::string_view name) const {
    return test::spanNamed(*m_document->trace, name);
  }
  [[nodiscard]] std::string selected() const {
    return test::nameOf(*m_document->trace, m_view->model().selected());
  }
  [[nodiscard]] const RowLayout& row(std::string_view name) {
    for (const RowLayout& one : m_view->frame().rows) {
      if (one.node == node(name)) return one;
    }
    qFatal("no such row");
  }

  ui::Look m_look;
  std::shared_ptr<const TraceDocument> m_document;
  std::unique_ptr<WaterfallView> m_view;
};

void WaterfallNavigationTest::init() {
  std::string sketch = "a root 0-100\n  a left 10-40\n    b deep 12-40\n      b deeper 13-39\n";
  for (int i = 0; i < 40; ++i) sketch += "        b leaf" + std::to_string(i) + " 14-20\n";
  sketch +=
      "  c right 50-90\n  c last_with_a_name_that_is_much_longer_than_the_column_is_wide_and_goes_on 91-92\n";
  m_document = documentOf(sketch);
  m_view = std::make_unique<WaterfallView>(m_look);
  m_view->resize(1200, 400);
  m_view->setDocument(m_document);
  m_view->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void WaterfallNavigationTest::mark(double from, double to) {
  const TimeScale scale = m_view->frame().scale;
  const QPoint a(static_cast<int>(scale.x(from)), 300);
  const QPoint b(static_cast<int>(scale.x(to)), 300);
  QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, a);
  QTest::mouseMove(m_view->viewport(), (a + b) / 2);
  QTest::mouseMove(m_view->viewport(), b);
  QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, b);
}

void WaterfallNavigationTest::shiftAndControlSelectSeveral() {
  QSignalSpy spy(m_view.get(), &WaterfallView::selectionChanged);
  click(1);
  click(4, Qt::ShiftModifier);
  QCOMPARE(m_view->model().selection().count(), std::size_t{4});
  click(6, Qt::ControlModifier);
  QCOMPARE(m_view->model().selection().count(), std::size_t{5});
  QCOMPARE(selected(), std::string("leaf2"));
  click(6, Qt::ControlModifier);
  QCOMPARE(spy.last().first().value<std::vector<SpanIndex>>().size(), std::size_t{4});
  m_view->select(node("leaf0"));
  key(Qt::Key_Down, Qt::ShiftModifier);
  key(Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(m_view->model().selection().count(), std::size_t{3});
  key(Qt::Key_Up, Qt::ShiftModifier);
  QCOMPARE(m_view->model().selection().count(), std::size_t{2});
  QVERIFY(row("leaf0").isSelected && row("leaf1").isSelected && !row("leaf2").isSelected);
}

void WaterfallNavigationTest::escapeReducesTheSelection() {
  m_view->select(node("left"));
  key(Qt::Key_A, Qt::ControlModifier);
  QCOMPARE(m_view->model().selection().count(), m_document->spanCount());
  QCOMPARE(selected(), std::string("left"));
  key(Qt::Key_Escape);
  QCOMPARE(m_view->model().selection().count(), std::size_t{1});
}

void WaterfallNavigationTest::keysGoToParentsAndSiblings() {
  m_view->select(node("leaf3"));
  key(Qt::Key_N);
  QCOMPARE(selected(), std::string("leaf4"));
  key(Qt::Key_P);
  key(Qt::Key_P);
  QCOMPARE(selected(), std::string("leaf2"));
  key(Qt::Key_Backspace);
  QCOMPARE(selected(), std::string("deeper"));
  key(Qt::Key_N);
  QCOMPARE(selected(), std::string("deeper"));
}

void WaterfallNavigationTest::ancestorsAreRepeatedAtTheTop() {
  QVERIFY(m_view->frame().sticky.empty());
  m_view->verticalScrollBar()->setValue(20 * 24);
  const std::vector<RowLayout>& sticky = m_view->frame().sticky;
  QCOMPARE(sticky.size(), std::size_t{3});
  QCOMPARE(sticky[0].node, node("left"));
  QCOMPARE(sticky[2].node, node("deeper"));
  QCOMPARE(sticky[0].rect.top(), 0.0);
  QCOMPARE(sticky[2].rect.bottom(), 3 * sticky[0].rect.height());
  QVERIFY(m_view->viewport()->grab().toImage().width() > 0);
}

void WaterfallNavigationTest::aClickOnARepeatedAncestorGoesThere() {
  m_view->verticalScrollBar()->setValue(20 * 24);
  const QRectF rect = m_view->frame().sticky[1].rect;
  const int top = m_view->rowRect(0).top() + m_view->verticalScrollBar()->value();
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                    QPoint(200, top + static_cast<int>(rect.center().y())));
  QCOMPARE(selected(), std::string("deep"));
  QVERIFY(m_view->viewport()->rect().contains(m_view->rowRect(m_view->model().rowOf(node("deep")))));
}

void WaterfallNavigationTest::whatIsSelectedIsNotCovered() {
  for (int i = 39; i >= 0; --i) {
    m_view->select(node("leaf" + std::to_string(i)));
    const std::vector<RowLayout>& sticky = m_view->frame().sticky;
    const double covered = sticky.empty() ? 0 : sticky.back().rect.bottom();
    QVERIFY(row("leaf" + std::to_string(i)).rect.top() >= covered);
  }
}

void WaterfallNavigationTest::namesScrollSideways() {
  m_view->select(node("right"));
  key(Qt::Key_End);
  const double before = m_view->frame().rows.back().nameRect.left();
  QVERIFY(m_view->frame().nameOverflow > 0);
  const QPoint at(100, 200);
  QWheelEvent wheel(at, m_view->viewport()->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::ShiftModifier,
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(m_view->viewport(), &wheel);
  QCOMPARE(m_view->window(), (TimeWindow{0, 100e6}));
  QVERIFY(m_view->frame().rows.back().nameRect.left() < before);
  key(Qt::Key_Right, Qt::ControlModifier);
  key(Qt::Key_Right, Qt::ControlModifier);
  const RowLayout& row = m_view->frame().rows.back();
  QVERIFY(row.nameRect.right() <= m_view->treeWidth());
  for (int i = 0; i < 20; ++i) key(Qt::Key_Left, Qt::ControlModifier);
  QCOMPARE(m_view->frame().rows.back().nameRect.left(), before);
}

void WaterfallNavigationTest::altArrowsWalkTheZooms() {
  m_view->setWindow({10e6, 50e6});
  m_view->setWindow({20e6, 30e6});
  key(Qt::Key_Left, Qt::AltModifier);
  QCOMPARE(m_view->window(), (TimeWindow{10e6, 50e6}));
  key(Qt::Key_Left, Qt::AltModifier);
  QCOMPARE(m_view->window(), (TimeWindow{0, 100e6}));
  key(Qt::Key_Right, Qt::AltModifier);
  QCOMPARE(m_view->window(), (TimeWindow{10e6, 50e6}));
}

void WaterfallNavigationTest::zOnSeveralShowsThemAll() {
  m_view->select(node("left"));
  m_view->toggleSelected(node("right"));
  key(Qt::Key_Z);
  QVERIFY(m_view->window().from < 10e6 && m_view->window().from > 5e6);
  QVERIFY(m_view->window().to > 90e6 && m_view->window().to < 96e6);
}

void WaterfallNavigationTest::aDoubleClickInTheRangeZooms() {
  mark(20e6, 60e6);
  const double x = m_view->frame().scale.x(40e6);
  QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(static_cast<int>(x), 300));
  QVERIFY(std::abs(m_view->window().from - 20e6) < 0.5e6);
  QVERIFY(!m_view->range());
}

void WaterfallNavigationTest::aRangeFollowsTheZoom() {
  mark(20e6, 60e6);
  const TimeWindow range = *m_view->range();
  key(Qt::Key_W);
  QCOMPARE(*m_view->range(), range);
  key(Qt::Key_Escape);
  QVERIFY(!m_view->range());
}

void WaterfallNavigationTest::theCardDropsTheRange() {
  auto* card = m_view->findChild<RangeCard*>();
  QVERIFY(card->isHidden());
  mark(20e6, 60e6);
  QVERIFY(!card->isHidden());
  QVERIFY(card->geometry().left() > m_view->treeWidth());
  emit card->dropRequested();
  QVERIFY(card->isHidden() && !m_view->range());
}

void WaterfallNavigationTest::aSearchDimsAndMarks() {
  auto matches = std::make_shared<SpanMatches>();
  matches->words = QStringList{"EF"};
  matches->spans = {node("left")};
  m_view->setMatches(matches);
  QVERIFY(row("root").isDimmed && !row("left").isDimmed);
  const Slice marked = row("left").highlights;
  QCOMPARE(marked.end - marked.begin, 1U);
  const QRectF rect = m_view->frame().highlights[marked.begin];
  QVERIFY(rect.left() > row("left").nameRect.left() && rect.right() < row("left").nameRect.right() + 0.5);
  const QImage dimmed = m_view->viewport()->grab().toImage();
  m_view->setMatches(nullptr);
  QVERIFY(!row("root").isDimmed);
  QVERIFY(m_view->viewport()->grab().toImage() != dimmed);
}

void WaterfallNavigationTest::goingToAMatchOpensTheWay() {
  auto matches = std::make_shared<SpanMatches>();
  matches->words = QStringList{"leaf"};
  matches->spans = {node("leaf7"), node("leaf30")};
  m_view->collapseAll();
  m_view->setMatches(matches);
  key(Qt::Key_F3);
  QCOMPARE(selected(), std::string("leaf7"));
  QVERIFY(m_view->model().rowOf(node("leaf7")) != kNoRow);
  key(Qt::Key_F3);
  QCOMPARE(selected(), std::string("leaf30"));
  key(Qt::Key_F3, Qt::ShiftModifier);
  QCOMPARE(selected(), std::string("leaf7"));
}

void WaterfallNavigationTest::theCountUnfoldsOnAClick() {
  m_view->collapseAll();
  QCOMPARE(m_view->model().rowCount(), RowIndex{1});
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(m_view->treeWidth() - 40, 8));
  QCOMPARE(m_view->model().rowCount(), RowIndex{46});
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::WaterfallNavigationTest)
#include "waterfall_navigation_test.moc"
