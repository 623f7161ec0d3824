// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Points in time and durations as OTLP has them: unsigned nanoseconds since 1970-01-01 UTC, kept raw
// (0, the far future and end before start all occur in real files and must survive). Values.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

namespace spanloupe {

/// Nanoseconds since the Unix epoch, the full unsigned range of OTLP's fixed64.
using Timestamp =
    std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<std::uint64_t, std::nano>>;
using Duration = std::chrono::nanoseconds;

[[nodiscard]] constexpr Timestamp timestampFromNanos(std::uint64_t nanos) {
  return Timestamp(Timestamp::duration(nanos));
}
[[nodiscard]] constexpr std::uint64_t nanosOf(Timestamp time) { return time.time_since_epoch().count(); }

/// `to - from`, saturated to what a signed 64-bit duration can hold.
[[nodiscard]] constexpr Duration elapsed(Timestamp from, Timestamp to) {
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const std::uint64_t a = nanosOf(from);
  const std::uint64_t b = nanosOf(to);
  if (b >= a) return Duration(static_cast<std::int64_t>(b - a > kMax ? kMax : b - a));
  return Duration(-static_cast<std::int64_t>(a - b > kMax ? kMax : a - b));
}

/// Before 1973 (a file in micro- or milliseconds, or 0) or after 2262: kept, but not counted in extents.
[[nodiscard]] constexpr bool isAbsurd(Timestamp time) {
  return nanosOf(time) < 100'000'000'000'000'000ULL ||
         nanosOf(time) > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

/// Half open: [from, to).
struct TimeRange {
  Timestamp from;
  Timestamp to;
  [[nodiscard]] constexpr bool contains(Timestamp time) const { return time >= from && time < to; }
  [[nodiscard]] constexpr Duration length() const { return elapsed(from, to); }
  friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

}  // namespace spanloupe
