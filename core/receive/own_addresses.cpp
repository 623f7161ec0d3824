// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/own_addresses.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace spanloupe::receive {
namespace {

constexpr const char* kAllV4 = "0.0.0.0";
constexpr const char* kAllV6 = "::";

std::string textOf(int family, const void* bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool isText = inet_ntop(family, bytes, text.data(), text.size()) != nullptr;
  return isText ? std::string(text.data()) : std::string();
}

/// As the system writes it: "::1" for "0:0:0:0:0:0:0:1". Nothing when it is no address.
std::optional<std::string> normal(const std::string& address) {
  in_addr v4{};
  if (inet_pton(AF_INET, address.c_str(), &v4) == 1) return textOf(AF_INET, &v4);
  in6_addr v6{};
  if (inet_pton(AF_INET6, address.c_str(), &v6) == 1) return textOf(AF_INET6, &v6);
  return std::nullopt;
}

bool isV6(const std::string& address) { return address.find(':') != std::string::npos; }

bool contains(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

std::string addressOf(const sockaddr& address) {
  if (address.sa_family == AF_INET)
    return textOf(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr);
  if (address.sa_family != AF_INET6) return {};
  const in6_addr& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  return IN6_IS_ADDR_LINKLOCAL(&v6) ? std::string() : textOf(AF_INET6, &v6);
}

}  // namespace

std::vector<OwnAddress> ownAddresses() {
  std::vector<OwnAddress> own;
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return own;
  const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, ::freeifaddrs);
  for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
    if (each->ifa_addr == nullptr || (each->ifa_flags & IFF_UP) == 0) continue;
    if (std::string address = addressOf(*each->ifa_addr); !address.empty())
      own.push_back({std::move(address), each->ifa_name});
  }
  return own;
}

bool isNumericAddress(const std::string& address) { return normal(address).has_value(); }

bool isLoopbackAddress(const std::string& address) {
  in6_addr v6{};
  if (inet_pton(AF_INET6, address.c_str(), &v6) == 1) return IN6_IS_ADDR_LOOPBACK(&v6) != 0;
  in_addr v4{};
  return inet_pton(AF_INET, address.c_str(), &v4) == 1 && ntohl(v4.s_addr) >> 24 == 127;
}

bool isEveryAddress(const std::string& address) {
  const auto one = normal(address);
  return one == kAllV4 || one == kAllV6;
}

std::string containerBridge(const std::vector<OwnAddress>& own) {
  for (const char* name : {"docker", "podman", "cni-podman"})
    for (const OwnAddress& one : own)
      if (one.interface.starts_with(name) && !isV6(one.address)) return one.address;
  return {};
}

Opening openingFor(const std::vector<std::string>& wished, const std::vector<OwnAddress>& own) {
  const auto isOwn = [&](const std::string& address) {
    return std::any_of(own.begin(), own.end(), [&](const OwnAddress& one) { return one.address == address; });
  };
  const bool hasV6 = std::any_of(own.begin(), own.end(), [](const auto& one) { return isV6(one.address); });
  Opening opening;
  std::vector<std::string> others;
  for (const std::string& each : wished) {
    const std::string address = normal(each).value_or(each);
    if (isLoopbackAddress(address) || contains(others, address) || contains(opening.absent, address))
      continue;
    const bool isThere = address == kAllV4 || (address == kAllV6 ? hasV6 : isOwn(address));
    (isThere ? others : opening.absent).push_back(address);
  }
  if (others.empty()) return opening;
  // An address beside one that stands for all of them would be taken.
  opening.addresses = {contains(others, kAllV4) ? kAllV4 : "127.0.0.1"};
  if (contains(others, kAllV6)) {
    opening.addresses.emplace_back(kAllV6);
  } else if (isOwn("::1")) {
    opening.addresses.emplace_back("::1");
  }
  for (const std::string& address : others)
    if (!isEveryAddress(address) && !contains(opening.addresses, isV6(address) ? kAllV6 : kAllV4))
      opening.addresses.push_back(address);
  return opening;
}

}  // namespace spanloupe::receive
