// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/export_target.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace spanloupe::forward {
namespace {

constexpr std::uint16_t kGrpcPort = 4317;
constexpr std::uint16_t kHttpPort = 4318;
constexpr std::uint16_t kTlsPort = 443;

struct Scheme {
  std::string_view prefix;
  bool tls = false;
  std::optional<Transport> transport;
};
constexpr std::array<Scheme, 4> kSchemes{{{"http://", false, {}},
                                          {"https://", true, {}},
                                          {"grpc://", false, Transport::Grpc},
                                          {"grpcs://", true, Transport::Grpc}}};

tl::unexpected<Error> noTarget(std::string_view url, std::string_view why) {
  return fail(ErrorKind::InvalidArgument, "“" + std::string(url) + "” is no address of an endpoint: " +
                                              std::string(why) + " (for example http://localhost:4318)");
}

std::string_view pathOf(Signal signal) {
  switch (signal) {
    case Signal::Traces: return "/v1/traces";
    case Signal::Logs: return "/v1/logs";
    case Signal::Metrics: break;
  }
  return "/v1/metrics";
}

/// What stands before the path of a signal, which some documentation includes in the address.
std::string basePath(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  for (const Signal signal : {Signal::Traces, Signal::Logs, Signal::Metrics})
    if (path.ends_with(pathOf(signal))) path.remove_suffix(pathOf(signal).size());
  return std::string(path);
}

bool isPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > ' ' && c < 0x7f; });
}

struct Authority {
  std::string host;
  std::uint16_t port = 0;  ///< 0: not said.
};

std::optional<Authority> parseAuthority(std::string_view text) {
  Authority authority;
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    authority.host = text.substr(1, close - 1);
    text.remove_prefix(close + 1);
    if (!text.empty() && text[0] != ':') return std::nullopt;
    if (!text.empty()) port = text.substr(1);
    if (text == ":") return std::nullopt;
  } else {
    const std::size_t colon = text.find(':');
    authority.host = text.substr(0, colon);
    if (colon != std::string_view::npos) {
      port = text.substr(colon + 1);
      if (port.empty()) return std::nullopt;
    }
  }
  if (authority.host.empty()) return std::nullopt;
  if (port.empty()) return authority;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), authority.port);
  if (error != std::errc() || end != port.data() + port.size() || authority.port == 0) return std::nullopt;
  return authority;
}

}  // namespace

std::string ExportTarget::authority() const {
  const bool numeric6 = host.find(':') != std::string::npos;
  return (numeric6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string ExportTarget::url(Signal signal) const {
  return (tls ? "https://" : "http://") + authority() + path + std::string(pathOf(signal));
}

bool ExportTarget::isLoopback() const {
  return host == "localhost" || host.starts_with("127.") || host == "::1";
}

Result<ExportTarget> parseTarget(std::string_view url, std::optional<Transport> transport) {
  const std::string_view whole = url;
  if (!isPlain(url)) return noTarget("…", "it has blanks or other characters that no address has");
  ExportTarget target;
  std::optional<Transport> said = transport;
  bool known = url.find("://") == std::string_view::npos;
  for (const Scheme& scheme : kSchemes) {
    if (!url.starts_with(scheme.prefix)) continue;
    url.remove_prefix(scheme.prefix.size());
    target.tls = scheme.tls;
    if (!said) said = scheme.transport;
    known = true;
    break;
  }
  if (!known) return noTarget(whole, "it must begin with http:// or https://");
  const std::size_t slash = url.find_first_of("/?#");
  if (slash != std::string_view::npos && url.find_first_of("?#") != std::string_view::npos)
    return noTarget(whole, "it must have no ? and no #");
  const std::string_view authorityText = url.substr(0, slash);
  // Such an address would be shown with its password.
  if (authorityText.find('@') != std::string_view::npos)
    return noTarget("…@…", "names and passwords belong into a file of headers");
  const auto authority = parseAuthority(authorityText);
  if (!authority) return noTarget(whole, "it has no host, or a port that is none");
  target.host = authority->host;
  target.transport = said.value_or(authority->port == kGrpcPort ? Transport::Grpc : Transport::Http);
  const std::uint16_t plainPort = target.transport == Transport::Grpc ? kGrpcPort : kHttpPort;
  target.port = authority->port != 0 ? authority->port : target.tls ? kTlsPort : plainPort;
  if (slash != std::string_view::npos) target.path = basePath(url.substr(slash));
  return target;
}

std::string withoutSecrets(std::string text, const Headers& headers) {
  const auto replaceAll = [&text](std::string_view secret) {
    if (secret.size() < 4) return;  // "1" or "on" is no secret, and would tear holes into every message.
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos;)
      text.replace(at, secret.size(), "…");
  };
  for (const auto& [name, value] : headers) {
    replaceAll(value);
    // "Bearer TOKEN": the token alone may be quoted back.
    if (const std::size_t blank = value.rfind(' '); blank != std::string::npos)
      replaceAll(std::string_view(value).substr(blank + 1));
  }
  return text;
}

}  // namespace spanloupe::forward
