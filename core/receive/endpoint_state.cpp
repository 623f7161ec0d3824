// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/endpoint_state.h"

#include <algorithm>

#include "core/receive/own_addresses.h"

namespace spanloupe::receive {
namespace {

constexpr std::string_view kAllV4 = "0.0.0.0", kAllV6 = "::";

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : between).append(word);
  return text;
}

bool listensOn(const EndpointState& endpoint, std::string_view address) {
  return std::find(endpoint.addresses.begin(), endpoint.addresses.end(), address) != endpoint.addresses.end();
}

/// For a program on this machine.
std::string hostOf(const EndpointState& endpoint) {
  const bool isLocal =
      endpoint.addresses.empty() || listensOn(endpoint, "127.0.0.1") || listensOn(endpoint, kAllV4);
  // Certificates are made out to names.
  if (isLocal) return endpoint.certificateFile.empty() ? "127.0.0.1" : "localhost";
  return listensOn(endpoint, kAllV6) ? "::1" : endpoint.addresses.front();
}

std::string url(const EndpointState& endpoint, const std::string& host, std::uint16_t port) {
  const bool isV6 = host.find(':') != std::string::npos;
  return (endpoint.certificateFile.empty() ? "http://" : "https://") + (isV6 ? "[" + host + "]" : host) +
         ":" + std::to_string(port);
}

std::uint16_t usualPort(Protocol protocol) { return protocol == Protocol::OtlpGrpc ? kGrpcPort : kHttpPort; }

std::string holderText(const EndpointState& endpoint) {
  std::string text = "port " + std::to_string(endpoint.port) + " is ";
  text += endpoint.holder ? "held by " + endpoint.holder->text() : std::string("taken");
  if (endpoint.nextFree == 0) return text;
  return text + "; " + std::to_string(endpoint.nextFree) +
         " is free: " + joined(environmentOf(endpoint, urlOf(endpoint, endpoint.nextFree)), " ");
}

}  // namespace

std::string nameOf(Protocol protocol) { return protocol == Protocol::OtlpGrpc ? "OTLP/gRPC" : "OTLP/HTTP"; }

std::string urlOf(const EndpointState& endpoint, std::uint16_t port) {
  return url(endpoint, hostOf(endpoint), port != 0 ? port : endpoint.port);
}

std::string urlFor(const EndpointState& endpoint, const std::string& host) {
  return url(endpoint, host, endpoint.port);
}

std::vector<std::string> environmentOf(const EndpointState& endpoint, const std::string& url) {
  const char* protocol = endpoint.protocol == Protocol::OtlpGrpc ? "grpc" : "http/protobuf";
  std::vector<std::string> lines{std::string("OTEL_EXPORTER_OTLP_PROTOCOL=") + protocol,
                                 "OTEL_EXPORTER_OTLP_ENDPOINT=" + url};
  // Values are percent-encoded, as in W3C Baggage.
  if (endpoint.hasToken) lines.emplace_back("OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20TOKEN");
  if (!endpoint.certificateFile.empty())
    lines.push_back("OTEL_EXPORTER_OTLP_CERTIFICATE=" + endpoint.certificateFile);
  return lines;
}

std::string textOf(const EndpointState& endpoint) {
  using Phase = EndpointState::Phase;
  switch (endpoint.phase) {
    case Phase::Off: return "not listening";
    case Phase::PortTaken: return holderText(endpoint);
    case Phase::Failed: return endpoint.error;
    case Phase::Listening: break;
  }
  std::string text =
      "listening on " + joined(endpoint.addresses, " and ") + ", port " + std::to_string(endpoint.port);
  if (endpoint.port != usualPort(endpoint.protocol))
    text += ": " + joined(environmentOf(endpoint, urlOf(endpoint)), " ");
  return text;
}

bool isOpenToOthers(const EndpointState& endpoint) {
  return std::any_of(endpoint.addresses.begin(), endpoint.addresses.end(),
                     [](const std::string& address) { return !isLoopbackAddress(address); });
}

std::string warningOf(const EndpointState& endpoint) {
  if (endpoint.other)
    return "port " + std::to_string(endpoint.port) + " of ::1 is held by " + endpoint.other->text() +
           ", and programs that send to localhost may reach it: send to 127.0.0.1";
  if (!isOpenToOthers(endpoint)) return {};
  std::vector<std::string> open;
  for (const std::string& address : endpoint.addresses)
    if (!isLoopbackAddress(address))
      open.push_back(address == kAllV4 || address == kAllV6 ? "every address" : address);
  open.erase(std::unique(open.begin(), open.end()), open.end());
  std::vector<std::string> warnings{"open to other machines on " + joined(open, " and ")};
  if (!endpoint.hasToken) warnings.emplace_back("without a token, whoever reaches it may send");
  if (endpoint.certificateFile.empty())
    warnings.emplace_back("without TLS, what is sent can be read on the way");
  return joined(warnings, "; ");
}

}  // namespace spanloupe::receive
