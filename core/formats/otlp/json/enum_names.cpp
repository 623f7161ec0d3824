// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/enum_names.h"

#include <array>
#include <span>

namespace spanloupe::formats::json {
namespace {

/// The position of `name`, with or without `prefix`, in `names`.
std::optional<std::uint32_t> position(std::string_view name, std::string_view prefix,
                                      std::span<const std::string_view> names) {
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<std::uint32_t>(i);
  return std::nullopt;
}

constexpr std::array<std::string_view, 6> kKinds{"UNSPECIFIED", "INTERNAL", "SERVER",
                                                 "CLIENT",      "PRODUCER", "CONSUMER"};
constexpr std::array<std::string_view, 3> kStatusCodes{"UNSET", "OK", "ERROR"};
constexpr std::array<std::string_view, 25> kSeverities{
    "UNSPECIFIED", "TRACE",  "TRACE2", "TRACE3", "TRACE4", "DEBUG",  "DEBUG2", "DEBUG3", "DEBUG4",
    "INFO",        "INFO2",  "INFO3",  "INFO4",  "WARN",   "WARN2",  "WARN3",  "WARN4",  "ERROR",
    "ERROR2",      "ERROR3", "ERROR4", "FATAL",  "FATAL2", "FATAL3", "FATAL4"};

}  // namespace

std::optional<std::uint32_t> spanKindNamed(std::string_view name) {
  return position(name, "SPAN_KIND_", kKinds);
}
std::optional<std::uint32_t> statusCodeNamed(std::string_view name) {
  return position(name, "STATUS_CODE_", kStatusCodes);
}
std::optional<std::uint32_t> severityNamed(std::string_view name) {
  return position(name, "SEVERITY_NUMBER_", kSeverities);
}

}  // namespace spanloupe::formats::json
