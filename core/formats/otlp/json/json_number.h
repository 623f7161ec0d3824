// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Integers and floating-point numbers from the text of a JSON number or numeric string. Integers never pass
// through a double: 2^53 + 1 and the last nanosecond of a timestamp survive. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spanloupe::formats::json {

/// "42", "4.2e1", "42.00"; nothing when it is not integral or out of range.
[[nodiscard]] std::optional<std::uint64_t> parseUnsigned(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parseSigned(std::string_view text);
/// Also "NaN", "Infinity" and "-Infinity" in any case; nothing when it is no number or too large for a
/// double.
[[nodiscard]] std::optional<double> parseDouble(std::string_view text);

}  // namespace spanloupe::formats::json
