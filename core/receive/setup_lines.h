// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that a person copies so that a program sends here: environment variables, SDKs and agents, the
// Collector, containers. Names as in the OpenTelemetry documentation. Pure functions, any thread.
#pragma once

#include <string>
#include <vector>

#include "core/receive/endpoint_state.h"

namespace spanloupe::receive {

struct SetupLines {
  std::string id;       ///< Stable: "env-http", "python", …
  std::string kind;     ///< "Python"; those of one kind follow each other.
  std::string variant;  ///< "HTTP", "gRPC"; empty where a kind has one way only.
  std::string where;    ///< Where they go, and what else has to be so.
  std::vector<std::string> lines;

  /// As it is put on the clipboard: each line ended.
  [[nodiscard]] std::string text() const;
  /// "Python", "Environment, gRPC".
  [[nodiscard]] std::string title() const { return variant.empty() ? kind : kind + ", " + variant; }
};

/// What others call this machine.
struct MachineNames {
  std::string bridge = "172.17.0.1";  ///< Its address for its containers.
  std::string host = "MACHINE";       ///< For other machines.
};

/// For endpoints that listen; what concerns another protocol only is left out. Languages get OTLP/HTTP where
/// it listens, which most SDKs speak by default. Other machines get lines of their own where they can send.
[[nodiscard]] std::vector<SetupLines> setupLines(const std::vector<EndpointState>& endpoints,
                                                 const MachineNames& names = {});

}  // namespace spanloupe::receive
