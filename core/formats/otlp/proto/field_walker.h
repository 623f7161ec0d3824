// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The innermost loops of reading protobuf: inline, without exceptions, never past the end. Unlike
// wire::Reader, a length that runs past the end is told apart from other damage and gives the bytes that are
// there, because whole records can be found in front of a cut. Pure; views borrow.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/model/wire.h"

namespace spanloupe::formats::proto {

/// False at the end or after ten bytes without one; `at` is unchanged then.
[[nodiscard]] inline bool readVarint(const char*& at, const char* end, std::uint64_t& value) {
  if (at < end && static_cast<unsigned char>(*at) < 0x80) {
    value = static_cast<unsigned char>(*at++);
    return true;
  }
  const int size = wire::parseVarint({at, static_cast<std::size_t>(end - at)}, value);
  if (size <= 0) return false;
  at += size;
  return true;
}

/// The bytes of a length-delimited field whose tag has been read.
[[nodiscard]] inline bool readLength(const char*& at, const char* end, std::string_view& bytes) {
  std::uint64_t size = 0;
  if (!readVarint(at, end, size) || size > static_cast<std::uint64_t>(end - at)) return false;
  bytes = {at, static_cast<std::size_t>(size)};
  at += size;
  return true;
}

[[nodiscard]] inline bool readFixed64(const char*& at, const char* end, std::uint64_t& value) {
  if (end - at < 8) return false;
  std::memcpy(&value, at, 8);
  at += 8;
  return true;
}

[[nodiscard]] inline bool readFixed32(const char*& at, const char* end, std::uint32_t& value) {
  if (end - at < 4) return false;
  std::memcpy(&value, at, 4);
  at += 4;
  return true;
}

enum class Step {
  Field,      ///< A whole field.
  End,        ///< Nothing left.
  Cut,        ///< A length-delimited field that runs past the end: `bytes` is what there is of it.
  Malformed,  ///< No field begins here.
};

class FieldWalker {
 public:
  explicit FieldWalker(std::string_view message)
      : m_at(message.data()), m_end(message.data() + message.size()) {}

  /// Where the next field begins; after Cut and Malformed, where the bad one begins.
  [[nodiscard]] const char* position() const { return m_at; }

  [[nodiscard]] Step next(wire::Field& field) {
    if (m_at >= m_end) return Step::End;
    const char* at = m_at;
    std::uint64_t tag = 0;
    if (!readVarint(at, m_end, tag)) return Step::Malformed;
    if ((tag & 7) != static_cast<std::uint64_t>(wire::Type::Length)) return other(field);
    if (tag >> 3 == 0 || tag >> 32 != 0) return Step::Malformed;
    field.number = static_cast<std::uint32_t>(tag >> 3);
    field.type = wire::Type::Length;
    std::uint64_t size = 0;
    if (!readVarint(at, m_end, size)) return Step::Malformed;
    const auto left = static_cast<std::uint64_t>(m_end - at);
    if (size > left) {
      field.bytes = {at, static_cast<std::size_t>(left)};
      return Step::Cut;
    }
    field.bytes = {at, static_cast<std::size_t>(size)};
    m_at = at + size;
    return Step::Field;
  }

 private:
  [[nodiscard]] Step other(wire::Field& field) {
    wire::Reader reader({m_at, static_cast<std::size_t>(m_end - m_at)});
    if (!reader.next(field)) return Step::Malformed;
    m_at = reader.position();
    return Step::Field;
  }

  const char* m_at;
  const char* m_end;
};

}  // namespace spanloupe::formats::proto
