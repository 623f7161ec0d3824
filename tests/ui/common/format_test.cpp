// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and times as text. A space in the expected texts stands for U+202F.
#include <QTest>

#include "ui/common/format.h"

namespace spanloupe::ui {

class FormatTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { qputenv("TZ", "Asia/Tokyo"); }
  void countsAreGrouped();
  void durationsHaveThreeDigits_data();
  void durationsHaveThreeDigits();
  void offsetsHaveASign();
  void exactDurationsKeepEveryDigit();
  void percentages();
  void bytesAreDecimal();
  void columnsHaveOneUnitAndPrecision();
  void axesTellTheirLabelsApart();
  void timesAreIsoInTheZone();
  void absurdTimesAreADash();
};

namespace {

QString spaced(const char* text) { return QString::fromUtf8(text).replace(QLatin1Char(' '), kThinSpace); }

constexpr std::int64_t kMilli = 1'000'000;

}  // namespace

void FormatTest::countsAreGrouped() {
  QCOMPARE(formatCount(std::int64_t{0}), QString("0"));
  QCOMPARE(formatCount(std::int64_t{999}), QString("999"));
  QCOMPARE(formatCount(std::int64_t{4812306}), spaced("4 812 306"));
  QCOMPARE(formatCount(std::int64_t{-1284}), QString(kMinus) + spaced("1 284"));
  QCOMPARE(formatCount(std::numeric_limits<std::int64_t>::min()),
           QString(kMinus) + spaced("9 223 372 036 854 775 808"));
  QCOMPARE(formatCounted(1, "span", "spans"), QString("1 span"));
  QCOMPARE(formatCounted(1000, "span", "spans"), spaced("1 000") + " spans");
}

void FormatTest::durationsHaveThreeDigits_data() {
  QTest::addColumn<qint64>("nanos");
  QTest::addColumn<QString>("text");
  const auto row = [](const char* text, qint64 nanos) { QTest::newRow(text) << nanos << spaced(text); };
  row("0 ns", 0);
  row("812 ns", 812);
  row("1.00 µs", 1000);
  row("7.20 ms", 7'200'000);
  row("38.9 ms", 38'900'000);
  row("569 ms", 569'000'000);
  row("1.84 s", 1'842'600'000);
  row("1.00 s", 999'600'000);
  row("10.0 ms", 9'996'000);
  row("100 ms", 99'960'000);
  row("90.0 s", 90'000'000'000);
  row("599 s", 599'000'000'000);
  row("10.0 min", 600'000'000'000);
  row("120 min", 7'200'000'000'000);
  row("10.0 h", 36'000'000'000'000);
  row("106 752 d", std::numeric_limits<qint64>::max());
}

void FormatTest::durationsHaveThreeDigits() {
  QFETCH(qint64, nanos);
  QFETCH(QString, text);
  QCOMPARE(formatDuration(Duration(nanos)), text);
}

void FormatTest::offsetsHaveASign() {
  QCOMPARE(formatOffset(Duration(7 * kMilli)), spaced("+7.00 ms"));
  QCOMPARE(formatOffset(Duration(-3'100'000)), QString(kMinus) + spaced("3.10 ms"));
  QCOMPARE(formatOffset(Duration(0)), spaced("0 ns"));
}

void FormatTest::exactDurationsKeepEveryDigit() {
  QCOMPARE(formatExact(Duration(1'842'600'001)), spaced("1.842 600 001 s"));
  QCOMPARE(formatExact(Duration(812)), spaced("812 ns"));
  QCOMPARE(formatExact(Duration(-5000)), QString(kMinus) + spaced("0.000 005 000 s"));
}

void FormatTest::percentages() {
  QCOMPARE(formatPercent(0.309), spaced("30.9 %"));
  QCOMPARE(formatPercent(0), spaced("0 %"));
  QCOMPARE(formatPercent(1), spaced("100 %"));
  QCOMPARE(formatPercent(0.0001), QString("< 0.1") + spaced(" %"));
}

void FormatTest::bytesAreDecimal() {
  QCOMPARE(formatBytes(64'000), spaced("64 kB"));
  QCOMPARE(formatBytes(212'400), spaced("212 kB"));
  QCOMPARE(formatBytes(41'200'000), spaced("41.2 MB"));
  QCOMPARE(formatBytes(151'800'000), spaced("151.8 MB"));
  QCOMPARE(formatBytes(1'320'000'000), spaced("1.32 GB"));
  QCOMPARE(formatBytes(0), spaced("0 B"));
  QCOMPARE(formatRate(1240, "spans"), spaced("1 240 spans/s"));
}

void FormatTest::columnsHaveOneUnitAndPrecision() {
  const DurationFormat format = DurationFormat::forColumn(Duration(1'917'200'000));
  QCOMPARE(format.unit(), QString("ms"));
  QCOMPARE(format.number(Duration(1'842'600'000)), spaced("1 842.6"));
  QCOMPARE(format.text(Duration(38'900'000)), spaced("38.9 ms"));
  const DurationFormat slow = DurationFormat::forColumn(Duration(3'600'000 * kMilli));
  QCOMPARE(slow.text(Duration(3'600'000 * kMilli)), spaced("3 600.000 s"));
  QCOMPARE(slow.text(Duration(50 * kMilli)), spaced("0.050 s"));
  QCOMPARE(slow.text(Duration(kMilli / 10)), spaced("<0.001 s"));
  QCOMPARE(slow.text(Duration(0)), spaced("0.000 s"));
}

void FormatTest::axesTellTheirLabelsApart() {
  const DurationFormat format = DurationFormat::forAxis(Duration(1'842'600'000), Duration(250 * kMilli));
  QCOMPARE(format.text(Duration(250 * kMilli)), spaced("0.25 s"));
  QCOMPARE(format.text(Duration(1'500 * kMilli)), spaced("1.50 s"));
  QCOMPARE(DurationFormat::forAxis(Duration(5 * kMilli), Duration(kMilli)).text(Duration(3 * kMilli)),
           spaced("3 ms"));
}

void FormatTest::timesAreIsoInTheZone() {
  const Timestamp time = timestampFromNanos(1'773'325'632'493'157'000ULL);
  QCOMPARE(formatDateTime(time, TimeZone::Utc), QString("2026-03-12 14:27:12.493"));
  QCOMPARE(formatTimeOfDay(time, TimeZone::Utc, 6), QString("14:27:12.493157"));
  QCOMPARE(formatTimeOfDay(time, TimeZone::Utc, 0), QString("14:27:12"));
  QCOMPARE(formatDateTime(time, TimeZone::Local), QString("2026-03-12 23:27:12.493"));
}

void FormatTest::absurdTimesAreADash() {
  QCOMPARE(formatDateTime(timestampFromNanos(0), TimeZone::Utc), QString::fromUtf8("–"));
  QCOMPARE(formatDateTime(timestampFromNanos(~0ULL), TimeZone::Utc), QString::fromUtf8("–"));
}

}  // namespace spanloupe::ui

QTEST_GUILESS_MAIN(spanloupe::ui::FormatTest)
#include "format_test.moc"
