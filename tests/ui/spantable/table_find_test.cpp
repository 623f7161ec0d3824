// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding in the span table: marks, next and previous in the table's own order, hiding, ways out.
#include <QAccessible>

#include "page_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/states.h"
#include "ui/spantable/found_rows.h"

using namespace spanloupe;
using namespace spanloupe::spantable;
using namespace spanloupe::test;
using query::SpanField;

class TableFindTest : public QObject {
  Q_OBJECT
 private:
  static QString note(const PageFixture& f) { return f.page.findField().edit().accessibleDescription(); }
  static void type(PageFixture& f, const QString& words) {
    f.page.findField().edit().setFocus();
    f.page.findField().edit().selectAll();
    QTest::keyClicks(&f.page.findField().edit(), words);
  }
  static void press(PageFixture& f, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(&f.page.findField().edit(), key, modifiers);
  }
  static QString currentName(const PageFixture& f) {
    const auto& model = f.page.model();
    const TableRow row = model.row(f.page.table().currentRow());
    return QString::fromStdString(model.content()->cells.name(row.span));
  }
  static void clickMode(PageFixture& f, const QString& mode) {
    auto* modes = f.page.findField().findChild<ui::SegmentedControl*>();
    modes->setFocus();
    QTest::keyClick(modes, mode == "Hide" ? Qt::Key_Right : Qt::Key_Left);
  }

 private slots:
  void countsAndGoesInTheOrderOfTheTable() {
    PageFixture f;
    f.show();
    f.clickHeader("Name");
    f.clickHeader("Name");  // Descending.
    type(f, "SELECT");
    QTRY_COMPARE(note(f), QStringLiteral("5 spans"));
    QCOMPARE(f.page.model().rowCount(), 6);
    press(f, Qt::Key_Return);
    QCOMPARE(currentName(f), QStringLiteral("SELECT 5"));
    QCOMPARE(note(f), QStringLiteral("1 of 5 spans"));
    press(f, Qt::Key_Return);
    QCOMPARE(currentName(f), QStringLiteral("SELECT 4"));
    press(f, Qt::Key_Return, Qt::ShiftModifier);
    press(f, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(note(f), QStringLiteral("5 of 5 spans"));
    QTest::keyClick(&f.page, Qt::Key_F3);
    QCOMPARE(currentName(f), QStringLiteral("SELECT 5"));
    // In another order the same span has another number.
    f.clickHeader("Name");
    QTRY_COMPARE(note(f), QStringLiteral("5 of 5 spans"));
    QTest::keyClick(&f.page, Qt::Key_F3);
    QCOMPARE(currentName(f), QStringLiteral("SELECT 1"));
  }
  void goingBeforeTheAnswerGoesWhenItComes() {
    PageFixture f;
    f.show();
    type(f, "select");
    press(f, Qt::Key_Return);
    QTRY_COMPARE(f.page.table().currentRow(), 1);
  }
  void opensTheGroupsOfWhatItGoesTo() {
    PageFixture f;
    f.show();
    f.page.model().setGroupBy({{SpanField::Service, {}}});
    f.settle();
    type(f, "select");
    QTRY_COMPARE(note(f), QStringLiteral("5 spans"));
    QCOMPARE(f.page.table().found()->countIn(0), std::size_t{5});
    QCOMPARE(f.page.table().found()->countIn(1), std::size_t{0});
    QCOMPARE(f.page.model().rowCount(), 2);
    press(f, Qt::Key_Return);
    QCOMPARE(f.page.model().rowCount(), 7);
    QCOMPARE(currentName(f), QStringLiteral("SELECT 1"));
    // From the head of the second group the next one is the first again.
    f.page.table().setCurrentRow(6);
    press(f, Qt::Key_Return);
    QCOMPARE(note(f), QStringLiteral("1 of 5 spans"));
  }
  void marksWhatItFound() {
    PageFixture f;
    f.show();
    const QImage before = f.page.table().viewport()->grab().toImage();
    type(f, "span.number=3");
    QTRY_COMPARE(note(f), QStringLiteral("1 span"));
    QVERIFY(f.page.table().found()->contains(3));
    QVERIFY(!f.page.table().found()->contains(2));
    QVERIFY(f.page.table().spokenRow(3).endsWith("found"));
    QVERIFY(!f.page.table().spokenRow(2).endsWith("found"));
    QVERIFY(f.page.table().viewport()->grab().toImage() != before);
    press(f, Qt::Key_Escape);
    QVERIFY(f.page.table().found() == nullptr);
    QVERIFY(!f.page.table().spokenRow(3).endsWith("found"));
  }
  void placesAreFoundInAnyScript() {
    const auto places = [](const char* words, const QString& text, std::string_view key = {}) {
      return placesOf(query::searchWords(words), text, key);
    };
    using Places = std::vector<std::pair<int, int>>;
    QCOMPARE(places("łódź", QStringLiteral("z ŁÓDŹ do łodzi")), (Places{{2, 4}}));
    QCOMPARE(places("get", QStringLiteral("GET /get")), (Places{{0, 3}, {5, 3}}));
    QCOMPARE(places("http.method=get", QStringLiteral("GET"), "http.method"), (Places{{0, 3}}));
    QCOMPARE(places("http.method=get", QStringLiteral("GET"), "name"), Places{});
  }
  void hidesTheRestAndCountsIt() {
    PageFixture f;
    f.show();
    type(f, "select");
    QTRY_COMPARE(note(f), QStringLiteral("5 spans"));
    clickMode(f, "Hide");
    f.settle();
    QCOMPARE(f.page.model().rowCount(), 5);
    ui::Button* hidden = nullptr;
    for (ui::Button* button : f.page.findChildren<ui::Button*>())
      if (button->text() == QStringLiteral("1 span hidden")) hidden = button;
    QVERIFY(hidden != nullptr && hidden->isVisible());
    QTest::mouseClick(hidden, Qt::LeftButton);
    f.settle();
    QCOMPARE(f.page.model().rowCount(), 6);
    QVERIFY(!hidden->isVisible());
  }
  void nothingFoundHidesAllAndLeadsBack() {
    PageFixture f;
    f.show();
    type(f, "select");
    QTRY_COMPARE(note(f), QStringLiteral("5 spans"));
    clickMode(f, "Hide");
    type(f, "zzz");
    auto* empty = f.page.findChild<ui::EmptyState*>();
    QTRY_VERIFY(empty->isVisible());
    QTRY_COMPARE(note(f), QStringLiteral("nothing found"));
    QTest::mouseClick(empty->findChildren<ui::Button*>().first(), Qt::LeftButton);
    f.settle();
    QVERIFY(f.page.table().isVisible());
    QCOMPARE(f.page.model().rowCount(), 6);
    press(f, Qt::Key_Escape);
    QVERIFY(f.page.table().found() == nullptr);
  }
};

QTEST_MAIN(TableFindTest)
#include "table_find_test.moc"
