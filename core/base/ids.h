// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Trace and span ids as distinct value types, ordered like their hexadecimal text.
// All zero means "no id" (W3C Trace Context section 3.2.2).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace spanloupe {

struct TraceId {
  std::uint64_t high = 0;  ///< First eight bytes, big endian.
  std::uint64_t low = 0;   ///< Last eight bytes, big endian.

  static constexpr std::size_t kSize = 16;
  /// `bytes` must hold 16 bytes in network order.
  [[nodiscard]] static TraceId fromBytes(const char* bytes);
  /// 32 hexadecimal digits of any case, or nothing.
  [[nodiscard]] static std::optional<TraceId> fromHex(std::string_view hex);
  void toBytes(char* out) const;
  [[nodiscard]] std::string hex() const;
  [[nodiscard]] constexpr bool isZero() const { return high == 0 && low == 0; }
  friend constexpr auto operator<=>(const TraceId&, const TraceId&) = default;
};

struct SpanId {
  std::uint64_t value = 0;  ///< Eight bytes, big endian.

  static constexpr std::size_t kSize = 8;
  [[nodiscard]] static SpanId fromBytes(const char* bytes);
  /// 16 hexadecimal digits of any case, or nothing.
  [[nodiscard]] static std::optional<SpanId> fromHex(std::string_view hex);
  void toBytes(char* out) const;
  [[nodiscard]] std::string hex() const;
  [[nodiscard]] constexpr bool isZero() const { return value == 0; }
  friend constexpr auto operator<=>(const SpanId&, const SpanId&) = default;
};

/// Spreads all bits of `x`; ids made by counters must not collide in hash tables.
[[nodiscard]] constexpr std::uint64_t mixBits(std::uint64_t x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93ULL;
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93ULL;
  x ^= x >> 32;
  return x;
}

[[nodiscard]] constexpr std::uint64_t hashOf(TraceId id) {
  return mixBits(id.high * 0x9e3779b97f4a7c15ULL + id.low);
}
[[nodiscard]] constexpr std::uint64_t hashOf(SpanId id) { return mixBits(id.value); }

}  // namespace spanloupe

template <>
struct std::hash<spanloupe::TraceId> {
  std::size_t operator()(spanloupe::TraceId id) const noexcept { return spanloupe::hashOf(id); }
};
template <>
struct std::hash<spanloupe::SpanId> {
  std::size_t operator()(spanloupe::SpanId id) const noexcept { return spanloupe::hashOf(id); }
};
