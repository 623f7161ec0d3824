// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "page_fixture.h"
#include "ui/common/search_field.h"
#include "ui/common/states.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class TracesPageFilterTest : public QObject {
  Q_OBJECT
 private slots:
  void typingNarrowsTheListAndCounts();
  void slashAndCtrlLGoToTheField();
  void escapeClearsThenReturnsToTheList();
  void downGoesToTheList();
  void errorsOnlyShowsFailedTraces();
  void aBoxIsAChipThatCanBeTakenAway();
  void saysWaysOutWhenNothingMatches();
  void theSelectedTraceStaysSelectedWhereItMatches();
  void theFilterSurvivesMoreTraces();
  void anotherSessionBeginsWithoutFilter();
  void tellsOthersWhatMatches();

 private:
  static std::vector<test::SketchTrace> shop() {
    return {{.service = "web", .name = "GET /cart", .startMs = 0, .durationMs = 10, .spans = 2},
            {.service = "web", .name = "GET /pay", .startMs = 1000, .durationMs = 50, .errors = 1},
            {.service = "mobile", .name = "GET /cart", .startMs = 2000, .durationMs = 90}};
  }
  static void type(test::Page& page, const QString& text) {
    QTest::keyClicks(&page.page->filterRow().field().edit(), text);
    QVERIFY(page.settle());
  }
  static QStringList names(const test::Page& page) {
    QStringList list;
    for (int row = 0; row < page.table().model().rowCount(); ++row) list << page.nameAt(row);
    return list;
  }
};

void TracesPageFilterTest::typingNarrowsTheListAndCounts() {
  test::Page page;
  QVERIFY(!page.page->filterRow().isVisible());
  QVERIFY(page.load(shop()));
  QVERIFY(page.page->filterRow().isVisible());
  QCOMPARE(page.page->filterRow().countText(), QString("3 traces"));
  QSignalSpy changed(page.page.get(), &TracesPage::filterChanged);
  type(page, "cart");
  QCOMPARE(changed.count(), 4);
  QCOMPARE(names(page), (QStringList{"GET /cart", "GET /cart"}));
  QCOMPARE(page.page->filterRow().countText(), QString("2 of 3 traces"));
  type(page, " WEB");
  QCOMPARE(page.page->filterRow().countText(), QString("1 of 3 traces"));
  QCOMPARE(page.table().model().traceRow(0)->rootService, std::string("web"));
}

void TracesPageFilterTest::slashAndCtrlLGoToTheField() {
  test::Page page;
  QVERIFY(page.load(shop()));
  QVERIFY(QTest::qWaitForWindowActive(page.page.get()));
  QLineEdit& edit = page.page->filterRow().field().edit();
  page.table().setFocus();
  QTest::keyClick(&page.table(), Qt::Key_Slash);
  QVERIFY(edit.hasFocus());
  QTest::keyClick(&edit, Qt::Key_Slash);
  QCOMPARE(edit.text(), QString("/"));
  page.table().setFocus();
  QTest::keyClick(&page.table(), Qt::Key_L, Qt::ControlModifier);
  QVERIFY(edit.hasFocus());
}

void TracesPageFilterTest::escapeClearsThenReturnsToTheList() {
  test::Page page;
  QVERIFY(page.load(shop()));
  QVERIFY(QTest::qWaitForWindowActive(page.page.get()));
  page.page->filterRow().focusField();
  type(page, "pay");
  QLineEdit& edit = page.page->filterRow().field().edit();
  QTest::keyClick(&edit, Qt::Key_Escape);
  QVERIFY(page.settle());
  QCOMPARE(names(page).size(), 3);
  QVERIFY(edit.hasFocus());
  QTest::keyClick(&edit, Qt::Key_Escape);
  QVERIFY(page.table().hasFocus());
}

void TracesPageFilterTest::downGoesToTheList() {
  test::Page page;
  QVERIFY(page.load(shop()));
  QVERIFY(QTest::qWaitForWindowActive(page.page.get()));
  page.page->filterRow().focusField();
  QTest::keyClick(&page.page->filterRow().field().edit(), Qt::Key_Down);
  QVERIFY(page.table().hasFocus());
  QCOMPARE(page.table().currentRow(), 0);
}

void TracesPageFilterTest::errorsOnlyShowsFailedTraces() {
  test::Page page;
  QVERIFY(page.load(shop()));
  auto* errors = page.page->findChild<QAbstractButton*>("errorsOnly");
  QTest::mouseClick(errors, Qt::LeftButton);
  QVERIFY(page.settle());
  QCOMPARE(names(page), QStringList{"GET /pay"});
  QTest::mouseClick(errors, Qt::LeftButton);
  QVERIFY(page.settle());
  QCOMPARE(names(page).size(), 3);
}

