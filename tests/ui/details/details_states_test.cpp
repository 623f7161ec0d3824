// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The details while finding, for several spans, among others, for huge spans, and from right to left.
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>

#include "core/query/operation_durations.h"
#include "tests/ui/details/panel_fixture.h"
#include "ui/common/search_field.h"
#include "ui/details/details_head.h"
#include "ui/details/distribution_strip.h"

namespace spanloupe::details {

class DetailsStatesTest : public PanelFixture {
  Q_OBJECT

 private slots:
  void init();
  void findingFiltersAndCounts();
  void findingGoesOnWithTheNextSpan();
  void whoReadsASpanGoesOnWhereTheyAreWhenItIsReadAgain();
  void rawJsonIsMadeWhenUnfolded();
  void severalSpansHaveTheirOwnFigures();
  void theStripTellsTheRank();
  void rightToLeftWindowsPaintToo();
  void theArrowKeysPassOverQuietHeads();
  void aNarrowPanelHasItsFiguresInTwoRows();
  void theMenuCopiesValueKeyAndJson();
};

namespace {

const std::string kStack =
    "E: m\n\tat com.acme.A.a(A.java:1)\n\tat okhttp3.B.b(B.java:2)\n\tat java.net.C.c(C.java:3)\n";

std::shared_ptr<const query::DurationDistribution> distribution(
    std::initializer_list<std::int64_t> durations) {
  auto made = std::make_shared<query::DurationDistribution>();
  for (const std::int64_t duration : durations) made->add(duration, false);
  made->finish();
  return made;
}

}  // namespace

void DetailsStatesTest::init() {
  m_panel = std::make_unique<DetailsPanel>(m_look);
  m_panel->resize(408, 900);
}

void DetailsStatesTest::findingFiltersAndCounts() {
  m_panel->show(DetailsBuilder().text("http.route", "/cart").text("size", "7").build());
  expose();
  view().setFocus();
  QTest::keyClick(&view(), Qt::Key_F, Qt::ControlModifier);
  QVERIFY(m_panel->search().isVisible());
  QTest::keyClicks(&m_panel->search().edit(), "CART");
  QCOMPARE(view().matches(), std::size_t{1});
  QCOMPARE(view().itemCount(), 2);
  QTest::keyClick(&m_panel->search().edit(), Qt::Key_Escape);
  QVERIFY(view().itemCount() > 2);
  QTest::keyClick(&m_panel->search().edit(), Qt::Key_Escape);
  QVERIFY(!m_panel->search().isVisible());
}

void DetailsStatesTest::findingGoesOnWithTheNextSpan() {
  m_panel->show(DetailsBuilder().text("http.route", "/cart").build());
  expose();
  m_panel->toggleSearch();
  QTest::keyClicks(&m_panel->search().edit(), "route");
  m_panel->show(DetailsBuilder().text("a", "1").text("http.route", "/pay").text("my.route", "2").build());
  QCOMPARE(view().matches(), std::size_t{2});
  m_panel->toggleSearch();
  QCOMPARE(view().matches(), std::size_t{0});
}

void DetailsStatesTest::whoReadsASpanGoesOnWhereTheyAreWhenItIsReadAgain() {
  const auto made = [](const char* name) {
    DetailsBuilder builder;
    for (int i = 0; i < 60; ++i) builder.text("key." + std::to_string(i), name);
    return builder.build();
  };
  m_panel->resize(408, 400);
  m_panel->show(made("a"));
  expose();
  view().setCurrentItem(40);
  const int scroll = view().verticalScrollBar()->value();
  QVERIFY(scroll > 0);
  m_panel->show(made("a"));
  QCOMPARE(view().currentItem(), 40);
  QCOMPARE(view().verticalScrollBar()->value(), scroll);
  // Another one begins at its top.
  m_panel->show(DetailsBuilder().text("key", "b").build());
  QCOMPARE(view().verticalScrollBar()->value(), 0);
}

void DetailsStatesTest::rawJsonIsMadeWhenUnfolded() {
  m_panel->show(DetailsBuilder().text("a", "1").build());
  expose();
  view().setCurrentItem(view().itemCount() - 1);
  QVERIFY(layoutOf(view().currentItem()).isSection);
  QTest::keyClick(&view(), Qt::Key_Return);
  const int raw = view().currentItem() + 1;
  QVERIFY(layoutOf(raw).isLine());
  QCOMPARE(view().lineOf(layoutOf(raw + 1)), QString("\"resourceSpans\": ["));
  view().setCurrentItem(raw);
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("\"stringValue\": \"1\"")));
}

