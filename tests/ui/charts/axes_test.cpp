// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Round times and round durations, whatever the data.
#include "chart_fixture.h"
#include "ui/charts/clock_axis.h"
#include "ui/charts/duration_scale.h"

using namespace spanloupe;
using namespace spanloupe::charts;
using namespace spanloupe::test;

namespace {

PointSummary durations(std::int64_t shortest, std::int64_t longest, std::uint64_t zeros = 0) {
  PointSummary summary;
  summary.shown = 2;
  summary.zeros = zeros;
  summary.shortest = shortest;
  summary.longest = longest;
  return summary;
}

QStringList labels(const std::vector<DurationTick>& ticks) {
  QStringList texts;
  for (const DurationTick& tick : ticks)
    texts << QString(tick.label).replace(ui::kThinSpace, QLatin1Char(' '));
  return texts;
}

QStringList labels(const std::vector<ClockTick>& ticks) {
  QStringList texts;
  for (const ClockTick& tick : ticks) texts << tick.label;
  return texts;
}

constexpr std::uint64_t kMin = 60 * kSec;
constexpr std::uint64_t kHour = 60 * kMin;

}  // namespace

class AxesTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { qputenv("TZ", "Europe/Berlin"); }

  void halfAnHourIsSixtyBucketsOfHalfAMinute() {
    const TimeBuckets buckets =
        timeBuckets(kTwoOClock + 2 * kMin, kTwoOClock + 32 * kMin - 1, 79, ui::TimeZone::Utc);
    QCOMPARE(buckets.step, 30 * kSec);
    QCOMPARE(buckets.count, 60);
    QCOMPARE(buckets.from, kTwoOClock + 2 * kMin);
  }
  void bucketsHoldTheFirstAndTheLastTime_data() {
    QTest::addColumn<quint64>("length");
    for (const quint64 length :
         {quint64{0}, quint64{1}, quint64{999}, quint64{kMs}, quint64{kSec * 59}, quint64{kHour * 5},
          quint64{kHour * 24 * 40}, quint64{kHour * 24 * 365 * 60}})
      QTest::addRow("%llu", static_cast<unsigned long long>(length)) << length;
  }
  void bucketsHoldTheFirstAndTheLastTime() {
    QFETCH(quint64, length);
    for (const int most : {1, 17, 80, 400}) {
      const std::uint64_t first = kTwoOClock + 12'345'678'901;
      const TimeBuckets buckets = timeBuckets(first, first + length, most, ui::TimeZone::Local);
      QVERIFY(buckets.from <= first);
      QVERIFY(first + length < buckets.to());
      QVERIFY(buckets.count >= 1 && buckets.count <= std::max(most, 10));
      QVERIFY(buckets.indexOf(first + length) < buckets.count);
    }
  }
  void ticksStandAtRoundTimes() {
    const auto ticks = clockTicks(kTwoOClock + 2 * kMin, kTwoOClock + 32 * kMin, 3 * kMin, ui::TimeZone::Utc);
    QCOMPARE(labels(ticks), (QStringList{"14:05", "14:10", "14:15", "14:20", "14:25", "14:30"}));
  }
  void secondsAndFractionsShowOnlyWhenNeeded() {
    QCOMPARE(labels(clockTicks(kTwoOClock, kTwoOClock + 60 * kSec, 20 * kSec, ui::TimeZone::Utc)),
             (QStringList{"14:00:00", "14:00:30", "14:01:00"}));
    QCOMPARE(labels(clockTicks(kTwoOClock, kTwoOClock + kSec, 300 * kMs, ui::TimeZone::Utc)),
             (QStringList{"14:00:00.0", "14:00:00.5", "14:00:01.0"}));
  }
  void midnightSaysWhichDayBegins() {
    const auto ticks = clockTicks(kTwoOClock, kTwoOClock + 24 * kHour, 6 * kHour, ui::TimeZone::Utc);
    QCOMPARE(labels(ticks), (QStringList{"18:00", "2026-03-13", "06:00", "12:00"}));
  }
  void daysBeginAtLocalMidnightAlsoBehindSummerTime() {
    // The clocks of Berlin go forward on 2026-03-29.
    const auto ticks =
        clockTicks(kTwoOClock, kTwoOClock + 30 * 24 * kHour, 5 * 24 * kHour, ui::TimeZone::Local);
    QVERIFY(ticks.size() >= 5);
    for (const ClockTick& tick : ticks) {
      const QString text = ui::formatDateTime(timestampFromNanos(tick.time), ui::TimeZone::Local, 0);
      QVERIFY2(text.endsWith("00:00:00"), qPrintable(text));
      QCOMPARE(tick.label, text.left(10));
    }
  }
  void localTimeIsWrittenAsTheClockShowsIt() {
    QCOMPARE(labels(clockTicks(kTwoOClock, kTwoOClock + kMin, kMin, ui::TimeZone::Local)),
             (QStringList{"15:00", "15:01"}));
  }

  void decadesEncloseTheData() {
    const DurationScale scale(durations(38'900'000, 5'200'000'000), ScaleKind::Log, 0.1);
    QCOMPARE(labels(scale.ticks(9)), (QStringList{"10 ms", "100 ms", "1 s", "10 s"}));
    QCOMPARE(scale.place(10'000'000), 0.0);
    QVERIFY(qFuzzyCompare(scale.place(10'000'000'000), 1.0));
    QVERIFY(std::abs(scale.place(1'000'000'000) - 2.0 / 3) < 1e-9);
    QVERIFY(std::abs(scale.nanosAt(scale.place(123'456'789)) - 123'456'789) < 1);
  }
  void oneDurationStillHasADecade() {
    const DurationScale scale(durations(1'000'000, 1'000'000), ScaleKind::Log, 0.1);
    QCOMPARE(labels(scale.ticks(9)), (QStringList{"1 ms", "10 ms"}));
  }
  void zerosStandOnALineOfTheirOwn() {
    const DurationScale scale(durations(2'000, 9'000, 3), ScaleKind::Log, 0.1);
    QCOMPARE(labels(scale.ticks(9)), (QStringList{"0", "1 µs", "10 µs"}));
    QCOMPARE(scale.place(0), 0.0);
    QCOMPARE(scale.place(1000), 0.1);
    QCOMPARE(scale.nanosAt(0), 0.0);
    const DurationScale nothingElse(durations(0, 0, 3), ScaleKind::Log, 0.1);
    QCOMPARE(nothingElse.place(0), 0.0);
  }
  void manyDecadesShareTheLabels() {
    const DurationScale scale(durations(1, 900'000'000'000'000'000), ScaleKind::Log, 0.1);
    const auto ticks = scale.ticks(7);
    QCOMPARE(ticks.size(), std::size_t{19});
    QVERIFY(labels(ticks).filter(QRegularExpression(".")).size() <= 7);
    QCOMPARE(decadeLabel(12).replace(ui::kThinSpace, QLatin1Char(' ')), QString("1 000 s"));
  }
  void linearScaleBeginsAtZeroAndEndsAtARoundStep() {
    const DurationScale scale(durations(38'900'000, 5'200'000'000), ScaleKind::Linear, 0.1);
    QCOMPARE(labels(scale.ticks(9)), (QStringList{"0", "2 s", "4 s", "6 s"}));
    QCOMPARE(scale.place(3'000'000'000), 0.5);
    QCOMPARE(scale.place(0), 0.0);
    QCOMPARE(scale.base(), 0.0);
  }
  void hugeDurationsDoNotOverflow() {
    const std::int64_t most = std::numeric_limits<std::int64_t>::max();
    for (const ScaleKind kind : {ScaleKind::Log, ScaleKind::Linear}) {
      const DurationScale scale(durations(1, most), kind, 0.1);
      QVERIFY(!scale.ticks(9).empty());
      QVERIFY(scale.place(most) <= 1.0 && scale.place(most) > 0.7);
    }
  }
};

QTEST_APPLESS_MAIN(AxesTest)
#include "axes_test.moc"