void TracesPageFilterTest::aBoxIsAChipThatCanBeTakenAway() {
  test::Page page;
  QVERIFY(page.load(shop()));
  auto* chip = page.page->findChild<QAbstractButton*>("filterBox");
  QVERIFY(!chip->isVisible());
  const Timestamp first = page.table().model().traceRow(2)->start;
  using std::chrono::milliseconds;
  page.page->setBox(first, first + milliseconds(1500), milliseconds(20), milliseconds(80));
  QVERIFY(page.settle());
  QCOMPARE(names(page), QStringList{"GET /pay"});
  QVERIFY(chip->isVisible());
  QCOMPARE(chip->text(), QString::fromUtf8("14:00:00.000 – 14:00:01.500 · 20.0\u202fms – 80.0\u202fms"));
  QTest::mouseClick(chip, Qt::LeftButton);
  QVERIFY(page.settle());
  QVERIFY(!chip->isVisible() && page.page->filter().isEmpty());
  page.page->setBox(first, first + std::chrono::hours(30), {}, {});
  QCOMPARE(chip->text(), QString::fromUtf8("2026-03-12 14:00:00.000 – 2026-03-13 20:00:00.000"));
  page.page->setBox({}, {}, milliseconds(20), {});
  QCOMPARE(chip->text(), QString::fromUtf8("≥ 20.0\u202fms"));
  chip->setFocus();
  QTest::keyClick(chip, Qt::Key_Delete);
  QVERIFY(page.page->filter().isEmpty());
}

void TracesPageFilterTest::saysWaysOutWhenNothingMatches() {
  test::Page page;
  QVERIFY(page.load(shop()));
  auto* empty = page.page->findChild<ui::EmptyState*>();
  type(page, "cart");
  QTest::mouseClick(page.page->findChild<QAbstractButton*>("errorsOnly"), Qt::LeftButton);
  QVERIFY(page.settle());
  QTRY_VERIFY(empty->isVisible() && !page.table().isVisible());
  QTRY_COMPARE(empty->accessibleName(), QString("No trace matches all conditions together."));
  QVERIFY(page.page->filterRow().isVisible());
  QStringList texts;
  for (const auto* button : empty->findChildren<QAbstractButton*>()) texts << button->text();
  QCOMPARE(texts, (QStringList{"With and without errors  2 traces",
                               QString::fromUtf8("Without “cart”  1 trace"), "Clear filter"}));
  QTest::mouseClick(empty->findChildren<QAbstractButton*>()[1], Qt::LeftButton);
  QVERIFY(page.settle());
  QCOMPARE(names(page), QStringList{"GET /pay"});
  QVERIFY(page.table().isVisible() && !empty->isVisible());
  QCOMPARE(page.page->filterRow().field().text(), QString());
}

void TracesPageFilterTest::theSelectedTraceStaysSelectedWhereItMatches() {
  test::Page page;
  std::vector<test::SketchTrace> many = test::numbered(3000);
  for (std::size_t i = 0; i < many.size(); i += 10) many[i].name = "tenth " + many[i].name;
  QVERIFY(page.load(many));
  page.table().setCurrentRow(1499);  // trace 1500
  QTRY_VERIFY(page.table().model().traceRow(1499));
  page.table().setCurrentRow(1499);
  const auto trace = page.table().currentTrace();
  QVERIFY(trace);
  type(page, "tenth");
  QCOMPARE(page.table().model().rowCount(), 300);
  QCOMPARE(page.table().currentTrace(), trace);
  QCOMPARE(page.table().currentRow(), 149);
  const TableLayout layout = page.table().tableLayout();
  QVERIFY(layout.firstRow() <= 149 && layout.endRow() > 149);
  // Filtered out it is remembered, and comes back.
  page.page->filterRow().setFilter({});
  QVERIFY(page.settle());
  QTRY_COMPARE(page.table().currentRow(), 1499);
}

void TracesPageFilterTest::theFilterSurvivesMoreTraces() {
  test::Page page;
  QVERIFY(page.load(shop()));
  type(page, "cart");
  emit page.session.snapshotChanged();
  QVERIFY(page.page->model().isWaiting());
  QVERIFY(page.settle());
  QCOMPARE(names(page).size(), 2);
  QCOMPARE(page.page->filterRow().field().text(), QString("cart"));
}

void TracesPageFilterTest::anotherSessionBeginsWithoutFilter() {
  test::Page page;
  QVERIFY(page.load(shop()));
  type(page, "cart");
  QVERIFY(test::load(page.session, {page.home.write("b.json", test::otlpJson({{}}))}));
  QTRY_COMPARE(page.table().model().rowCount(), 1);
  QVERIFY(page.page->filter().isEmpty());
  QCOMPARE(page.page->filterRow().field().text(), QString());
}

void TracesPageFilterTest::tellsOthersWhatMatches() {
  test::Page page;
  QVERIFY(page.load(shop()));
  QVERIFY(!page.page->model().matching());
  QSignalSpy changed(&page.page->model(), &TraceListModel::matchingChanged);
  type(page, "pay");
  QVERIFY(changed.count() > 0);
  const auto matching = page.page->model().matching();
  QVERIFY(matching);
  QCOMPARE(matching->size(), std::size_t{1});
  QCOMPARE(matching->front(), *page.page->model().positionOf(0));
}

QTEST_MAIN(TracesPageFilterTest)
#include "traces_page_filter_test.moc"
