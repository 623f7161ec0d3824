// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an endpoint does at a moment, as a value for the status bar, the dialog of endpoints and `serve`, with
// words for a person. It never holds the token. Pure functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/receive/port_holder.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

inline constexpr std::uint16_t kGrpcPort = 4317;
inline constexpr std::uint16_t kHttpPort = 4318;

struct EndpointState {
  enum class Phase : std::uint8_t { Off, Listening, PortTaken, Failed };

  Protocol protocol = Protocol::OtlpGrpc;
  Phase phase = Phase::Off;
  std::uint16_t port = 0;              ///< Listened on, else wished for.
  std::vector<std::string> addresses;  ///< Listened on; in other phases those asked for, if any were.
  bool hasToken = false;
  std::string certificateFile;       ///< Empty: without TLS.
  std::optional<PortHolder> holder;  ///< PortTaken, when somebody can be seen.
  std::optional<PortHolder> other;   ///< Listening: who has ::1, where "localhost" may lead.
  std::uint16_t nextFree = 0;        ///< PortTaken: a port to move to; 0 when none was found.
  std::string error;                 ///< Failed, in words.
  ReceiverCounts counts;             ///< Since it listened last.
  std::vector<Refusal> refusals;
  bool operator==(const EndpointState&) const = default;
};

/// "OTLP/gRPC".
[[nodiscard]] std::string nameOf(Protocol protocol);

/// "http://127.0.0.1:4317", for a program on this machine; on `port` where that is not 0.
[[nodiscard]] std::string urlOf(const EndpointState& endpoint, std::uint16_t port = 0);
/// The same for a name of this machine that others use.
[[nodiscard]] std::string urlFor(const EndpointState& endpoint, const std::string& host);

/// What a program has to have in its environment, "NAME=value" each. TOKEN stands for the token.
[[nodiscard]] std::vector<std::string> environmentOf(const EndpointState& endpoint, const std::string& url);

/// What it does, who holds its port, and what to set then: "port 4317 is held by otelcol (pid 1234); 4319 is
/// free: OTEL_EXPORTER_OTLP_PROTOCOL=grpc OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4319".
[[nodiscard]] std::string textOf(const EndpointState& endpoint);

/// Reached from other machines, or from containers.
[[nodiscard]] bool isOpenToOthers(const EndpointState& endpoint);
/// When it is, and what that allows without a token or TLS; or that "localhost" may lead to another program.
/// Mostly empty.
[[nodiscard]] std::string warningOf(const EndpointState& endpoint);

}  // namespace spanloupe::receive
