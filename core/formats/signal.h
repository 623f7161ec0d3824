// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What OTLP calls a signal: the kind of telemetry that a request or a part of a file holds. A value.
#pragma once

#include <cstdint>
#include <string_view>

namespace spanloupe::formats {

enum class Signal : std::uint8_t { Traces, Logs, Metrics };

/// Kind of the diagnostic that says that metrics are counted only.
inline constexpr std::string_view kMetricsNotKept = "metrics not kept";

}  // namespace spanloupe::formats
