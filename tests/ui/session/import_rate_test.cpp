// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/import_rate.h"

#include <QtTest>

using namespace std::chrono_literals;
using spanloupe::session::ImportRate;

class ImportRateTest : public QObject {
  Q_OBJECT
 private slots:
  void saysNothingBeforeTwoMeasurements();
  void averagesOverTheLastSeconds();
  void knowsNoTimeLeftWithoutASize();
};

void ImportRateTest::saysNothingBeforeTwoMeasurements() {
  ImportRate rate;
  QCOMPARE(rate.spansPerSecond(), 0ULL);
  rate.add(ImportRate::Clock::time_point{}, 1000, 10);
  QCOMPARE(rate.spansPerSecond(), 0ULL);
  QVERIFY(!rate.timeLeft(5000));
}

void ImportRateTest::averagesOverTheLastSeconds() {
  ImportRate rate;
  const ImportRate::Clock::time_point start{};
  // Ten slow seconds, then ten fast ones: only the fast ones count.
  for (int i = 0; i <= 10; ++i)
    rate.add(start + i * 1s, static_cast<std::uint64_t>(i) * 100, static_cast<std::uint64_t>(i));
  for (int i = 1; i <= 10; ++i)
    rate.add(start + (10 + i) * 1s, 1000 + static_cast<std::uint64_t>(i) * 1000,
             10 + static_cast<std::uint64_t>(i) * 640);
  QCOMPARE(rate.spansPerSecond(), 640ULL);
  QCOMPARE(rate.timeLeft(11000 + 7000).value(), 7s);
  QCOMPARE(rate.timeLeft(11000).value(), 0s);
}

void ImportRateTest::knowsNoTimeLeftWithoutASize() {
  ImportRate rate;
  rate.add(ImportRate::Clock::time_point{}, 0, 0);
  rate.add(ImportRate::Clock::time_point{} + 1s, 100, 1);
  QVERIFY(!rate.timeLeft(0));
}

QTEST_GUILESS_MAIN(ImportRateTest)
#include "import_rate_test.moc"
