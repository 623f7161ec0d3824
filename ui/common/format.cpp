// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <array>
#include <cmath>
#include <limits>

namespace spanloupe::ui {

namespace {

struct Unit {
  const char16_t* name;
  double nanos;
  double next;  ///< From this many on, the next unit is used.
};

constexpr std::array<Unit, 7> kUnits = {{{u"ns", 1.0, 1e3},
                                         {u"µs", 1e3, 1e3},
                                         {u"ms", 1e6, 1e3},
                                         {u"s", 1e9, 600},
                                         {u"min", 60e9, 600},
                                         {u"h", 3600e9, 240},
                                         {u"d", 86400e9, std::numeric_limits<double>::infinity()}}};
constexpr int kMillis = 2;
constexpr int kSeconds = 3;

QString unitName(int unit) { return QString::fromUtf16(kUnits[static_cast<std::size_t>(unit)].name); }
double nanosOfUnit(int unit) { return kUnits[static_cast<std::size_t>(unit)].nanos; }

QString grouped(QString digits) {
  for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, kThinSpace);
  return digits;
}

int significantDecimals(double value) { return value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2; }

/// The unit in which `nanos` is written, taking into account that rounding may lift it over the edge.
int unitFor(double nanos) {
  int unit = 0;
  while (unit + 1 < static_cast<int>(kUnits.size())) {
    const double value = nanos / nanosOfUnit(unit);
    const double precision = std::pow(10.0, unit == 0 ? 0 : significantDecimals(value));
    if (std::round(value * precision) / precision < kUnits[static_cast<std::size_t>(unit)].next) break;
    ++unit;
  }
  return unit;
}

QString magnitude(Duration value) {
  const double nanos = std::abs(static_cast<double>(value.count()));
  const int unit = unitFor(nanos);
  const double scaledValue = nanos / nanosOfUnit(unit);
  return formatFixed(scaledValue, unit == 0 ? 0 : significantDecimals(scaledValue)) + kThinSpace +
         unitName(unit);
}

QDateTime toDateTime(Timestamp time, TimeZone zone) {
  const auto millis = static_cast<qint64>(nanosOf(time) / 1'000'000U);
  return QDateTime::fromMSecsSinceEpoch(millis, zone == TimeZone::Utc ? Qt::UTC : Qt::LocalTime);
}

QString withFraction(const QDateTime& moment, const QString& pattern, Timestamp time, int fractionDigits) {
  QString text = moment.toString(pattern);
  if (fractionDigits <= 0) return text;
  const QString nanos = QString::number(nanosOf(time) % 1'000'000'000U).rightJustified(9, QLatin1Char('0'));
  return text + QLatin1Char('.') + nanos.left(std::min(fractionDigits, 9));
}

}  // namespace

QString formatCount(std::uint64_t value) { return grouped(QString::number(value)); }

QString formatCount(std::int64_t value) {
  if (value >= 0) return formatCount(static_cast<std::uint64_t>(value));
  return kMinus + formatCount(std::uint64_t{0} - static_cast<std::uint64_t>(value));
}

QString formatCounted(std::uint64_t value, const QString& one, const QString& many) {
  return formatCount(value) + QLatin1Char(' ') + (value == 1 ? one : many);
}

QString formatFixed(double value, int decimals) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  QString text = QString::number(std::abs(value), 'f', decimals);
  const qsizetype point = text.indexOf(QLatin1Char('.'));
  const QString whole = grouped(point < 0 ? text : text.left(point));
  const bool isZero = text.count(QLatin1Char('0')) + (point < 0 ? 0 : 1) == text.size();
  text = whole + (point < 0 ? QString() : text.mid(point));
  return value < 0 && !isZero ? kMinus + text : text;
}

QString formatDuration(Duration value) {
  return value.count() < 0 ? kMinus + magnitude(value) : magnitude(value);
}

QString formatOffset(Duration value) {
  return value.count() > 0 ? QLatin1Char('+') + magnitude(value) : formatDuration(value);
}

