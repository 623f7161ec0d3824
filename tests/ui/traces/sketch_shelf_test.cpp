// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/sketch_shelf.h"

#include "core/store/snapshot.h"
#include "page_fixture.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class SketchShelfTest : public QObject {
  Q_OBJECT
 private slots:
  void makesWhatIsOnScreenAndNoMore();
  void rowsScrolledAwayAreNotWaitedFor();
  void keepsThoseSeenLast();
  void aTraceThatHasGrownIsDrawnAnew();
  void anotherSessionBeginsEmpty();

 private:
  static std::vector<SketchShelf::Wanted> wanted(const TraceListModel& model, int first, int count) {
    std::vector<SketchShelf::Wanted> rows;
    for (int row = first; row < first + count; ++row)
      if (const store::TraceRow* trace = model.traceRow(row))
        rows.push_back({*trace, *model.positionOf(row)});
    return rows;
  }
};

void SketchShelfTest::makesWhatIsOnScreenAndNoMore() {
  test::Page page;
  QVERIFY(page.load({{.name = "a", .durationMs = 40, .spans = 3, .errors = 1}, {.name = "b", .startMs = 1}}));
  SketchShelf shelf(page.session);
  const TraceListModel& model = page.table().model();
  shelf.show(model.snapshot(), wanted(model, 1, 1));
  QVERIFY(shelf.isWaiting());
  QTRY_VERIFY(!shelf.isWaiting());
  QCOMPARE(shelf.size(), std::size_t{1});
  QVERIFY(!shelf.find(model.traceRow(0)->id));
  const TraceSketch* sketch = shelf.find(model.traceRow(1)->id);
  QVERIFY(sketch && sketch->failed && sketch->isWhole);
  QCOMPARE(sketch->services, (std::vector<std::string>{"frontend", "db"}));
  QCOMPARE(sketch->bars.size(), std::size_t{1});
  // What is here is not asked for again.
  shelf.show(model.snapshot(), wanted(model, 1, 1));
  QVERIFY(!shelf.isWaiting());
}

void SketchShelfTest::rowsScrolledAwayAreNotWaitedFor() {
  test::Page page;
  QVERIFY(page.load(test::numbered(200)));
  SketchShelf shelf(page.session);
  const TraceListModel& model = page.table().model();
  page.table().model().showRows(0, 128);
  QTRY_VERIFY(model.traceRow(120));
  shelf.show(model.snapshot(), wanted(model, 0, 20));
  shelf.show(model.snapshot(), wanted(model, 100, 20));
  QTRY_VERIFY(!shelf.isWaiting());
  QCOMPARE(shelf.size(), std::size_t{20});
  QVERIFY(shelf.find(model.traceRow(100)->id) && !shelf.find(model.traceRow(0)->id));
  shelf.show(model.snapshot(), wanted(model, 0, 20));
  shelf.show(model.snapshot(), {});
  QVERIFY(!shelf.isWaiting());
}

void SketchShelfTest::keepsThoseSeenLast() {
  test::Page page;
  const int most = static_cast<int>(SketchShelf::kKept);
  QVERIFY(page.load(test::numbered(most + 400)));
  SketchShelf shelf(page.session);
  TraceListModel& model = page.table().model();
  const auto see = [&](int first) {
    model.showRows(first, 64);
    QTRY_VERIFY(model.traceRow(first + 63));
    shelf.show(model.snapshot(), wanted(model, first, 64));
    QTRY_VERIFY(!shelf.isWaiting());
  };
  const std::vector<SketchShelf::Wanted> firstTwo = wanted(model, 0, 2);
  for (int first = 0; first + 64 <= most + 320; first += 64) {
    see(first);
    // The first one is looked at again and again.
    shelf.show(model.snapshot(), {firstTwo[0]});
    QVERIFY(!shelf.isWaiting());
  }
  QVERIFY(shelf.find(firstTwo[0].row.id));
  QVERIFY(!shelf.find(firstTwo[1].row.id));
  QCOMPARE(shelf.size(), SketchShelf::kKept);
}

void SketchShelfTest::aTraceThatHasGrownIsDrawnAnew() {
  test::Page page;
  QVERIFY(page.load(test::numbered(1)));
  SketchShelf shelf(page.session);
  const TraceListModel& model = page.table().model();
  std::vector<SketchShelf::Wanted> rows = wanted(model, 0, 1);
  shelf.show(model.snapshot(), rows);
  QTRY_VERIFY(!shelf.isWaiting());
  rows[0].row.spans = 7;
  shelf.show(model.snapshot(), rows);
  QVERIFY(shelf.isWaiting());
  QVERIFY(shelf.find(rows[0].row.id));  // the old picture until the new one is here
  QTRY_VERIFY(!shelf.isWaiting());
  QCOMPARE(shelf.size(), std::size_t{1});
}

void SketchShelfTest::anotherSessionBeginsEmpty() {
  test::Page page;
  QVERIFY(page.load(test::numbered(2)));
  SketchShelf shelf(page.session);
  shelf.show(page.table().model().snapshot(), wanted(page.table().model(), 0, 2));
  QTRY_COMPARE(shelf.size(), std::size_t{2});
  QVERIFY(test::load(page.session, {page.home.write("b.json", test::otlpJson({{}}))}));
  QCOMPARE(shelf.size(), std::size_t{0});
}

QTEST_MAIN(SketchShelfTest)
#include "sketch_shelf_test.moc"
