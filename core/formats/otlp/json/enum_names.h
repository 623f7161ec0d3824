// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The names of OTLP enum values, which Collectors before 0.63, Tempo and generic protobuf printers write
// instead of numbers. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spanloupe::formats::json {

/// "SPAN_KIND_SERVER".
[[nodiscard]] std::optional<std::uint32_t> spanKindNamed(std::string_view name);
/// "STATUS_CODE_ERROR".
[[nodiscard]] std::optional<std::uint32_t> statusCodeNamed(std::string_view name);
/// "SEVERITY_NUMBER_INFO2".
[[nodiscard]] std::optional<std::uint32_t> severityNamed(std::string_view name);

}  // namespace spanloupe::formats::json
