// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/id_reader.h"

#include <array>

#include "core/base/hex.h"

namespace spanloupe::formats::json {
namespace {

constexpr std::size_t kUuidSize = 36;

/// The id bytes in a text that is not plain hexadecimal of the right size. `idSize` = 16 or 8.
std::string idBytes(std::string_view text, std::size_t idSize) {
  std::string digits(text);
  if (text.starts_with("0x") || text.starts_with("0X")) digits.erase(0, 2);
  if (digits.size() == kUuidSize && digits[8] == '-' && digits[13] == '-' && digits[18] == '-' &&
      digits[23] == '-')
    std::erase(digits, '-');
  std::string bytes(digits.size() / 2, '\0');
  const bool hex = decodeHex(digits, bytes.data());
  // A text of 22 digits could be base64 of 16 bytes as well: one in ten thousand million such ids has only
  // digits.
  if (hex && !bytes.empty()) return bytes;
  // Lengths with and without padding; neither is that of a hexadecimal id.
  const std::size_t unpadded = (idSize * 8 + 5) / 6;
  const std::string_view base64 = text.substr(0, text.find_last_not_of('=') + 1);
  if (base64.size() == unpadded && text.size() <= (idSize + 2) / 3 * 4) {
    if (auto decoded = decodeBase64(text); decoded && decoded->size() == idSize) return *std::move(decoded);
  }
  return std::string(text);
}

std::string_view kept(std::string_view bytes, TextArena& arena) {
  std::string& room = arena.room(bytes.size());
  const std::size_t start = room.size();
  room += bytes;
  return std::string_view(room).substr(start);
}

}  // namespace

ParsedId<TraceId> readTraceId(std::string_view text, TextArena& arena) {
  if (text.empty()) return {};
  std::array<char, TraceId::kSize> bytes;
  if (text.size() == 2 * TraceId::kSize && decodeHex(text, bytes.data())) [[likely]]
    return {TraceId::fromBytes(bytes.data()), {}, false};
  return parseTraceId(kept(idBytes(text, TraceId::kSize), arena));
}

ParsedId<SpanId> readSpanId(std::string_view text, TextArena& arena) {
  if (text.empty()) return {};
  std::array<char, SpanId::kSize> bytes;
  if (text.size() == 2 * SpanId::kSize && decodeHex(text, bytes.data())) [[likely]]
    return {SpanId::fromBytes(bytes.data()), {}, false};
  return parseSpanId(kept(idBytes(text, SpanId::kSize), arena));
}

}  // namespace spanloupe::formats::json
