// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_access.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace spanloupe::receive {
namespace {

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

/// The bytes of a numeric address, an IPv4 one as IPv6 has it; nothing for a name.
std::optional<std::array<unsigned char, 16>> bytesOfAddress(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  if (inet_pton(AF_INET, text.c_str(), bytes.data() + 12) != 1) return std::nullopt;
  bytes[10] = bytes[11] = 0xff;
  return bytes;
}

bool isLoopback(const std::string& address) {
  const auto bytes = bytesOfAddress(address);
  if (!bytes) return false;
  constexpr std::array<unsigned char, 16> kV6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  constexpr std::array<unsigned char, 13> kV4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127};
  return *bytes == kV6 || std::equal(kV4.begin(), kV4.end(), bytes->begin());
}

bool isEveryAddress(const std::string& address) { return address == "0.0.0.0" || address == "::"; }

/// Without the port and the brackets of IPv6; nothing when it is malformed.
std::optional<std::string> nameOfHost(std::string_view host) {
  std::string_view name = host;
  std::string_view port;
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    name = host.substr(1, end - 1);
    port = host.substr(end + 1);
  } else if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    name = host.substr(0, colon);
    port = host.substr(colon);
  }
  const bool isPort = port.empty() || (port[0] == ':' && port.size() <= 6 &&
                                       std::all_of(port.begin() + 1, port.end(),
                                                   [](char c) { return c >= '0' && c <= '9'; }));
  if (!isPort || name.empty()) return std::nullopt;
  if (name.ends_with('.')) name.remove_suffix(1);
  return lowerCase(name);
}

bool isOwnAddress(const HttpAccess& access, const std::string& name) {
  const auto bytes = bytesOfAddress(name);
  if (!bytes) return false;
  return name == "127.0.0.1" || name == "::1" ||
         std::any_of(access.addresses.begin(), access.addresses.end(), [&](const std::string& address) {
           return isEveryAddress(address) || bytesOfAddress(address) == bytes;
         });
}

}  // namespace

bool isOpen(const HttpAccess& access) {
  return !std::all_of(access.addresses.begin(), access.addresses.end(), isLoopback);
}

bool isAllowedHost(const HttpAccess& access, std::string_view host, bool hasOrigin) {
  const auto name = nameOfHost(host);
  if (!name) return false;
  if (*name == "localhost" || name->ends_with(".localhost") || *name == "host.docker.internal") return true;
  if (isOwnAddress(access, *name)) return true;
  return isOpen(access) && (!hasOrigin || !access.token.empty());
}

std::string normalOrigin(std::string_view origin) {
  std::string normal = lowerCase(origin);
  if (normal.ends_with('/')) normal.pop_back();
  for (const auto& [scheme, port] : {std::pair{"http://", ":80"}, std::pair{"https://", ":443"}})
    if (normal.starts_with(scheme) && normal.ends_with(port))
      normal.resize(normal.size() - std::strlen(port));
  return normal;
}

bool isAllowedOrigin(std::string_view origin, const std::vector<std::string>& allowed) {
  const std::string normal = normalOrigin(origin);
  if (normal.empty() || normal == "null") return false;
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& one) { return normalOrigin(one) == normal; });
}

bool isRightToken(std::string_view authorization, std::string_view token) {
  constexpr std::string_view kScheme = "bearer ";
  if (token.empty() || lowerCase(authorization.substr(0, kScheme.size())) != kScheme) return false;
  std::string_view given = authorization.substr(kScheme.size());
  while (given.starts_with(' ')) given.remove_prefix(1);
  unsigned differing = given.size() == token.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i)
    differing |= static_cast<unsigned>(given[i] ^ token[i % token.size()]) & 0xff;
  return differing == 0;
}

}  // namespace spanloupe::receive
