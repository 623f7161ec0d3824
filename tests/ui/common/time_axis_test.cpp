// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks of a time axis.
#include <QRegularExpression>
#include <QTest>

#include "ui/common/format.h"
#include "ui/common/time_axis.h"

namespace spanloupe::ui {

class TimeAxisTest : public QObject {
  Q_OBJECT

 private slots:
  void stepsAreRound_data();
  void stepsAreRound();
  void theFirstLabelIsZero();
  void labelsNeverMeet_data();
  void labelsNeverMeet();
  void labelsHaveOneUnit();
  void minorTicksDivideInFive();
  void ticksKeepTheirDistance();
  void emptyRequestsHaveNoTicks();
  void extremeRangesEnd();
};

namespace {

constexpr double kCharacter = 7;

AxisRequest request(std::int64_t from, std::int64_t to, double width) {
  AxisRequest result;
  result.from = Duration(from);
  result.to = Duration(to);
  result.width = width;
  result.labelWidth = [](const QString& text) { return kCharacter * static_cast<double>(text.size()); };
  return result;
}

}  // namespace

void TimeAxisTest::stepsAreRound_data() {
  QTest::addColumn<qint64>("least");
  QTest::addColumn<qint64>("step");
  QTest::newRow("1 ns") << qint64{0} << qint64{1};
  QTest::newRow("3 ns") << qint64{3} << qint64{5};
  QTest::newRow("201 ms") << qint64{201'000'000} << qint64{250'000'000};
  QTest::newRow("251 ms") << qint64{251'000'000} << qint64{500'000'000};
  QTest::newRow("21 ms") << qint64{21'000'000} << qint64{50'000'000};
  QTest::newRow("31 s") << qint64{31'000'000'000} << qint64{60'000'000'000};
  QTest::newRow("11 min") << qint64{660'000'000'000} << qint64{900'000'000'000};
  QTest::newRow("13 h") << qint64{46'800'000'000'000} << qint64{86'400'000'000'000};
}

void TimeAxisTest::stepsAreRound() {
  QFETCH(qint64, least);
  QFETCH(qint64, step);
  QCOMPARE(niceStep(Duration(least)).count(), step);
}

void TimeAxisTest::theFirstLabelIsZero() {
  const std::vector<AxisTick> ticks = timeTicks(request(0, 1'842'600'000, 540));
  QVERIFY(!ticks.empty());
  QCOMPARE(ticks.front().label, QString("0"));
  QCOMPARE(ticks.front().x, 0.0);
}

void TimeAxisTest::labelsNeverMeet_data() {
  QTest::addColumn<qint64>("from");
  QTest::addColumn<qint64>("to");
  QTest::addColumn<double>("width");
  QTest::newRow("whole trace") << qint64{0} << qint64{1'842'600'000} << 540.0;
  QTest::newRow("narrow") << qint64{0} << qint64{1'842'600'000} << 120.0;
  QTest::newRow("deep zoom far out") << qint64{3'600'000'000'000} << qint64{3'600'000'000'500} << 900.0;
  QTest::newRow("nanoseconds") << qint64{0} << qint64{20} << 900.0;
  QTest::newRow("hours") << qint64{0} << qint64{10'800'000'000'000} << 900.0;
  QTest::newRow("days") << qint64{0} << qint64{864'000'000'000'000} << 700.0;
}

void TimeAxisTest::labelsNeverMeet() {
  QFETCH(qint64, from);
  QFETCH(qint64, to);
  QFETCH(double, width);
  const AxisRequest asked = request(from, to, width);
  double end = -1e9;
  int labels = 0;
  for (const AxisTick& tick : timeTicks(asked)) {
    QVERIFY(tick.x >= -0.01 && tick.x <= width + 0.01);
    QCOMPARE(tick.isMajor, !tick.label.isEmpty());
    if (!tick.isMajor) continue;
    QVERIFY2(tick.x > end + 8, qPrintable(tick.label));
    end = tick.x + asked.labelWidth(tick.label);
    ++labels;
  }
  QVERIFY(labels >= 1);
}

void TimeAxisTest::labelsHaveOneUnit() {
  QSet<QString> units;
  for (const AxisTick& tick : timeTicks(request(0, 1'842'600'000, 900))) {
    if (tick.label.size() > 1) units.insert(tick.label.section(kThinSpace, -1));
  }
  QCOMPARE(units.size(), 1);
}

void TimeAxisTest::minorTicksDivideInFive() {
  const std::vector<AxisTick> ticks = timeTicks(request(0, 1'000'000'000, 1000));
  int minors = 0;
  for (std::size_t i = 1; i < ticks.size() && !ticks[i].isMajor; ++i) ++minors;
  QCOMPARE(minors, 4);
}

void TimeAxisTest::ticksKeepTheirDistance() {
  AxisRequest wide = request(0, 1'842'600'000, 540);
  wide.fewestPixels = 64;
  std::vector<double> majors;
  for (const AxisTick& tick : timeTicks(wide)) {
    if (tick.isMajor) majors.push_back(tick.x);
  }
  QCOMPARE(majors.size(), std::size_t{8});  // 0, 250 ms … 1.75 s
  QVERIFY(majors[1] - majors[0] >= 64);
}

void TimeAxisTest::emptyRequestsHaveNoTicks() {
  QVERIFY(timeTicks(request(5, 5, 100)).empty());
  QVERIFY(timeTicks(request(0, 100, 0)).empty());
  QVERIFY(timeTicks(request(10, 0, 100)).empty());
}

void TimeAxisTest::extremeRangesEnd() {
  const auto most = std::numeric_limits<std::int64_t>::max();
  QVERIFY(timeTicks(request(0, most, 1000)).size() < 5000);
  QVERIFY(timeTicks(request(std::numeric_limits<std::int64_t>::min(), most, 1000)).size() < 5000);
  QVERIFY(timeTicks(request(most - 10, most, 1000)).size() < 5000);
}

}  // namespace spanloupe::ui

QTEST_APPLESS_MAIN(spanloupe::ui::TimeAxisTest)
#include "time_axis_test.moc"
