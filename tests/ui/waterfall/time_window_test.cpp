// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Zooming and panning as arithmetic.
#include <QTest>

#include "ui/waterfall/time_window.h"

namespace spanloupe::waterfall {

class TimeWindowTest : public QObject {
  Q_OBJECT

 private slots:
  void staysInsideTheTrace();
  void zoomKeepsThePointUnderThePointer();
  void zoomEndsAtTheSmallestWindow();
  void movesOnlyWhenOutOfView();
  void instantSpansGetRoom();
};

void TimeWindowTest::staysInsideTheTrace() {
  QCOMPARE(clamped({-50, 50}, 1000), (TimeWindow{0, 100}));
  QCOMPARE(clamped({950, 1050}, 1000), (TimeWindow{900, 1000}));
  QCOMPARE(clamped({-500, 5000}, 1000), (TimeWindow{0, 1000}));
  QCOMPARE(clamped({0, 5}, 0), (TimeWindow{0, kSmallestWindow}));
}

void TimeWindowTest::zoomKeepsThePointUnderThePointer() {
  const TimeWindow before{100, 300};
  const TimeWindow after = zoomed(before, 0.5, 150);
  QCOMPARE(after, (TimeWindow{125, 225}));
  QCOMPARE((150 - before.from) / (before.to - before.from), (150 - after.from) / (after.to - after.from));
}

void TimeWindowTest::zoomEndsAtTheSmallestWindow() {
  TimeWindow window{0, 1e9};
  for (int i = 0; i < 200; ++i) window = clamped(zoomed(window, 0.5, 1e6), 1e9);
  QCOMPARE(window.to - window.from, kSmallestWindow);
}

void TimeWindowTest::movesOnlyWhenOutOfView() {
  QCOMPARE(movedTo({0, 100}, {90, 200}), (TimeWindow{0, 100}));
  QCOMPARE(movedTo({0, 100}, {200, 300}), (TimeWindow{200, 300}));
}

void TimeWindowTest::instantSpansGetRoom() {
  const TimeWindow window = around({500, 500});
  QVERIFY(window.from < 500 && window.to > 500);
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::TimeWindowTest)
#include "time_window_test.moc"
