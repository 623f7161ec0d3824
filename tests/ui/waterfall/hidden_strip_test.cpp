// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the strip of what is hidden stands, what it counts, and how rows make room for it.
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/common/controls.h"
#include "ui/waterfall/hidden_strip.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::waterfall {

class HiddenStripTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup() { m_page.reset(); }
  void standsBetweenHeaderAndRows();
  void countsWhatIsHidden();
  void clicksBesideItsButtonsDoNothing();
  void showAllTakesEnter();
  void theDepthOfRowsIsSaid();

 private:
  [[nodiscard]] WaterfallView& view() { return m_page->waterfall(); }
  [[nodiscard]] HiddenStrip& strip() { return *m_page->findChild<HiddenStrip*>(); }
  [[nodiscard]] FactButton* button(const QString& text) {
    for (FactButton* one : m_page->findChildren<FactButton*>())
      if (one->text() == text && !one->isHidden()) return one;
    return nullptr;
  }
  void setOnlyErrors() {
    Visibility rules;
    rules.onlyErrors = true;
    view().setVisibility(rules);
  }

  std::unique_ptr<ui::Look> m_look;
  std::unique_ptr<TracePage> m_page;
};

void HiddenStripTest::init() {
  m_look = std::make_unique<ui::Look>();
  m_page = std::make_unique<TracePage>(*m_look);
  m_page->resize(1200, 700);
  m_page->setDocument(documentOf("a root 0-100\n  a one 10-20 error\n  b two 30-40\n    b three 31-32\n"));
  m_page->show();
  QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void HiddenStripTest::standsBetweenHeaderAndRows() {
  const QRect before = view().rowRect(0);
  setOnlyErrors();
  QVERIFY(strip().isVisible());
  QCOMPARE(strip().parentWidget(), view().viewport());
  QCOMPARE(strip().geometry().top(), before.top());
  QCOMPARE(strip().height(), m_look->measures().H + 4);
  QCOMPARE(strip().width(), view().viewport()->width());
  QCOMPARE(view().rowRect(0).top(), before.top() + strip().height());
  // What is painted and what is hit move along.
  QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, QPoint(200, view().rowRect(1).center().y()));
  QCOMPARE(view().model().selected(), view().model().nodeAt(1));
  view().setVisibility({});
  QVERIFY(strip().isHidden());
  QCOMPARE(view().rowRect(0), before);
}

void HiddenStripTest::countsWhatIsHidden() {
  setOnlyErrors();
  QCOMPARE(strip().accessibleDescription(), QString("2 spans hidden"));
  QVERIFY(button("Only errors") != nullptr);
}

void HiddenStripTest::clicksBesideItsButtonsDoNothing() {
  setOnlyErrors();
  QTest::mouseClick(&strip(), Qt::LeftButton, {}, QPoint(strip().width() / 2, 5));
  QCOMPARE(view().model().selected(), kNoNode);
  QVERIFY(!view().range());
}

void HiddenStripTest::showAllTakesEnter() {
  setOnlyErrors();
  FactButton* all = button("Show all");
  all->setFocus(Qt::TabFocusReason);
  QTest::keyClick(all, Qt::Key_Return);
  QCOMPARE(view().model().visibility(), Visibility{});
  QVERIFY(view().hasFocus());
}

void HiddenStripTest::theDepthOfRowsIsSaid() {
  const auto says = [this](const QString& text) {
    const auto buttons = m_page->findChildren<ui::Button*>();
    return std::any_of(buttons.begin(), buttons.end(), [&](ui::Button* one) { return one->text() == text; });
  };
  QVERIFY(says("Depth 3"));
  view().expandToDepth(1);
  QVERIFY(says("Depth 2"));
  view().collapseAll();
  QVERIFY(says("Depth 1"));
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::HiddenStripTest)
#include "hidden_strip_test.moc"
