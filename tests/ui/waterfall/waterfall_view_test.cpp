// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel, keys and accessibility of the waterfall on an offscreen window.
#include <QAccessible>
#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/common/look.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

class WaterfallViewTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup() { m_view.reset(); }
  void clickSelects();
  void arrowsMoveTheSelection();
  void leftAndRightWalkTheTree();
  void expanderCollapses();
  void letterKeysZoomAndPan();
  void homeUndoesTheZoomFirst();
  void wheelZoomsAroundThePointer();
  void dragMarksARangeThatEnterZoomsTo();
  void escapeEndsARange();
  void doubleClickZoomsToTheSpan();
  void enterZoomsToTheSpan();
  void nextErrorRevealsAndSelects();
  void columnEdgeResizesTheTree();
  void rowsAreAccessible();
  void paintsInBothThemes();
  void withoutADocumentNothingHappens();

 private:
  /// In viewport coordinates.
  QPoint barCentre(std::string_view name);
  void key(int key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);
  }
  [[nodiscard]] NodeIndex node(std::string_view name) const {
    return test::spanNamed(*m_document->trace, name);
  }
  [[nodiscard]] std::string selected() const {
    return test::nameOf(*m_document->trace, m_view->model().selected());
  }

  ui::Look m_look;
  std::shared_ptr<const TraceDocument> m_document;
  std::unique_ptr<WaterfallView> m_view;
};

void WaterfallViewTest::init() {
  m_document = documentOf(R"(a root 0-100
  a left 10-40
    b leaf1 12-20 error
    b leaf2 22-30
  c right 50-90
)");
  m_look.addServices({"a", "b", "c"});
  m_view = std::make_unique<WaterfallView>(m_look);
  m_view->resize(1200, 400);
  m_view->setDocument(m_document);
  m_view->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

QPoint WaterfallViewTest::barCentre(std::string_view name) {
  const RowIndex row = m_view->model().rowOf(node(name));
  for (const RowLayout& one : m_view->frame().rows) {
    if (one.row == row) return {static_cast<int>(one.bar.center().x()), m_view->rowRect(row).center().y()};
  }
  return {};
}

void WaterfallViewTest::clickSelects() {
  QSignalSpy spy(m_view.get(), &WaterfallView::spanSelected);
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(200, m_view->rowRect(2).center().y()));
  QCOMPARE(selected(), std::string("leaf1"));
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, barCentre("right"));
  QCOMPARE(selected(), std::string("right"));
  QCOMPARE(spy.count(), 2);
  QCOMPARE(spy.last().first().value<SpanIndex>(), node("right"));
}

void WaterfallViewTest::arrowsMoveTheSelection() {
  key(Qt::Key_Down);
  QCOMPARE(selected(), std::string("root"));
  key(Qt::Key_Down);
  QCOMPARE(selected(), std::string("left"));
  key(Qt::Key_End);
  QCOMPARE(selected(), std::string("right"));
  key(Qt::Key_Up);
  QCOMPARE(selected(), std::string("leaf2"));
  key(Qt::Key_PageUp);
  QCOMPARE(selected(), std::string("root"));
}

void WaterfallViewTest::leftAndRightWalkTheTree() {
  m_view->select(node("leaf2"));
  key(Qt::Key_Left);
  QCOMPARE(selected(), std::string("left"));
  key(Qt::Key_Left);
  QVERIFY(m_view->model().isCollapsed(node("left")));
  key(Qt::Key_Right);
  QVERIFY(!m_view->model().isCollapsed(node("left")));
  key(Qt::Key_Right);
  QCOMPARE(selected(), std::string("leaf1"));
  m_view->select(node("root"));
  m_view->collapseAll();
  key(Qt::Key_Asterisk);
  QCOMPARE(m_view->model().rowCount(), RowIndex{5});
}

void WaterfallViewTest::expanderCollapses() {
  m_view->select(node("leaf1"));
  const QRectF expander = m_view->frame().rows[1].expander;
  const QPoint at(static_cast<int>(expander.center().x()), m_view->rowRect(1).center().y());
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at);
  QVERIFY(m_view->model().isCollapsed(node("left")));
  // What was selected is hidden now; its parent takes over.
  QCOMPARE(selected(), std::string("left"));
}

void WaterfallViewTest::letterKeysZoomAndPan() {
  key(Qt::Key_W);
  key(Qt::Key_W);
  const TimeWindow zoomedIn = m_view->window();
  QVERIFY(zoomedIn.to - zoomedIn.from < 100e6);
  key(Qt::Key_D);
  QVERIFY(m_view->window().from > zoomedIn.from);
  key(Qt::Key_A);
  QCOMPARE(m_view->window().from, zoomedIn.from);
  key(Qt::Key_S);
  key(Qt::Key_S);
  QCOMPARE(m_view->window(), (TimeWindow{0, 100e6}));
  key(Qt::Key_Plus);
  key(Qt::Key_0);
  QCOMPARE(m_view->window(), (TimeWindow{0, 100e6}));
}

void WaterfallViewTest::homeUndoesTheZoomFirst() {
  m_view->select(node("right"));
  key(Qt::Key_Plus);
  key(Qt::Key_Home);
  QCOMPARE(m_view->window(), (TimeWindow{0, 100e6}));
  QCOMPARE(selected(), std::string("right"));
  key(Qt::Key_Home);
  QCOMPARE(selected(), std::string("root"));
}

