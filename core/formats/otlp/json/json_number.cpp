// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/json_number.h"

#include <charconv>
#include <limits>
#include <string>

namespace spanloupe::formats::json {
namespace {

constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool appendDigit(std::uint64_t& value, unsigned digit) {
  if (value > (kMax - digit) / 10) return false;
  value = value * 10 + digit;
  return true;
}

/// Digits with a fraction or exponent: shifts the decimal point by hand.
std::optional<std::uint64_t> parseScaled(std::string_view text) {
  std::string digits;
  std::int64_t exponent = 0;
  std::size_t i = 0;
  for (; i < text.size() && isDigit(text[i]); ++i) digits += text[i];
  if (digits.empty()) return std::nullopt;
  if (i < text.size() && text[i] == '.') {
    for (++i; i < text.size() && isDigit(text[i]); ++i) {
      digits += text[i];
      --exponent;
    }
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    std::string_view power = text.substr(i + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    std::int32_t shift = 0;
    const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), shift);
    if (error != std::errc() || end != power.data() + power.size()) return std::nullopt;
    exponent += shift;
    i = text.size();
  }
  if (i != text.size()) return std::nullopt;
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++exponent;
  }
  if (digits.empty()) return 0;
  if (exponent < 0 || exponent > 19) return std::nullopt;
  digits.append(static_cast<std::size_t>(exponent), '0');
  std::uint64_t value = 0;
  for (const char c : digits)
    if (!appendDigit(value, static_cast<unsigned>(c - '0'))) return std::nullopt;
  return value;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((text[i] | 0x20) != lower[i]) return false;
  return true;
}

}  // namespace

std::optional<std::uint64_t> parseUnsigned(std::string_view text) {
  if (text.empty()) return std::nullopt;
  // Nineteen digits cannot overflow.
  std::uint64_t value = 0;
  std::size_t i = 0;
  for (; i < text.size() && i < 19 && isDigit(text[i]); ++i)
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  if (i == text.size()) return value;
  if (text.size() == 20 && i == 19 && isDigit(text[19])) {
    if (!appendDigit(value, static_cast<unsigned>(text[19] - '0'))) return std::nullopt;
    return value;
  }
  if (text == "-0") return 0;
  return parseScaled(text);
}

std::optional<std::int64_t> parseSigned(std::string_view text) {
  const bool negative = text.starts_with('-');
  const auto magnitude = parseUnsigned(negative ? text.substr(1) : text);
  if (!magnitude || (negative && text.substr(1).starts_with('-'))) return std::nullopt;
  constexpr auto kLimit = std::uint64_t{1} << 63;
  if (*magnitude > (negative ? kLimit : kLimit - 1)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? ~*magnitude + 1 : *magnitude);
}

std::optional<double> parseDouble(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc::result_out_of_range && at == end) {
    // Too small is zero; too large has no faithful double.
    const std::size_t e = text.find_first_of("eE");
    if (e != std::string_view::npos && text.substr(e + 1).starts_with('-'))
      return text.starts_with('-') ? -0.0 : 0.0;
    return std::nullopt;
  }
  if (error == std::errc() && at == end) {
    // from_chars also knows "inf" and "nan(…)", which nobody writes; the OTLP spellings follow.
    if (isDigit(text.back()) || text.back() == '.') return value;
  }
  const bool negative = text.starts_with('-');
  const std::string_view word = negative ? text.substr(1) : text;
  if (equalsIgnoringCase(word, "nan")) return std::numeric_limits<double>::quiet_NaN();
  if (equalsIgnoringCase(word, "infinity") || equalsIgnoringCase(word, "inf"))
    return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  return std::nullopt;
}

}  // namespace spanloupe::formats::json
