// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic on times that cannot wrap: files hold every value up to 2^64-1. Pure.
#pragma once

#include <limits>

#include "core/base/time.h"

namespace spanloupe::analysis {

/// `time` + `shift`, kept between the first and the last possible time.
[[nodiscard]] constexpr Timestamp moved(Timestamp time, Duration shift) {
  const std::uint64_t nanos = nanosOf(time);
  if (shift.count() < 0) {
    // Negated as unsigned: the smallest signed number has no positive twin.
    const std::uint64_t back = std::uint64_t{0} - static_cast<std::uint64_t>(shift.count());
    return timestampFromNanos(nanos > back ? nanos - back : 0);
  }
  const auto ahead = static_cast<std::uint64_t>(shift.count());
  constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();
  return timestampFromNanos(nanos > kLast - ahead ? kLast : nanos + ahead);
}

}  // namespace spanloupe::analysis
