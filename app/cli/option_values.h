// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Values of options that are more than a word or a number. InvalidArgument says what would have been right.
// Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "app/cli/command.h"

namespace spanloupe::cli {

/// "90", "500ms", "10s", "5m", "1h30m", "2d": seconds without a unit. Nothing when the option is absent.
[[nodiscard]] Result<std::optional<std::chrono::nanoseconds>> durationOf(const Arguments& arguments,
                                                                         std::string_view option);

/// "2000", "512k", "20M", "4G"; `step` = what a k multiplies with.
[[nodiscard]] Result<std::optional<std::uint64_t>> amountOf(const Arguments& arguments,
                                                            std::string_view option, std::uint64_t step);

/// Where to listen: "off", "PORT", "HOST:PORT", "[::1]:PORT".
struct ListenAddress {
  bool off = false;
  std::string host;  ///< Numeric; empty: both loopback addresses.
  std::uint16_t port = 0;
};
[[nodiscard]] Result<ListenAddress> listenAddressOf(const Arguments& arguments, std::string_view option,
                                                    std::uint16_t fallback);

}  // namespace spanloupe::cli
