// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include "core/base/hex.h"

namespace spanloupe {
namespace {

std::uint64_t loadBigEndian(const char* bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

void storeBigEndian(std::uint64_t value, char* out) {
  for (int i = 7; i >= 0; --i, value >>= 8) out[i] = static_cast<char>(value & 0xff);
}

}  // namespace

TraceId TraceId::fromBytes(const char* bytes) { return {loadBigEndian(bytes), loadBigEndian(bytes + 8)}; }

std::optional<TraceId> TraceId::fromHex(std::string_view hex) {
  char bytes[kSize];
  if (hex.size() != 2 * kSize || !decodeHex(hex, bytes)) return std::nullopt;
  return fromBytes(bytes);
}

void TraceId::toBytes(char* out) const {
  storeBigEndian(high, out);
  storeBigEndian(low, out + 8);
}

std::string TraceId::hex() const {
  char bytes[kSize];
  toBytes(bytes);
  return encodeHex({bytes, kSize});
}

SpanId SpanId::fromBytes(const char* bytes) { return {loadBigEndian(bytes)}; }

std::optional<SpanId> SpanId::fromHex(std::string_view hex) {
  char bytes[kSize];
  if (hex.size() != 2 * kSize || !decodeHex(hex, bytes)) return std::nullopt;
  return fromBytes(bytes);
}

void SpanId::toBytes(char* out) const { storeBigEndian(value, out); }

std::string SpanId::hex() const {
  char bytes[kSize];
  toBytes(bytes);
  return encodeHex({bytes, kSize});
}

}  // namespace spanloupe
