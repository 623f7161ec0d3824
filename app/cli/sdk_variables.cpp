// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The variables are those of the OpenTelemetry specification, "SDK environment variables" and "OTLP
// exporter".
#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "app/cli/child_program.h"

namespace spanloupe::cli {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

struct SdkSignal {
  std::string_view name;      ///< In variables of the exporter.
  std::string_view exporter;  ///< The variable that chooses exporters.
  std::string_view path;
};
constexpr std::array<SdkSignal, 3> kSignals{{{"TRACES", "OTEL_TRACES_EXPORTER", "/v1/traces"},
                                             {"LOGS", "OTEL_LOGS_EXPORTER", "/v1/logs"},
                                             {"METRICS", "OTEL_METRICS_EXPORTER", "/v1/metrics"}}};

Variables variablesOf(const Environment& environment) {
  Variables variables;
  for (const std::string& entry : environment) {
    const std::size_t equals = entry.find('=');
    if (equals != std::string::npos) variables[entry.substr(0, equals)] = entry.substr(equals + 1);
  }
  return variables;
}

std::string valueOf(const Variables& variables, std::string_view name) {
  const auto found = variables.find(name);
  return found == variables.end() ? std::string() : found->second;
}

/// An empty variable counts as not set, as the specification has it.
void setDefault(Variables& variables, const std::string& name, const std::string& value) {
  if (valueOf(variables, name).empty()) variables[name] = value;
}

std::string urlOf(std::uint16_t port) { return "http://127.0.0.1:" + std::to_string(port); }

/// Nothing when a protocol is asked for that is off.
std::uint16_t portFor(const std::string& protocol, const SdkPorts& ports) {
  return protocol == "grpc" ? ports.grpc : ports.http;
}

/// SDKs in languages whose HTTP library knows proxies would send there what is meant for us.
void keepFromProxies(Variables& variables) {
  for (const char* name : {"no_proxy", "NO_PROXY"}) {
    std::string& list = variables[name];
    list += (list.empty() ? "" : ",") + std::string("127.0.0.1,localhost");
  }
}

bool usesProxies(const Variables& variables) {
  return std::any_of(variables.begin(), variables.end(), [](const auto& variable) {
    return !variable.second.empty() &&
           (variable.first == "http_proxy" || variable.first == "HTTP_PROXY" ||
            variable.first == "grpc_proxy" || variable.first == "all_proxy" || variable.first == "ALL_PROXY");
  });
}

}  // namespace

Environment withSdkVariables(const Environment& environment, const SdkPorts& ports) {
  Variables variables = variablesOf(environment);
  const std::string usual = ports.http != 0 ? "http/protobuf" : "grpc";
  setDefault(variables, "OTEL_EXPORTER_OTLP_PROTOCOL", usual);
  std::string& protocol = variables["OTEL_EXPORTER_OTLP_PROTOCOL"];
  if (portFor(protocol, ports) == 0) protocol = usual;
  variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = urlOf(portFor(protocol, ports));
  for (const SdkSignal& signal : kSignals) {
    const std::string prefix = "OTEL_EXPORTER_OTLP_" + std::string(signal.name);
    setDefault(variables, std::string(signal.exporter), "otlp");
    variables.erase(prefix + "_ENDPOINT");
    const std::string own = valueOf(variables, prefix + "_PROTOCOL");
    if (own.empty() || own == protocol) continue;
    const std::uint16_t port = portFor(own, ports);
    if (port == 0) {
      variables.erase(prefix + "_PROTOCOL");
    } else {
      // Used as it stands, so HTTP needs the path.
      variables[prefix + "_ENDPOINT"] = urlOf(port) + (own == "grpc" ? "" : std::string(signal.path));
    }
  }
  setDefault(variables, "OTEL_BSP_SCHEDULE_DELAY", "200");
  setDefault(variables, "OTEL_BLRP_SCHEDULE_DELAY", "200");
  if (usesProxies(variables)) keepFromProxies(variables);
  Environment result;
  result.reserve(variables.size());
  for (const auto& [name, value] : variables) result.push_back(std::string(name).append("=").append(value));
  return result;
}

std::vector<std::string> sdkWarnings(const Environment& environment) {
  const Variables variables = variablesOf(environment);
  std::vector<std::string> warnings;
  if (valueOf(variables, "OTEL_SDK_DISABLED") == "true")
    warnings.emplace_back("OTEL_SDK_DISABLED is true: the program's SDK sends nothing");
  for (const SdkSignal& signal : kSignals) {
    const std::string chosen = valueOf(variables, signal.exporter);
    if (!chosen.empty() && chosen.find("otlp") == std::string::npos)
      warnings.push_back(std::string(signal.exporter) + " is " + chosen +
                         ", not otlp: none will arrive here");
  }
  return warnings;
}

}  // namespace spanloupe::cli
