// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/wire.h"

#include <bit>
#include <cstring>

namespace spanloupe::wire {

void appendVarint(std::string& out, std::uint64_t value) {
  char buffer[10];
  std::size_t size = 0;
  while (value >= 0x80) {
    buffer[size++] = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  buffer[size++] = static_cast<char>(value);
  out.append(buffer, size);
}

void appendTag(std::string& out, std::uint32_t field, Type type) {
  appendVarint(out, std::uint64_t{field} << 3 | static_cast<std::uint64_t>(type));
}

// The wire is little endian, and so is every machine Spanloupe is built for.
static_assert(std::endian::native == std::endian::little);

void appendFixed64(std::string& out, std::uint64_t value) {
  char buffer[8];
  std::memcpy(buffer, &value, 8);
  out.append(buffer, 8);
}

void appendFixed32(std::string& out, std::uint32_t value) {
  char buffer[4];
  std::memcpy(buffer, &value, 4);
  out.append(buffer, 4);
}

void appendLengthField(std::string& out, std::uint32_t field, std::string_view bytes) {
  appendTag(out, field, Type::Length);
  appendVarint(out, bytes.size());
  out.append(bytes);
}

std::size_t varintSize(std::uint64_t value) {
  return static_cast<std::size_t>(std::bit_width(value | 1) + 6) / 7;
}

int parseVarint(std::string_view bytes, std::uint64_t& value) {
  value = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    if (i >= bytes.size()) return 0;
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (i == 9 && byte > 1) return -1;
    value |= std::uint64_t{byte & 0x7fU} << (7 * i);
    if (byte < 0x80) return static_cast<int>(i + 1);
  }
  return -1;
}

bool Reader::readVarint(std::uint64_t& value) {
  if (m_at < m_end && static_cast<unsigned char>(*m_at) < 0x80) {
    value = static_cast<unsigned char>(*m_at++);
    return true;
  }
  const int size = parseVarint({m_at, static_cast<std::size_t>(m_end - m_at)}, value);
  if (size <= 0) return false;
  m_at += size;
  return true;
}

bool Reader::next(Field& field) {
  if (m_at >= m_end || m_failed) return false;
  const char* const begin = m_at;
  const auto give = [&](bool ok) {
    if (!ok) {
      m_failed = true;
      m_at = begin;
    }
    return ok;
  };
  std::uint64_t tag = 0;
  if (!readVarint(tag) || tag >> 3 == 0 || tag >> 32 != 0) return give(false);
  field.number = static_cast<std::uint32_t>(tag >> 3);
  field.type = static_cast<Type>(tag & 7);
  const auto left = [this] { return static_cast<std::uint64_t>(m_end - m_at); };
  switch (field.type) {
    case Type::Varint: return give(readVarint(field.value));
    case Type::Fixed64:
      if (left() < 8) return give(false);
      std::memcpy(&field.value, m_at, 8);
      m_at += 8;
      return true;
    case Type::Fixed32: {
      if (left() < 4) return give(false);
      std::uint32_t value = 0;
      std::memcpy(&value, m_at, 4);
      field.value = value;
      m_at += 4;
      return true;
    }
    case Type::Length: {
      std::uint64_t size = 0;
      if (!readVarint(size) || size > left()) return give(false);
      field.bytes = {m_at, static_cast<std::size_t>(size)};
      m_at += size;
      return true;
    }
    case Type::StartGroup: {
      const char* const body = m_at;
      if (!skipGroup(field.number)) return give(false);
      field.bytes = {body, static_cast<std::size_t>(m_at - body)};
      return true;
    }
    case Type::EndGroup: break;
  }
  return give(false);
}

// Groups are long deprecated and unknown to OTLP: skipped with a counter, so that depth costs no stack.
bool Reader::skipGroup(std::uint32_t number) {
  std::string open;  // one tag per open group, as bytes
  appendFixed32(open, number);
  while (!open.empty()) {
    std::uint64_t tag = 0;
    std::uint64_t size = 0;
    if (!readVarint(tag) || tag >> 3 == 0 || tag >> 32 != 0) return false;
    switch (static_cast<Type>(tag & 7)) {
      case Type::Varint:
        if (!readVarint(size)) return false;
        break;
      case Type::Fixed64: size = 8; break;
      case Type::Fixed32: size = 4; break;
      case Type::Length:
        if (!readVarint(size)) return false;
        break;
      case Type::StartGroup: appendFixed32(open, static_cast<std::uint32_t>(tag >> 3)); continue;
      case Type::EndGroup: {
        std::uint32_t expected = 0;
        std::memcpy(&expected, open.data() + open.size() - 4, 4);
        if (expected != tag >> 3) return false;
        open.resize(open.size() - 4);
        continue;
      }
      default: return false;
    }
    if (static_cast<Type>(tag & 7) == Type::Varint) continue;
    if (size > static_cast<std::uint64_t>(m_end - m_at)) return false;
    m_at += size;
  }
  return true;
}

}  // namespace spanloupe::wire