void WaterfallViewTest::wheelZoomsAroundThePointer() {
  const QPoint at = barCentre("left");
  const double before = m_view->frame().scale.time(at.x());
  QWheelEvent wheel(at, m_view->viewport()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::ControlModifier,
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(m_view->viewport(), &wheel);
  QVERIFY(m_view->window().to - m_view->window().from < 100e6);
  QVERIFY(std::abs(m_view->frame().scale.time(at.x()) - before) < 1);
  const double from = m_view->window().from;
  QWheelEvent sideways(at, m_view->viewport()->mapToGlobal(at), {}, {0, -120}, Qt::NoButton,
                       Qt::ShiftModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(m_view->viewport(), &sideways);
  QVERIFY(m_view->window().from > from);
}

void WaterfallViewTest::dragMarksARangeThatEnterZoomsTo() {
  const TimeScale scale = m_view->frame().scale;
  const QPoint from(static_cast<int>(scale.x(20e6)), 300);
  const QPoint to(static_cast<int>(scale.x(60e6)), 300);
  QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, from);
  QTest::mouseMove(m_view->viewport(), (from + to) / 2);
  QTest::mouseMove(m_view->viewport(), to);
  QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, to);
  QCOMPARE(m_view->window(), (TimeWindow{0, 100e6}));
  QVERIFY(m_view->range().has_value());
  key(Qt::Key_Return);
  QVERIFY(!m_view->range());
  QVERIFY(std::abs(m_view->window().from - 20e6) < 0.5e6);
  QVERIFY(std::abs(m_view->window().to - 60e6) < 0.5e6);
}

void WaterfallViewTest::escapeEndsARange() {
  QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, QPoint(600, 300));
  QTest::mouseMove(m_view->viewport(), QPoint(800, 300));
  key(Qt::Key_Escape);
  QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, QPoint(800, 300));
  QVERIFY(!m_view->range());
  QCOMPARE(m_view->window(), (TimeWindow{0, 100e6}));
}

void WaterfallViewTest::doubleClickZoomsToTheSpan() {
  QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, barCentre("right"));
  QVERIFY(m_view->window().from < 50e6 && m_view->window().from > 45e6);
  QVERIFY(m_view->window().to > 90e6 && m_view->window().to < 95e6);
  m_view->resetZoom();
  const QRect name = m_view->rowRect(m_view->model().rowOf(node("left")));
  QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(200, name.center().y()));
  QVERIFY(m_view->window().from > 5e6 && m_view->window().to < 45e6);
  QVERIFY(!m_view->model().isCollapsed(node("left")));
}

void WaterfallViewTest::enterZoomsToTheSpan() {
  QSignalSpy activated(m_view.get(), &WaterfallView::spanActivated);
  for (const int one : {Qt::Key_Return, Qt::Key_Enter}) {
    m_view->select(node("right"));
    m_view->resetZoom();
    key(one);
    QVERIFY(m_view->window().from < 50e6 && m_view->window().from > 45e6);
    QVERIFY(m_view->window().to > 90e6 && m_view->window().to < 95e6);
  }
  QCOMPARE(activated.count(), 2);
}

void WaterfallViewTest::nextErrorRevealsAndSelects() {
  m_view->collapseAll();
  m_view->setWindow({50e6, 60e6});
  key(Qt::Key_E);
  QCOMPARE(selected(), std::string("leaf1"));
  QVERIFY(m_view->window().from < 20e6);
  QSignalSpy shown(m_view.get(), &WaterfallView::criticalChanged);
  key(Qt::Key_C);
  QVERIFY(m_view->showsCritical());
  QCOMPARE(shown.count(), 1);
}

void WaterfallViewTest::columnEdgeResizesTheTree() {
  const QPoint edge(m_view->treeWidth(), 200);
  QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, edge);
  QTest::mouseMove(m_view->viewport(), QPoint(300, 200));
  QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, QPoint(300, 200));
  QCOMPARE(m_view->treeWidth(), 300);
  m_view->setTreeWidth(10);
  QCOMPARE(m_view->treeWidth(), 240);
  m_view->setTreeWidth(5000);
  QVERIFY(m_view->treeWidth() <= 1200 * 0.6);
}

void WaterfallViewTest::rowsAreAccessible() {
  QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(m_view.get());
  QVERIFY(tree != nullptr);
  QCOMPARE(tree->role(), QAccessible::Tree);
  QCOMPARE(tree->childCount(), 5);
  QAccessibleInterface* row = tree->child(2);
  QCOMPARE(row->text(QAccessible::Name), QString("b leaf1"));
  QCOMPARE(row->text(QAccessible::Value), QString("8.00\u202fms, error"));
  QCOMPARE(tree->indexOfChild(row), 2);
  QVERIFY(tree->child(1)->state().expanded);
  row->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(selected(), std::string("leaf1"));
  QVERIFY(row->state().selected);
  tree->child(1)->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
  QCOMPARE(tree->childCount(), 3);
}

void WaterfallViewTest::paintsInBothThemes() {
  m_view->setShowCritical(true);
  m_view->select(node("leaf1"));
  const QImage light = m_view->viewport()->grab().toImage();
  m_look.setMode(ui::Look::Mode::Dark);
  const QImage dark = m_view->viewport()->grab().toImage();
  QVERIFY(light != dark);
  const QPoint blank(light.width() - 4, light.height() - 4);
  QCOMPARE(light.pixelColor(blank), ui::Theme::light().surface);
  QCOMPARE(dark.pixelColor(blank), ui::Theme::dark().surface);
  m_look.setMode(ui::Look::Mode::Light);
}

void WaterfallViewTest::withoutADocumentNothingHappens() {
  m_view->setDocument(nullptr);
  for (const int one : {Qt::Key_Down, Qt::Key_Left, Qt::Key_W, Qt::Key_E, Qt::Key_Home, Qt::Key_C}) key(one);
  m_view->expandAll();
  m_view->select(0);
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(700, 100));
  m_view->viewport()->grab();
  QCOMPARE(m_view->model().rowCount(), RowIndex{0});
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::WaterfallViewTest)
#include "waterfall_view_test.moc"
