// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The names in the shop: services, hosts and what clients call themselves. Constant tables.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace spanloupe::generate {

enum class Service : std::uint8_t {
  Frontend,
  Cart,
  Checkout,
  Payment,
  Inventory,
  Recommendation,
  Shipping,
  Notification,
  Auth,
  Pricing,
  Search,
  Fraud,
  Analytics
};
inline constexpr std::size_t kServiceCount = 13;

enum class Language : std::uint8_t { Nodejs, Go, Java, Python, Dotnet, Ruby, Rust };

/// Which instrumentation library made a span.
enum class Library : std::uint8_t { Http, Rpc, Database, Cache, Messaging, Code };
inline constexpr std::size_t kLibraryCount = 6;

struct ServiceRow {
  std::string_view name;
  Language language;
  std::string_view version;
  std::uint8_t instances;
  bool legacy;  ///< Still writes the attribute names from before semantic conventions 1.23.
  std::uint16_t port;
};
[[nodiscard]] const ServiceRow& rowOf(Service service);

struct LanguageRow {
  std::string_view name;
  std::string_view sdkVersion;
  std::string_view command;
  std::array<std::string_view, kLibraryCount> scopes;
  std::string_view scopeVersion;
};
[[nodiscard]] const LanguageRow& rowOf(Language language);

/// The service whose new version is slow, and what it is called.
inline constexpr Service kReleasedService = Service::Payment;
inline constexpr std::string_view kSlowVersion = "2.18.0";

inline constexpr std::array<std::string_view, 8> kHosts = {
    "ip-10-20-1-14",  "ip-10-20-1-87",  "ip-10-20-2-35", "ip-10-20-2-190",
    "ip-10-20-3-117", "ip-10-20-3-201", "ip-10-20-4-62", "ip-10-20-7-44"};
/// The clock of the last host is slow; the first payment pod runs there.
inline constexpr std::size_t kSkewedHost = kHosts.size() - 1;
inline constexpr std::uint64_t kSkewNanos = 3'100'000;

inline constexpr std::array<std::string_view, 6> kUserAgents = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0 "
    "Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.3 "
    "Safari/605.1.15",
    "ShopApp/7.4.1 (iPhone; iOS 26.3)",
    "ShopApp/7.4.0 (Android 16)",
    "curl/8.18.0"};
inline constexpr std::array<std::string_view, 5> kTenants = {"de", "fr", "gb", "se", "pl"};
inline constexpr std::array<std::string_view, 4> kCurrencies = {"EUR", "EUR", "GBP", "SEK"};

}  // namespace spanloupe::generate
