// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/option_values.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <limits>

namespace spanloupe::cli {
namespace {

tl::unexpected<Error> wrong(std::string_view option, std::string_view text, std::string_view right) {
  return fail(ErrorKind::InvalidArgument,
              "--" + std::string(option) + " is " + std::string(right) + ", not “" + std::string(text) + "”");
}

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
constexpr std::array<Unit, 6> kUnits{{{"ms", 1'000'000},
                                      {"s", 1'000'000'000},
                                      {"min", 60'000'000'000},
                                      {"m", 60'000'000'000},
                                      {"h", 3'600'000'000'000},
                                      {"d", 86'400'000'000'000}}};

/// A number and its unit from the front of `text`.
std::optional<double> takePart(std::string_view& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.empty()) return number * 1e9;
  for (const Unit& unit : kUnits) {
    const bool letterFollows = text.size() > unit.name.size() && text[unit.name.size()] >= 'a';
    if (!text.starts_with(unit.name) || letterFollows) continue;
    text.remove_prefix(unit.name.size());
    return number * static_cast<double>(unit.nanos);
  }
  return std::nullopt;
}

std::optional<std::uint16_t> portFrom(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port;
}

bool isNumericAddress(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return ::inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

}  // namespace

Result<std::optional<std::chrono::nanoseconds>> durationOf(const Arguments& arguments,
                                                           std::string_view option) {
  if (!arguments.has(option)) return std::nullopt;
  const std::string text = arguments.value(option);
  constexpr double kMost = 9e18;
  double nanos = 0;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto part = takePart(rest);
    if (!part) return wrong(option, text, "a duration like 500ms, 10s or 1h30m");
    nanos += *part;
  }
  if (nanos > kMost) return wrong(option, text, "a duration below 292 years");
  return std::chrono::nanoseconds(static_cast<std::int64_t>(nanos));
}

Result<std::optional<std::uint64_t>> amountOf(const Arguments& arguments, std::string_view option,
                                              std::uint64_t step) {
  if (!arguments.has(option)) return std::nullopt;
  const std::string text = arguments.value(option);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (unit.ends_with("/s")) unit.remove_suffix(2);
  auto factor = static_cast<double>(step);
  double scale = 1;
  bool known = unit.empty();
  for (const char letter : {'k', 'M', 'G'}) {
    if (unit.size() == 1 && unit[0] == letter) {
      scale = factor;
      known = true;
    }
    factor *= static_cast<double>(step);
  }
  if (error != std::errc() || !known || number < 0 || number * scale > 1e18)
    return wrong(option, text, "a number like 2000, 512k, 20M or 4G");
  return static_cast<std::uint64_t>(number * scale);
}

Result<ListenAddress> listenAddressOf(const Arguments& arguments, std::string_view option,
                                      std::uint16_t fallback) {
  ListenAddress address;
  address.port = fallback;
  if (!arguments.has(option)) return address;
  const std::string text = arguments.value(option);
  if (text == "off") {
    address.off = true;
    return address;
  }
  const std::size_t colon = text.rfind(':');
  std::string host = colon == std::string::npos ? std::string() : text.substr(0, colon);
  const auto port = portFrom(std::string_view(text).substr(colon == std::string::npos ? 0 : colon + 1));
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const bool nameless = host.empty() && colon != std::string::npos;
  if (!port || nameless || (!bracketed && host.find(':') != std::string::npos))
    return wrong(option, text, "PORT, HOST:PORT or off");
  if (host == "localhost") host.clear();
  if (!host.empty() && !isNumericAddress(host))
    return wrong(option, text, "PORT, HOST:PORT or off, with HOST a numeric address or localhost");
  address.host = std::move(host);
  address.port = *port;
  return address;
}

}  // namespace spanloupe::cli