QString formatExact(Duration value) {
  const bool negative = value.count() < 0;
  const std::uint64_t nanos = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(value.count())
                                       : static_cast<std::uint64_t>(value.count());
  QString text;
  if (nanos < 1000) {
    text = QString::number(nanos) + kThinSpace + unitName(0);
  } else {
    QString fraction = QString::number(nanos % 1'000'000'000U).rightJustified(9, QLatin1Char('0'));
    fraction.insert(6, kThinSpace).insert(3, kThinSpace);
    text =
        formatCount(nanos / 1'000'000'000U) + QLatin1Char('.') + fraction + kThinSpace + unitName(kSeconds);
  }
  return negative ? kMinus + text : text;
}

QString formatPercent(double share) {
  const double percent = share * 100.0;
  if (!std::isfinite(percent)) return QStringLiteral("–");
  if (percent > 0 && percent < 0.05) return QStringLiteral("< 0.1") + kThinSpace + QLatin1Char('%');
  const bool whole = percent == 0 || std::abs(percent) >= 99.95;
  return formatFixed(percent, whole ? 0 : 1) + kThinSpace + QLatin1Char('%');
}

QString formatBytes(std::uint64_t bytes) {
  static constexpr std::array<const char*, 5> kNames = {"B", "kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (unit + 1 < kNames.size() && value >= 999.5) {
    value /= 1000.0;
    ++unit;
  }
  // Kilobytes need no decimals: nobody compares files at that precision.
  const int decimals = unit < 2 ? 0 : value >= 99.95 ? 1 : value >= 9.995 ? 1 : 2;
  return formatFixed(value, decimals) + kThinSpace + QLatin1String(kNames[unit]);
}

QString formatRate(double perSecond, const QString& what) {
  const int decimals = perSecond == 0 || perSecond >= 99.95 ? 0 : perSecond >= 9.995 ? 1 : 2;
  return formatFixed(perSecond, decimals) + kThinSpace + what + QStringLiteral("/s");
}

QString formatDateTime(Timestamp time, TimeZone zone, int fractionDigits) {
  if (isAbsurd(time)) return QStringLiteral("–");
  return withFraction(toDateTime(time, zone), QStringLiteral("yyyy-MM-dd HH:mm:ss"), time, fractionDigits);
}

QString formatTimeOfDay(Timestamp time, TimeZone zone, int fractionDigits) {
  if (isAbsurd(time)) return QStringLiteral("–");
  return withFraction(toDateTime(time, zone), QStringLiteral("HH:mm:ss"), time, fractionDigits);
}

QString zoneName(TimeZone zone) {
  return zone == TimeZone::Utc ? QStringLiteral("UTC") : QCoreApplication::translate("format", "local");
}

DurationFormat DurationFormat::forColumn(Duration largest) {
  DurationFormat format;
  const double nanos = std::abs(static_cast<double>(largest.count()));
  // Milliseconds serve up to a hundred seconds, seconds up to a day: one slow trace must not make "0.0 h" of
  // all others.
  format.m_unit = nanos >= 1e9 && nanos < 100e9        ? kMillis
                  : nanos >= 100e9 && nanos < 86'400e9 ? kSeconds
                                                       : unitFor(nanos);
  format.m_decimals = format.m_unit == 0          ? 0
                      : format.m_unit == kSeconds ? 3
                      : format.m_unit > kSeconds  ? 2
                                                  : 1;
  return format;
}

DurationFormat DurationFormat::forAxis(Duration largest, Duration step) {
  DurationFormat format;
  format.m_unit = unitFor(std::abs(static_cast<double>(largest.count())));
  double inUnit = std::abs(static_cast<double>(step.count())) / nanosOfUnit(format.m_unit);
  while (format.m_decimals < 12 && inUnit > 0 && std::abs(inUnit - std::round(inUnit)) > 1e-6) {
    inUnit *= 10.0;
    ++format.m_decimals;
  }
  return format;
}

QString DurationFormat::number(Duration value) const {
  const double scaled = static_cast<double>(value.count()) / nanosOfUnit(m_unit);
  const double least = std::pow(10.0, -m_decimals);
  // Short is not the same as nothing.
  if (scaled > 0 && scaled < least / 2) return QLatin1Char('<') + formatFixed(least, m_decimals);
  return formatFixed(scaled, m_decimals);
}

QString DurationFormat::text(Duration value) const { return number(value) + kThinSpace + unit(); }

QString DurationFormat::unit() const { return unitName(m_unit); }

}  // namespace spanloupe::ui