void DetailsStatesTest::severalSpansHaveTheirOwnFigures() {
  const auto one = DetailsBuilder().text("k", "v").build();
  const std::vector<SeveralInput> inputs{
      {Duration(0), Duration(5'000'000), Duration(1), "cart", "GET", true},
      {Duration(0), Duration(7'000'000), Duration(1), "cart", "PUT", false}};
  const std::vector<SpanRecord> records{one->record, one->record};
  m_panel->setSeveral(summarizeSeveral(inputs, records));
  expose();
  QVERIFY(m_panel->shown() == nullptr);
  QVERIFY(!m_panel->distribution().isVisible());
  QVERIFY(indexOf(ItemKind::KeyValue, "k") > 0);
  m_panel->grab();
  m_panel->show(one);
  QVERIFY(indexOf(ItemKind::KeyValue, "k") > 0);
}

void DetailsStatesTest::theStripTellsTheRank() {
  m_panel->show(DetailsBuilder().text("a", "1").build());  // It took 10 ms.
  expose();
  m_panel->setDistribution(distribution({1'000'000, 5'000'000, 10'000'000, 90'000'000, 95'000'000}));
  QCOMPARE(m_panel->distribution().text(), QString::fromUtf8("10.0\u202fms · p50 of 5"));
  QVERIFY(m_panel->distribution().isVisible());
  m_panel->grab();
  m_panel->show(DetailsBuilder().text("b", "1").build());
  QVERIFY(m_panel->distribution().isCounting());
  m_panel->grab();
  m_panel->setDistribution(distribution({10'000'000}));
  QVERIFY(!m_panel->distribution().isCounting());
  QCOMPARE(m_panel->distribution().text(), QString("The only span of this operation in the session"));
  m_panel->setDistribution(nullptr);
  QVERIFY(!m_panel->distribution().isVisible());
}

void DetailsStatesTest::rightToLeftWindowsPaintToo() {
  m_panel->setLayoutDirection(Qt::RightToLeft);
  m_panel->show(
      DetailsBuilder().text("url.full", "https://shop.example/").exception("E", "m", kStack).build());
  expose();
  clickAt(layoutOf(indexOf(ItemKind::StackFold)).valueRect.center());
  QVERIFY(indexOf(ItemKind::StackText, "B.b") > 0);
  m_panel->grab();
}

void DetailsStatesTest::theArrowKeysPassOverQuietHeads() {
  DetailsBuilder builder;
  for (int i = 0; i < 20; ++i) builder.text((i < 10 ? "a.k" : "b.k") + std::to_string(i), "v");
  m_panel->show(builder.build());
  expose();
  const int head = indexOf(ItemKind::Group, "b");
  QVERIFY(head > 0);
  view().setCurrentItem(head - 1);
  QTest::keyClick(&view(), Qt::Key_Down);
  QCOMPARE(view().currentItem(), head + 1);
  QTest::keyClick(&view(), Qt::Key_Up);
  QCOMPARE(view().currentItem(), head - 1);
}

void DetailsStatesTest::aNarrowPanelHasItsFiguresInTwoRows() {
  m_panel->show(DetailsBuilder().text("a", "1").build());
  expose();
  const auto* head = m_panel->findChild<DetailsHead*>();
  const int wide = head->height();
  m_panel->setFixedWidth(m_look.measures().px(230));
  QTRY_VERIFY(head->height() >= wide + 2 * m_look.measures().H);
  m_panel->setFixedWidth(600);
  QTRY_COMPARE(head->height(), wide);
}

void DetailsStatesTest::theMenuCopiesValueKeyAndJson() {
  m_panel->show(DetailsBuilder().text("http.route", "/cart").build());
  expose();
  const int item = indexOf(ItemKind::KeyValue, "http.route");
  const auto choose = [&](const QString& name) {
    QTimer::singleShot(0, &view(), [name] {
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      if (menu == nullptr) return;
      for (QAction* action : menu->actions())
        if (action->text() == name) action->trigger();
      menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, view().itemRect(item).center(),
                            view().viewport()->mapToGlobal(view().itemRect(item).center()));
    QCoreApplication::sendEvent(view().viewport(), &event);
    return QGuiApplication::clipboard()->text();
  };
  QCOMPARE(choose("Copy value"), QString("/cart"));
  QCOMPARE(choose("Copy key = value"), QString("http.route = /cart"));
  QCOMPARE(choose("Copy as JSON"), QString("\"http.route\": \"/cart\""));
  QVERIFY(choose("Copy the whole span as JSON").contains(QLatin1String("\"resourceSpans\"")));
}

}  // namespace spanloupe::details

QTEST_MAIN(spanloupe::details::DetailsStatesTest)
#include "details_states_test.moc"
