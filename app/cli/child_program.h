// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that `serve --exec` runs, with the variables set that make OpenTelemetry SDKs send to us. Main
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cli/interrupt.h"
#include "core/base/result.h"

namespace spanloupe::cli {

/// "NAME=value", as in environ.
using Environment = std::vector<std::string>;

struct SdkPorts {
  std::uint16_t grpc = 0, http = 0;  ///< 0: off. One of them is not.
};

/// `environment` with the endpoint, and with what its owner has not set: the protocol, the exporters, delays
/// so short that programs of a second are seen. Endpoints of single signals, which would win over ours, are
/// taken out or turned to us. Pure.
[[nodiscard]] Environment withSdkVariables(const Environment& environment, const SdkPorts& ports);

/// Why nothing may arrive although the program sends: an exporter or a switch that its owner has set. One
/// line each. Pure.
[[nodiscard]] std::vector<std::string> sdkWarnings(const Environment& environment);

[[nodiscard]] Environment ownEnvironment();

/// Runs it and waits for its end; SIGINT and SIGTERM go on to it. Its exit status, 128 + n when signal n
/// ended it. NotFound when there is no such program.
[[nodiscard]] Result<int> runProgram(const std::vector<std::string>& words, const Environment& environment,
                                     Interrupt& interrupt);

}  // namespace spanloupe::cli
