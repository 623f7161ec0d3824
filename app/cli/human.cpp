// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/human.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace spanloupe::cli {
namespace {

/// Three significant digits, never an exponent.
std::string threeDigits(double value) {
  const double size = std::fabs(value);
  const int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

}  // namespace

std::string durationText(Duration duration) {
  const auto nanos = static_cast<double>(duration.count());
  const double size = std::fabs(nanos);
  if (size < 1e3) return std::to_string(duration.count()) + " ns";
  if (size < 999.5e3) return threeDigits(nanos / 1e3) + " µs";
  if (size < 999.5e6) return threeDigits(nanos / 1e6) + " ms";
  if (size < 59.95e9) return threeDigits(nanos / 1e9) + " s";
  const auto seconds = static_cast<long long>(std::llround(size / 1e9));
  std::array<char, 64> text{};
  const char* sign = nanos < 0 ? "-" : "";
  if (seconds < 3600) {
    std::snprintf(text.data(), text.size(), "%s%lld min %02lld s", sign, seconds / 60, seconds % 60);
  } else {
    std::snprintf(text.data(), text.size(), "%s%lld h %02lld min", sign, seconds / 3600, seconds / 60 % 60);
  }
  return text.data();
}

std::string timeText(Timestamp time) {
  const std::uint64_t nanos = nanosOf(time);
  if (isAbsurd(time)) return std::to_string(nanos) + " ns";
  const auto seconds = static_cast<std::time_t>(nanos / 1'000'000'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts);
  std::snprintf(text.data() + size, text.size() - size, ".%06u UTC",
                static_cast<unsigned>(nanos / 1000 % 1'000'000));
  return text.data();
}

std::string bytesText(std::uint64_t bytes) {
  if (bytes < 1024) return std::to_string(bytes) + " B";
  static constexpr std::array<const char*, 5> kUnits{" KiB", " MiB", " GiB", " TiB", " PiB"};
  double value = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1024;
    ++unit;
  }
  return threeDigits(value) + kUnits[unit];
}

std::string countText(double count) {
  if (count < 1000) return std::to_string(std::llround(count));
  if (count < 999.5e3) return threeDigits(count / 1e3) + " k";
  if (count < 999.5e6) return threeDigits(count / 1e6) + " M";
  return threeDigits(count / 1e9) + " G";
}

}  // namespace spanloupe::cli
