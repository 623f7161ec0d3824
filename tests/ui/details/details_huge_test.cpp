// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans of any size: what the UI thread does is bounded by what is shown, the rest is done elsewhere.
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <deque>

#include "tests/ui/details/panel_fixture.h"
#include "ui/common/search_field.h"

namespace spanloupe::details {

class DetailsHugeTest : public PanelFixture {
  Q_OBJECT

 private slots:
  void init();
  void showingAHugeSpanIsShort();
  void eventsOfAHugeSpanAreShort();
  void longValuesOpenPageByPage();
  void searchingLeadsToThePage();
  void keysReadThroughALongValue();
  void manyItemsComeInParts();
  void aFarEventIsReachedThroughTheAxis();
  void largeJsonIsLaidOutElsewhere();
  void copyingALargeValueIsDoneElsewhere();
  void whatWasAskedForAnotherSpanIsDropped();

 private:
  /// What the panel wants done, done when the test says so.
  void finishWork() {
    while (!m_waiting.empty()) {
      const Work work = std::move(m_waiting.front());
      m_waiting.pop_front();
      const auto finish = work({});
      QElapsedTimer timer;
      timer.start();
      finish();
      m_longest = std::max(m_longest, timer.nsecsElapsed());
    }
  }
  template <typename What>
  void timed(const char* name, What what) {
    QElapsedTimer timer;
    timer.start();
    what();
    const qint64 took = timer.nsecsElapsed();
    qInfo("%s %.2f ms", name, static_cast<double>(took) / 1e6);
    m_longest = std::max(m_longest, took);
  }
  std::deque<Work> m_waiting;
  qint64 m_longest = 0;
};

namespace {

/// In a build for debugging and on a busy machine; figures without are printed.
constexpr qint64 kLongest = 100'000'000;

std::shared_ptr<const SpanDetails> hugeSpan() {
  DetailsBuilder builder;
  builder.text("error.body", std::string(5'000'000, 'x'));
  for (int i = 0; i < 10'000; ++i)
    builder.text("group" + std::to_string(i % 30) + ".key" + std::to_string(i), "value");
  std::string stack = "Error: boom\n";
  for (int i = 0; i < 20'000; ++i) stack += "    at f (/app/src/x.js:1:3)\n";
  for (int i = 0; i < 20'000; ++i) builder.event("tick", static_cast<std::uint64_t>(i) / 2);
  return builder.exception("Error", "boom", stack).build();
}

}  // namespace

void DetailsHugeTest::init() {
  m_panel = std::make_unique<DetailsPanel>(m_look);
  m_panel->resize(408, 900);
  m_waiting.clear();
  m_longest = 0;
  m_panel->setWorker([this](std::string_view, Work work) { m_waiting.push_back(std::move(work)); });
}

void DetailsHugeTest::showingAHugeSpanIsShort() {
  const auto details = hugeSpan();
  expose();
  timed("show", [&] { m_panel->show(details); });
  timed("paint", [&] { view().viewport()->grab(); });
  QVERIFY(view().itemCount() < 1'500);
  QVERIFY(m_longest < kLongest);
}

void DetailsHugeTest::eventsOfAHugeSpanAreShort() {
  m_panel->show(hugeSpan());
  expose();
  timed("resize", [&] {
    m_panel->resize(500, 900);
    QCoreApplication::processEvents();
  });
  timed("fold", [&] { clickAt({60, layoutOf(0).top + 8}); });
  timed("unfold", [&] { clickAt({60, layoutOf(0).top + 8}); });
  const int body = indexOf(ItemKind::KeyValue, "error.body");
  QVERIFY(body > 0);
  timed("open", [&] { clickAt(layoutOf(body).more.center()); });
  timed("next page", [&] { clickAction(body, "Next"); });
  timed("raw", [&] {
    view().setCurrentItem(view().itemCount() - 1);
    view().activateCurrent();
  });
  QVERIFY(!m_waiting.empty());
  finishWork();
  timed("paint", [&] { view().viewport()->grab(); });
  m_panel->toggleSearch();
  timed("find", [&] { QTest::keyClicks(&m_panel->search().edit(), "xxy"); });
  finishWork();
  QCOMPARE(view().matches(), std::size_t{0});
  qInfo("longest %.2f ms", static_cast<double>(m_longest) / 1e6);
  QVERIFY(m_longest < kLongest);
}

void DetailsHugeTest::longValuesOpenPageByPage() {
  std::string value;
  for (int i = 0; i < 20'000; ++i) value += "line " + std::to_string(i) + '\n';
  m_panel->show(DetailsBuilder().text("k", value).build());
  expose();
  const int item = indexOf(ItemKind::Block, "k");
  const auto text = [&] { return view().textOf(view().sections()[0].items[0]); };
  clickAt(layoutOf(item).more.center());
  QString all = text();
  QVERIFY(all.startsWith("line 0\n") && all.size() < 40'000);
  int pages = 1;
  for (QString before; before != text() && pages < 100; ++pages) {
    before = text();
    view().act(item, ItemAction::NextPage);
    if (text() != before) all += u'\n' + text();
  }
  QCOMPARE(all, QString::fromStdString(value));
  clickAction(item, "Previous");
  view().setCurrentItem(item);
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  finishWork();
  QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(value));
  clickAction(item, "Show less");
  QVERIFY(!layoutOf(item).more.isNull());
  QVERIFY(m_waiting.empty());
}

void DetailsHugeTest::searchingLeadsToThePage() {
  m_panel->show(DetailsBuilder()
                    .text("k", std::string(3'000'000, 'x') + " needle " + std::string(2'000'000, 'y'))
                    .build());
  expose();
  m_panel->toggleSearch();
  QTest::keyClicks(&m_panel->search().edit(), "needle");
  finishWork();
  QCOMPARE(view().matches(), std::size_t{1});
  QVERIFY(view().sections()[0].items[0].text.contains(QLatin1String("x needle y")));
  view().setCurrentItem(1);
  view().activateCurrent();
  QVERIFY(view().textOf(view().sections()[0].items[0]).contains(QLatin1String("x needle y")));
  QVERIFY(view().textOf(view().sections()[0].items[0]).size() > 20'000);
  QVERIFY(view().verticalScrollBar()->value() > 0);
}

void DetailsHugeTest::keysReadThroughALongValue() {
  m_panel->show(DetailsBuilder().text("k", std::string(30'000, 'x')).text("last", "1").build());
  expose();
  view().setFocus();
  view().setCurrentItem(indexOf(ItemKind::KeyValue, "k"));
  const int item = view().currentItem();
  QTest::keyClick(&view(), Qt::Key_Return);
  const double end = layoutOf(item).top + layoutOf(item).height;
  int presses = 0;
  for (; view().currentItem() == item && presses < 1'000; ++presses) {
    QTest::keyClick(&view(), Qt::Key_PageDown);
    QVERIFY(view().currentItem() != item || view().verticalScrollBar()->value() > 0);
    if (view().currentItem() == item)
      QVERIFY(view().verticalScrollBar()->value() + view().viewport()->height() <= std::ceil(end) + 1);
  }
  QVERIFY(presses > 3 && presses < 1'000);
  view().setCurrentItem(item);
  const int before = view().verticalScrollBar()->value();
  QTest::keyClick(&view(), Qt::Key_Down);
  QCOMPARE(view().currentItem(), item);
  QVERIFY(view().verticalScrollBar()->value() > before);
}

void DetailsHugeTest::manyItemsComeInParts() {
  DetailsBuilder builder;
  for (int i = 0; i < 700; ++i) builder.text("key" + std::to_string(1'000 + i), "v");
  m_panel->show(builder.build());
  expose();
  const auto rest = [&] {
    for (int i = 0; i < view().itemCount(); ++i)
      if (layoutOf(i).isMore) return i;
    return -1;
  };
  QCOMPARE(layoutOf(rest()).moreText, QString("Show 300 more of 400"));
  const int at = rest();
  clickAt(layoutOf(at).more.center());
  QCOMPARE(view().currentItem(), at);
  QVERIFY(!layoutOf(at).isMore);
  view().setCurrentItem(rest());
  QCOMPARE(layoutOf(rest()).moreText, QString("Show the other 100"));
  QTest::keyClick(&view(), Qt::Key_Return);
  QCOMPARE(rest(), -1);
  QVERIFY(indexOf(ItemKind::KeyValue, "key1699") > 0);
}

void DetailsHugeTest::aFarEventIsReachedThroughTheAxis() {
  DetailsBuilder builder;
  for (int i = 0; i < 2'000; ++i) builder.event("e" + std::to_string(i), static_cast<std::uint64_t>(i) * 5);
  m_panel->show(builder.build());
  expose();
  QVERIFY(indexOf(ItemKind::KeyValue, "e1900") < 0);
  const ItemLayout axis = layoutOf(indexOf(ItemKind::EventAxis));
  clickAt({axis.box.left() + 0.999 * axis.box.width(), axis.box.center().y()});
  const ItemLayout& current = layoutOf(view().currentItem());
  QVERIFY(current.isItem());
  QVERIFY(view().sections()[current.id.section].items[current.id.item].text.startsWith("e19"));
}

void DetailsHugeTest::largeJsonIsLaidOutElsewhere() {
  std::string json = R"({"items":[)";
  for (int i = 0; i < 20'000; ++i) json += R"({"sku":"A)" + std::to_string(i) + R"("},)";
  json.back() = ']';
  m_panel->show(DetailsBuilder().text("payload", json + "}").build());
  expose();
  clickAction(indexOf(ItemKind::Block, "payload"), "Formatted");
  QCOMPARE(m_waiting.size(), std::size_t{1});
  finishWork();
  const int root = indexOf(ItemKind::Block, "payload") + 1;
  QVERIFY(layoutOf(root).isLine());
  QVERIFY(view().itemCount() < 500);
  view().setCurrentItem(root);
  timed("unfold all", [&] { QTest::keyClick(&view(), Qt::Key_Right, Qt::ShiftModifier); });
  QVERIFY(view().itemCount() < 500);
  QVERIFY(m_longest < kLongest);
}

void DetailsHugeTest::copyingALargeValueIsDoneElsewhere() {
  m_panel->show(DetailsBuilder().text("k", std::string(5'000'000, 'x')).build());
  expose();
  QGuiApplication::clipboard()->clear();
  view().setCurrentItem(indexOf(ItemKind::KeyValue, "k"));
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
  finishWork();
  QCOMPARE(QGuiApplication::clipboard()->text().size(), 5'000'000);
}

void DetailsHugeTest::whatWasAskedForAnotherSpanIsDropped() {
  m_panel->show(DetailsBuilder().text("k", std::string(5'000'000, 'x')).build());
  expose();
  m_panel->toggleSearch();
  QTest::keyClicks(&m_panel->search().edit(), "xx");
  QVERIFY(!m_waiting.empty());
  m_panel->show(DetailsBuilder().text("other", "xx").build());
  finishWork();
  QCOMPARE(view().matches(), std::size_t{1});
  QCOMPARE(view().sections()[0].items[0].key, QString("other"));
}

}  // namespace spanloupe::details

QTEST_MAIN(spanloupe::details::DetailsHugeTest)
#include "details_huge_test.moc"
