// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/row_selection.h"

#include <QTest>
#include <random>
#include <set>

using namespace spanloupe::traces;

class RowSelectionTest : public QObject {
  Q_OBJECT
 private slots:
  void beginsWithNothing();
  void togglingSplitsAndJoinsRanges();
  void extendingReplacesUnlessKept();
  void allOfTenMillionIsOneRange();
  void movingLeavesTheSelection();
  void givesTheFirstRowsOnly();
  void agreesWithASetOfRows();
};

namespace {
using Ranges = std::vector<RowRange>;
}

void RowSelectionTest::beginsWithNothing() {
  const RowSelection selection;
  QVERIFY(selection.isEmpty());
  QCOMPARE(selection.current(), -1);
  QCOMPARE(selection.count(), 0);
  QVERIFY(!selection.contains(0) && !selection.contains(-1));
}

void RowSelectionTest::togglingSplitsAndJoinsRanges() {
  RowSelection selection;
  selection.add({2, 6});
  selection.toggle(4);
  QVERIFY(selection.ranges() == (Ranges{{2, 3}, {5, 6}}));
  QCOMPARE(selection.current(), 4);
  selection.toggle(4);
  QVERIFY(selection.ranges() == (Ranges{{2, 6}}));
  selection.toggle(2);
  selection.toggle(6);
  QVERIFY(selection.ranges() == (Ranges{{3, 5}}));
  selection.toggle(8);
  selection.toggle(8);
  QVERIFY(selection.ranges() == (Ranges{{3, 5}}));
}

void RowSelectionTest::extendingReplacesUnlessKept() {
  RowSelection selection;
  selection.select(10);
  selection.extendTo(14);
  selection.extendTo(7);
  QVERIFY(selection.ranges() == (Ranges{{7, 10}}));
  QCOMPARE(selection.current(), 7);
  selection.toggle(20);
  selection.extendTo(22, true);
  QVERIFY(selection.ranges() == (Ranges{{7, 10}, {20, 22}}));
  QCOMPARE(selection.count(), 7);
  selection.extendTo(19);
  QVERIFY(selection.ranges() == (Ranges{{19, 20}}));
}

void RowSelectionTest::allOfTenMillionIsOneRange() {
  RowSelection selection;
  selection.select(5);
  selection.selectAll(10'000'000);
  QCOMPARE(selection.ranges().size(), std::size_t{1});
  QCOMPARE(selection.count(), 10'000'000);
  QCOMPARE(selection.current(), 5);
  QVERIFY(selection.contains(9'999'999) && !selection.contains(10'000'000));
  selection.selectAll(0);
  QVERIFY(selection.isEmpty());
}

void RowSelectionTest::movingLeavesTheSelection() {
  RowSelection selection;
  selection.select(3);
  selection.moveTo(9);
  QVERIFY(selection.contains(3) && !selection.contains(9));
  selection.extendTo(11, true);
  QVERIFY(selection.ranges() == (Ranges{{3, 3}, {9, 11}}));
}

void RowSelectionTest::givesTheFirstRowsOnly() {
  RowSelection selection;
  selection.selectAll(10'000'000);
  QVERIFY(selection.rows(3) == (std::vector<int>{0, 1, 2}));
}

void RowSelectionTest::agreesWithASetOfRows() {
  std::mt19937 random(7);
  RowSelection selection;
  std::set<int> rows;
  for (int step = 0; step < 3000; ++step) {
    const int row = static_cast<int>(random() % 40);
    if (random() % 3 != 0) {
      if (!rows.erase(row)) rows.insert(row);
      selection.toggle(row);
    } else {
      const int last = std::min(39, row + static_cast<int>(random() % 6));
      for (int i = row; i <= last; ++i) rows.insert(i);
      selection.add({row, last});
    }
    const std::vector<int> all = selection.rows(100);
    QVERIFY(std::equal(all.begin(), all.end(), rows.begin(), rows.end()));
    for (std::size_t i = 1; i < selection.ranges().size(); ++i)
      QVERIFY(selection.ranges()[i].first > selection.ranges()[i - 1].last + 1);
  }
}

QTEST_GUILESS_MAIN(RowSelectionTest)
#include "row_selection_test.moc"
