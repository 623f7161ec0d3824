// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the details by mouse and keyboard: stack traces, addresses, events, finding, several spans.
#include <QAccessible>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "core/query/operation_durations.h"
#include "tests/ui/details/details_fixture.h"
#include "ui/common/search_field.h"
#include "ui/details/details_panel.h"
#include "ui/details/details_view.h"
#include "ui/details/distribution_strip.h"

namespace spanloupe::details {

class DetailsReadingTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void foldsOfCallsOpenByClickAndKey();
  void theRawStackTraceIsOneClickAway();
  void addressesOpenOnlyAfterAsking();
  void escapeTakesTheQuestionBack();
  void aClickOnTheAxisGoesToTheEvent();
  void sqlSwitchesToWhatWasSent();
  void findingFiltersAndCounts();
  void findingGoesOnWithTheNextSpan();
  void linksThatLeadNowhereAreDead();
  void linkFactsKeepWhatIsSelected();
  void rawJsonIsMadeWhenUnfolded();
  void severalSpansHaveTheirOwnFigures();
  void theStripTellsTheRank();
  void readersHearAndOpenFolds();
  void smallLinksAreActionsForReaders();

 private:
  [[nodiscard]] DetailsView& view() const { return m_panel->view(); }
  [[nodiscard]] int indexOf(ItemKind kind, const QString& part = {}) const {
    const DetailsFrame& frame = view().frame();
    for (std::size_t i = 0; i < frame.items.size(); ++i) {
      if (frame.items[i].isSection) continue;
      const Item& item = view().sections()[frame.items[i].id.section].items[frame.items[i].id.item];
      if (item.kind == kind && (item.text + item.key).contains(part)) return static_cast<int>(i);
    }
    return -1;
  }
  [[nodiscard]] const ItemLayout& layoutOf(int index) const {
    return view().frame().items[static_cast<std::size_t>(index)];
  }
  void clickAt(QPointF at) {
    at -= QPointF(0, view().verticalScrollBar()->value());
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, at.toPoint());
  }
  void clickAction(int index, const QString& text) {
    for (std::uint32_t i = layoutOf(index).actionsBegin; i < layoutOf(index).actionsEnd; ++i) {
      if (view().frame().actions[i].text != text) continue;
      clickAt(view().frame().actions[i].rect.center());
      return;
    }
    QFAIL(qPrintable("no action " + text));
  }
  void expose() {
    m_panel->QWidget::show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QCoreApplication::processEvents();
  }

  ui::Look m_look;
  std::unique_ptr<DetailsPanel> m_panel;
};

namespace {

const std::string kStack =
    "E: m\n\tat com.acme.A.a(A.java:1)\n\tat okhttp3.B.b(B.java:2)\n\tat java.net.C.c(C.java:3)\n";

class Browser : public QObject {
  Q_OBJECT
 public:
  Browser() { QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "open"); }
  ~Browser() override { QDesktopServices::unsetUrlHandler(QStringLiteral("https")); }
  QList<QUrl> opened;
 public slots:
  void open(const QUrl& url) { opened << url; }
};

std::shared_ptr<const query::DurationDistribution> distribution(
    std::initializer_list<std::int64_t> durations) {
  auto made = std::make_shared<query::DurationDistribution>();
  for (const std::int64_t duration : durations) made->add(duration, false);
  made->finish();
  return made;
}

}  // namespace

void DetailsReadingTest::init() {
  m_panel = std::make_unique<DetailsPanel>(m_look);
  m_panel->resize(408, 900);
}

void DetailsReadingTest::foldsOfCallsOpenByClickAndKey() {
  m_panel->show(DetailsBuilder().exception("E", "m", kStack).build());
  expose();
  const int fold = indexOf(ItemKind::StackFold);
  QVERIFY(fold > 0);
  const int before = view().itemCount();
  clickAt(layoutOf(fold).valueRect.center());
  QCOMPARE(view().itemCount(), before + 1);
  QVERIFY(indexOf(ItemKind::StackText, "B.b B.java:2") == fold + 1);
  QCOMPARE(view().currentItem(), fold);
  QTest::keyClick(&view(), Qt::Key_Return);
  QCOMPARE(view().itemCount(), before);
  QTest::keyClick(&view(), Qt::Key_Right);
  QCOMPARE(view().itemCount(), before + 1);
  QTest::keyClick(&view(), Qt::Key_Left);
  QCOMPARE(view().itemCount(), before);
}

