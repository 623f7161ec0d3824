// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/setup_lines.h"

#include <algorithm>

#include "core/receive/own_addresses.h"

namespace spanloupe::receive {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* kContainerHost = "host.docker.internal";
/// Milliseconds until a span that has ended is sent. SDKs wait five seconds by themselves, which is long for
/// somebody who looks on.
constexpr const char* kSoon = "OTEL_BSP_SCHEDULE_DELAY=500";

Lines operator+(Lines first, const Lines& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::string shortName(Protocol protocol) { return protocol == Protocol::OtlpGrpc ? "gRPC" : "HTTP"; }

Lines variables(const EndpointState& endpoint, const std::string& url) {
  return environmentOf(endpoint, url) + Lines{kSoon};
}

/// "export NAME=value".
Lines exported(const EndpointState& endpoint, const std::string& url) {
  Lines lines;
  for (const std::string& variable : variables(endpoint, url)) lines.push_back("export " + variable);
  return lines;
}

Lines exported(const EndpointState& endpoint) { return exported(endpoint, urlOf(endpoint)); }

/// The token is in no line: lines end up in files and in the history of shells.
std::string withToken(const EndpointState& endpoint, std::string where) {
  return endpoint.hasToken ? std::move(where) + "; TOKEN stands for the token" : where;
}

Lines named(const EndpointState& endpoint) {
  return Lines{"export OTEL_SERVICE_NAME=my-service"} + exported(endpoint);
}

SetupLines environment(const EndpointState& endpoint) {
  const bool isGrpc = endpoint.protocol == Protocol::OtlpGrpc;
  return {isGrpc ? "env-grpc" : "env-http", "Environment", shortName(endpoint.protocol),
          withToken(
              endpoint,
              "in the shell that starts the program; without the last line its spans come five seconds late"),
          exported(endpoint)};
}

/// The address that others reach, as far as it is one.
std::string hostForOthers(const EndpointState& endpoint, const MachineNames& names) {
  for (const std::string& address : endpoint.addresses)
    if (!isLoopbackAddress(address) && !isEveryAddress(address) && address != names.bridge) return address;
  const bool isEvery = std::any_of(endpoint.addresses.begin(), endpoint.addresses.end(),
                                   [](const std::string& address) { return isEveryAddress(address); });
  return isEvery ? names.host : std::string();
}

SetupLines otherMachine(const EndpointState& endpoint, const std::string& host) {
  std::string where = "on a machine that reaches this one as " + host;
  if (!endpoint.certificateFile.empty())
    where += "; the certificate has to be made out to that name, and copied there";
  const bool isGrpc = endpoint.protocol == Protocol::OtlpGrpc;
  return {isGrpc ? "machine-grpc" : "machine-http", "Another machine", shortName(endpoint.protocol),
          withToken(endpoint, std::move(where)), exported(endpoint, urlFor(endpoint, host))};
}

/// `start`: how it is started.
SetupLines pythonProgram(const EndpointState& endpoint, const char* id, const char* variant,
                         std::string where, const std::string& start) {
  return {id, "Python", variant, std::move(where),
          Lines{"pip install opentelemetry-distro opentelemetry-exporter-otlp",
                "opentelemetry-bootstrap -a install"} +
              named(endpoint) + Lines{"opentelemetry-instrument " + start}};
}

SetupLines python(const EndpointState& endpoint) {
  return pythonProgram(
      endpoint, "python", "Script",
      "in the program's virtual environment; nothing is changed in its code. Log records come "
      "here: a program that sets up no logging of its own prints less",
      "python myapp.py");
}

SetupLines flask(const EndpointState& endpoint) {
  return pythonProgram(
      endpoint, "python-flask", "Flask",
      "in the program's virtual environment, where Flask is installed already; with --debug, add "
      "--no-reload: the reloader starts the program anew without the instrumentation",
      "flask --app myapp run");
}

SetupLines django(const EndpointState& endpoint) {
  return pythonProgram(endpoint, "python-django", "Django",
                       "in the program's virtual environment, where Django is installed already; it needs "
                       "DJANGO_SETTINGS_MODULE in the environment as well",
                       "python manage.py runserver --noreload");
}

SetupLines node(const EndpointState& endpoint) {
  return {"node", "Node.js", "", "in the program's folder; nothing is changed in its code",
          Lines{"npm install --save @opentelemetry/api @opentelemetry/auto-instrumentations-node"} +
              named(endpoint) +
              Lines{"node --require @opentelemetry/auto-instrumentations-node/register app.js"}};
}

SetupLines java(const EndpointState& endpoint) {
  return {
      "java", "Java", "", "where the program is started; nothing is changed in its code",
      Lines{"curl -L -O https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/latest/"
            "download/opentelemetry-javaagent.jar"} +
          named(endpoint) + Lines{"java -javaagent:opentelemetry-javaagent.jar -jar myapp.jar"}};
}

SetupLines go(const EndpointState& endpoint) {
  const bool isGrpc = endpoint.protocol == Protocol::OtlpGrpc;
  const std::string package = isGrpc ? "otlptracegrpc" : "otlptracehttp";
  return {isGrpc ? "go-grpc" : "go-http", "Go", shortName(endpoint.protocol),
          "in the program's module; " + package + ".New(ctx) reads the variables",
          Lines{"go get go.opentelemetry.io/otel/exporters/otlp/otlptrace/" + package} + named(endpoint) +
              Lines{"go run ."}};
}

SetupLines dotnet(const EndpointState& endpoint) {
  return {
      "dotnet", ".NET", "", "where the program is started; nothing is changed in its code",
      Lines{
          "curl -L -O https://github.com/open-telemetry/opentelemetry-dotnet-instrumentation/releases/latest/"
          "download/otel-dotnet-auto-install.sh",
          "sh ./otel-dotnet-auto-install.sh"} +
          named(endpoint) + Lines{". $HOME/.otel-dotnet-auto/instrument.sh", "dotnet run"}};
}

SetupLines rust(const EndpointState& endpoint) {
  const bool isGrpc = endpoint.protocol == Protocol::OtlpGrpc;
  const std::string with = isGrpc ? "with_tonic()" : "with_http()";
  return {
      "rust", "Rust", "",
      "in the program's package; opentelemetry_otlp::SpanExporter::builder()." + with +
          ".build() reads the variables",
      Lines{isGrpc ? "cargo add opentelemetry-otlp --features grpc-tonic" : "cargo add opentelemetry-otlp"} +
          named(endpoint) + Lines{"cargo run"}};
}

SetupLines collector(const EndpointState& endpoint) {
  const bool isGrpc = endpoint.protocol == Protocol::OtlpGrpc;
  const std::string exporter = isGrpc ? "otlp_grpc/spanloupe" : "otlp_http/spanloupe";
  const std::string url = urlOf(endpoint);
  const bool isTls = !endpoint.certificateFile.empty();
  Lines lines{"exporters:", "  " + exporter + ":",
              "    endpoint: " + (isGrpc ? url.substr(url.find("//") + 2) : url)};
  if (isTls) {
    lines = lines + Lines{"    tls:", "      ca_file: " + endpoint.certificateFile};
  } else if (isGrpc) {
    lines = lines + Lines{"    tls:", "      insecure: true"};
  }
  if (endpoint.hasToken) lines = lines + Lines{"    headers:", "      authorization: Bearer TOKEN"};
  lines = lines + Lines{"service:", "  pipelines:"};
  for (const char* signal : {"traces", "logs"})
    lines = lines + Lines{std::string("    ") + signal + ":", "      receivers: [otlp]",
                          "      exporters: [" + exporter + "]"};
  return {
      isGrpc ? "collector-grpc" : "collector-http", "Collector", shortName(endpoint.protocol),
      std::string("in the Collector's configuration, added to what is there; before its version 0.144 the "
                  "exporter is called ") +
          (isGrpc ? "otlp" : "otlphttp"),
      lines};
}

std::string containerNote(const EndpointState& endpoint, const std::string& bridge) {
  std::string note = "where the container is started";
  if (!isOpenToOthers(endpoint))
    return note +
           "; Docker Desktop reaches 127.0.0.1 of this machine, Docker on Linux does not: let this endpoint "
           "listen on " +
           bridge + " as well, the address of the bridge docker0";
  if (!endpoint.certificateFile.empty())
    note += std::string("; the certificate has to be made out to ") + kContainerHost;
  return withToken(endpoint, note);
}

std::string containerUrl(const EndpointState& endpoint) { return urlFor(endpoint, kContainerHost); }

/// "/etc/x.pem:/etc/x.pem:ro", so that the container finds the certificate where the variable says.
std::string mountOf(const EndpointState& endpoint) {
  return endpoint.certificateFile + ":" + endpoint.certificateFile + ":ro";
}

SetupLines docker(const EndpointState& endpoint, const std::string& bridge) {
  Lines lines{"docker run --add-host=host.docker.internal:host-gateway \\"};
  if (!endpoint.certificateFile.empty()) lines.push_back("  -v " + mountOf(endpoint) + " \\");
  for (const std::string& variable : variables(endpoint, containerUrl(endpoint)))
    lines.push_back("  -e " + variable + " \\");
  lines.emplace_back("  my-image");
  return {"docker", "Docker", "run", containerNote(endpoint, bridge), lines};
}

SetupLines compose(const EndpointState& endpoint, const std::string& bridge) {
  Lines lines{
      "services:", "  my-service:", "    extra_hosts:", "      - \"host.docker.internal:host-gateway\""};
  if (!endpoint.certificateFile.empty())
    lines = lines + Lines{"    volumes:", "      - \"" + mountOf(endpoint) + "\""};
  lines.emplace_back("    environment:");
  for (const std::string& variable : variables(endpoint, containerUrl(endpoint)))
    lines.push_back("      - " + variable);
  return {"docker-compose", "Docker", "Compose", containerNote(endpoint, bridge), lines};
}

SetupLines hostNetwork(const EndpointState& endpoint) {
  Lines lines{"docker run --network=host \\"};
  for (const std::string& variable : variables(endpoint, urlOf(endpoint)))
    lines.push_back("  -e " + variable + " \\");
  lines.emplace_back("  my-image");
  return {"docker-host-network", "Docker", "host's network",
          "where the container is started, on Linux; it reaches 127.0.0.1 of this machine", lines};
}

}  // namespace

std::string SetupLines::text() const {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::vector<SetupLines> setupLines(const std::vector<EndpointState>& endpoints, const MachineNames& names) {
  const auto listening = [&](Protocol protocol) {
    const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const EndpointState& endpoint) {
      return endpoint.protocol == protocol && endpoint.phase == EndpointState::Phase::Listening;
    });
    return found == endpoints.end() ? nullptr : &*found;
  };
  const EndpointState* grpc = listening(Protocol::OtlpGrpc);
  const EndpointState* http = listening(Protocol::OtlpHttp);
  const EndpointState* best = http != nullptr ? http : grpc;
  std::vector<SetupLines> all;
  const auto addFor = [&](const EndpointState* endpoint, SetupLines (*make)(const EndpointState&)) {
    if (endpoint != nullptr) all.push_back(make(*endpoint));
  };
  for (const auto* endpoint : {http, grpc}) addFor(endpoint, environment);
  for (const auto* endpoint : {http, grpc})
    if (const std::string host = endpoint != nullptr ? hostForOthers(*endpoint, names) : std::string();
        !host.empty())
      all.push_back(otherMachine(*endpoint, host));
  for (const auto make : {python, flask, django, node, java}) addFor(best, make);
  for (const auto* endpoint : {http, grpc}) addFor(endpoint, go);
  for (const auto make : {dotnet, rust}) addFor(best, make);
  for (const auto* endpoint : {http, grpc}) addFor(endpoint, collector);
  if (best == nullptr) return all;
  all.push_back(docker(*best, names.bridge));
  all.push_back(compose(*best, names.bridge));
  all.push_back(hostNetwork(*best));
  return all;
}

}  // namespace spanloupe::receive
