// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/row_window.h"

#include <QtTest>
#include <string>

using Window = spanloupe::traces::RowWindow<std::string>;

class RowWindowTest : public QObject {
  Q_OBJECT
 private slots:
  void findsOnlyWhatWasPut();
  void knowsAShortLastPage();
  void dropsTheLeastRecentlyUsedPage();
};

void RowWindowTest::findsOnlyWhatWasPut() {
  Window window;
  window.put(1, std::vector<std::string>(Window::kPageRows, "x"));
  QVERIFY(!window.find(Window::kPageRows - 1));
  QCOMPARE(*window.find(Window::kPageRows), std::string("x"));
  QVERIFY(!window.find(2 * Window::kPageRows));
}

void RowWindowTest::knowsAShortLastPage() {
  Window window;
  window.put(0, {"a", "b"});
  QCOMPARE(*window.find(1), std::string("b"));
  QVERIFY(!window.find(2));
  window.put(0, {"c"});
  QCOMPARE(*window.find(0), std::string("c"));
  QVERIFY(!window.find(1));
}

void RowWindowTest::dropsTheLeastRecentlyUsedPage() {
  Window window(2);
  window.put(0, {"0"});
  window.put(1, {"1"});
  window.touch(0);
  window.put(2, {"2"});
  QVERIFY(window.hasPage(0));
  QVERIFY(!window.hasPage(1));
  QVERIFY(window.hasPage(2));
}

QTEST_GUILESS_MAIN(RowWindowTest)
#include "row_window_test.moc"