void DetailsReadingTest::theRawStackTraceIsOneClickAway() {
  m_panel->show(DetailsBuilder().exception("E", "m", kStack).build());
  expose();
  clickAction(indexOf(ItemKind::StackFoot), "Raw text");
  QVERIFY(indexOf(ItemKind::StackFrame) < 0);
  QVERIFY(indexOf(ItemKind::StackText, "\tat okhttp3.B.b(B.java:2)") > 0);
  clickAction(indexOf(ItemKind::StackFoot), "Parsed");
  QVERIFY(indexOf(ItemKind::StackFrame) > 0);
  clickAction(indexOf(ItemKind::StackFoot), "Copy");
  QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(kStack));
}

void DetailsReadingTest::addressesOpenOnlyAfterAsking() {
  Browser browser;
  m_panel->show(DetailsBuilder().text("url.full", "https://shop.example/cart?a=1").build());
  expose();
  const int url = indexOf(ItemKind::KeyValue, "url.full");
  clickAt(layoutOf(url).valueRect.center());
  QVERIFY(!layoutOf(url).ask.isNull());
  QVERIFY(browser.opened.isEmpty());
  clickAction(url, "Copy");
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("https://shop.example/cart?a=1"));
  QVERIFY(layoutOf(url).ask.isNull());
  QTest::keyClick(&view(), Qt::Key_Return);
  QVERIFY(browser.opened.isEmpty());
  QTest::keyClick(&view(), Qt::Key_Return);
  QCOMPARE(browser.opened, QList<QUrl>{QUrl("https://shop.example/cart?a=1")});
}

void DetailsReadingTest::escapeTakesTheQuestionBack() {
  Browser browser;
  m_panel->show(DetailsBuilder().text("url.full", "https://shop.example/").build());
  expose();
  const int url = indexOf(ItemKind::KeyValue, "url.full");
  view().setFocus();
  view().setCurrentItem(url);
  QTest::keyClick(&view(), Qt::Key_Return);
  QVERIFY(!layoutOf(url).ask.isNull());
  QTest::keyClick(&view(), Qt::Key_Escape);
  QVERIFY(layoutOf(url).ask.isNull());
  QVERIFY(browser.opened.isEmpty());
}

void DetailsReadingTest::aClickOnTheAxisGoesToTheEvent() {
  m_panel->show(DetailsBuilder().event("first", 1'000).event("second", 9'000).build());
  expose();
  const ItemLayout axis = layoutOf(indexOf(ItemKind::EventAxis));
  clickAt({axis.box.left() + 0.9 * axis.box.width(), axis.box.center().y()});
  QCOMPARE(view().currentItem(), indexOf(ItemKind::KeyValue, "second"));
  clickAt({axis.box.left() + 0.1 * axis.box.width() + 3, axis.box.center().y()});
  QCOMPARE(view().currentItem(), indexOf(ItemKind::KeyValue, "first"));
}

