// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Values that are JSON: rows whose branches fold one by one, by mouse, key and screen reader.
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QTimer>

#include "tests/ui/details/panel_fixture.h"
#include "ui/common/search_field.h"
#include "ui/details/json_outline.h"
#include "ui/details/pretty_json.h"

namespace spanloupe::details {

class DetailsJsonTest : public PanelFixture {
  Q_OBJECT

 private slots:
  void init();
  void linesKnowWhatTheyHold();
  void textsWithBracketsAndBreaksAreNoBranches();
  void longJsonBeginsWithItsOutline();
  void branchesFoldByMouse();
  void branchesFoldByKey();
  void shiftFoldsAllInside();
  void aRowCopiesItsBranch();
  void theMenuCopiesInThreeForms();
  void whatIsFoundIsUnfolded();
  void asSentAndBack();
  void longLinesUnfold();
  void readersHearBranches();
  void typedValuesFoldToo();

 private:
  void showJson(const std::string& json) {
    m_panel->show(DetailsBuilder().text("payload", json).build());
    expose();
    view().setFocus();
  }
  /// The rows as they read.
  [[nodiscard]] QString rows() const {
    QStringList lines;
    for (const ItemLayout& layout : view().frame().items)
      if (layout.isLine() && !layout.isMore) lines += view().lineOf(layout);
    return lines.join(u'|');
  }
  [[nodiscard]] int rowOf(const QString& begin) const {
    for (int i = 0; i < view().itemCount(); ++i)
      if (layoutOf(i).isLine() && view().lineOf(layoutOf(i)).startsWith(begin)) return i;
    return -1;
  }
};

namespace {

const std::string kOrder =
    R"({"order":{"id":17,"to":{"city":"Riga","zip":"LV-1001"}},"items":[{"sku":"A"},{"sku":"B"}],"paid":true})";

std::string manyItems(int count) {
  std::string json = R"({"items":[)";
  for (int i = 0; i < count; ++i) json += R"({"sku":"A)" + std::to_string(i) + R"(","qty":{"n":1}},)";
  json.back() = ']';
  return json + R"(,"order":17})";
}

}  // namespace

void DetailsJsonTest::init() {
  m_panel = std::make_unique<DetailsPanel>(m_look);
  m_panel->resize(408, 900);
}

void DetailsJsonTest::linesKnowWhatTheyHold() {
  const auto outline = makeOutline(prettyJson(kOrder).value());
  QCOMPARE(outline->lines[0].last, outline->lines.size() - 1);
  QCOMPARE(outline->lines[0].entries, 3U);
  QCOMPARE(outline->key(1), QString("order"));
  QCOMPARE(outline->lines[1].entries, 2U);
  QCOMPARE(outline->lineText(1, false), QString::fromUtf8("\"order\": {…},"));
  QCOMPARE(outline->value(2), QString("17"));
  QCOMPARE(outline->value(3), QString("{\n  \"city\": \"Riga\",\n  \"zip\": \"LV-1001\"\n}"));
  QCOMPARE(outline->value(4), QString("Riga"));
  QCOMPARE(branchesAround(*outline, 4), (std::vector<std::uint32_t>{0, 1, 3}));
}

void DetailsJsonTest::textsWithBracketsAndBreaksAreNoBranches() {
  const auto outline = makeOutline(QStringLiteral("{\n  \"a\": \"x {\n} [\",\n  \"b\": []\n}"));
  QCOMPARE(outline->lines.size(), std::size_t{5});
  for (const std::size_t line : {1U, 2U, 3U, 4U}) QVERIFY(!outline->isBranch(line));
  QCOMPARE(outline->lines[0].entries, 2U);
}

void DetailsJsonTest::longJsonBeginsWithItsOutline() {
  showJson(manyItems(10));
  QVERIFY(rows().contains(QString::fromUtf8("{…},")));
  QVERIFY(!rows().contains(QLatin1String("sku")));
}

void DetailsJsonTest::branchesFoldByMouse() {
  showJson(kOrder);
  const QString open = rows();
  QVERIFY(open.contains("\"city\": \"Riga\""));
  const int to = rowOf("\"to\"");
  clickAt(layoutOf(to).arrow.center());
  QVERIFY2(rows().contains(QString::fromUtf8("\"to\": {…}")), qPrintable(rows()));
  QVERIFY(!rows().contains("Riga"));
  QVERIFY(rows().contains("\"sku\": \"B\""));
  clickAt(layoutOf(to).valueRect.topLeft() + QPointF(60, 6));
  QCOMPARE(rows(), open);
}

void DetailsJsonTest::branchesFoldByKey() {
  showJson(kOrder);
  const int items = rowOf("\"items\"");
  view().setCurrentItem(items);
  QTest::keyClick(&view(), Qt::Key_Left);
  QVERIFY(rows().contains(QString::fromUtf8("\"items\": […],")));
  QTest::keyClick(&view(), Qt::Key_Right);
  QVERIFY(rows().contains("\"sku\": \"A\""));
  QTest::keyClick(&view(), Qt::Key_Right);
  QCOMPARE(view().currentItem(), items + 1);
  QTest::keyClick(&view(), Qt::Key_Left);
  QVERIFY(!rows().contains("\"sku\": \"A\""));
  QTest::keyClick(&view(), Qt::Key_Left);
  QCOMPARE(view().currentItem(), items);
  QTest::keyClick(&view(), Qt::Key_Return);
  QVERIFY(rows().contains(QString::fromUtf8("\"items\": […],")));
}

void DetailsJsonTest::shiftFoldsAllInside() {
  showJson(manyItems(10));
  const QString first = rows();
  view().setCurrentItem(rowOf("{"));
  QTest::keyClick(&view(), Qt::Key_Right, Qt::ShiftModifier);
  QVERIFY(rows().contains("\"sku\": \"A9\"") && rows().contains("\"n\": 1"));
  QTest::keyClick(&view(), Qt::Key_Left, Qt::ShiftModifier);
  QCOMPARE(rows(), QString::fromUtf8("{|\"items\": […],|\"order\": 17|}"));
}

void DetailsJsonTest::aRowCopiesItsBranch() {
  showJson(kOrder);
  view().setCurrentItem(rowOf("\"to\""));
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  QCOMPARE(QGuiApplication::clipboard()->text(),
           QString("{\n  \"city\": \"Riga\",\n  \"zip\": \"LV-1001\"\n}"));
  view().setCurrentItem(rowOf("\"city\""));
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("Riga"));
  view().setCurrentItem(indexOf(ItemKind::Block, "payload"));
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(kOrder));
}

