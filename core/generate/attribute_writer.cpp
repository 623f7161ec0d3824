// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/attribute_writer.h"

#include <cstring>

namespace spanloupe::generate {
namespace {

// Tags of AnyValue's members, as core/model/attribute_value.cpp writes them; a test compares the two.
constexpr char kStringTag = 0x0a;
constexpr char kIntTag = 0x18;

char* putVarint(char* out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *out++ = static_cast<char>(value | 0x80);
  *out++ = static_cast<char>(value);
  return out;
}

}  // namespace

AttributeValue textValue(ByteArena& bytes, std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  char length[10];
  const auto lengthSize = static_cast<std::size_t>(putVarint(length, size) - length);
  char* const begin = bytes.allocate(1 + lengthSize + size);
  char* out = begin;
  *out++ = kStringTag;
  std::memcpy(out, length, lengthSize);
  out += lengthSize;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    std::memcpy(out, part.data(), part.size());
    out += part.size();
  }
  return AttributeValue({begin, 1 + lengthSize + size});
}

Decimal::Decimal(std::uint64_t value) : m_begin(sizeof m_digits) {
  do {
    m_digits[--m_begin] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
}

Hex8::Hex8(std::uint64_t value) {
  for (char& digit : m_digits) {
    digit = "0123456789abcdef"[value & 15];
    value >>= 4;
  }
}

void AttributeWriter::number(std::string_view key, std::uint64_t number) {
  char buffer[11];
  buffer[0] = kIntTag;
  const auto size = static_cast<std::size_t>(putVarint(buffer + 1, number) - buffer);
  value(key, AttributeValue(m_draft.bytes.copy({buffer, size})));
}

}  // namespace spanloupe::generate