void DetailsReadingTest::sqlSwitchesToWhatWasSent() {
  m_panel->show(DetailsBuilder().text("db.query.text", "SELECT a FROM b").build());
  expose();
  const int block = indexOf(ItemKind::Block, "db.query.text");
  const auto text = [&] {
    return view().textOf(view().sections()[layoutOf(block).id.section].items[layoutOf(block).id.item]);
  };
  QCOMPARE(text(), QString("SELECT a\n  FROM b"));
  clickAction(block, "As sent");
  QCOMPARE(text(), QString("SELECT a FROM b"));
  QTest::keyClick(&view(), Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(text(), QString("SELECT a\n  FROM b"));
}

void DetailsReadingTest::findingFiltersAndCounts() {
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

void DetailsReadingTest::findingGoesOnWithTheNextSpan() {
  m_panel->show(DetailsBuilder().text("http.route", "/cart").build());
  expose();
  m_panel->toggleSearch();
  QTest::keyClicks(&m_panel->search().edit(), "route");
  m_panel->show(DetailsBuilder().text("a", "1").text("http.route", "/pay").text("my.route", "2").build());
  QCOMPARE(view().matches(), std::size_t{2});
  m_panel->toggleSearch();
  QCOMPARE(view().matches(), std::size_t{0});
}

void DetailsReadingTest::linksThatLeadNowhereAreDead() {
  m_panel->show(DetailsBuilder().link({3, 4}, {8}).link({5, 6}, {9}).build());
  expose();
  auto facts = std::make_shared<LinkFacts>();
  facts->targets = {{query::LinkTargetState::Found, {{3, 4}, {8}, "mail", "send", {}}},
                    {query::LinkTargetState::NotInSession, {}}};
  m_panel->setLinks(facts);
  QSignalSpy activated(m_panel.get(), &DetailsPanel::linkActivated);
  clickAt(layoutOf(indexOf(ItemKind::Link, "not in this session")).valueRect.topLeft() + QPointF(10, 8));
  QCOMPARE(activated.count(), 0);
  clickAt(layoutOf(indexOf(ItemKind::Link, "mail send")).valueRect.topLeft() + QPointF(10, 8));
  QCOMPARE(activated.count(), 1);
}

void DetailsReadingTest::linkFactsKeepWhatIsSelected() {
  m_panel->show(DetailsBuilder().text("a", "1").text("b", "2").build());
  expose();
  const int item = indexOf(ItemKind::KeyValue, "b");
  view().setCurrentItem(item);
  auto facts = std::make_shared<LinkFacts>();
  facts->incoming.count = 1;
  facts->incoming.spans = {{{9, 9}, {5}, "bill", "charge", {}}};
  m_panel->setLinks(facts);
  QCOMPARE(view().currentItem(), item);
  QVERIFY(indexOf(ItemKind::Link, "linked from") > 0);
}

void DetailsReadingTest::rawJsonIsMadeWhenUnfolded() {
  m_panel->show(DetailsBuilder().text("a", "1").build());
  expose();
  view().setCurrentItem(view().itemCount() - 1);
  QVERIFY(layoutOf(view().currentItem()).isSection);
  QTest::keyClick(&view(), Qt::Key_Return);
  const int raw = view().itemCount() - 1;
  const ItemLayout& layout = layoutOf(raw);
  const Item& item = view().sections()[layout.id.section].items[layout.id.item];
  QVERIFY(view().textOf(item).contains(QLatin1String("\"resourceSpans\"")));
  view().setCurrentItem(raw);
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("\"stringValue\": \"1\"")));
}

void DetailsReadingTest::severalSpansHaveTheirOwnFigures() {
  const auto one = DetailsBuilder().text("k", "v").build();
  const std::vector<SeveralInput> inputs{
      {Duration(0), Duration(5'000'000), Duration(1), "cart", "GET", true},
      {Duration(0), Duration(7'000'000), Duration(1), "cart", "PUT", false}};
  const std::vector<SpanRecord> records{one->record, one->record};
  m_panel->setSeveral(std::make_shared<const SeveralSpans>(summarizeSeveral(inputs, records)));
  expose();
  QVERIFY(m_panel->shown() == nullptr);
  QVERIFY(!m_panel->distribution().isVisible());
  QVERIFY(indexOf(ItemKind::KeyValue, "k") > 0);
  m_panel->grab();
  m_panel->show(one);
  QVERIFY(indexOf(ItemKind::KeyValue, "k") > 0);
}

void DetailsReadingTest::theStripTellsTheRank() {
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

void DetailsReadingTest::readersHearAndOpenFolds() {
  m_panel->show(DetailsBuilder().exception("E", "m", kStack).build());
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&view());
  const int fold = indexOf(ItemKind::StackFold);
  QAccessibleInterface* item = list->child(fold);
  QCOMPARE(item->text(QAccessible::Name), QString("2 frames in okhttp3, java.net"));
  QVERIFY(item->state().expandable && item->state().collapsed);
  item->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QVERIFY(list->child(fold)->state().expanded);
  QCOMPARE(list->child(fold - 1)->text(QAccessible::Name), QString("at A.a A.java:1"));
  QVERIFY(list->child(fold - 1)->text(QAccessible::Value).startsWith("com.acme.A.a"));
}

void DetailsReadingTest::smallLinksAreActionsForReaders() {
  m_panel->show(DetailsBuilder().exception("E", "m", kStack).build());
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&view());
  QAccessibleActionInterface* foot = list->child(indexOf(ItemKind::StackFoot))->actionInterface();
  QVERIFY(foot->actionNames().contains("Raw text"));
  foot->doAction("Raw text");
  QVERIFY(indexOf(ItemKind::StackFrame) < 0);
}

}  // namespace spanloupe::details

QTEST_MAIN(spanloupe::details::DetailsReadingTest)
#include "details_reading_test.moc"
