// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the details by mouse and keyboard: stack traces, addresses, events, links; and by screen readers.
#include <QAccessible>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/details/panel_fixture.h"

namespace spanloupe::details {

class DetailsReadingTest : public PanelFixture {
  Q_OBJECT

 private slots:
  void init();
  void foldsOfCallsOpenByClickAndKey();
  void theRawStackTraceIsOneClickAway();
  void addressesOpenOnlyAfterAsking();
  void escapeTakesTheQuestionBack();
  void aClickOnTheAxisGoesToTheEvent();
  void sqlSwitchesToWhatWasSent();
  void linksThatLeadNowhereAreDead();
  void linkFactsKeepWhatIsSelected();
  void readersHearAndOpenFolds();
  void smallLinksAreActionsForReaders();
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

void DetailsReadingTest::linksThatLeadNowhereAreDead() {
  m_panel->show(DetailsBuilder().link({3, 4}, {8}).link({5, 6}, {9}).build());
  expose();
  auto facts = std::make_shared<LinkFacts>();
  facts->targets = {{query::LinkTargetState::Found, {{3, 4}, {8}, "mail", "send", {}}},
                    {query::LinkTargetState::NotInSession, {}}};
  makeLinkSection(*m_panel->shown(), *facts);
  m_panel->setLinks(facts);
  QSignalSpy activated(m_panel.get(), &DetailsPanel::linkActivated);
  view().setCurrentItem(indexOf(ItemKind::Link, "not in this session"));
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  QCOMPARE(QGuiApplication::clipboard()->text(),
           QString("00000000000000050000000000000006/0000000000000009"));
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
  makeLinkSection(*m_panel->shown(), *facts);
  m_panel->setLinks(facts);
  QCOMPARE(view().currentItem(), item);
  QVERIFY(indexOf(ItemKind::Link, "linked from") > 0);
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
