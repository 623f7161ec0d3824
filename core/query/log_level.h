// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How severe a log record is, as one of OpenTelemetry's six levels. Records without a number are judged by
// their text, as loggers write it. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace spanloupe::query {

enum class LogLevel : std::uint8_t { Unknown, Trace, Debug, Info, Warn, Error, Fatal };

/// "ERROR", "warning", "E", "crit" …; Unknown for what is none of them.
[[nodiscard]] LogLevel logLevel(std::string_view text);
/// The number decides, if there is one: four each of trace, debug, info, warn, error, fatal.
[[nodiscard]] LogLevel logLevel(std::uint64_t number, std::string_view text);

}  // namespace spanloupe::query
