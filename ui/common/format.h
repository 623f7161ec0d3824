// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and times as text: thousands and units after U+202F, decimal point, U+2212 for minus, three
// significant digits for durations that stand alone, one unit and one precision for columns and axes. Pure;
// any thread.
#pragma once

#include <QString>

#include "core/base/time.h"

namespace spanloupe::ui {

enum class TimeZone { Local, Utc };

inline constexpr QChar kThinSpace{0x202f};
inline constexpr QChar kMinus{0x2212};

/// "4 812 306".
[[nodiscard]] QString formatCount(std::int64_t value);
[[nodiscard]] QString formatCount(std::uint64_t value);
/// "1 service", "1 240 services": the noun that fits the number, after a space.
[[nodiscard]] QString formatCounted(std::uint64_t value, const QString& one, const QString& many);
/// `decimals` digits after the point, thousands grouped.
[[nodiscard]] QString formatFixed(double value, int decimals);
/// "569 ms", "1.84 s", "7.20 ms", "0 ns".
[[nodiscard]] QString formatDuration(Duration value);
/// "+7.00 ms", "−3.10 ms", "0 ns".
[[nodiscard]] QString formatOffset(Duration value);
/// Every digit, for tooltips and copying: "1.842 600 000 s", "812 ns".
[[nodiscard]] QString formatExact(Duration value);
/// "30.9 %", "0 %", "100 %", "< 0.1 %".
[[nodiscard]] QString formatPercent(double share);
/// Decimal units: "212 kB", "41.2 MB".
[[nodiscard]] QString formatBytes(std::uint64_t bytes);
/// "1 240 spans/s", "12.4 spans/s".
[[nodiscard]] QString formatRate(double perSecond, const QString& what);
/// "2026-03-12 14:27:12.493"; nothing but a dash for absurd times.
[[nodiscard]] QString formatDateTime(Timestamp time, TimeZone zone, int fractionDigits = 3);
/// "14:27:13.157".
[[nodiscard]] QString formatTimeOfDay(Timestamp time, TimeZone zone, int fractionDigits = 3);
/// "local" or "UTC".
[[nodiscard]] QString zoneName(TimeZone zone);

/// The durations of one column or axis: unit and precision follow from the extremes, and stay.
class DurationFormat {
 public:
  DurationFormat() = default;
  /// For a column whose largest value is `largest`: its unit, with one decimal (none for nanoseconds).
  [[nodiscard]] static DurationFormat forColumn(Duration largest);
  /// For an axis up to `largest` (absolute) with labels `step` apart: the fewest decimals that tell them
  /// apart.
  [[nodiscard]] static DurationFormat forAxis(Duration largest, Duration step);

  /// Without unit: "1 842.6".
  [[nodiscard]] QString number(Duration value) const;
  /// "1 842.6 ms".
  [[nodiscard]] QString text(Duration value) const;
  [[nodiscard]] QString unit() const;
  [[nodiscard]] int decimals() const { return m_decimals; }

 private:
  int m_unit = 0;
  int m_decimals = 0;
};

}  // namespace spanloupe::ui
