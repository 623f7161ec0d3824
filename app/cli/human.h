// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Figures as people read them, for tables and progress. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/time.h"

namespace spanloupe::cli {

/// "12.3 ms", "1 min 04 s": three digits, the unit that fits.
[[nodiscard]] std::string durationText(Duration duration);
/// "2026-03-01 12:30:45.123456 UTC"; "1234 ns" since 1970 when it is no time of this age.
[[nodiscard]] std::string timeText(Timestamp time);
/// "12.3 MiB".
[[nodiscard]] std::string bytesText(std::uint64_t bytes);
/// "1.23 M": for rates.
[[nodiscard]] std::string countText(double count);

}  // namespace spanloupe::cli