void DetailsJsonTest::theMenuCopiesInThreeForms() {
  showJson(kOrder);
  const int city = rowOf("\"city\"");
  const auto choose = [&](const QString& name) {
    QTimer::singleShot(0, &view(), [name] {
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      if (menu == nullptr) return;
      for (QAction* action : menu->actions())
        if (action->text() == name) action->trigger();
      menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, view().itemRect(city).center(),
                            view().viewport()->mapToGlobal(view().itemRect(city).center()));
    QCoreApplication::sendEvent(view().viewport(), &event);
    return QGuiApplication::clipboard()->text();
  };
  QCOMPARE(choose("Copy value"), QString("Riga"));
  QCOMPARE(choose("Copy key = value"), QString("city = Riga"));
  QCOMPARE(choose("Copy as JSON"), QString("\"city\": \"Riga\""));
}

void DetailsJsonTest::whatIsFoundIsUnfolded() {
  showJson(manyItems(10));
  m_panel->toggleSearch();
  QTest::keyClicks(&m_panel->search().edit(), "a7");
  QCOMPARE(view().matches(), std::size_t{1});
  QVERIFY2(rows().contains("\"sku\": \"A7\""), qPrintable(rows()));
  QVERIFY(!rows().contains("\"sku\": \"A6\""));
}

void DetailsJsonTest::asSentAndBack() {
  showJson(kOrder);
  const int block = indexOf(ItemKind::Block, "payload");
  clickAction(block, "As sent");
  QVERIFY(rows().isEmpty());
  QCOMPARE(view().textOf(view().sections()[0].items[0]), QString::fromStdString(kOrder));
  clickAction(block, "Formatted");
  QVERIFY(rows().contains("\"city\": \"Riga\""));
}

void DetailsJsonTest::longLinesUnfold() {
  showJson(R"({"a":")" + std::string(3'000, 'x') + R"(","b":1})");
  const int line = rowOf("\"a\"");
  QVERIFY(!layoutOf(line).more.isNull());
  const double before = layoutOf(line).height;
  clickAt(layoutOf(line).more.center());
  QVERIFY(layoutOf(line).more.isNull() && layoutOf(line).height > 3 * before);
  QTest::keyClick(&view(), Qt::Key_Left);
  QCOMPARE(layoutOf(line).height, before);
}

void DetailsJsonTest::readersHearBranches() {
  showJson(kOrder);
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&view());
  const int to = rowOf("\"to\"");
  QVERIFY(list->child(to)->state().expanded);
  list->child(to)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QVERIFY(list->child(to)->state().collapsed);
  QCOMPARE(list->child(to)->text(QAccessible::Name), QString::fromUtf8("\"to\": {…}"));
}

void DetailsJsonTest::typedValuesFoldToo() {
  std::string text;
  appendString(text, "Riga");
  std::string inner;
  appendEntry(inner, "city", text);
  std::string to;
  appendKeyValueList(to, inner);
  std::string outer;
  appendEntry(outer, "to", to);
  std::string value;
  appendKeyValueList(value, outer);
  m_panel->show(DetailsBuilder().raw("order", value).build());
  expose();
  QCOMPARE(rows(), QString("{|\"to\": {|\"city\": \"Riga\"|}|}"));
  clickAt(layoutOf(rowOf("\"to\"")).arrow.center());
  QCOMPARE(rows(), QString::fromUtf8("{|\"to\": {…}|}"));
}

}  // namespace spanloupe::details

QTEST_MAIN(spanloupe::details::DetailsJsonTest)
#include "details_json_test.moc"
