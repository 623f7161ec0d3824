// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/identity.h"

#include <algorithm>
#include <array>

#include "core/base/hex.h"

namespace spanloupe {
namespace {

/// FNV-1a with a seed, finished by mixBits so that short texts differ in every bit.
std::uint64_t hashBytes(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mixBits(hash) | 1;
}

bool isAllZero(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

}  // namespace

ParsedId<TraceId> parseTraceId(std::string_view bytes) {
  if (bytes.size() == TraceId::kSize) return {TraceId::fromBytes(bytes.data()), {}, false};
  if (bytes.empty()) return {};
  if (isAllZero(bytes)) return {{}, bytes, false};
  if (bytes.size() == 8) return {{0, SpanId::fromBytes(bytes.data()).value}, bytes, true};
  if (bytes.size() == 24) {
    if (const auto id = TraceId::fromHex(encodeBase64(bytes))) return {*id, bytes, true};
  }
  return {{hashBytes(bytes, 0x5eed), hashBytes(bytes, 0)}, bytes, false};
}

ParsedId<SpanId> parseSpanId(std::string_view bytes) {
  if (bytes.size() == SpanId::kSize) return {SpanId::fromBytes(bytes.data()), {}, false};
  if (bytes.empty()) return {};
  if (isAllZero(bytes)) return {{}, bytes, false};
  if (bytes.size() == 12) {
    if (const auto id = SpanId::fromHex(encodeBase64(bytes))) return {*id, bytes, true};
  }
  return {{hashBytes(bytes, 0)}, bytes, false};
}

}  // namespace spanloupe
