// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Going back and forward through zooms; and selecting one, several, a range.
#include <QTest>

#include "ui/waterfall/node_selection.h"
#include "ui/waterfall/zoom_history.h"

namespace spanloupe::waterfall {

class ZoomHistoryTest : public QObject {
  Q_OBJECT

 private slots:
  void goesBackAndForward();
  void stepsOfOneWheelAreOneEntry();
  void aNewZoomForgetsWhatLayAhead();
  void equalWindowsAreOneEntry();
  void staysBoundedAndKeepsTheWholeTrace();
  void selectionTogglesButNeverBecomesEmpty();
  void rangesKeepTheirAnchor();
};

namespace {

const TimeWindow kWhole{0, 100};

}  // namespace

void ZoomHistoryTest::goesBackAndForward() {
  ZoomHistory history;
  history.reset(kWhole);
  QVERIFY(!history.back());
  history.add({10, 20}, ZoomStep::Jump, 0);
  history.add({12, 14}, ZoomStep::Jump, 1);
  QCOMPARE(history.back(), std::optional(TimeWindow{10, 20}));
  QCOMPARE(history.back(), std::optional(kWhole));
  QVERIFY(!history.canGoBack());
  QCOMPARE(history.forward(), std::optional(TimeWindow{10, 20}));
  QVERIFY(history.canGoForward());
}

void ZoomHistoryTest::stepsOfOneWheelAreOneEntry() {
  ZoomHistory history;
  history.reset(kWhole);
  history.add({1, 99}, ZoomStep::Wheel, 0);
  history.add({2, 98}, ZoomStep::Wheel, 100);
  history.add({3, 97}, ZoomStep::Wheel, 200);
  history.add({4, 96}, ZoomStep::Wheel, 5000);  // Another turn of the wheel.
  QCOMPARE(history.back(), std::optional(TimeWindow{3, 97}));
  QCOMPARE(history.back(), std::optional(kWhole));
}

void ZoomHistoryTest::aNewZoomForgetsWhatLayAhead() {
  ZoomHistory history;
  history.reset(kWhole);
  history.add({1, 2}, ZoomStep::Jump, 0);
  (void)history.back();
  history.add({3, 4}, ZoomStep::Wheel, 1);
  QVERIFY(!history.canGoForward());
  QCOMPARE(history.back(), std::optional(kWhole));
}

void ZoomHistoryTest::equalWindowsAreOneEntry() {
  ZoomHistory history;
  history.reset(kWhole);
  history.add(kWhole, ZoomStep::Jump, 0);
  QVERIFY(!history.canGoBack());
}

void ZoomHistoryTest::staysBoundedAndKeepsTheWholeTrace() {
  ZoomHistory history;
  history.reset(kWhole);
  for (int i = 1; i < 5000; ++i) history.add({0, 100.0 + i}, ZoomStep::Jump, i);
  int steps = 0;
  std::optional<TimeWindow> last;
  while (const std::optional<TimeWindow> window = history.back()) {
    last = window;
    ++steps;
  }
  QVERIFY(steps < 1000);
  QCOMPARE(last, std::optional(kWhole));
}

void ZoomHistoryTest::selectionTogglesButNeverBecomesEmpty() {
  NodeSelection selection;
  selection.toggle(7);
  selection.toggle(3);
  QCOMPARE(selection.nodes(), (std::vector<NodeIndex>{3, 7}));
  QCOMPARE(selection.current(), NodeIndex{3});
  selection.toggle(3);
  QCOMPARE(selection.current(), NodeIndex{7});
  selection.toggle(7);
  QCOMPARE(selection.count(), std::size_t{1});
  selection.clear();
  QCOMPARE(selection.current(), kNoNode);
}

void ZoomHistoryTest::rangesKeepTheirAnchor() {
  NodeSelection selection;
  selection.selectOnly(5);
  selection.selectRange({5, 9, 6}, 6);
  QCOMPARE(selection.anchor(), NodeIndex{5});
  QVERIFY(selection.contains(9) && !selection.contains(7));
  selection.selectRange({5}, 5);
  QCOMPARE(selection.count(), std::size_t{1});
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::ZoomHistoryTest)
#include "zoom_history_test.moc"
